//! The writers of views, and the tables of views that are in use, as they are stored.

use std::ops::ControlFlow;
use std::sync::Arc;

use heeus_abi::Value;

use super::checkpoints::{CHECKPOINTS, NAME};
use super::error::StateError;
use super::host_state::HostState;
use super::log_tables::number;
use super::rebuilding::TURN;
use super::writers::{END, WRITES, add_writer};
use crate::storage::{Batch, scan_prefix};

impl HostState {
    /// The projectors and jobs that have written a view, by the names of their checkpoints.
    pub(crate) fn writers_of(&self, view: &str) -> impl Iterator<Item = &str> {
        self.writers.of(view)
    }

    /// The views that the projector or job with this checkpoint has written.
    pub(crate) fn views_of(&self, writer: &str) -> impl Iterator<Item = &str> {
        self.writers.views(writer)
    }

    /// Stores that a projector writes these views.
    pub(crate) fn add_views_of(
        &mut self,
        writer: &str,
        views: Vec<Box<str>>,
    ) -> Result<(), StateError> {
        let checkpoints = self.log()?.checkpoints;
        let mut batch = Batch::new();
        for view in &views {
            add_writer(&mut batch, checkpoints, (view, writer), true)?;
        }
        self.release_snapshot();
        self.storage.apply(&batch)?;
        self.writers.add(writer, views);
        Ok(())
    }

    /// Loads the writers of views.
    pub(super) fn load_writers(&mut self) -> Result<(), StateError> {
        for (name, has_written) in self.checkpoints_of(WRITES)? {
            if let (Some((view, writer)), 1) = (name.split_once(END), has_written) {
                self.writers.add(writer, vec![view.into()]);
            }
        }
        Ok(())
    }

    /// Loads which tables of views are in use.
    pub(super) fn load_turns(&mut self) -> Result<(), StateError> {
        let turns = self.checkpoints_of(TURN)?.into_iter();
        let second = turns.filter(|(_, turn)| *turn == 1);
        let second: Vec<Box<str>> = second.map(|(view, _)| view.into()).collect();
        if second.is_empty() {
            return Ok(());
        }
        let mut declared = (**self.schema.declarations()).clone();
        declared.second.extend(second);
        self.schema = self.schema_of(&Arc::new(declared))?;
        Ok(())
    }

    /// The checkpoints whose names begin in this way: the rest of each name, and the number.
    fn checkpoints_of(&self, start: &str) -> Result<Vec<(String, i64)>, StateError> {
        let mut found = Vec::new();
        let Some(table) = self.storage.find(CHECKPOINTS) else {
            return Ok(found);
        };
        let snapshot = self.storage.snapshot();
        scan_prefix(&*snapshot, table, start.as_bytes(), &mut |checkpoint| {
            if let Some(Value::Str(name)) = checkpoint.key().get(NAME)
                && let Some(rest) = name.strip_prefix(start)
            {
                found.push((rest.to_owned(), number(checkpoint.value())));
            }
            ControlFlow::Continue(())
        })?;
        Ok(found)
    }
}
