//! Projectors: their way along the log.
//!
//! The writes of a projector at an event are applied together with its checkpoint. So each event is
//! projected once, whenever the process ends.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Processor;
use super::background::{Background, Delivery};
use super::projector_task::{Left, ProjectorTask};
use crate::error::Error;
use crate::partition::deployed::Deployed;
use crate::partition::event::{goes_by, workspace};
use crate::partition::package::Role;
use crate::partition::projector::{ProjectorStatus, ProjectorStop};
use crate::state::{RunInputs, StateError};
use crate::storage::{Element, StorageError};

/// Most events in a row that do not concern a projector, before its checkpoint is stored.
const UNSTORED: i64 = 1024;

impl Processor {
    /// Returns the projectors of a package, each at its stored checkpoint.
    pub(super) fn projectors_of(
        &mut self,
        package: &Arc<Deployed>,
    ) -> Result<Vec<ProjectorTask>, StateError> {
        self.store_progress(|task| task.background.is_of(&package.name));
        let mut projectors = Vec::new();
        for instance in package.instances() {
            let Role::Projector { sync, events } = &instance.role else {
                continue;
            };
            let background = Background::projector(package, instance);
            let offset = self.state.checkpoint(&background.checkpoint)?.unwrap_or(0);
            let behind = self.state.behind(&background.checkpoint)?.into_iter();
            let behind = behind.map(|(workspace, next)| (workspace, Left::at(next)));
            projectors.push(ProjectorTask {
                sync: *sync,
                events: events.clone(),
                offset,
                stored: offset,
                stop: None,
                tries: 0,
                behind: behind.collect::<BTreeMap<_, _>>(),
                rebuild: self.wanted_rebuild(&background)?,
                background,
            });
        }
        Ok(projectors)
    }

    /// Stores the checkpoints of projectors that have passed events which do not concern them. If
    /// that fails, a projector keeps its old checkpoint, and reads these events again later.
    pub(super) fn store_progress(&mut self, which: impl Fn(&ProjectorTask) -> bool) {
        for task in self.projectors.iter_mut().filter(|task| which(task)) {
            if task.offset != task.stored
                && let Ok(()) = self
                    .state
                    .set_checkpoint(&task.background.checkpoint, task.offset)
            {
                task.stored = task.offset;
            }
        }
    }

    /// Returns whether a projector has events to follow.
    pub(super) fn has_backlog(&self) -> bool {
        let now = self.place.config.clock.millis();
        let mut projectors = self.projectors.iter();
        self.broken.is_none() && projectors.any(|task| task.has_work(self.last_event, now))
    }

    /// Lets each projector follow the log: a synchronous one up to its end, the others for a batch.
    /// Rebuilds have their turn too.
    pub(super) fn follow(&mut self) {
        if !self.has_backlog() {
            return;
        }
        let is_rebuilt = self.in_group(|processor| {
            let mut is_rebuilt = false;
            for at in 0..processor.projectors.len() {
                processor.catch_up(at);
                is_rebuilt |= processor.rebuild(at);
            }
            is_rebuilt
        });
        // Readers get the new rows when they are durable.
        if is_rebuilt && self.broken.is_none() {
            self.publish();
        }
    }

    /// Answers callers for whom everything is done.
    pub(super) fn settle(&mut self) {
        let now = self.place.config.clock.millis();
        let settled = |at: i64, projectors: &[ProjectorTask]| {
            projectors.iter().all(|task| {
                let is_done = task.offset >= at && task.due(now).is_none();
                (task.waits(now) || is_done) && !task.is_rebuilding(now)
            })
        };
        for (at, answer) in std::mem::take(&mut self.settling) {
            let is_done = settled(at, &self.projectors) && !self.is_mailing();
            if self.broken.is_some() || is_done {
                answer.give(self.usable());
            } else {
                self.settling.push((at, answer));
            }
        }
    }

    /// Lets the synchronous projectors follow the newest event, which is in this workspace. Returns
    /// those that are stopped, or behind in the workspace.
    pub(super) fn follow_now(&mut self, offset: i64, workspace: i64) -> Vec<ProjectorStop> {
        let is_due =
            |task: &ProjectorTask| task.sync && task.stop.is_none() && task.offset == offset - 1;
        if self.projectors.iter().any(is_due) {
            let event = self.event(offset);
            for at in 0..self.projectors.len() {
                if self.projectors.get(at).is_some_and(is_due) {
                    self.follow_event(at, offset, event.clone());
                }
            }
        }
        self.stops_of(workspace)
    }

