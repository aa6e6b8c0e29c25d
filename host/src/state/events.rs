//! The log of a partition: its events by offset, the events of each workspace, the checkpoints of
//! its followers, the mails to send, and answers for requests that are repeated. All of it is
//! written together with the intents that it belongs to.

use heeus_abi::{RecordRef, Storage};

use super::answers::{ANSWERS, NewAnswer, add_answer};
use super::checkpoints::{BEHIND, Behind, CHECKPOINTS, add_behind, add_checkpoint};
use super::error::StateError;
use super::host_state::{Applied, HostState};
use super::log_tables::{EVENTS, Log, last, number, offset_record, sort_key};
use super::logged::of_event;
use super::row::{Row, row};
use super::writers::add_writer;
use crate::storage::{Batch, Element};

/// Table of the mails to send.
const MAILS: &str = "sys.Mails";

/// Additions to the log that are applied together with the intents of a run, or not at all.
#[derive(Debug, Clone, Copy, Default)]
pub struct Commit<'a> {
    /// An event of the workspace.
    pub event: Option<NewEvent<'a>>,
    /// The name of a follower and its new checkpoint in the log of the partition.
    pub checkpoint: Option<(&'a str, i64)>,
    /// The progress of a follower in a workspace that it left behind.
    pub behind: Option<Behind<'a>>,
    /// The answer of the run, for requests that repeat it.
    pub answer: Option<NewAnswer<'a>>,
}

impl<'a> Commit<'a> {
    /// The name of the follower whose progress it has.
    fn follower(&self) -> Option<&'a str> {
        let behind = self.behind.map(|behind| behind.name);
        self.checkpoint.map(|(name, _)| name).or(behind)
    }
}

/// An event that is put into the log.
#[derive(Debug, Clone, Copy)]
pub struct NewEvent<'a> {
    /// Its offset in the log of the partition.
    pub offset: i64,
    /// Its offset in the log of the workspace.
    pub wlog_offset: i64,
    /// The event, with the fields of sys.Event.
    pub record: RecordRef<'a>,
}

impl HostState {
    /// Returns the offset of the last event in the log of the partition, 0 for none.
    ///
    /// # Errors
    /// [`StateError::Storage`] if the storage fails.
    pub fn last_event(&mut self) -> Result<i64, StateError> {
        let events = self.log()?.events;
        Ok(last(&*self.storage.snapshot(), events)?)
    }

    /// Returns the offset of the last event in the log of the workspace, 0 for none.
    ///
    /// # Errors
    /// [`StateError::Storage`] if the storage fails.
    pub fn last_event_of_workspace(&self) -> Result<i64, StateError> {
        match self.schema.log() {
            None => Ok(0),
            Some(log) => Ok(log.last(&*self.storage.snapshot())?),
        }
    }

    /// Returns the event at an offset of the log of the workspace, and its offset in the log of the
    /// partition; `None` if there is no such event.
    ///
    /// # Errors
    /// [`StateError::Storage`] if the storage fails.
    pub fn event_of_workspace(
        &self,
        wlog_offset: i64,
    ) -> Result<Option<(i64, Element)>, StateError> {
        let Some(log) = self.schema.log() else {
            return Ok(None);
        };
        let found = log.get(&*self.storage.snapshot(), wlog_offset)?;
        Ok(found.map(|event| (number(event.key()), event)))
    }

    /// The events of the workspace, with the fields of sys.WLog; none if there is no log.
    pub(super) fn logged(&self) -> Result<Vec<Row>, StateError> {
        let Some(log) = self.schema.log() else {
            return Ok(Vec::new());
        };
        let snapshot = self.storage.snapshot();
        let mut rows = Vec::new();
        for offset in 1..=log.last(&*snapshot)? {
            let Some(event) = log.get(&*snapshot, offset)? else {
                break;
            };
            let event = of_event(offset, &event)?;
            rows.push(row(&event));
        }
        Ok(rows)
    }

    /// Returns the event at an offset of the log of the partition: its value has the fields of
    /// sys.Event.
    ///
    /// # Errors
    /// [`StateError::Storage`] if the storage fails.
    pub fn event(&mut self, offset: i64) -> Result<Option<Element>, StateError> {
        let events = self.log()?.events;
        Ok(self.storage.snapshot().get(events, &sort_key(offset))?)
    }

