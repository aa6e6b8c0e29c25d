//! The projectors and jobs that have written each view.

use std::collections::{BTreeMap, BTreeSet};

use heeus_abi::Storage;

use super::checkpoints::add_checkpoint;
use super::error::StateError;
use super::intents::Intents;
use crate::storage::{Batch, TableId};

/// Beginning of the names of the checkpoints that say who has written a view: 1 or 0.
pub(super) const WRITES: &str = "writes/";
/// End of the name of the view in them; no name of a view has it.
pub(super) const END: char = '\0';

/// The writers of each view, by the names of their checkpoints.
#[derive(Default)]
pub(super) struct Writers(BTreeMap<Box<str>, BTreeSet<Box<str>>>);

impl Writers {
    /// The views among the intents that the writer has not written before, each once.
    pub(super) fn new_views(&self, writer: &str, intents: &Intents) -> Vec<Box<str>> {
        let mut new: Vec<Box<str>> = Vec::new();
        for intent in intents.of(Storage::View) {
            let view = intent.key.entity;
            if !self.has(view, writer) && !new.iter().any(|of| **of == *view) {
                new.push(view.into());
            }
        }
        new
    }

    fn has(&self, view: &str, writer: &str) -> bool {
        self.0.get(view).is_some_and(|of| of.contains(writer))
    }

    /// The writers of a view.
    pub(super) fn of(&self, view: &str) -> impl Iterator<Item = &str> {
        let writers = self.0.get(view).into_iter().flatten();
        writers.map(|writer| &**writer)
    }

    /// The views of a writer.
    pub(super) fn views(&self, writer: &str) -> impl Iterator<Item = &str> {
        let views = self.0.iter().filter(move |(_, of)| of.contains(writer));
        views.map(|(view, _)| &**view)
    }

    /// Remembers views of a writer.
    pub(super) fn add(&mut self, writer: &str, views: Vec<Box<str>>) {
        for view in views {
            self.0.entry(view).or_default().insert(writer.into());
        }
    }

    /// Forgets a view of a writer.
    pub(super) fn remove(&mut self, writer: &str, view: &str) {
        if let Some(writers) = self.0.get_mut(view) {
            writers.remove(writer);
        }
    }
}

/// Adds to a batch whether a projector or a job has written a view.
pub(super) fn add_writer(
    batch: &mut Batch,
    checkpoints: TableId,
    (view, writer): (&str, &str),
    has_written: bool,
) -> Result<(), StateError> {
    let name = format!("{WRITES}{view}{END}{writer}");
    add_checkpoint(batch, checkpoints, &name, has_written.into())
}