    /// The synchronous projectors that are stopped, or behind in this workspace.
    pub(super) fn stops_of(&self, workspace: i64) -> Vec<ProjectorStop> {
        let projectors = self.projectors.iter().filter(|task| task.sync);
        let stops = projectors.filter_map(|task| task.stop_of(workspace));
        stops.cloned().collect()
    }

    fn catch_up(&mut self, at: usize) {
        let now = self.place.config.clock.millis();
        let Some(task) = self.projectors.get_mut(at) else {
            return;
        };
        if !task.waits(now) {
            task.stop = None;
        }
        let most = if task.sync {
            usize::MAX
        } else {
            self.place.config.batch.max(1)
        };
        let mut done = self.catch_up_behind(at, most);
        while let Some(task) = self.projectors.get(at) {
            if done >= most || task.stop.is_some() || task.offset >= self.last_event {
                break;
            }
            let offset = task.offset + 1;
            let event = self.event(offset);
            self.follow_event(at, offset, event);
            done += 1;
        }
    }

    /// The event at an offset of the log, which exists.
    pub(super) fn event(&mut self, offset: i64) -> Result<Element, StateError> {
        self.state.event(offset)?.ok_or_else(|| {
            StateError::Storage(StorageError {
                doing: "get",
                reason: format!("the log has no event {offset}"),
            })
        })
    }

    /// Lets a projector follow its next event, or stops it if the log cannot be read.
    fn follow_event(&mut self, at: usize, offset: i64, event: Result<Element, StateError>) {
        let Some(task) = self.projectors.get_mut(at) else {
            return;
        };
        let event = match event {
            Ok(event) => event,
            Err(error) => {
                let error = task.background.failed(error);
                self.stop(at, offset, error);
                return;
            }
        };
        let of = workspace(event.value());
        let is_behind = task.behind.contains_key(&of);
        if is_behind || !goes_by(event.value(), &task.events) {
            self.pass(at, offset);
            return;
        }
        let delivery = Delivery {
            workspace: of,
            inputs: RunInputs::of_event(event.clone()),
            checkpoint: Some(offset),
            behind: None,
            offset: Some(offset),
        };
        match task.background.run(
            &mut self.packages,
            &mut self.state,
            &self.place.id,
            delivery,
        ) {
            Ok(()) => {
                task.tries = 0;
                (task.offset, task.stored) = (offset, offset);
            }
            Err(error) => self.leave_behind(at, offset, event.value(), error),
        }
    }

    /// Lets a projector pass an event that does not concern it, or that has to wait.
    fn pass(&mut self, at: usize, offset: i64) {
        let Some(task) = self.projectors.get_mut(at) else {
            return;
        };
        if offset - task.stored >= UNSTORED {
            if let Err(error) = self
                .state
                .set_checkpoint(&task.background.checkpoint, offset)
            {
                let error = task.background.failed(error);
                self.stop(at, offset, error);
                return;
            }
            task.stored = offset;
        }
        task.offset = offset;
    }

    /// Stops a projector at an event, for all workspaces.
    pub(super) fn stop(&mut self, at: usize, offset: i64, error: Error) {
        if let Some(task) = self.projectors.get_mut(at) {
            task.tries = task.tries.saturating_add(1);
            let about = (None, offset, task.tries);
            task.stop = Some(task.failure(about, error, &self.place.config));
        }
    }

    /// Lets a projector go on from where it stopped. Returns whether one of this name exists.
    pub(super) fn resume(&mut self, name: &str) -> bool {
        let mut projectors = self.projectors.iter_mut();
        let found = projectors.find(|task| task.background.qname == name);
        found.map(ProjectorTask::resume).is_some()
    }

    /// Replaces the projectors of a package.
    pub(super) fn set_projectors(&mut self, package: &str, projectors: Vec<ProjectorTask>) {
        self.projectors
            .retain(|task| !task.background.is_of(package));
        self.projectors.extend(projectors);
    }

    pub(super) fn statuses(&self) -> Vec<ProjectorStatus> {
        let at = (self.place.partition, self.last_event);
        let status = |task: &ProjectorTask| {
            let views = self.state.views_of(&task.background.checkpoint);
            task.status(at, views.map(str::to_owned).collect())
        };
        self.projectors.iter().map(status).collect()
    }
}
