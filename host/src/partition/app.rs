//! An app: packages that run in all of its partitions.

use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::time::Duration;

use super::app_partition::{AppPartition, Checked};
use super::clock::Clock;
use super::config::{AppConfig, partition_of};
use super::deployed::Deployed;
use super::error::{AppError, DeployError, InvokeError};
use super::outbox::OutboxStatus;
use super::package::Package;
use super::projector::{JobRun, ProjectorStatus};
use super::queue::{CommandResult, Message, PendingReply};
use super::reader::QueryResult;
use super::request::Request;
use crate::engine::ExtEngineFactory;
use crate::error::Error;
use crate::metrics::Metrics;
use crate::state::{HostState, StateError};
use crate::storage::{MemoryStorage, Storage};

/// An app: packages that run in all of its partitions. Each workspace is in one of them.
///
/// Dropping it [finishes](Self::finish) it, but reports no errors.
///
/// ```
/// use heeus_host::{App, AppConfig, Request};
/// use heeus_host_testkit::record;
///
/// # fn example(package: heeus_host::Package) -> Result<(), Box<dyn std::error::Error>> {
/// let app = App::in_memory(AppConfig::with_partitions(2))?;
/// app.deploy(package)?;
/// let order = Request::new("orders", "NewOrder", record! { Year: 2026 }).workspace(7);
/// let done = app.command(order)?;
/// assert_eq!(done.wlog_offset, 1);
/// app.settle()?;
/// assert!(app.finish().is_empty());
/// # Ok(())
/// # }
/// ```
pub struct App {
    config: Arc<AppConfig>,
    metrics: Metrics,
    partitions: Vec<AppPartition>,
    /// Held while a package is deployed: one after the other.
    deploying: Mutex<()>,
}

impl App {
    /// Creates an app; `storage` returns the storage of each partition.
    ///
    /// # Errors
    /// [`AppError`] if a storage does not belong to its partition, or if a thread cannot be
    /// started.
    pub fn new(
        config: AppConfig,
        mut storage: impl FnMut(usize) -> Box<dyn Storage>,
    ) -> Result<Self, AppError> {
        let config = Arc::new(config);
        let metrics = Metrics::default();
        // All are checked before the first is written to: an app that is refused leaves nothing.
        let checked =
            (0..config.partitions.get()).map(|index| Checked::new(index, &config, storage(index)));
        let checked = checked.collect::<Result<Vec<_>, _>>()?;
        let partitions = checked.into_iter();
        let partitions = partitions.map(|checked| AppPartition::start(checked, &config, &metrics));
        Ok(Self {
            partitions: partitions.collect::<Result<_, _>>()?,
            config,
            metrics,
            deploying: Mutex::new(()),
        })
    }

