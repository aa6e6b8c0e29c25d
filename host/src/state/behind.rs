//! Workspaces that a follower of the log has left behind, and its progress in each.

use std::ops::ControlFlow;

use heeus_abi::Value;

use super::checkpoints::{Behind, WORKSPACE, add_behind, add_checkpoint, prefix};
use super::error::StateError;
use super::host_state::HostState;
use super::log_tables::number;
use crate::storage::{Batch, scan_prefix};

impl HostState {
    /// Returns the workspaces that the follower of this name has left behind, each with the offset
    /// of its next event in the log of the workspace.
    ///
    /// # Errors
    /// [`StateError::Storage`] if the storage fails.
    pub fn behind(&mut self, name: &str) -> Result<Vec<(i64, i64)>, StateError> {
        let table = self.log()?.behind;
        let mut all = Vec::new();
        let snapshot = self.storage.snapshot();
        scan_prefix(&*snapshot, table, &prefix(name), &mut |element| {
            if let (Some(Value::I64(workspace)), next @ 1..) =
                (element.key().get(WORKSPACE), number(element.value()))
            {
                all.push((workspace, next));
            }
            ControlFlow::Continue(())
        })?;
        Ok(all)
    }

    /// Stores the progress of a follower in a workspace that it left behind, and in the log of the
    /// partition, in one step.
    ///
    /// # Errors
    /// [`StateError::Storage`] if the storage fails.
    pub fn set_behind(&mut self, behind: &Behind<'_>, checkpoint: i64) -> Result<(), StateError> {
        let log = self.log()?;
        let mut batch = Batch::new();
        add_behind(&mut batch, log.behind, behind)?;
        add_checkpoint(&mut batch, log.checkpoints, behind.name, checkpoint)?;
        self.readers.release();
        Ok(self.storage.apply(&batch)?)
    }
}
