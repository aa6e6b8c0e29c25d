//! Projectors: how they follow the log.
//!
//! What a projector did at an event is applied together with how far it is. So each event is projected once, whenever the
//! process ends.

use std::sync::Arc;

use heeus_abi::{RecordRef, Storage};

use super::Processor;
use super::event::{goes_by, workspace};
use super::member::{Member, Turn};
use crate::error::Error;
use crate::partition::deployed::Deployed;
use crate::partition::package::Role;
use crate::partition::projector::{ProjectorStatus, ProjectorStop};
use crate::state::StateError;
use crate::storage::StorageError;

/// Events in a row that are none of a projector's, before it is stored that it is past them.
const UNMARKED: i64 = 1024;

/// A projector on its way along the log.
pub(super) struct Follower {
    member: Member,
    sync: bool,
    events: Vec<String>,
    /// The last event that it is done with.
    offset: i64,
    /// How far it is by what is stored.
    marked: i64,
    stop: Option<ProjectorStop>,
}

impl Processor {
    /// Projectors of a package, each where it was before.
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
            let member = Member::new("projector", package, instance);
            let offset = self.state.mark(&member.mark)?.unwrap_or(0);
            followers.push(Follower {
                member,
                sync: *sync,
                events: events.clone(),
                offset,
                marked: offset,
                stop: None,
            });
        }
        Ok(followers)
    }

    /// Stores how far projectors are that are past events which are none of theirs. One that cannot be stored is as far as
    /// it was before, and looks at these events again.
    pub(super) fn leave_followers(&mut self, which: impl Fn(&Follower) -> bool) {
        for follower in self.followers.iter_mut().filter(|follower| which(follower)) {
            if follower.offset != follower.marked
                && let Ok(()) = self.state.set_mark(&follower.member.mark, follower.offset)
            {
                follower.marked = follower.offset;
            }
        }
    }

    /// Whether a projector has events to follow.
    pub(super) fn has_backlog(&self) -> bool {
        let mut followers = self.followers.iter();
        self.broken.is_none()
            && followers
                .any(|follower| follower.stop.is_none() && follower.offset < self.last_event)
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
        let settled = |at: i64, followers: &[Follower]| {
            let mut followers = followers.iter();
            followers.all(|follower| follower.stop.is_some() || follower.offset >= at)
        };
        for (at, answer) in std::mem::take(&mut self.settling) {
            if self.broken.is_some() || settled(at, &self.followers) {
                answer.give(self.usable());
            } else {
                self.settling.push((at, answer));
            }
        }
    }

    /// Lets the synchronous projectors follow the event that was just made. Returns those that are stopped.
    pub(super) fn follow_now(&mut self, offset: i64, event: RecordRef<'_>) -> Vec<ProjectorStop> {
        let mut stopped = Vec::new();
        for at in 0..self.followers.len() {
            let Some(follower) = self.followers.get(at).filter(|follower| follower.sync) else {
                continue;
            };
            if follower.stop.is_none() && follower.offset == offset - 1 {
                self.follow_event(at, offset, event);
            }
            let follower = self.followers.get(at);
            stopped.extend(follower.and_then(|follower| follower.stop.clone()));
        }
        stopped
    }

    fn catch_up(&mut self, at: usize) {
        let mut done = 0;
        while let Some(follower) = self.followers.get(at) {
            let enough = !follower.sync && done >= self.place.config.batch.max(1);
            if enough || follower.stop.is_some() || follower.offset >= self.last_event {
                break;
            }
            let offset = follower.offset + 1;
            match self.state.event(offset) {
                Ok(Some(event)) => self.follow_event(at, offset, event.value()),
                Ok(None) => self.stop(at, offset, |follower| {
                    follower.member.failed(missing(offset))
                }),
                Err(error) => self.stop(at, offset, |follower| follower.member.failed(error)),
            }
            done += 1;
        }
    }

    /// Lets a projector follow one event, the next one for it.
    fn follow_event(&mut self, at: usize, offset: i64, event: RecordRef<'_>) {
        let Some(follower) = self.followers.get_mut(at) else {
            return;
        };
        let done = if goes_by(event, &follower.events) {
            self.project(at, offset, event)
        } else if offset - follower.marked >= UNMARKED {
            let marked = self.state.set_mark(&follower.member.mark, offset);
            marked.map_err(|error| follower.member.failed(error))
        } else {
            follower.offset = offset;
            return;
        };
        match (done, self.followers.get_mut(at)) {
            (Ok(()), Some(follower)) => (follower.offset, follower.marked) = (offset, offset),
            (Err(error), _) => self.stop(at, offset, |_| error),
            (Ok(()), None) => {}
        }
    }

    fn project(&mut self, at: usize, offset: i64, event: RecordRef<'_>) -> Result<(), Error> {
        let Some(follower) = self.followers.get(at) else {
            return Ok(());
        };
        let turn = Turn {
            workspace: workspace(event),
            about: (Storage::Event, event),
            mark: offset,
            offset: Some(offset),
        };
        let member = &follower.member;
        member.run(&mut self.packages, &mut self.state, &turn)
    }

    fn stop(&mut self, at: usize, offset: i64, why: impl FnOnce(&Follower) -> Error) {
        if let Some(follower) = self.followers.get_mut(at) {
            follower.stop = Some(ProjectorStop {
                name: follower.member.qname.clone(),
                offset,
                error: why(follower),
            });
        }
    }

    /// Lets a projector go on from where it stopped. Returns whether there is one of this name.
    pub(super) fn resume(&mut self, name: &str) -> bool {
        let mut followers = self.followers.iter_mut();
        let found = followers.find(|follower| follower.member.qname == name);
        if let Some(follower) = found {
            follower.stop = None;
            return true;
        }
        false
    }

    /// Puts these projectors in the place of those of their package.
    pub(super) fn set_followers(&mut self, package: &str, followers: Vec<Follower>) {
        self.followers
            .retain(|follower| !follower.member.is_of(package));
        self.followers.extend(followers);
    }

    pub(super) fn statuses(&self) -> Vec<ProjectorStatus> {
        let followers = self.followers.iter();
        let statuses = followers.map(|follower| ProjectorStatus {
            partition: self.place.partition,
            name: follower.member.qname.clone(),
            sync: follower.sync,
            offset: follower.offset,
            last_event: self.last_event,
            stop: follower.stop.clone(),
        });
        statuses.collect()
    }
}

/// The error of a log that has a gap, which none is written with.
fn missing(offset: i64) -> StateError {
    StateError::Storage(StorageError {
        doing: "get",
        reason: format!("the log has no event {offset}"),
    })
}
