//! The processor of a partition: the only thread that writes there.
//!
//! It handles its messages one after the other. Commands that wait run in a group and are answered
//! when the group is durable; between groups projectors follow the log.

mod answered;
mod background;
mod behind;
mod command;
mod deploy;
mod follow;
mod job;
mod jobs;
mod mails;
mod projector_task;
mod rebuild;
mod rebuild_task;
mod running;

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError};

use super::config::AppConfig;
use super::engines::EngineMaker;
use super::error::InvokeError;
use super::published::{Published, PublishedView};
use super::queue::{Answer, CommandResult, Message};
use super::request::Request;
use crate::error::Error;
use crate::state::{HostState, StateError};
use crate::storage::SharedStorage;

pub(super) use answered::Answered;
use job::Job;
pub(super) use mails::Mails;
use projector_task::ProjectorTask;
use running::Running;

/// The processor of a partition.
pub(super) struct Processor {
    place: Place,
    state: HostState,
    maker: EngineMaker,
    packages: HashMap<String, Running>,
    /// A prepared package, to replace the package of its name.
    staged: Option<Running>,
    projectors: Vec<ProjectorTask>,
    jobs: Vec<Job>,
    mails: Mails,
    answered: Answered,
    /// Offset of the last event of the partition.
    last_event: i64,
    /// Offsets of the last events of workspaces, as far as they are remembered.
    last_of_workspaces: HashMap<i64, i64>,
    /// Callers that wait until projectors have passed this event.
    settling: Vec<(i64, Answer<Result<(), StateError>>)>,
    /// The reason why nothing runs any more.
    broken: Option<StateError>,
}

/// The surroundings of a processor.
pub(super) struct Place {
    pub(super) partition: usize,
    /// An id that no other partition has.
    pub(super) id: String,
    pub(super) config: Arc<AppConfig>,
    pub(super) storage: SharedStorage,
    pub(super) published: Arc<Published>,
}

impl Processor {
    /// A processor without packages, on a state with this many events.
    pub(super) fn new(
        (place, maker): (Place, EngineMaker),
        state: HostState,
        (mails, answered): (Mails, Answered),
        last_event: i64,
    ) -> Self {
        Self {
            maker,
            place,
            state,
            packages: HashMap::new(),
            staged: None,
            projectors: Vec::new(),
            jobs: Vec::new(),
            mails,
            answered,
            last_event,
            last_of_workspaces: HashMap::new(),
            settling: Vec::new(),
            broken: None,
        }
    }

    /// Handles messages until one of them ends it, or no sender is left. Returns the errors of the
    /// modules at their end.
    pub(super) fn work(mut self, queue: &Receiver<Message>) -> Vec<Error> {
        let mut next = None;
        self.send_mails();
        loop {
            let message = match next.take() {
                Some(message) => Some(message),
                None if self.has_backlog() => match queue.try_recv() {
                    Ok(message) => Some(message),
                    Err(TryRecvError::Empty) => None,
                    Err(TryRecvError::Disconnected) => break,
                },
                None => match queue.recv() {
                    Ok(message) => Some(message),
                    Err(_) => break,
                },
            };
            match message {
                Some(Message::Finish) => break,
                Some(Message::Command(request, answer)) => {
                    next = self.group(&request, answer, queue);
                }
                Some(message) => self.control(message),
                None => {}
            }
            self.follow();
            self.send_mails();
            self.settle();
        }
        self.finish()
    }

    /// Runs this command and those that wait behind it, up to the size of a group. Returns a
    /// message that it received behind them.
    fn group(
        &mut self,
        first: &Request,
        answer: Answer<CommandResult>,
        queue: &Receiver<Message>,
    ) -> Option<Message> {
        let (done, next) = self.in_group(|processor| {
            let mut done = vec![(answer, processor.command(first))];
            while done.len() < processor.place.config.group.max(1) {
                match queue.try_recv() {
                    Ok(Message::Command(request, answer)) => {
                        done.push((answer, processor.command(&request)));
                    }
                    Ok(message) => return (done, Some(message)),
                    Err(_) => break,
                }
            }
            (done, None)
        });
        for (answer, result) in done {
            answer.give(match (&self.broken, result) {
                (Some(error), Ok(_)) => Err(InvokeError::NotDurable(error.clone())),
                (_, result) => result,
            });
        }
        next
    }

    /// Returns an error if nothing runs any more.
    fn usable(&self) -> Result<(), StateError> {
        match &self.broken {
            None => Ok(()),
            Some(error) => Err(error.clone()),
        }
    }

    /// Does work whose writes become durable together, and shows them to readers only then. If they
    /// may not be durable, nothing runs any more: the stored state is unknown.
    fn in_group<R>(&mut self, work: impl FnOnce(&mut Self) -> R) -> R {
        self.place.storage.begin_group();
        let done = work(self);
        if let Err(error) = self.state.sync() {
            self.broken.get_or_insert(error);
        }
        if self.broken.is_none() {
            self.place.storage.end_group();
        }
        done
    }

    fn control(&mut self, message: Message) {
        match message {
            // `work` handles these itself.
            Message::Command(..) | Message::Finish => {}
            Message::Prepare(package, ready) => ready.give(self.prepare(package)),
            Message::Switch { commit, done } => {
                let switched = self.in_group(|processor| processor.switch(commit));
                done.give(switched);
            }
            Message::With(work) => {
                let tell = self.in_group(|processor| {
                    let tell = work(&mut processor.state);
                    processor.state.discard();
                    tell
                });
                self.publish();
                tell(self.usable());
            }
            Message::Tick(now, done) => {
                let runs = self.in_group(|processor| processor.tick(now));
                done.give(self.usable().map(|()| runs));
            }
            Message::Projectors(answer) => answer.give(self.statuses()),
            Message::Resume(name, answer) => answer.give(self.resume(&name)),
            Message::CheckRebuild(name, answer) => answer.give(self.check_rebuild(&name)),
            Message::Rebuild(name, begins, answer) => {
                let known = self.in_group(|processor| processor.set_rebuild(&name, begins));
                answer.give(self.usable().and(known));
            }
            Message::Delivered(number, result) => self.delivered(number, result),
            Message::Outbox(answer) => answer.give(self.outbox()),
            Message::RetryMails(answer) => {
                self.retry_mails();
                answer.give(());
            }
            Message::DropMail(number, answer) => answer.give(self.drop_mail(number)),
            Message::Settle(answer) => self.settling.push((self.last_event, answer)),
        }
    }

    /// Shows readers the deployed packages and the arranged answers.
    fn publish(&self) {
        let packages = self.packages.values();
        let packages = packages.map(|running| {
            let package = Arc::clone(&running.package);
            (package.name.clone(), package)
        });
        self.place.published.set(PublishedView {
            packages: packages.collect(),
            seen: self.state.shared_context(),
        });
    }

    fn finish(mut self) -> Vec<Error> {
        self.in_group(|processor| processor.store_progress(|_| true));
        let running = self.packages.into_values();
        running
            .flat_map(|running| running.engines.finish())
            .collect()
    }
}
