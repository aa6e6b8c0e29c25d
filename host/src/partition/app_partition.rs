//! One partition of an app: its processor, its readers, and the queues to them.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::panic;
use std::sync::mpsc::{self, SyncSender, TrySendError};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use super::config::AppConfig;
use super::engines::EngineMaker;
use super::error::{AppError, InvokeError};
use super::outbox::{Outgoing, deliver_all};
use super::processor::{Answered, Mails, Place, Processor};
use super::published::Published;
use super::queue::{Answer, CommandResult, Message, PendingReply};
use super::reader::{Queries, Query, QueryResult, Reader};
use super::request::Request;
use crate::engine::ExtEngineFactory;
use crate::error::Error;
use crate::metrics::Metrics;
use crate::state::{HostState, StateError};
use crate::storage::{SharedStorage, Storage};

/// Names under which a storage keeps the place of its partition, and the number of partitions.
const PLACE: &str = "partition";
const COUNT: &str = "partitions";
/// Name under which a storage keeps a number that no other storage has.
const ID: &str = "id";

/// Bytes of the stack of a thread besides the stack that guests may use.
const OWN_STACK: usize = 2 << 20;

/// One partition of an app.
pub(super) struct AppPartition {
    index: usize,
    config: Arc<AppConfig>,
    /// The queues for messages and for queries, until the partition is finished.
    ends: Option<(SyncSender<Message>, SyncSender<Query>)>,
    threads: Vec<JoinHandle<Vec<Error>>>,
}

/// A storage that belongs to its partition, or to none yet.
pub(super) struct Checked {
    index: usize,
    storage: SharedStorage,
    state: HostState,
    is_new: bool,
}

impl Checked {
    /// Checks the storage of a partition, and writes nothing to it.
    pub(super) fn new(
        index: usize,
        config: &AppConfig,
        storage: Box<dyn Storage>,
    ) -> Result<Self, AppError> {
        let storage = SharedStorage::new(storage);
        let mut state = HostState::with_storage(Box::new(storage.clone()));
        state.set_limits(config.limits);
        state.set_external(config.external.clone());
        let expected = place(index, config);
        let found = || Ok(state.checkpoint(PLACE)?.zip(state.checkpoint(COUNT)?));
        let found: Result<_, StateError> = { found }();
        match found.map_err(|error| failed(index, error))? {
            Some(found) if found != expected => Err(AppError::OtherPartition { found, expected }),
            found => Ok(Self {
                index,
                storage,
                state,
                is_new: found.is_none(),
            }),
        }
    }

    /// Loads the declarations, and marks a new storage as that of the partition. Returns the offset
    /// of the last event, and the id of the partition.
    fn open(&mut self, config: &AppConfig) -> Result<(i64, String), AppError> {
        let expected = place(self.index, config);
        let mut opened = || {
            self.state.load_schema()?;
            if self.is_new {
                self.state.set_checkpoint(PLACE, expected.0)?;
                self.state.set_checkpoint(COUNT, expected.1)?;
                self.state.set_checkpoint(ID, random())?;
                self.state.sync()?;
            }
            let id = self.state.checkpoint(ID)?.unwrap_or(0);
            Ok((self.state.last_event()?, format!("{id:016x}")))
        };
        opened().map_err(|error| failed(self.index, error))
    }
}

/// The number of a partition, and the number of partitions.
fn place(index: usize, config: &AppConfig) -> (i64, i64) {
    let number = |number| i64::try_from(number).unwrap_or(i64::MAX);
    (number(index), number(config.partitions.get()))
}

/// A number that no other storage has.
fn random() -> i64 {
    // The standard library takes the keys of a new state from the system's source of randomness.
    RandomState::new().build_hasher().finish().cast_signed()
}

const fn failed(partition: usize, error: StateError) -> AppError {
    AppError::State { partition, error }
}

impl AppPartition {
    /// Opens a partition on its storage, and starts its threads.
    pub(super) fn start(
        mut checked: Checked,
        config: &Arc<AppConfig>,
        metrics: &Metrics,
    ) -> Result<Self, AppError> {
        let maker = || EngineMaker {
            factory: ExtEngineFactory::new(config.engine.clone()),
            metrics: metrics.clone(),
        };
        let (last_event, id) = checked.open(config)?;
        let Checked {
            index,
            storage,
            mut state,
            ..
        } = checked;
        let published = Arc::new(Published::new(&state));
        let (messages, inbox) = mpsc::sync_channel(config.queue.max(1));
        let (queries, waiting) = mpsc::sync_channel(config.read_queue.max(1));
        let waiting: Queries = Arc::new(Mutex::new(waiting));
        let mut partition = Self {
            index,
            config: Arc::clone(config),
            ends: Some((messages, queries)),
            threads: Vec::new(),
        };
        for _ in 0..config.readers.get() {
            let storage = storage.reader();
            let (waiting, published) = (Arc::clone(&waiting), Arc::clone(&published));
            let (maker, clock) = (maker(), config.clock.clone());
            partition.spawn("reader", move || {
                let reader = Reader {
                    state: HostState::with_storage(Box::new(storage.clone())),
                    storage,
                    maker,
                    published,
                    clock,
                    packages: HashMap::new(),
                };
                reader.work(&waiting)
            })?;
        }
        let to_mailer = partition.start_mailer()?;
        let mails = Mails::load(&state, to_mailer, id.clone());
        let mails = mails.map_err(|error| failed(index, error))?;
        let answered = Answered::load(&mut state, config);
        let answered = answered.map_err(|error| failed(index, error))?;
        let place = Place {
            partition: index,
            id,
            config: Arc::clone(config),
            storage,
            published,
        };
        let maker = maker();
        partition.spawn("processor", move || {
            let known = (mails, answered);
            Processor::new((place, maker), state, known, last_event).work(&inbox)
        })?;
        Ok(partition)
    }

