//! Raw ids of new records.

use heeus_abi::{RAW_IDS, Status};

use super::Run;

const LAST: i64 = *RAW_IDS.end();

impl<'run> Run<'run> {
    /// Returns the next raw id: they are counted downwards, since an author may have small numbers.
    /// The result block has the count as its code. With more ids than there are the run fails at
    /// its end.
    #[inline(never)]
    pub(crate) fn new_id(&'run self) -> i64 {
        let left = self.left();
        // A run that has failed has no more use for ids.
        if left.status.get() != Status::Ok {
            return LAST;
        }
        let given = left.code.get() + 1;
        if i64::from(given) > LAST {
            self.fail(Status::BadIntent, 0, "more than 65,535 new ids");
            return LAST;
        }
        left.code.set(given);
        LAST + 1 - i64::from(given)
    }
}
