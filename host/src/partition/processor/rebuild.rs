//! Rebuilds: a projector computes its views again from the log, while the rows that it has answer.
//!
//! The request for a rebuild is stored; its progress is not, since nobody knows whether a later
//! process runs the same code.

use std::collections::BTreeSet;

use heeus_abi::ExtensionKind;

use super::Processor;
use super::background::Background;
use super::projector_task::ProjectorTask;
use super::rebuild_task::Rebuild;
use crate::error::Error;
use crate::partition::event::{goes_by, wlog_offset, workspace};
use crate::state::{HostState, RebuildEnd, RunInputs, StateError};
use crate::storage::Element;

/// Beginning of the names of the checkpoints that say whether a rebuild is wanted: 1 or 0.
const WANTED: &str = "rebuild/";

/// A step of a rebuild.
enum Step {
    /// An event is passed.
    Passed,
    /// It begins again at its next turn, with more views.
    Again,
    /// The new rows have taken the place of the old ones.
    Done,
}

fn wanted(background: &Background) -> String {
    format!("{WANTED}{}", background.qname)
}

/// The workspaces in which jobs have written views of a projector.
fn workspaces_of_jobs(state: &HostState, projector: &Background) -> BTreeSet<i64> {
    let views = state.views_of(&projector.checkpoint);
    let writers = views.flat_map(|view| state.writers_of(view));
    writers
        .filter_map(|writer| Background::of_checkpoint(writer)?.1)
        .collect()
}

impl Processor {
    /// Checks that a projector may compute its views again. Returns whether a projector of this
    /// name exists.
    ///
    /// # Errors
    /// [`StateError::OtherWriter`].
    pub(super) fn check_rebuild(&self, name: &str) -> Result<bool, StateError> {
        let mut projectors = self.projectors.iter();
        let found = projectors.find(|task| task.background.qname == name);
        let checked = found.map(|task| self.check_writers(&task.background));
        checked.transpose().map(|found| found.is_some())
    }

    /// Begins the rebuild of a projector, or ends it without a result. Returns whether a projector
    /// of this name exists.
    pub(super) fn set_rebuild(&mut self, name: &str, begins: bool) -> Result<bool, StateError> {
        let mut projectors = self.projectors.iter().enumerate();
        let found = projectors.find(|(_, task)| task.background.qname == name);
        let Some((at, task)) = found else {
            return Ok(false);
        };
        let wanted = wanted(&task.background);
        if begins || self.state.checkpoint(&wanted)? == Some(1) {
            self.state.set_checkpoint(&wanted, begins.into())?;
        }
        let rebuild = begins.then(|| self.new_rebuild(&task.background));
        if let Some(task) = self.projectors.get_mut(at) {
            task.rebuild = rebuild;
        }
        Ok(true)
    }

    /// The rebuild of a projector at its beginning, if it was wanted and has not ended.
    pub(super) fn wanted_rebuild(
        &self,
        background: &Background,
    ) -> Result<Option<Rebuild>, StateError> {
        let is_wanted = self.state.checkpoint(&wanted(background))? == Some(1);
        Ok(is_wanted.then(|| self.new_rebuild(background)))
    }

    fn new_rebuild(&self, background: &Background) -> Rebuild {
        Rebuild::new(self.state.begin_rebuilding(&background.checkpoint))
    }

    /// Lets a rebuild follow the log for a while. At the end of the log the new rows take the place
    /// of the old ones. Returns whether they did.
    pub(super) fn rebuild(&mut self, at: usize) -> bool {
        let config = &self.place.config;
        // More than commands add meanwhile.
        let most = config.batch.max(config.group).max(1).saturating_mul(2);
        for first in (0..most).map(|done| done == 0) {
            let now = self.place.config.clock.millis();
            let task = self.projectors.get_mut(at);
            let rebuild = task.and_then(|task| task.rebuild.as_mut());
            let Some(rebuild) = rebuild.filter(|rebuild| !rebuild.waits(now)) else {
                return false;
            };
            rebuild.stop = None;
            // Other writers show between two turns.
            let checked = if first { self.check_views(at) } else { Ok(()) };
            match checked.and_then(|()| self.rebuild_step(at)) {
                Ok(Step::Passed) => {}
                Ok(Step::Again) => return false,
                Ok(Step::Done) => return true,
                Err(error) => self.stop_rebuild(at, error),
            }
        }
        false
    }

    /// Lets a rebuild begin again if its projector writes a view that is not part of it.
    ///
    /// # Errors
    /// [`StateError::OtherWriter`].
    fn check_views(&mut self, at: usize) -> Result<(), Error> {
        let Some(task) = self.projectors.get(at) else {
            return Ok(());
        };
        let background = &task.background;
        let checked = self.check_writers(background);
        checked.map_err(|error| background.failed(error))?;
        let views = self.state.views_of(&background.checkpoint);
        let is_same = |rebuild: &Rebuild| rebuild.rows.is_of(views);
        if !task.rebuild.as_ref().is_some_and(is_same) {
            let rebuild = self.new_rebuild(background);
            if let Some(task) = self.projectors.get_mut(at) {
                task.rebuild = Some(rebuild);
            }
        }
        Ok(())
    }

