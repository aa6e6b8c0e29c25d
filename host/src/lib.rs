//! Runs Heeus extensions under strict limits: engines, state, storage, and apps with partitions.
//!
//! # An app
//!
//! A [`Package`] gives each extension of a module its role. An [`App`] runs them: a command takes
//! its whole way, from its validators to its projectors, on a state that lasts:
//!
//! ```
//! use heeus_host_testkit::prelude::*;
//! use heeus_host::{App, AppConfig, Package, Request};
//!
//! # use heeus_host_testkit::expect::{UnderTest, module_of_world};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # macro_rules! module { ($world:expr) => { module_of_world($world, &UnderTest {
//! #     name: "orders",
//! #     compiled_in: concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/orders"),
//! #     features: Ok(&[]),
//! # }) } }
//! let package = Package::new("orders").module(module!(World::Wasm));
//!
//! let app = App::in_memory(AppConfig::default())?;
//! app.deploy(package)?;
//! let items = [record! { Quantity: 2, SinglePrice: 50i64 }];
//! let order = record! { Year: 2026, Month: 1, Day: 2, Items: items };
//! app.command(Request::new("orders", "NewOrder", order))?;
//! let totals = app.query(Request::new("orders", "OrderedItems", record! { Year: 2026 }))?;
//! assert_eq!(totals.results.len(), 1);
//! # Ok(())
//! # }
//! ```
//!
//! # One call at a time
//!
//! An [`Engine`](engine::Engine) runs one call on a [`HostState`](state::HostState); the caller
//! applies the intents of the run, or drops them. An
//! [`ExtEngineFactory`](engine::ExtEngineFactory) creates engines of every kind with the same
//! limits.
//!
//! # Modules
//!
//! The root has what an app needs. The modules are for hosts that build on the parts.
//!
//! | module | holds |
//! |---|---|
//! | [`engine`] | engines, which run extensions: their trait, the Wasm engine with its limits, the gate that every module passes, the Lua engine, and one for extensions of this program |
//! | [`state`] | the state of a partition: declared entities, inputs of runs, reads, intents, apply |
//! | [`storage`] | storages, which keep elements |
//! | [`external`] | the world outside: HTTP, commands of other apps, secrets, mail |
//! | [`error`](mod@error) | the reason why a call failed, and who caused it |
//! | [`trace`] | host calls as text |
//! | [`metrics`] | totals of what the extensions of a host do and use, for a test or for Prometheus |
//! | [`shown`] | texts of extensions, made safe to show |
//!
//! The contract between host and guest is the crate `heeus-abi`. The crate `heeus-host-testkit`
//! tests extensions on this host.
//!
//! # Features
//!
//! | feature | adds |
//! |---|---|
//! | `wasm`, on by default | extensions as wasm modules: `CompiledModule`, `WasmEngine`, `gate` |
//! | `builtin` | extensions of this program: `BuiltinModule`, `BuiltinEngine`; structs as arguments of a [`Request`] and as results |
//! | `lua` | extensions as Lua scripts: `LuaModule`, `LuaEngine`; a C compiler builds Lua |
//! | `durable` | a storage that survives the process: `storage::DurableStorage` |
//! | `http` | requests and commands over HTTP: `external::WebClient`, `external::HttpFederation` |
//! | `mail` | mails over SMTP: `external::SmtpMailer` |
//! | `metrics` | the text of [`metrics`] for Prometheus; runs are counted without it too |
//!
//! A feature only adds names. The kinds and the limits of engines are the same with all features:
//! packages, labels and errors name engines that this host may not have.

// On docs.rs each item shows the feature that it needs.
#![cfg_attr(docsrs, feature(doc_cfg))]
// Engines share parts, and some parts are for one or two of them.
#![cfg_attr(
    not(all(feature = "builtin", feature = "lua", feature = "wasm")),
    allow(dead_code, reason = "each part is used by an engine, which may be off")
)]

pub mod engine;
pub mod error;
pub mod external;
pub mod metrics;
mod partition;
pub mod shown;
pub mod state;
pub mod storage;
pub mod trace;

pub use partition::{
    App, AppConfig, AppError, AppRegistry, Args, Clock, CommandOutput, DeployError, Differences,
    FailedMail, InvokeError, JobRun, OutboxStatus, Package, PendingReply, ProjectorStatus,
    ProjectorStop, QueryOutput, RebuildStatus, Refusal, Request,
};
