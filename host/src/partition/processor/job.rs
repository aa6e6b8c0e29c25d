//! A job and the time of its next turn.

use std::collections::HashMap;

use heeus_abi::{RecordBuilder, Storage, Value};

use super::background::{Background, Delivery};
use super::running::Running;
use crate::error::Error;
use crate::partition::event::{STARTED_AT, WORKSPACE};
use crate::state::{HostState, RunInputs, StateError};

/// A job and the time of its next turn.
pub(super) struct Job {
    pub(super) background: Background,
    pub(super) workspace: i64,
    /// Milliseconds between two turns.
    pub(super) every: i64,
    /// Milliseconds since 1970; `None` if the number is too large.
    pub(super) due: Option<i64>,
}

impl Job {
    pub(super) fn run(
        &self,
        packages: &mut HashMap<String, Running>,
        state: &mut HostState,
        (partition, due): (&str, i64),
    ) -> Result<(), Error> {
        let mut context = RecordBuilder::new();
        context.put(WORKSPACE, Value::I64(self.workspace));
        context.put(STARTED_AT, Value::I64(due));
        let context = context.build().map_err(StateError::Encode);
        let context = context.map_err(|error| self.background.failed(error))?;
        let mut inputs = RunInputs::new();
        let set = inputs.set(Storage::JobContext, context.as_ref());
        set.map_err(|error| self.background.failed(error.into()))?;
        let delivery = Delivery {
            workspace: self.workspace,
            inputs,
            checkpoint: Some(due),
            behind: None,
            offset: None,
        };
        self.background.run(packages, state, partition, delivery)
    }

    /// Leaves out the oldest turns if more than `most` are due.
    pub(super) fn skip(&mut self, now: i64, most: i64) {
        let Some(due) = self.due else {
            return;
        };
        let every = self.every.max(1);
        let turns = now.saturating_sub(due).div_euclid(every).saturating_add(1);
        if turns > most {
            let skipped = (turns - most).checked_mul(every);
            self.due = skipped.and_then(|skipped| due.checked_add(skipped));
        }
    }
}