    fn rebuild_step(&mut self, at: usize) -> Result<Step, Error> {
        let Some(task) = self.projectors.get(at) else {
            return Ok(Step::Passed);
        };
        let offset = task.rebuild.as_ref().map_or(0, |of| of.offset) + 1;
        if offset > self.last_event {
            return self.end_rebuild(at).map(|()| Step::Done);
        }
        let event = self.event(offset);
        self.rebuild_event(at, offset, event)
    }

    /// Runs the projector at an event for the new rows.
    fn rebuild_event(
        &mut self,
        at: usize,
        offset: i64,
        event: Result<Element, StateError>,
    ) -> Result<Step, Error> {
        let Some(ProjectorTask {
            background,
            events,
            rebuild: Some(rebuild),
            ..
        }) = self.projectors.get_mut(at)
        else {
            return Ok(Step::Passed);
        };
        let failed = |error| background.failed(error);
        let event = event.map_err(failed)?;
        let of = workspace(event.value());
        let (packages, state) = (&mut self.packages, &mut self.state);
        if offset == 1 {
            // They may have no events.
            for of in workspaces_of_jobs(state, background) {
                state.clear_rows(&mut rebuild.rows, of).map_err(failed)?;
            }
        }
        if wlog_offset(event.value()) == 1 {
            state.clear_rows(&mut rebuild.rows, of).map_err(failed)?;
        }
        if goes_by(event.value(), events) {
            let run = (RunInputs::of_event(event), offset);
            let partition = &self.place.id;
            let others = state.rebuild_rows(&mut rebuild.rows, of, |state| {
                background.run_again(packages, state, partition, run)
            });
            let others = others.map_err(failed)??;
            if !others.is_empty() {
                // Events that it has passed may have read these views.
                let added = state.add_views_of(&background.checkpoint, others);
                added.map_err(failed)?;
                return Ok(Step::Again);
            }
        }
        (rebuild.offset, rebuild.tries) = (offset, 0);
        Ok(Step::Passed)
    }

    /// Lets the new rows take the place of the old ones, and the projector go on from there.
    fn end_rebuild(&mut self, at: usize) -> Result<(), Error> {
        let Some(task) = self.projectors.get_mut(at) else {
            return Ok(());
        };
        let (background, Some(rebuild)) = (&task.background, &task.rebuild) else {
            return Ok(());
        };
        let last = self.last_event;
        let behind = task.behind.keys();
        let behind: Vec<_> = behind.map(|&of| background.behind(of, 0)).collect();
        let end = RebuildEnd {
            projector: &background.checkpoint,
            wanted: &wanted(background),
            last_event: last,
            behind: &behind,
        };
        let ended = self.state.end_rebuilding(&rebuild.rows, &end);
        ended.map_err(|error| background.failed(error))?;
        task.rebuild = None;
        task.behind.clear();
        (task.stop, task.tries) = (None, 0);
        (task.offset, task.stored) = (last, last);
        Ok(())
    }

    /// Checks that no other projector and no job of the deployed packages has written a view of a
    /// projector.
    fn check_writers(&self, own: &Background) -> Result<(), StateError> {
        for view in self.state.views_of(&own.checkpoint) {
            let writers = self.state.writers_of(view);
            let mut others = writers.filter(|writer| *writer != own.checkpoint);
            if let Some(writer) = others.find_map(|writer| self.deployed(writer)) {
                let view = view.to_owned();
                return Err(StateError::OtherWriter { view, writer });
            }
        }
        Ok(())
    }

    /// The kind and name of the projector or job of this checkpoint, if a deployed package has it.
    fn deployed(&self, checkpoint: &str) -> Option<String> {
        let (qname, workspace) = Background::of_checkpoint(checkpoint)?;
        let kind = match workspace {
            None => ExtensionKind::Projector,
            Some(_) => ExtensionKind::Job,
        };
        let packages = self.packages.values();
        let mut all = packages.flat_map(|running| running.package.instances());
        let found = all.find(|instance| instance.ext_kind == kind && instance.qname == qname)?;
        Some(format!("{kind} {}", found.qname))
    }

    /// Lets a rebuild wait after a failure.
    fn stop_rebuild(&mut self, at: usize, error: Error) {
        self.state.discard();
        let Some(task) = self.projectors.get_mut(at) else {
            return;
        };
        let before = task.rebuild.as_ref().map(|of| (of.offset, of.tries));
        let (offset, tries) = before.unwrap_or_default();
        let tries = tries.saturating_add(1);
        let stop = task.failure((None, offset + 1, tries), error, &self.place.config);
        if let Some(rebuild) = &mut task.rebuild {
            rebuild.tries = tries;
            rebuild.stop = Some(stop);
        }
    }
}
