//! Workspaces that somebody who follows the log has left behind, and how far each is.

use std::ops::ControlFlow;

use heeus_abi::{RecordBuilder, Value};

use super::error::StateError;
use super::events::{Behind, add_mark, number, offset_record};
use super::host_state::HostState;
use crate::storage::{Batch, TableId};

/// Table of the next events, by who follows and workspace.
pub(super) const BEHIND: &str = "sys.Behind";
const NAME: &str = "Name";
const WORKSPACE: &str = "Workspace";

impl HostState {
    /// The workspaces that this one has left behind, each with the offset of its next event in the log of the workspace.
    ///
    /// # Errors
    /// [`StateError::Storage`] where the storage fails.
    pub fn behind(&mut self, name: &str) -> Result<Vec<(i64, i64)>, StateError> {
        let table = self.log()?.behind;
        let mut all = Vec::new();
        let snapshot = self.storage.snapshot();
        snapshot.scan(table, &prefix(name), &mut |element| {
            if let (Some(Value::I64(workspace)), next @ 1..) =
                (element.key().get(WORKSPACE), number(element.value()))
            {
                all.push((workspace, next));
            }
            ControlFlow::Continue(())
        })?;
        Ok(all)
    }

    /// Stores how far somebody is in a workspace that is left behind, and in the log of the partition, in one step.
    ///
    /// # Errors
    /// [`StateError::Storage`] where the storage fails.
    pub fn set_behind(&mut self, behind: &Behind<'_>, mark: i64) -> Result<(), StateError> {
        let log = self.log()?;
        let mut batch = Batch::new();
        add_behind(&mut batch, log.behind, behind)?;
        add_mark(&mut batch, log.marks, behind.name, mark)?;
        self.readers.release();
        Ok(self.storage.apply(&batch)?)
    }
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
    let mut order = prefix(name);
    order.extend(workspace.to_be_bytes());
    let (key, value) = (key.as_ref(), value.as_ref());
    batch.put(table, key.as_bytes(), value.as_bytes(), &order);
    Ok(())
}

/// What the ordered keys of a name begin with, and those of no other one.
fn prefix(name: &str) -> Vec<u8> {
    let mut prefix = (name.len() as u64).to_be_bytes().to_vec();
    prefix.extend(name.as_bytes());
    prefix
}
