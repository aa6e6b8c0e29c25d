//! The end of a run whose host takes intents one by one.

use heeus_abi::Status;

use super::block::written;
use super::{Left, Run};
use crate::door;

impl<'run> Run<'run> {
    /// Passes all intents to the host, unless the run has failed.
    pub(super) fn settle(&'run self, left: &'run Left<'run>) {
        let is_ok = || left.status.get() == Status::Ok;
        let intents = || {
            let bytes = |intent: &dyn super::Pending| {
                written(&self.memory, |to| intent.write(self, to), |_| ())
            };
            left.intents().map(bytes)
        };
        // An intent that does not fit is found when it is written, and then none is passed on.
        if is_ok() {
            intents().for_each(drop);
        }
        if is_ok() {
            intents().for_each(|intent| door::intend(intent, || self.new_id()));
        }
    }

    /// The status, the code and the text of a failure.
    pub(crate) fn failure(&'run self) -> Option<(Status, i32, &'run str)> {
        let left = self.left.get()?;
        let status = left.status.get();
        (status != Status::Ok).then(|| (status, left.code.get(), left.text.get()))
    }
}
