//! Checkpoints: the progress of the followers of a log, as it is stored.

use heeus_abi::{RecordBuilder, Value};

use super::error::StateError;
use super::log_tables::offset_record;
use crate::storage::{Batch, TableId};

/// Table of checkpoints in the log of a partition, by the name of the follower.
pub(super) const CHECKPOINTS: &str = "sys.Checkpoints";
/// Table of the next events, by the name of the follower and the workspace.
pub(super) const BEHIND: &str = "sys.Behind";
/// Name of the checkpoint of the mails that were passed.
pub(super) const OUTBOX: &str = "outbox";
pub(super) const NAME: &str = "Name";
pub(super) const WORKSPACE: &str = "Workspace";

/// The progress of a follower in a workspace that it left behind, while it went on with others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Behind<'a> {
    /// The name of the follower.
    pub name: &'a str,
    /// The workspace that is left behind.
    pub workspace: i64,
    /// Offset of the next event in the log of the workspace; 0 if the follower has caught up there.
    pub next: i64,
}

pub(super) fn add_checkpoint(
    batch: &mut Batch,
    checkpoints: TableId,
    name: &str,
    at: i64,
) -> Result<(), StateError> {
    let mut key = RecordBuilder::new();
    key.put(NAME, Value::Str(name));
    let (key, value) = (key.build()?, offset_record(at)?);
    let (key, value) = (key.as_ref(), value.as_ref());
    batch.put(
        checkpoints,
        key.as_bytes(),
        value.as_bytes(),
        name.as_bytes(),
    );
    Ok(())
}

pub(super) fn add_behind(
    batch: &mut Batch,
    table: TableId,
    behind: &Behind<'_>,
) -> Result<(), StateError> {
    let Behind {
        name,
        workspace,
        next,
    } = *behind;
    let mut key = RecordBuilder::new();
    key.put(NAME, Value::Str(name));
    key.put(WORKSPACE, Value::I64(workspace));
    let (key, value) = (key.build()?, offset_record(next)?);
    let mut sort_key = prefix(name);
    sort_key.extend(workspace.to_be_bytes());
    let (key, value) = (key.as_ref(), value.as_ref());
    batch.put(table, key.as_bytes(), value.as_bytes(), &sort_key);
    Ok(())
}

/// The leading bytes of the sort keys that have this name. Keys with another name begin
/// differently.
pub(super) fn prefix(name: &str) -> Vec<u8> {
    let mut prefix = (name.len() as u64).to_be_bytes().to_vec();
    prefix.extend(name.as_bytes());
    prefix
}