    /// Returns the checkpoint of this name, as it was last [committed](Self::commit) or
    /// [set](Self::set_checkpoint); `None` if there is none.
    ///
    /// # Errors
    /// [`StateError::Storage`] if the storage fails.
    pub fn checkpoint(&self, name: &str) -> Result<Option<i64>, StateError> {
        // Nothing is created for a look.
        let Some(checkpoints) = self.storage.find(CHECKPOINTS) else {
            return Ok(None);
        };
        let found = self.storage.snapshot().get(checkpoints, name.as_bytes())?;
        Ok(found.map(|checkpoint| number(checkpoint.value())))
    }

    /// Makes everything applied so far survive a crash, if the storage can.
    ///
    /// # Errors
    /// [`StateError::Storage`] if the storage cannot promise that.
    pub fn sync(&self) -> Result<(), StateError> {
        Ok(self.storage.sync()?)
    }

    /// Applies as [`apply`](Self::apply) does, and in the same step an event, a checkpoint, and the
    /// mails of the intents.
    ///
    /// # Errors
    /// As [`apply`](Self::apply); [`StateError::NoRun`] also if there is an event and no workspace
    /// was entered.
    pub fn commit(&mut self, commit: &Commit<'_>) -> Result<Applied, StateError> {
        let added = self.add_commit(commit);
        if added.is_err() {
            self.discard();
        }
        let (log, views) = added?;
        let applied = self.apply()?;
        self.log = Some(log);
        if let Some(follower) = commit.follower() {
            self.writers.add(follower, views);
        }
        Ok(applied)
    }

    /// Stores a checkpoint, with nothing else.
    ///
    /// # Errors
    /// [`StateError::Storage`] if the storage fails.
    pub fn set_checkpoint(&mut self, name: &str, at: i64) -> Result<(), StateError> {
        let checkpoints = self.log()?.checkpoints;
        let mut batch = Batch::new();
        add_checkpoint(&mut batch, checkpoints, name, at)?;
        self.readers.release();
        Ok(self.storage.apply(&batch)?)
    }

    /// Adds to the pending writes. Returns the state of the log after these are applied, and the
    /// views that the follower writes for the first time.
    fn add_commit(&mut self, commit: &Commit<'_>) -> Result<(Log, Vec<Box<str>>), StateError> {
        let mut log = self.log()?;
        let follower = commit.follower();
        let new_views = follower.map(|name| self.writers.new_views(name, &self.intents));
        let new_views = new_views.unwrap_or_default();
        let batch = self.pending.batch_mut();
        if let Some(event) = commit.event {
            let tables = self.schema.log().ok_or(StateError::NoRun)?;
            let key = offset_record(event.offset)?;
            let record = event.record.as_bytes();
            batch.put(
                tables.events,
                key.as_ref().as_bytes(),
                record,
                &sort_key(event.offset),
            );
            let place = sort_key(event.wlog_offset);
            let wlog_key = offset_record(event.wlog_offset)?;
            let (wlog_key, key) = (wlog_key.as_ref(), key.as_ref());
            batch.put(tables.offsets, wlog_key.as_bytes(), key.as_bytes(), &place);
        }
        if let Some((name, at)) = commit.checkpoint {
            add_checkpoint(batch, log.checkpoints, name, at)?;
        }
        if let Some(behind) = commit.behind {
            add_behind(batch, log.behind, &behind)?;
        }
        for view in &new_views {
            let follower = follower.unwrap_or_default();
            add_writer(batch, log.checkpoints, (view, follower), true)?;
        }
        if let Some(answer) = &commit.answer {
            let new_ids = self.new_ids.all();
            add_answer(batch, log.answers, answer, (&self.intents, &new_ids))?;
        }
        for mail in self.intents.of(Storage::SendMail) {
            log.last_mail += 1;
            let key = offset_record(log.last_mail)?;
            let (key, mail) = (key.as_ref(), mail.key.record);
            batch.put(
                log.mails,
                key.as_bytes(),
                mail.as_bytes(),
                &sort_key(log.last_mail),
            );
        }
        Ok((log, new_views))
    }

    pub(super) fn log(&mut self) -> Result<Log, StateError> {
        if let Some(log) = self.log {
            return Ok(log);
        }
        let mails = self.storage.table(MAILS)?;
        let log = Log {
            events: self.storage.table(EVENTS)?,
            checkpoints: self.storage.table(CHECKPOINTS)?,
            behind: self.storage.table(BEHIND)?,
            answers: self.storage.table(ANSWERS)?,
            mails,
            last_mail: last(&*self.storage.snapshot(), mails)?,
        };
        self.log = Some(log);
        Ok(log)
    }
}