    /// Creates an app in memory, whose data is dropped with it.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn in_memory(config: AppConfig) -> Result<Self, AppError> {
        Self::new(config, |_| Box::new(MemoryStorage::new()))
    }

    /// The settings of the app.
    pub fn config(&self) -> &AppConfig {
        &self.config
    }

    /// Compiles modules and scripts within the limits of the app.
    pub fn factory(&self) -> ExtEngineFactory {
        ExtEngineFactory::new(self.config.engine.clone())
    }

    /// The partition of a workspace.
    pub fn partition_of(&self, workspace: i64) -> usize {
        partition_of(workspace, self.config.partitions)
    }

    /// Deploys a package in all partitions, or in none if it is refused. It replaces an earlier
    /// package of its name, between two runs and behind the commands that wait already. Returns the
    /// errors of the modules of the earlier package at their end.
    ///
    /// # Errors
    /// [`DeployError`]; the earlier package then goes on. If the storage of a partition fails at
    /// the last step, other partitions have the new package already: deploy it again.
    pub fn deploy(&self, package: Package) -> Result<Vec<Error>, DeployError> {
        package.check().map_err(DeployError::Differs)?;
        let package = Arc::new(Deployed::new(package));
        let _one = self.deploying();
        let prepared = self.ask_all(|answer| Message::Prepare(Arc::clone(&package), answer));
        let mut refused = None;
        for (partition, ready) in prepared.into_iter().enumerate() {
            let ready = ready.unwrap_or(Err(DeployError::Finished { partition }));
            refused = refused.or(ready.err());
        }
        let commit = refused.is_none();
        let switched = self.ask_all(|done| Message::Switch { commit, done });
        if let Some(refused) = refused {
            return Err(refused);
        }
        let mut faults = Vec::new();
        for (partition, switched) in switched.into_iter().enumerate() {
            faults.extend(switched.unwrap_or(Err(DeployError::Finished { partition }))?);
        }
        Ok(faults)
    }

    /// Runs a command: its validators, the command, its event and the synchronous projectors.
    ///
    /// # Errors
    /// [`InvokeError`]; nothing remains of the command then.
    pub fn command(&self, request: Request) -> CommandResult {
        self.send(request)?.wait()
    }

    /// Sends a command. Waits until there is room for it, not until it is done. The commands of a
    /// partition run in the order in which they are sent.
    ///
    /// # Errors
    /// [`InvokeError::Finished`].
    pub fn send(&self, request: Request) -> Result<PendingReply<CommandResult>, InvokeError> {
        self.partition(request.workspace)?.send(request)
    }

    /// Sends a command if there is room for it.
    ///
    /// # Errors
    /// [`InvokeError::QueueFull`], [`InvokeError::Finished`].
    pub fn try_send(&self, request: Request) -> Result<PendingReply<CommandResult>, InvokeError> {
        self.partition(request.workspace)?.try_send(request)
    }

    /// Runs a query, in parallel with the commands, on what is stored now.
    ///
    /// # Errors
    /// [`InvokeError`].
    pub fn query(&self, request: Request) -> QueryResult {
        self.partition(request.workspace)?
            .send_query(request)?
            .wait()
    }

    /// Sends a query if there is room for it.
    ///
    /// # Errors
    /// [`InvokeError::QueueFull`], [`InvokeError::Finished`].
    pub fn try_query(&self, request: Request) -> Result<PendingReply<QueryResult>, InvokeError> {
        self.partition(request.workspace)?.try_send_query(request)
    }

    /// Calls `work` with the state of a workspace, between two runs. It may read what is stored, or
    /// arrange answers and secrets, which all workspaces of the partition see.
    ///
    /// # Errors
    /// [`AppError::State`] if the workspace cannot be entered or the changes may not be durable,
    /// [`AppError::Finished`].
    ///
    /// # Panics
    /// If `work` panics.
    pub fn with_state<R: Send + 'static>(
        &self,
        workspace: i64,
        work: impl FnOnce(&mut HostState) -> R + Send + 'static,
    ) -> Result<R, AppError> {
        let index = self.partition_of(workspace);
        let gone = AppError::Finished { partition: index };
        let (sender, receiver) = mpsc::channel();
        let partition = self.partitions.get(index).ok_or_else(|| gone.clone())?;
        let asked = partition.ask::<()>(|_| {
            Message::With(Box::new(move |state| {
                let entered = state.enter(workspace);
                let work = || work(state);
                let done = entered.map(|()| panic::catch_unwind(AssertUnwindSafe(work)));
                Box::new(move |usable| {
                    let _gone = sender.send(usable.and(done));
                })
            }))
        });
        asked.ok_or_else(|| gone.clone())?;
        let done: Result<_, StateError> = receiver.recv().map_err(|_| gone)?;
        match done {
            Ok(done) => Ok(done.unwrap_or_else(|panicked| panic::resume_unwind(panicked))),
            Err(error) => Err(AppError::State {
                partition: index,
                error,
            }),
        }
    }

    /// The metrics of the extensions of the app.
    pub fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// The clock of the app.
    pub fn clock(&self) -> &Clock {
        &self.config.clock
    }

    /// Lets time pass, and runs the jobs that become due. Returns their runs by partition, in the
    /// order in which they were due. The first 16 of a partition that fail have whole errors, and
    /// later ones the class and the beginning of the text.
    ///
    /// # Errors
    /// [`AppError::State`] if the changes of the jobs may not be durable, [`AppError::Finished`].
    pub fn advance(&self, passed: Duration) -> Result<Vec<JobRun>, AppError> {
        self.clock().pass(passed);
        self.tick()
    }

    /// Lets time pass until this many milliseconds since 1970, UTC; see [`advance`](Self::advance).
    /// Time never goes back.
    ///
    /// # Errors
    /// As [`advance`](Self::advance).
    pub fn set_clock(&self, millis: i64) -> Result<Vec<JobRun>, AppError> {
        self.clock().set(millis);
        self.tick()
    }

    fn tick(&self) -> Result<Vec<JobRun>, AppError> {
        let now = self.clock().millis();
        let ran = self.done(|answer| Message::Tick(now, answer))?;
        Ok(ran.into_iter().flatten().collect())
    }

    /// The progress of the projectors, by partition.
    ///
    /// # Errors
    /// [`AppError::Finished`].
    pub fn projectors(&self) -> Result<Vec<ProjectorStatus>, AppError> {
        let statuses = self.answers(Message::Projectors)?;
        Ok(statuses.into_iter().flatten().collect())
    }

    /// The mails that are not delivered, by partition.
    ///
    /// # Errors
    /// [`AppError::State`] if the storage fails, [`AppError::Finished`].
    pub fn outbox(&self) -> Result<Vec<OutboxStatus>, AppError> {
        self.done(Message::Outbox)
    }

    /// Lets all mails that failed be tried again now, also those that a server refused for good.
    ///
    /// # Errors
    /// [`AppError::Finished`].
    pub fn retry_mails(&self) -> Result<(), AppError> {
        self.answers(Message::RetryMails).map(|_| ())
    }

    /// Drops a mail that failed, by its number in a partition. Returns whether there was one.
    ///
    /// # Errors
    /// [`AppError::State`] if the storage fails, [`AppError::Finished`].
    pub fn drop_mail(&self, partition: usize, number: i64) -> Result<bool, AppError> {
        let gone = AppError::Finished { partition };
        let of = self.partitions.get(partition).ok_or_else(|| gone.clone())?;
        let asked = of.ask(|answer| Message::DropMail(number, answer));
        let dropped = asked.and_then(PendingReply::answer).ok_or(gone)?;
        dropped.map_err(|error| AppError::State { partition, error })
    }

    /// Resumes a projector that stopped at an event, in all partitions. Its name has the name of
    /// its package in front: `orders.CalcOrderedItems`.
    ///
    /// # Errors
    /// [`AppError::UnknownProjector`], [`AppError::Finished`].
    pub fn resume(&self, projector: &str) -> Result<(), AppError> {
        let name = || projector.to_owned();
        let known = self.answers(|answer| Message::Resume(name(), answer))?;
        if known.contains(&true) {
            return Ok(());
        }
        Err(AppError::UnknownProjector { name: name() })
    }

    /// Waits until all commands that were sent are done, all projectors have passed their events
    /// and have ended their rebuilds, except those that stopped, and the mailer has tried all mails
    /// that are due.
    ///
    /// # Errors
    /// [`AppError::State`] if their changes may not be durable, [`AppError::Finished`].
    pub fn settle(&self) -> Result<(), AppError> {
        self.done(Message::Settle).map(|_| ())
    }

    /// Ends the app after all commands and queries that were sent are done. When the app is created
    /// again, asynchronous projectors continue from where they were. Returns the errors of the
    /// modules at their end.
    ///
    /// # Panics
    /// If a thread of the app panicked.
    pub fn finish(self) -> Vec<Error> {
        let partitions = self.partitions.into_iter();
        partitions.flat_map(AppPartition::finish).collect()
    }

    /// Waits until no package is deployed. None can be until the guard is dropped.
    pub(super) fn deploying(&self) -> MutexGuard<'_, ()> {
        let deploying = self.deploying.lock();
        deploying.unwrap_or_else(PoisonError::into_inner)
    }

    fn partition(&self, workspace: i64) -> Result<&AppPartition, InvokeError> {
        let partition = self.partition_of(workspace);
        let found = self.partitions.get(partition);
        found.ok_or(InvokeError::Finished { partition })
    }

    /// Asks all partitions at the same time; `None` for a finished one.
    fn ask_all<T>(&self, message: impl Fn(super::queue::Answer<T>) -> Message) -> Vec<Option<T>> {
        let asked = self.partitions.iter().map(|of| of.ask(&message));
        let asked: Vec<_> = asked.collect();
        asked
            .into_iter()
            .map(|ticket| ticket.and_then(PendingReply::answer))
            .collect()
    }

    /// Asks all partitions to do something.
    pub(super) fn done<T>(
        &self,
        message: impl Fn(super::queue::Answer<Result<T, StateError>>) -> Message,
    ) -> Result<Vec<T>, AppError> {
        let done = self.answers(message)?.into_iter().enumerate();
        let done = done
            .map(|(partition, done)| done.map_err(|error| AppError::State { partition, error }));
        done.collect()
    }

    fn answers<T>(
        &self,
        message: impl Fn(super::queue::Answer<T>) -> Message,
    ) -> Result<Vec<T>, AppError> {
        let answers = self.ask_all(message).into_iter().enumerate();
        let answers =
            answers.map(|(partition, answer)| answer.ok_or(AppError::Finished { partition }));
        answers.collect()
    }
}

impl std::fmt::Debug for App {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("App")
            .field("partitions", &self.partitions.len())
            .finish_non_exhaustive()
    }
}
