//! The host of one run, in the form that the SDK's native side expects.

use std::cell::RefCell;
use std::time::Duration;

use heeus_abi::{GetCode, ReadCode};
use heeus_sdk::native;

use super::deadline::Deadline;
use super::unwind;
use crate::engine::process_host::{End, RunHost};
use crate::engine::session::{GET, READ};
use crate::engine::{EngineConfig, RunReport};
use crate::error::ErrorKind;
use crate::state::Reader;

/// The host of one run.
pub(super) struct Host {
    run: RunHost,
    /// The error with which the host ended the run.
    ended: RefCell<Option<ErrorKind>>,
    deadline: Deadline,
}

impl Host {
    pub(super) fn new(reader: Reader, config: &EngineConfig, deadline: Deadline) -> Self {
        Self {
            run: RunHost::new(reader, config),
            ended: RefCell::new(None),
            deadline,
        }
    }

    /// Moves the counts, refusals and calls of the run into its report. Returns the error with
    /// which the host ended the run.
    pub(super) fn report(&self, report: &mut RunReport) -> Option<ErrorKind> {
        self.run.report(report);
        self.ended.take()
    }

    /// The time that calls of the run outside of the host took.
    pub(super) fn waited(&self) -> Duration {
        self.run.reader().waited()
    }

    /// Ends the run; only the first error counts.
    fn end(&self, why: ErrorKind) {
        self.ended.borrow_mut().get_or_insert(why);
        unwind::end();
    }

    /// Ends the run if it is late, and once more if the extension continues after its end.
    fn check_ended(&self, function: &'static str) {
        if self.ended.borrow().is_some() {
            unwind::end();
        } else if let Some(late) = self.deadline.passed(function, self.waited()) {
            self.end(late);
        }
    }
}

impl native::Host for Host {
    fn get(&self, key: &[u8]) -> Result<Vec<u8>, GetCode> {
        self.check_ended(GET);
        match unwind::in_host(|| self.run.get(key)) {
            Ok(answer) => answer.map(|element| element.to_vec()),
            Err(why) => {
                self.end(why);
                Err(GetCode::Io)
            }
        }
    }

    fn read(
        &self,
        key: &[u8],
        limit: u32,
        on_element: &mut dyn FnMut(&[u8], &[u8]) -> bool,
    ) -> ReadCode {
        self.check_ended(READ);
        let read = unwind::in_host(|| {
            self.run.read(key, limit, &mut |element| {
                unwind::in_guest(|| {
                    self.check_ended(READ);
                    on_element(element.key().as_bytes(), element)
                })
            })
        });
        match read {
            Ok(code) => code,
            Err(End::Run(why)) => {
                self.end(why);
                ReadCode::Io
            }
            Err(End::Callback(payload)) => unwind::go_on(payload),
        }
    }
}
