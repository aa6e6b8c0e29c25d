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
//! # use heeus_host_testkit::{UnderTest, expect::module_of_world};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # macro_rules! module { ($world:expr) => { module_of_world($world, &UnderTest {
//! #     name: "orders",
//! #     compiled_in: concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/orders"),
//! #     features: Ok(&[]),
//! # }) } }
//! let module = module!(World::Wasm);
//! let engine = module.kind();
//! let package = Package::new("orders")
//!     .module(module)
//!     .validator("CheckOrder", engine, ["NewOrder"])
//!     .command("NewOrder", engine)
//!     .sync_projector("CalcOrderedItems", engine, ["orders.NewOrder"])
//!     .query("OrderedItems", engine);
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
//! An [`Engine`] runs one call on a [`HostState`]; the caller applies the intents of the run, or
//! drops them. An [`ExtEngineFactory`] creates engines of every kind with the same limits.
//!
//! # Modules
//!
//! | module | holds |
//! |---|---|
//! | [`engine`] | engines, which run extensions: the [`Engine`] trait, the Wasm engine with its limits, the gate that every module passes, [`LuaEngine`], [`BuiltinEngine`] |
//! | [`partition`] | apps, packages and partitions: commands, projectors, queries and jobs on a lasting state |
//! | [`state`] | [`HostState`]: declared entities, reads, intents, apply, stand-ins for the storages outside, and the rights of each kind of extension |
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
//! | `metrics` | the text of [`Metrics`] for Prometheus; runs are counted without it too |
//!
//! A feature only adds names. [`EngineKind`] and the limits in [`EngineConfig`] are the same with
//! all features: packages, labels and errors name engines that this host may not have.

// Engines share parts, and some parts are for one or two of them.
#![cfg_attr(
    not(all(feature = "builtin", feature = "lua", feature = "wasm")),
    allow(dead_code, reason = "each part is used by an engine, which may be off")
)]

pub mod engine;
pub mod error;
pub mod external;
pub mod metrics;
pub mod partition;
pub mod shown;
pub mod state;
pub mod storage;
pub mod trace;

#[cfg(feature = "builtin")]
pub use engine::{BuiltinBuilder, BuiltinEngine, BuiltinModule};
pub use engine::{
    Call, Engine, EngineConfig, EngineKind, ExtEngineFactory, KeptLimits, LogEntry, Module,
    ModuleLimit, ModuleLimits, ResetCheck, RunReport, RunStats,
};
#[cfg(feature = "wasm")]
pub use engine::{Capabilities, CompiledModule, GateReport, WasmEngine, gate, gate_within};
#[cfg(feature = "lua")]
pub use engine::{LuaEngine, LuaModule};
pub use error::{Error, ErrorClass, ErrorKind, Fault, Finding, KeptError, Limit, Phase};
pub use metrics::Metrics;
pub use partition::{
    App, AppConfig, AppError, AppRegistry, Args, Clock, CommandOutput, DeployError, InvokeError,
    Package, PendingReply, ProjectorStatus, QueryOutput, Request,
};
pub use state::{
    Applied, Element, HostState, Intents, ReadError, Reader, Response, RunInputs, StateError,
    StateLimits,
};
pub use trace::{HostCall, HostCallKind, TracedKey};
