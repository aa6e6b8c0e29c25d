//! What is sent to the threads of a partition, and how they answer.

use std::sync::Arc;

use super::deployed::Deployed;
use super::error::{DeployError, InvokeError};
use super::projector::{JobRun, ProjectorStatus};
use super::request::{CommandDone, Request};
use crate::error::Error;
use crate::state::{HostState, StateError};

/// What is sent to a processor. It takes one after the other.
pub(super) enum Message {
    Command(Box<Request>, Answer<CommandResult>),
    /// Makes a package ready.
    Prepare(Arc<Deployed>, Answer<Result<(), DeployError>>),
    /// Takes the package that is ready, or forgets it.
    Switch {
        commit: bool,
        done: Answer<Result<Vec<Error>, DeployError>>,
    },
    /// Does something with the state; what comes of it is called when that is durable and shown, or with why it may not be.
    With(Box<dyn FnOnce(&mut HostState) -> Told + Send>),
    /// Runs the jobs that are due up to this time.
    Tick(i64, Answer<Result<Vec<JobRun>, StateError>>),
    Projectors(Answer<Vec<ProjectorStatus>>),
    /// Resumes a projector; whether there is one of this name.
    Resume(String, Answer<bool>),
    /// Answers when all projectors are past what was there when it came.
    Settle(Answer<Result<(), StateError>>),
    /// Ends.
    Finish,
}

/// Tells what came of something that was done with the state.
pub(super) type Told = Box<dyn FnOnce(Result<(), StateError>)>;

/// What a command came to, or why it did not run.
pub(super) type CommandResult = Result<CommandDone, InvokeError>;

/// Where an answer goes.
pub(super) struct Answer<T>(oneshot::Sender<T>);

impl<T> Answer<T> {
    /// An answer, and the ticket for it.
    pub(super) fn new(partition: usize) -> (Self, Ticket<T>) {
        let (sender, receiver) = oneshot::channel();
        let ticket = Ticket {
            partition,
            receiver,
        };
        (Self(sender), ticket)
    }

    /// Gives it. Who asked may be gone.
    pub(super) fn give(self, answer: T) {
        let _gone = self.0.send(answer);
    }
}

/// Something that was asked of a partition and is answered later.
#[derive(Debug)]
pub struct Ticket<T> {
    partition: usize,
    receiver: oneshot::Receiver<T>,
}

impl<T> Ticket<T> {
    /// Waits for the answer; `None` where the partition is finished and gives none.
    pub(super) fn answer(self) -> Option<T> {
        self.receiver.recv().ok()
    }
}

impl<T> Ticket<Result<T, InvokeError>> {
    /// Waits for the answer.
    ///
    /// # Errors
    /// What came of the call; [`InvokeError::Finished`] where the partition ended before it.
    pub fn wait(self) -> Result<T, InvokeError> {
        let partition = self.partition;
        let gone = Err(InvokeError::Finished { partition });
        self.answer().unwrap_or(gone)
    }
}
