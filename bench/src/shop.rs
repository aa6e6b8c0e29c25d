//! The app that the flow of commands is measured in.

use std::time::{Duration, Instant};

use heeus_host_testkit::storage::{MemoryStorage, Storage};
use heeus_host_testkit::{
    App, AppConfig, BuiltinModule, CompiledModule, EngineConfig, Module, Package, Request,
};

use crate::{Error, rig};

/// The very extensions that the guest is built of, compiled into this program.
#[path = "../guests/flow/src/extensions.rs"]
mod extensions;

/// Commands that may wait in a partition: more than are ever sent in a row.
const QUEUE: usize = 1 << 16;
/// Days that orders fall on.
const DAYS: i64 = 100;

/// An app, and the id of its next order.
pub struct Shop {
    app: App,
    next: i64,
}

/// How the app of all figures is set up.
pub fn config(partitions: usize) -> AppConfig {
    AppConfig {
        queue: QUEUE,
        engine: engine(),
        ..AppConfig::with_partitions(partitions)
    }
}

/// Limits as a host in production has them: on, the checks of tests off.
pub fn engine() -> EngineConfig {
    EngineConfig {
        check_reset: false,
        ..EngineConfig::default()
    }
}

/// The extensions, compiled into this program.
///
/// # Errors
/// Where they cannot be found.
pub fn builtin() -> Result<Module, Error> {
    Ok(BuiltinModule::linked("flow")?.into())
}

/// The extensions as a module of wasm.
///
/// # Errors
/// Where the guest cannot be built.
pub fn wasm() -> Result<Module, Error> {
    let wasm = rig::fixture("bench/guests/flow").wasm()?;
    Ok(CompiledModule::new(wasm.name(), wasm.bytes(), &engine())?.into())
}

/// A package of the extensions of this module.
pub fn package(name: &str, module: Module) -> Package {
    let kind = module.kind();
    Package::new(name)
        .module(module)
        .validator("CheckOrder", kind, ["NewOrder"])
        .command("NewOrder", kind)
        .sync_projector("Days", kind, [format!("{name}.NewOrder")])
}

impl Shop {
    /// An app with these extensions in memory.
    ///
    /// # Errors
    /// Where it cannot be deployed.
    pub fn new(module: Module, partitions: usize) -> Result<Self, Error> {
        Self::stored(module, partitions, |_| Box::new(MemoryStorage::new()))
    }

    /// An app with these extensions.
    ///
    /// # Errors
    /// Where it cannot be created or deployed.
    pub fn stored(
        module: Module,
        partitions: usize,
        storage: impl FnMut(usize) -> Box<dyn Storage>,
    ) -> Result<Self, Error> {
        let app = App::new(config(partitions), storage)?;
        app.deploy(package("flow", module))?;
        Ok(Self { app, next: 1 })
    }

    /// Sends so many orders, in turn to each partition, and waits until all are taken. Returns how long that took.
    ///
    /// # Panics
    /// Where an order is not taken.
    pub fn take(&mut self, orders: u32) -> Duration {
        let partitions = self.app.config().partitions.get() as u64;
        let requests: Vec<_> = (0..u64::from(orders))
            .map(|order| self.order((order % partitions).cast_signed()))
            .collect();
        let start = Instant::now();
        let sent: Vec<_> = requests
            .into_iter()
            .map(|request| self.app.send(request))
            .collect();
        // The last one first: who waits is woken once, not for each.
        for ticket in sent.into_iter().rev() {
            let done = ticket.and_then(heeus_host_testkit::Ticket::wait);
            let done = done.unwrap_or_else(|error| panic!("{error}"));
            assert!(done.stopped.is_empty(), "{:?}", done.stopped);
        }
        start.elapsed()
    }

    fn order(&mut self, workspace: i64) -> Request {
        use heeus_host_testkit::record;
        let id = self.next;
        self.next += 1;
        let day = i32::try_from(id % DAYS).unwrap_or_default();
        let order = record! { Id: id, Day: day, Amount: 100i64 };
        Request::new("flow", "NewOrder", order).workspace(workspace)
    }
}
