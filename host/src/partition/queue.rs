//! Messages to the threads of a partition, and their answers.

use std::sync::Arc;

use super::deployed::Deployed;
use super::error::{DeployError, InvokeError};
use super::outbox::OutboxStatus;
use super::projector::{JobRun, ProjectorStatus};
use super::request::{CommandOutput, Request};
use crate::error::Error;
use crate::external::ExternalError;
use crate::state::{HostState, StateError};

/// A message to a processor, which handles one after the other.
pub(super) enum Message {
    Command(Box<Request>, Answer<CommandResult>),
    /// Prepares a package.
    Prepare(Arc<Deployed>, Answer<Result<(), DeployError>>),
    /// Switches to the prepared package, or drops it.
    Switch {
        commit: bool,
        done: Answer<Result<Vec<Error>, DeployError>>,
    },
    /// Calls a function with the state. The function returns a callback, which is called when the
    /// changes are durable and shown, or with the reason why they may not be.
    With(Box<dyn FnOnce(&mut HostState) -> ChangeCallback + Send>),
    /// Runs the jobs that are due up to this time.
    Tick(i64, Answer<Result<Vec<JobRun>, StateError>>),
    Projectors(Answer<Vec<ProjectorStatus>>),
    /// Resumes a projector. The answer says whether one of this name exists.
    Resume(String, Answer<bool>),
    /// Checks that a projector may compute its views again. The answer says whether a projector of
    /// this name exists.
    CheckRebuild(String, Answer<Result<bool, StateError>>),
    /// Begins a rebuild, or ends it without a result. The answer says whether a projector of this
    /// name exists.
    Rebuild(String, bool, Answer<Result<bool, StateError>>),
    /// Answers when all projectors have passed the events that existed when this message arrived.
    Settle(Answer<Result<(), StateError>>),
    /// Says whether the mail of this number was delivered.
    Delivered(i64, Result<(), ExternalError>),
    Outbox(Answer<Result<OutboxStatus, StateError>>),
    /// Lets mails that failed be tried again.
    RetryMails(Answer<()>),
    /// Drops a mail that failed. The answer says whether there was one.
    DropMail(i64, Answer<Result<bool, StateError>>),
    /// Ends the processor.
    Finish,
}

/// A callback that gets the result of a change of the state.
pub(super) type ChangeCallback = Box<dyn FnOnce(Result<(), StateError>)>;

/// The result of a command, or the reason why it did not run.
pub(super) type CommandResult = Result<CommandOutput, InvokeError>;

/// The sender of an answer.
pub(super) struct Answer<T>(oneshot::Sender<T>);

impl<T> Answer<T> {
    /// Creates an answer, and the ticket for it.
    pub(super) fn new(partition: usize) -> (Self, PendingReply<T>) {
        let (sender, receiver) = oneshot::channel();
        let ticket = PendingReply {
            partition,
            receiver,
        };
        (Self(sender), ticket)
    }

    /// Sends the answer. The caller may no longer be waiting.
    pub(super) fn give(self, answer: T) {
        let _gone = self.0.send(answer);
    }
}

/// A pending answer of a partition.
#[derive(Debug)]
pub struct PendingReply<T> {
    partition: usize,
    receiver: oneshot::Receiver<T>,
}

impl<T> PendingReply<T> {
    /// Waits for the answer; `None` if the partition is finished and gives none.
    pub(super) fn answer(self) -> Option<T> {
        self.receiver.recv().ok()
    }
}

impl<T> PendingReply<Result<T, InvokeError>> {
    /// Waits for the answer.
    ///
    /// # Errors
    /// The error of the call; [`InvokeError::Finished`] if the partition ended before it.
    pub fn wait(self) -> Result<T, InvokeError> {
        let partition = self.partition;
        let gone = Err(InvokeError::Finished { partition });
        self.answer().unwrap_or(gone)
    }
}
