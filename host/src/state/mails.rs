//! The mails of a partition: which of them are passed, and which of these are left.
//!
//! Mails are numbered from 1 on. A checkpoint says up to which number they are passed: delivered,
//! or left. A row for each one that was left says whether it still is.

use std::ops::ControlFlow;

use heeus_abi::RecordBuf;

use super::checkpoints::{OUTBOX, add_checkpoint};
use super::error::StateError;
use super::host_state::HostState;
use super::log_tables::{number, offset_record, sort_key};
use crate::storage::{Batch, ScanRange};

/// Table of the mails that are passed and not delivered. The value of a row is 1, or 0 after it was
/// delivered or dropped.
const LEFT: &str = "sys.MailsLeft";

impl HostState {
    /// Returns the mails of all runs of the partition, in order, each the key of its intent,
    /// delivered or not.
    ///
    /// # Errors
    /// [`StateError::Storage`] if the storage fails.
    pub fn all_mails(&mut self) -> Result<Vec<RecordBuf>, StateError> {
        let table = self.log()?.mails;
        let mut mails = Vec::new();
        self.storage
            .snapshot()
            .scan(table, &ScanRange::ALL, &mut |mail| {
                mails.push(mail.value().into());
                ControlFlow::Continue(())
            })?;
        Ok(mails)
    }

    /// Returns the number of the last mail, 0 for none.
    ///
    /// # Errors
    /// [`StateError::Storage`] if the storage fails.
    pub fn last_mail(&mut self) -> Result<i64, StateError> {
        Ok(self.log()?.last_mail)
    }

    /// Returns a mail by its number.
    ///
    /// # Errors
    /// [`StateError::Storage`] if the storage fails.
    pub fn mail(&mut self, at: i64) -> Result<Option<RecordBuf>, StateError> {
        let table = self.log()?.mails;
        let found = self.storage.snapshot().get(table, &sort_key(at))?;
        Ok(found.map(|mail| mail.value().into()))
    }

    /// Returns the number of the last mail that was passed, and the numbers of those among them
    /// that are left.
    ///
    /// # Errors
    /// [`StateError::Storage`] if the storage fails.
    pub fn passed_mails(&self) -> Result<(i64, Vec<i64>), StateError> {
        let passed = self.checkpoint(OUTBOX)?.unwrap_or(0);
        let mut left = Vec::new();
        if let Some(table) = self.storage.find(LEFT) {
            self.storage
                .snapshot()
                .scan(table, &ScanRange::ALL, &mut |row| {
                    if number(row.value()) == 1 {
                        left.push(number(row.key()));
                    }
                    ControlFlow::Continue(())
                })?;
        }
        Ok((passed, left))
    }

    /// Passes the mail of this number: it was delivered, or is left.
    ///
    /// # Errors
    /// [`StateError::Storage`] if the storage fails.
    pub fn pass_mail(&mut self, at: i64, is_left: bool) -> Result<(), StateError> {
        let checkpoints = self.log()?.checkpoints;
        let mut batch = Batch::new();
        add_checkpoint(&mut batch, checkpoints, OUTBOX, at)?;
        if is_left {
            self.add_left(&mut batch, at, 1)?;
        }
        self.readers.release();
        Ok(self.storage.apply(&batch)?)
    }

    /// Ends with a mail that was left: it was delivered later, or is dropped.
    ///
    /// # Errors
    /// [`StateError::Storage`] if the storage fails.
    pub fn end_left_mail(&mut self, at: i64) -> Result<(), StateError> {
        let mut batch = Batch::new();
        self.add_left(&mut batch, at, 0)?;
        self.readers.release();
        Ok(self.storage.apply(&batch)?)
    }

    fn add_left(&mut self, batch: &mut Batch, at: i64, is_left: i64) -> Result<(), StateError> {
        let table = self.storage.table(LEFT)?;
        let (key, value) = (offset_record(at)?, offset_record(is_left)?);
        let (key, value) = (key.as_ref(), value.as_ref());
        batch.put(table, key.as_bytes(), value.as_bytes(), &sort_key(at));
        Ok(())
    }
}
