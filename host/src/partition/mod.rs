//! Apps and partitions: packages whose commands, queries, projectors and jobs run on a lasting
//! state.
//!
//! An [`AppRegistry`] has [`App`]s. An app has partitions, and every workspace is in one of them.
//! Each partition has a processor, the only thread that writes there, and readers, which run
//! queries in parallel. A [`Package`] is deployed in all partitions; each processor and each reader
//! has its own engines for it, one for each kind.
//!
//! # A command
//!
//! 1. Its validators run, then the command. If one fails, nothing remains of the command.
//! 2. Its new records get ids that the workspace has never given, in place of their raw ids. Its
//!    event gets the next offset in the log of the partition, and in that of the workspace. The
//!    event and the intents are applied in one step.
//! 3. The synchronous projectors follow the event, before the next command of the partition runs.
//! 4. Commands that wait become durable in groups; each is answered after that.
//!
//! If the request has a [key](Request::key), the answer is stored in the same step as the event.
//! The same request then gets this answer again, and nothing runs.
//!
//! Asynchronous projectors follow the log when there is time. The writes of a projector at an event
//! are applied together with its checkpoint, so that each event is projected once, whatever happens
//! in between. A projector that fails stops at its event.

mod app;
mod app_partition;
mod clock;
mod config;
mod deployed;
mod engines;
mod error;
mod event;
mod inputs;
mod outbox;
mod package;
mod processor;
mod projector;
mod published;
mod queue;
mod reader;
mod rebuilds;
mod registry;
mod request;
#[cfg(feature = "builtin")]
mod typed;

pub use app::App;
pub use clock::Clock;
pub use config::AppConfig;
pub use error::{AppError, DeployError, InvokeError, Refusal};
pub use outbox::{FailedMail, OutboxStatus};
pub use package::{Differences, Package};
pub use projector::{JobRun, ProjectorStatus, ProjectorStop, RebuildStatus};
pub use queue::PendingReply;
pub use registry::AppRegistry;
pub use request::{Args, CommandOutput, QueryOutput, Request};
