//! A partition processor, whole: apps whose packages run commands, queries, projectors and jobs on a state that lasts.
//!
//! An [`Hvm`] has [`App`]s. An app has partitions, and every workspace is in one of them. Each partition has a processor,
//! the one thread that writes there, and readers, which run queries beside it. A [`Package`] is deployed in all
//! partitions; each processor and each reader has engines of its own for it, one for each kind.
//!
//! # A command
//!
//! 1. Its validators run, then the command. Where one fails, nothing is left of the command.
//! 2. Its event gets the next offset in the log of the partition, and in that of the workspace. It is applied in one step
//!    with the intents.
//! 3. The synchronous projectors follow the event, before the next command of the partition runs.
//! 4. The commands that wait become durable in groups; each is answered then.
//!
//! Asynchronous projectors follow the log when there is time. What a projector did at an event is applied together with how
//! far it is, so that each event is projected once, whatever happens in between. A projector that fails stops at its event.

mod app;
mod app_partition;
mod clock;
mod config;
mod deployed;
mod engines;
mod error;
mod event;
mod hvm;
mod inputs;
mod package;
mod processor;
mod projector;
mod published;
mod queue;
mod reader;
mod request;

pub use app::App;
pub use clock::Clock;
pub use config::AppConfig;
pub use error::{AppError, DeployError, InvokeError, Refusal};
pub use hvm::Hvm;
pub use package::{Differences, Package};
pub use projector::{JobRun, ProjectorStatus, ProjectorStop};
pub use queue::Ticket;
pub use request::{Args, CommandDone, QueryDone, Request};
