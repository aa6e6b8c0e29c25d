//! Mails of the partition on their way to the mailer.
//!
//! A mail is in the outbox from the moment at which the intents of its run are durable. It counts
//! as passed after it was delivered. So a crash in between delivers it again, with the same id.

use std::collections::BTreeMap;
use std::sync::mpsc::Sender;

use super::Processor;
use super::projector_task::delay;
use crate::external::ExternalError;
use crate::partition::outbox::{FailedMail, OutboxStatus, Outgoing};
use crate::state::{HostState, StateError};

/// The way of mails to the mailer.
pub(in crate::partition) struct Mails {
    /// The way to the mailer; `None` if the app has none.
    to_mailer: Option<Sender<Outgoing>>,
    /// The beginning of the ids of the mails.
    id: String,
    /// The last mail that is passed.
    passed: i64,
    /// The mail that is at the mailer.
    at_mailer: Option<i64>,
    /// The mails that are left.
    failed: BTreeMap<i64, FailedMail>,
}

impl Mails {
    /// The mails of a partition, as they are stored. Those that were left may be tried again.
    pub(in crate::partition) fn load(
        state: &HostState,
        to_mailer: Option<Sender<Outgoing>>,
        id: String,
    ) -> Result<Self, StateError> {
        let (passed, left) = state.passed_mails()?;
        let mut mails = Self {
            to_mailer,
            id,
            passed,
            at_mailer: None,
            failed: BTreeMap::new(),
        };
        for number in left {
            let error = ExternalError::new("the host ended after the delivery failed");
            mails.fail(number, error, Some(i64::MIN), 0);
        }
        Ok(mails)
    }

    fn fail(&mut self, number: i64, error: ExternalError, retry_at: Option<i64>, tries: u32) {
        let failed = FailedMail {
            number,
            id: self.id(number),
            tries,
            retry_at,
            error,
        };
        self.failed.insert(number, failed);
    }

    fn id(&self, number: i64) -> String {
        format!("{}.{number}", self.id)
    }

    /// The number of the next mail: one that failed and may be tried again, or one that was never
    /// tried. With too many that failed, no others are tried.
    fn next(&self, (last, most): (i64, usize), now: i64) -> Option<i64> {
        let is_due = |mail: &&FailedMail| mail.retry_at.is_some_and(|at| at <= now);
        let due = self.failed.values().find(is_due);
        let another = self.failed.len() < most && self.passed < last;
        due.map(|mail| mail.number)
            .or_else(|| another.then_some(self.passed + 1))
    }
}

impl Processor {
    /// Hands the next mail to the mailer, if that is free.
    pub(super) fn send_mails(&mut self) {
        if self.mails.at_mailer.is_some() {
            return;
        }
        if let Err(error) = self.send_mail() {
            self.broken.get_or_insert(error);
        }
    }

    fn send_mail(&mut self) -> Result<(), StateError> {
        let Some(number) = self.next_mail()? else {
            return Ok(());
        };
        let Some(record) = self.state.mail(number)? else {
            return Ok(());
        };
        let id = self.mails.id(number);
        if let Some(to_mailer) = &self.mails.to_mailer {
            self.mails.at_mailer = Some(number);
            let _ended = to_mailer.send(Outgoing { number, id, record });
        }
        Ok(())
    }

    fn next_mail(&mut self) -> Result<Option<i64>, StateError> {
        if self.broken.is_some() || self.mails.to_mailer.is_none() {
            return Ok(None);
        }
        let config = &self.place.config;
        let (most, now) = (config.behind.max(1), config.clock.millis());
        let last = self.state.last_mail()?;
        Ok(self.mails.next((last, most), now))
    }

    /// Returns whether a mail is at the mailer.
    pub(super) fn is_mailing(&self) -> bool {
        self.broken.is_none() && self.mails.at_mailer.is_some()
    }

    /// Notes that a mail was delivered, or why it was not.
    pub(super) fn delivered(&mut self, number: i64, result: Result<(), ExternalError>) {
        self.mails.at_mailer = None;
        let known = self.mails.failed.get(&number).map(|mail| mail.tries);
        let is_left = result.is_err();
        match known {
            None => self.store_mail(|state| state.pass_mail(number, is_left)),
            // It is stored as left already.
            Some(_) if is_left => {}
            Some(_) => self.store_mail(|state| state.end_left_mail(number)),
        }
        self.mails.passed = self.mails.passed.max(number);
        let Err(error) = result else {
            self.mails.failed.remove(&number);
            return;
        };
        let tries = known.unwrap_or(0).saturating_add(1);
        let config = &self.place.config;
        let later = config.clock.millis().saturating_add(delay(tries, config));
        let retry_at = (!error.is_permanent()).then_some(later);
        self.mails.fail(number, error, retry_at, tries);
    }

    /// Makes a note on a mail durable.
    fn store_mail(&mut self, store: impl FnOnce(&mut HostState) -> Result<(), StateError>) {
        self.in_group(|processor| {
            if let Err(error) = store(&mut processor.state) {
                processor.broken.get_or_insert(error);
            }
        });
    }

    /// Drops a mail that failed and is not at the mailer. Returns whether there was one.
    pub(super) fn drop_mail(&mut self, number: i64) -> Result<bool, StateError> {
        self.usable()?;
        let is_left = self.mails.failed.contains_key(&number);
        if !is_left || self.mails.at_mailer == Some(number) {
            return Ok(false);
        }
        self.store_mail(|state| state.end_left_mail(number));
        self.mails.failed.remove(&number);
        self.usable().map(|()| true)
    }

    /// Lets all mails that failed be tried again.
    pub(super) fn retry_mails(&mut self) {
        for mail in self.mails.failed.values_mut() {
            mail.retry_at = Some(i64::MIN);
        }
    }

    pub(super) fn outbox(&mut self) -> Result<OutboxStatus, StateError> {
        let untried = self.state.last_mail()?.saturating_sub(self.mails.passed);
        let failed: Vec<_> = self.mails.failed.values().cloned().collect();
        Ok(OutboxStatus {
            partition: self.place.partition,
            waiting: untried.unsigned_abs() + failed.len() as u64,
            failed,
        })
    }
}
