//! Workspaces that a projector left behind after a failure, and its progress in them.
//!
//! A projector has a separate place in such a workspace, by the offsets of the log of the
//! workspace. It is stored when the projector passes the event that failed, moves together with the
//! writes of the projector at each later event, and is removed together with storing the place of
//! the projector itself. So each event is still projected once, in the order of its workspace.

use heeus_abi::RecordRef;

use super::Processor;
use super::background::Delivery;
use super::projector_task::Left;
use crate::error::{Error, ErrorKind};
use crate::partition::event::{goes_by, wlog_offset, workspace};
use crate::state::{RunInputs, StateError};

impl Processor {
    /// Passes an event that a projector failed at, and leaves its workspace behind. Stops the
    /// projector if the storage failed, or if too many workspaces are behind.
    pub(super) fn leave_behind(
        &mut self,
        at: usize,
        offset: i64,
        event: RecordRef<'_>,
        error: Error,
    ) {
        self.state.discard();
        let config = &self.place.config;
        let Some(task) = self.projectors.get_mut(at) else {
            return;
        };
        if is_of_storage(&error) || task.behind.len() >= config.behind {
            self.stop(at, offset, error);
            return;
        }
        let (workspace, next) = (workspace(event), wlog_offset(event));
        let behind = task.background.behind(workspace, next);
        if let Err(error) = self.state.set_behind(&behind, offset) {
            let error = task.background.failed(error);
            self.stop(at, offset, error);
            return;
        }
        (task.offset, task.stored) = (offset, offset);
        let stop = task.failure((Some(workspace), offset, 1), error, config);
        let left = Left {
            next,
            tries: 1,
            stop: Some(stop),
        };
        task.behind.insert(workspace, left);
    }

    /// Continues in the workspaces of a projector that are due, for this many events at most.
    /// Returns their number.
    pub(super) fn catch_up_behind(&mut self, at: usize, most: usize) -> usize {
        let now = self.place.config.clock.millis();
        let mut done = 0;
        while let Some(task) = self.projectors.get(at)
            && done < most
            && !task.waits(now)
            && let Some(workspace) = task.due(now)
        {
            if let Err(error) = self.step_behind(at, workspace) {
                let offset = self.projectors.get(at).map_or(0, |of| of.offset);
                self.stop(at, offset, error);
            }
            done += 1;
        }
        done
    }

    /// Handles the next event of a workspace that is behind.
    ///
    /// # Errors
    /// The error of the storage, if it fails.
    fn step_behind(&mut self, at: usize, workspace: i64) -> Result<(), Error> {
        let Some(task) = self.projectors.get_mut(at) else {
            return Ok(());
        };
        let background = &task.background;
        let failed = |error: StateError| background.failed(error);
        let past = task.offset;
        let next = task.behind.get(&workspace).map_or(0, |left| left.next);
        self.state.enter(workspace).map_err(failed)?;
        let event = self.state.event_of_workspace(next).map_err(failed)?;
        let Some((offset, event)) = event.filter(|(offset, _)| *offset <= past) else {
            let behind = background.behind(workspace, 0);
            self.state.set_behind(&behind, past).map_err(failed)?;
            task.behind.remove(&workspace);
            task.stored = past;
            return Ok(());
        };
        if !goes_by(event.value(), &task.events) {
            task.behind.insert(workspace, Left::at(next + 1));
            return Ok(());
        }
        let after = self.state.event_of_workspace(next + 1).map_err(failed)?;
        let more = after.is_some_and(|(offset, _)| offset <= past);
        let delivery = Delivery {
            workspace,
            inputs: RunInputs::of_event(event),
            checkpoint: (!more).then_some(past),
            behind: Some(if more { next + 1 } else { 0 }),
            offset: Some(offset),
        };
        match background.run(
            &mut self.packages,
            &mut self.state,
            &self.place.id,
            delivery,
        ) {
            Ok(()) if more => drop(task.behind.insert(workspace, Left::at(next + 1))),
            Ok(()) => {
                task.behind.remove(&workspace);
                task.stored = past;
            }
            Err(error) if is_of_storage(&error) => return Err(error),
            Err(error) => {
                self.state.discard();
                let tries = task.behind.get(&workspace).map_or(0, |left| left.tries);
                let tries = tries.saturating_add(1);
                let config = &self.place.config;
                let stop = task.failure((Some(workspace), offset, tries), error, config);
                let stop = Some(stop);
                task.behind.insert(workspace, Left { next, tries, stop });
            }
        }
        Ok(())
    }
}

/// Returns whether an error concerns the storage, and so more than one workspace.
fn is_of_storage(error: &Error) -> bool {
    matches!(error.kind, ErrorKind::State(StateError::Storage(_)))
}
