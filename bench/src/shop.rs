//! The app that the flow of commands is measured in.

use std::ops::Range;
use std::sync::Barrier;
use std::time::{Duration, Instant};
use std::{panic, thread};

use heeus_host_testkit::storage::{MemoryStorage, Storage};
use heeus_host_testkit::{
    App, AppConfig, BuiltinModule, CompiledModule, EngineConfig, LuaModule, Module, Package,
    Request, Ticket, record,
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

/// The extensions as a script.
///
/// # Errors
/// Where it cannot be read.
pub fn lua() -> Result<Module, Error> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/guests/flow/ext.lua");
    let source = std::fs::read(path)?;
    Ok(LuaModule::new("ext.lua", source, &engine())?.into())
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

    /// Sends so many orders, from a client of its own for each partition, and waits until all are taken. Returns how long
    /// that took.
    ///
    /// # Panics
    /// Where an order is not taken.
    pub fn take(&mut self, orders: u32) -> Duration {
        let partitions = self.app.config().partitions.get();
        let (first, app) = (self.next, &self.app);
        let each = i64::from(orders) / i64::try_from(partitions).unwrap_or(1) + 1;
        self.next += each;
        let ready = Barrier::new(partitions + 1);
        thread::scope(|scope| {
            let clients: Vec<_> = (0..partitions)
                .map(|partition| {
                    let ready = &ready;
                    scope.spawn(move || {
                        let workspace = i64::try_from(partition).unwrap_or_default();
                        client(app, workspace, first..first + each, ready);
                    })
                })
                .collect();
            ready.wait();
            let start = Instant::now();
            for client in clients {
                client
                    .join()
                    .unwrap_or_else(|panicked| panic::resume_unwind(panicked));
            }
            start.elapsed()
        })
    }
}

/// Sends the orders of these ids, and waits until all are taken.
fn client(app: &App, workspace: i64, ids: Range<i64>, ready: &Barrier) {
    let requests: Vec<_> = ids.map(|id| order(id).workspace(workspace)).collect();
    ready.wait();
    let sent: Vec<_> = requests
        .into_iter()
        .map(|request| app.send(request))
        .collect();
    // The last one first: who waits is woken once, not for each.
    for ticket in sent.into_iter().rev() {
        let done = ticket.and_then(Ticket::wait);
        let done = done.unwrap_or_else(|error| panic!("{error}"));
        assert!(done.stopped.is_empty(), "{:?}", done.stopped);
    }
}

fn order(id: i64) -> Request {
    let day = i32::try_from(id % DAYS).unwrap_or_default();
    let order = record! { Id: id, Day: day, Amount: 100i64 };
    Request::new("flow", "NewOrder", order)
}
