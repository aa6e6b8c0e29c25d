//! The outbox of a partition: mails that wait for their delivery.

use std::fmt;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use heeus_abi::RecordBuf;

use crate::external::{ExternalError, Mail, Mailer};
use crate::shown::Neutral;

/// The mails of a partition that are not delivered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxStatus {
    /// The partition.
    pub partition: usize,
    /// Number of mails that are not delivered.
    pub waiting: u64,
    /// The mails that failed, in the order in which they were sent.
    pub failed: Vec<FailedMail>,
}

/// A mail whose delivery failed. Later mails do not wait for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailedMail {
    /// Its number in the partition.
    pub number: i64,
    /// The id by which receivers detect that it was delivered twice.
    pub id: String,
    /// Number of its tries.
    pub tries: u32,
    /// The time of its next try, in milliseconds since 1970 by the clock of the app; `None` if the
    /// server refused it for good, so that it waits for
    /// [`retry_mails`](super::App::retry_mails) or [`drop_mail`](super::App::drop_mail).
    pub retry_at: Option<i64>,
    /// The error of the last try.
    pub error: ExternalError,
}

impl fmt::Display for FailedMail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            number,
            tries,
            error,
            ..
        } = self;
        let error = error.to_string();
        write!(
            f,
            "mail {number} (tried {tries} times): {}",
            Neutral(&error)
        )
    }
}

/// A mail on its way to the mailer.
pub(super) struct Outgoing {
    pub(super) number: i64,
    pub(super) id: String,
    pub(super) record: RecordBuf,
}

/// Delivers mails, one after the other, until no sender is left. `report` gets the number and the
/// result of each, and returns false if nobody wants more.
pub(super) fn deliver_all(
    mailer: &Arc<dyn Mailer>,
    mails: &Receiver<Outgoing>,
    report: impl Fn(i64, Result<(), ExternalError>) -> bool,
) {
    while let Ok(mail) = mails.recv() {
        let deliver = || mailer.deliver(&Mail::new(mail.record.as_ref(), &mail.id));
        let result = panic::catch_unwind(AssertUnwindSafe(deliver));
        let result = result.unwrap_or_else(|_| Err(ExternalError::new("the mailer panicked")));
        if !report(mail.number, result) {
            return;
        }
    }
}