    /// Starts the thread that delivers mails, if the app has a mailer.
    fn start_mailer(&mut self) -> Result<Option<mpsc::Sender<Outgoing>>, AppError> {
        let ends = self.ends.as_ref().zip(self.config.external.mailer.clone());
        let Some(((processor, _), mailer)) = ends else {
            return Ok(None);
        };
        let processor = processor.clone();
        let (to_mailer, mails) = mpsc::channel();
        self.spawn("mailer", move || {
            deliver_all(&mailer, &mails, |number, result| {
                processor.send(Message::Delivered(number, result)).is_ok()
            });
            Vec::new()
        })?;
        Ok(Some(to_mailer))
    }

    fn spawn(
        &mut self,
        what: &str,
        work: impl FnOnce() -> Vec<Error> + Send + 'static,
    ) -> Result<(), AppError> {
        let partition = self.index;
        let stack = self.config.engine.max_stack.saturating_add(OWN_STACK);
        let thread = thread::Builder::new().name(format!("{what} {partition}"));
        let thread = thread.stack_size(stack);
        let thread = thread.spawn(work).map_err(|error| AppError::Thread {
            partition,
            reason: error.to_string(),
        })?;
        self.threads.push(thread);
        Ok(())
    }

    /// Sends a command, and waits for room.
    pub(super) fn send(
        &self,
        request: Request,
    ) -> Result<PendingReply<CommandResult>, InvokeError> {
        let (answer, ticket) = Answer::new(self.index);
        let message = Message::Command(Box::new(request), answer);
        let sent = self.messages()?.send(message);
        sent.map_err(|_| self.finished()).map(|()| ticket)
    }

    /// Sends a command if there is room.
    pub(super) fn try_send(
        &self,
        request: Request,
    ) -> Result<PendingReply<CommandResult>, InvokeError> {
        let (answer, ticket) = Answer::new(self.index);
        let message = Message::Command(Box::new(request), answer);
        let sent = self.messages()?.try_send(message);
        sent.map_err(|error| self.not_taken(&error, self.config.queue))
            .map(|()| ticket)
    }

    /// Sends a query, and waits for room.
    pub(super) fn send_query(
        &self,
        request: Request,
    ) -> Result<PendingReply<QueryResult>, InvokeError> {
        let (answer, ticket) = Answer::new(self.index);
        let sent = self.queries()?.send((Box::new(request), answer));
        sent.map_err(|_| self.finished()).map(|()| ticket)
    }

    /// Sends a query if there is room.
    pub(super) fn try_send_query(
        &self,
        request: Request,
    ) -> Result<PendingReply<QueryResult>, InvokeError> {
        let (answer, ticket) = Answer::new(self.index);
        let sent = self.queries()?.try_send((Box::new(request), answer));
        sent.map_err(|error| self.not_taken(&error, self.config.read_queue))
            .map(|()| ticket)
    }

    /// Sends another message to the processor; `None` if it is finished.
    pub(super) fn ask<T>(
        &self,
        message: impl FnOnce(Answer<T>) -> Message,
    ) -> Option<PendingReply<T>> {
        let (answer, ticket) = Answer::new(self.index);
        self.messages().ok()?.send(message(answer)).ok()?;
        Some(ticket)
    }

    /// Ends the partition after everything that was sent to it is done. Returns the errors of the
    /// modules at their end.
    pub(super) fn finish(mut self) -> Vec<Error> {
        let ended = self.end().into_iter();
        ended
            .flat_map(|ended| ended.unwrap_or_else(|panicked| panic::resume_unwind(panicked)))
            .collect()
    }

    fn end(&mut self) -> Vec<thread::Result<Vec<Error>>> {
        // Readers end when no sender of queries is left.
        let Some((messages, queries)) = self.ends.take() else {
            return Vec::new();
        };
        if thread::panicking() {
            // The threads may wait for the very code that panics, so nothing here waits for them.
            let _gone_or_full = messages.try_send(Message::Finish);
            return Vec::new();
        }
        let _gone = messages.send(Message::Finish);
        drop((messages, queries));
        let own = thread::current().id();
        let threads = self.threads.drain(..);
        let others = threads.filter(|thread| thread.thread().id() != own);
        others.map(JoinHandle::join).collect()
    }

    fn messages(&self) -> Result<&SyncSender<Message>, InvokeError> {
        let ends = self.ends.as_ref().map(|(messages, _)| messages);
        ends.ok_or_else(|| self.finished())
    }

    fn queries(&self) -> Result<&SyncSender<Query>, InvokeError> {
        let ends = self.ends.as_ref().map(|(_, queries)| queries);
        ends.ok_or_else(|| self.finished())
    }

    fn finished(&self) -> InvokeError {
        let partition = self.index;
        InvokeError::Finished { partition }
    }

    fn not_taken<T>(&self, error: &TrySendError<T>, waiting: usize) -> InvokeError {
        let partition = self.index;
        match error {
            TrySendError::Full(_) => InvokeError::QueueFull { partition, waiting },
            TrySendError::Disconnected(_) => self.finished(),
        }
    }
}

impl Drop for AppPartition {
    fn drop(&mut self) {
        // After this its storage can be opened again. Only `finish` reports errors.
        self.end();
    }
}
