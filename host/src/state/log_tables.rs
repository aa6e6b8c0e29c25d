//! The tables of a log: events by their offsets.

use heeus_abi::{RecordBuf, RecordBuilder, RecordRef, Storage, Value};

use super::error::StateError;
use crate::storage::{self, Element, Snapshot, StorageError, TableId};

/// Field of the keys, and of a workspace's events: the offset in the log of the partition.
const OFFSET: &str = "Offset";
/// Table of the events of a partition.
pub(super) const EVENTS: &str = "sys.PLog";

/// The tables of the log of a partition.
#[derive(Clone, Copy)]
pub(super) struct Log {
    pub(super) events: TableId,
    pub(super) checkpoints: TableId,
    pub(super) behind: TableId,
    pub(super) mails: TableId,
    pub(super) answers: TableId,
    /// Offset of the last mail.
    pub(super) last_mail: i64,
}

/// The tables of the events of a workspace.
#[derive(Clone, Copy)]
pub(super) struct LogTables {
    /// All events of the partition.
    pub(super) events: TableId,
    /// The offsets in the log of the partition, by the offset in the workspace.
    pub(super) offsets: TableId,
}

/// Number of tables of logs that may need a placeholder.
pub(super) const ABSENT_LOGS: usize = 2;

/// The name of the table of a workspace's events.
fn offsets_name(workspace: i64) -> String {
    format!("{workspace}/{}", Storage::WLog)
}

impl LogTables {
    /// Finds the tables that exist; the others get placeholders.
    pub(super) fn of_workspace(workspace: i64, storage: &dyn storage::Storage) -> Self {
        let found =
            |name: &str, place| storage.find(name).unwrap_or_else(|| TableId::absent(place));
        Self {
            events: found(EVENTS, 0),
            offsets: found(&offsets_name(workspace), 1),
        }
    }

    /// Creates the missing tables. Returns their placeholders, each with its new table.
    pub(super) fn make(
        &mut self,
        workspace: i64,
        storage: &mut dyn storage::Storage,
    ) -> Result<[(TableId, TableId); ABSENT_LOGS], StorageError> {
        let before = *self;
        self.events = storage.table(EVENTS)?;
        self.offsets = storage.table(&offsets_name(workspace))?;
        Ok([(before.events, self.events), (before.offsets, self.offsets)])
    }

    pub(super) fn is_there(self) -> bool {
        !self.events.is_absent() && !self.offsets.is_absent()
    }

    /// Returns whether it is the table of the workspace's events, or a placeholder for a table of
    /// the log.
    pub(super) fn has(self, table: TableId) -> bool {
        table == self.offsets || (table == self.events && table.is_absent())
    }

    /// Offset of the last event of the workspace.
    pub(super) fn last(self, snapshot: &dyn Snapshot) -> Result<i64, StorageError> {
        last(snapshot, self.offsets)
    }

    /// The event at an offset of the workspace.
    pub(super) fn get(
        self,
        snapshot: &dyn Snapshot,
        wlog_offset: i64,
    ) -> Result<Option<Element>, StorageError> {
        let Some(place) = snapshot.get(self.offsets, &sort_key(wlog_offset))? else {
            return Ok(None);
        };
        snapshot.get(self.events, &sort_key(number(place.value())))
    }
}

pub(super) fn offset_record(offset: i64) -> Result<RecordBuf, StateError> {
    let mut record = RecordBuilder::new();
    record.put(OFFSET, Value::I64(offset));
    Ok(record.build()?)
}

pub(super) fn number(record: RecordRef<'_>) -> i64 {
    match record.get(OFFSET) {
        Some(Value::I64(number)) => number,
        _ => 0,
    }
}

/// The sort key of an offset, which is never negative.
pub(super) fn sort_key(offset: i64) -> [u8; 8] {
    offset.to_be_bytes()
}

/// Finds the last offset of a table whose offsets run from 1 on without a gap.
pub(super) fn last(snapshot: &dyn Snapshot, table: TableId) -> Result<i64, StorageError> {
    let is_there = |offset: i64| Ok(snapshot.get(table, &sort_key(offset))?.is_some());
    let (mut there, mut gone) = (0, 1);
    while is_there(gone)? {
        (there, gone) = (gone, gone.saturating_mul(2));
    }
    while gone - there > 1 {
        let middle = there + (gone - there) / 2;
        if is_there(middle)? {
            there = middle;
        } else {
            gone = middle;
        }
    }
    Ok(there)
}
