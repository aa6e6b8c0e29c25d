//! A projector on its way along the log, and the workspaces that it left behind.

use std::collections::BTreeMap;
use std::time::Duration;

use super::background::Background;
use super::rebuild_task::Rebuild;
use crate::error::{Error, KeptError};
use crate::partition::config::AppConfig;
use crate::partition::projector::{ProjectorStatus, ProjectorStop};

/// A projector on its way along the log.
pub(super) struct ProjectorTask {
    pub(super) background: Background,
    pub(super) sync: bool,
    pub(super) events: Vec<String>,
    /// The last event that it has passed: done, or left for the workspaces that are behind.
    pub(super) offset: i64,
    /// Its stored checkpoint.
    pub(super) stored: i64,
    /// The reason why it does not go on, if that concerns more than one workspace.
    pub(super) stop: Option<ProjectorStop>,
    /// Failures since its last progress.
    pub(super) tries: u32,
    /// Workspaces with events before `offset` that wait for it.
    pub(super) behind: BTreeMap<i64, Left>,
    /// Its rebuild, if one is under way.
    pub(super) rebuild: Option<Rebuild>,
}

/// A workspace that was left behind.
pub(super) struct Left {
    /// Offset of the next event in the log of the workspace.
    pub(super) next: i64,
    /// Failures at that event.
    pub(super) tries: u32,
    /// The failure that it waits after; `None` if it may go on.
    pub(super) stop: Option<ProjectorStop>,
}

impl Left {
    /// A workspace that continues with this event.
    pub(super) const fn at(next: i64) -> Self {
        Self {
            next,
            tries: 0,
            stop: None,
        }
    }

    fn waits(&self, now: i64) -> bool {
        self.stop.as_ref().is_some_and(|stop| stop.retry_at > now)
    }
}

impl ProjectorTask {
    /// Returns whether it has to wait in all workspaces until its next try.
    pub(super) fn waits(&self, now: i64) -> bool {
        self.stop.as_ref().is_some_and(|stop| stop.retry_at > now)
    }

    /// A workspace that is behind and due for a try.
    pub(super) fn due(&self, now: i64) -> Option<i64> {
        let mut due = self.behind.iter().filter(|(_, left)| !left.waits(now));
        due.next().map(|(&workspace, _)| workspace)
    }

    /// Returns whether it has something to do, with this many events in the log.
    pub(super) fn has_work(&self, last_event: i64, now: i64) -> bool {
        let has_events = self.offset < last_event || self.due(now).is_some();
        (!self.waits(now) && has_events) || self.is_rebuilding(now)
    }

    /// Returns whether it has a rebuild that can go on.
    pub(super) fn is_rebuilding(&self, now: i64) -> bool {
        let rebuild = self.rebuild.as_ref();
        rebuild.is_some_and(|rebuild| !rebuild.waits(now))
    }

    /// The failure that keeps it from the last event of a workspace.
    pub(super) fn stop_of(&self, workspace: i64) -> Option<&ProjectorStop> {
        let left = self.behind.get(&workspace);
        self.stop
            .as_ref()
            .or(left.and_then(|left| left.stop.as_ref()))
    }

    /// A failure, with the time of the next try.
    pub(super) fn failure(
        &self,
        (workspace, offset, tries): (Option<i64>, i64, u32),
        error: Error,
        config: &AppConfig,
    ) -> ProjectorStop {
        let others = self.behind.iter().filter(|(other, left)| {
            let error = left.stop.as_ref().map(|stop| &stop.error);
            Some(**other) != workspace && error.is_some_and(|error| error.whole().is_some())
        });
        let error = KeptError::beside(others.count(), error);
        ProjectorStop {
            name: self.background.qname.clone(),
            workspace,
            tries,
            retry_at: config.clock.millis().saturating_add(delay(tries, config)),
            offset,
            error,
        }
    }

    /// Lets it try again now, in all workspaces.
    pub(super) fn resume(&mut self) {
        self.stop = None;
        for left in self.behind.values_mut() {
            left.stop = None;
        }
        if let Some(rebuild) = &mut self.rebuild {
            rebuild.stop = None;
        }
    }

    pub(super) fn status(
        &self,
        (partition, last_event): (usize, i64),
        views: Vec<String>,
    ) -> ProjectorStatus {
        let behind = self.behind.values();
        ProjectorStatus {
            partition,
            name: self.background.qname.clone(),
            sync: self.sync,
            offset: self.offset,
            last_event,
            stop: self.stop.clone(),
            behind: behind.filter_map(|left| left.stop.clone()).collect(),
            views,
            rebuild: self.rebuild.as_ref().map(Rebuild::status),
        }
    }
}

/// Milliseconds until the next try after this many: they double with each try, within limits.
pub(super) fn delay(tries: u32, config: &AppConfig) -> i64 {
    let doubled = 1_u32.checked_shl(tries.saturating_sub(1));
    let delay = doubled.and_then(|times| config.retry_first.checked_mul(times));
    let delay = delay.unwrap_or(Duration::MAX).min(config.retry_most);
    i64::try_from(delay.as_millis()).unwrap_or(i64::MAX).max(1)
}
