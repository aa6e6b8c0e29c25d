//! Projectors: their way along the log.
//!
//! The writes of a projector at an event are applied together with its checkpoint. So each event is
//! projected once, whenever the process ends.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Processor;
use super::follower::{Follower, Left};
use super::member::{Member, Turn};
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
    pub(super) fn followers_of(
        &mut self,
        package: &Arc<Deployed>,
    ) -> Result<Vec<Follower>, StateError> {
        self.leave_followers(|follower| follower.member.is_of(&package.name));
        let mut followers = Vec::new();
        for instance in package.instances() {
            let Role::Projector { sync, events } = &instance.role else {
                continue;
            };
            let member = Member::projector(package, instance);
            let offset = self.state.checkpoint(&member.checkpoint)?.unwrap_or(0);
            let behind = self.state.behind(&member.checkpoint)?.into_iter();
            let behind = behind.map(|(workspace, next)| (workspace, Left::at(next)));
            followers.push(Follower {
                sync: *sync,
                events: events.clone(),
                offset,
                stored: offset,
                stop: None,
                tries: 0,
                behind: behind.collect::<BTreeMap<_, _>>(),
                member,
            });
        }
        Ok(followers)
    }

    /// Stores the checkpoints of projectors that have passed events which do not concern them. If
    /// that fails, a projector keeps its old checkpoint, and reads these events again later.
    pub(super) fn leave_followers(&mut self, which: impl Fn(&Follower) -> bool) {
        for follower in self.followers.iter_mut().filter(|follower| which(follower)) {
            if follower.offset != follower.stored
                && let Ok(()) = self
                    .state
                    .set_checkpoint(&follower.member.checkpoint, follower.offset)
            {
                follower.stored = follower.offset;
            }
        }
    }

    /// Returns whether a projector has events to follow.
    pub(super) fn has_backlog(&self) -> bool {
        let now = self.place.config.clock.millis();
        let mut followers = self.followers.iter();
        self.broken.is_none() && followers.any(|follower| follower.has_work(self.last_event, now))
    }

    /// Lets each projector follow the log: a synchronous one up to its end, the others for a batch.
    pub(super) fn follow(&mut self) {
        if self.has_backlog() {
            self.in_group(|processor| {
                for at in 0..processor.followers.len() {
                    processor.catch_up(at);
                }
            });
        }
    }

    /// Answers callers for whom everything is done.
    pub(super) fn settle(&mut self) {
        let now = self.place.config.clock.millis();
        let settled = |at: i64, followers: &[Follower]| {
            followers.iter().all(|follower| {
                follower.waits(now) || (follower.offset >= at && follower.due(now).is_none())
            })
        };
        for (at, answer) in std::mem::take(&mut self.settling) {
            let is_done = settled(at, &self.followers) && !self.is_mailing();
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
        let is_due = |follower: &Follower| {
            follower.sync && follower.stop.is_none() && follower.offset == offset - 1
        };
        if self.followers.iter().any(is_due) {
            let event = self.event(offset);
            for at in 0..self.followers.len() {
                if self.followers.get(at).is_some_and(is_due) {
                    self.follow_event(at, offset, event.clone());
                }
            }
        }
        let followers = self.followers.iter().filter(|follower| follower.sync);
        let stops = followers.filter_map(|follower| follower.stop_of(workspace));
        stops.cloned().collect()
    }

    fn catch_up(&mut self, at: usize) {
        let now = self.place.config.clock.millis();
        let Some(follower) = self.followers.get_mut(at) else {
            return;
        };
        if !follower.waits(now) {
            follower.stop = None;
        }
        let most = if follower.sync {
            usize::MAX
        } else {
            self.place.config.batch.max(1)
        };
        let mut done = self.catch_up_behind(at, most);
        while let Some(follower) = self.followers.get(at) {
            if done >= most || follower.stop.is_some() || follower.offset >= self.last_event {
                break;
            }
            let offset = follower.offset + 1;
            let event = self.event(offset);
            self.follow_event(at, offset, event);
            done += 1;
        }
    }

    /// The event at an offset of the log, which exists.
    fn event(&mut self, offset: i64) -> Result<Element, StateError> {
        self.state.event(offset)?.ok_or_else(|| {
            StateError::Storage(StorageError {
                doing: "get",
                reason: format!("the log has no event {offset}"),
            })
        })
    }

    /// Lets a projector follow its next event, or stops it if the log cannot be read.
    fn follow_event(&mut self, at: usize, offset: i64, event: Result<Element, StateError>) {
        let Some(follower) = self.followers.get_mut(at) else {
            return;
        };
        let event = match event {
            Ok(event) => event,
            Err(error) => {
                let error = follower.member.failed(error);
                self.stop(at, offset, error);
                return;
            }
        };
        let of = workspace(event.value());
        let is_behind = follower.behind.contains_key(&of);
        if is_behind || !goes_by(event.value(), &follower.events) {
            self.pass(at, offset);
            return;
        }
        let turn = Turn {
            workspace: of,
            inputs: RunInputs::of_event(event.clone()),
            checkpoint: Some(offset),
            behind: None,
            offset: Some(offset),
        };
        match follower
            .member
            .run(&mut self.packages, &mut self.state, &self.place.id, turn)
        {
            Ok(()) => {
                follower.tries = 0;
                (follower.offset, follower.stored) = (offset, offset);
            }
            Err(error) => self.leave_behind(at, offset, event.value(), error),
        }
    }

    /// Lets a projector pass an event that does not concern it, or that has to wait.
    fn pass(&mut self, at: usize, offset: i64) {
        let Some(follower) = self.followers.get_mut(at) else {
            return;
        };
        if offset - follower.stored >= UNSTORED {
            if let Err(error) = self
                .state
                .set_checkpoint(&follower.member.checkpoint, offset)
            {
                let error = follower.member.failed(error);
                self.stop(at, offset, error);
                return;
            }
            follower.stored = offset;
        }
        follower.offset = offset;
    }

    /// Stops a projector at an event, for all workspaces.
    pub(super) fn stop(&mut self, at: usize, offset: i64, error: Error) {
        if let Some(follower) = self.followers.get_mut(at) {
            follower.tries = follower.tries.saturating_add(1);
            let about = (None, offset, follower.tries);
            follower.stop = Some(follower.failure(about, error, &self.place.config));
        }
    }

    /// Lets a projector go on from where it stopped. Returns whether one of this name exists.
    pub(super) fn resume(&mut self, name: &str) -> bool {
        let mut followers = self.followers.iter_mut();
        let found = followers.find(|follower| follower.member.qname == name);
        found.map(Follower::resume).is_some()
    }

    /// Replaces the projectors of a package.
    pub(super) fn set_followers(&mut self, package: &str, followers: Vec<Follower>) {
        self.followers
            .retain(|follower| !follower.member.is_of(package));
        self.followers.extend(followers);
    }

    pub(super) fn statuses(&self) -> Vec<ProjectorStatus> {
        let followers = self.followers.iter();
        let (partition, last_event) = (self.place.partition, self.last_event);
        let statuses = followers.map(|follower| follower.status(partition, last_event));
        statuses.collect()
    }
}
