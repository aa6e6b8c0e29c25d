//! The app in which the flow of commands is measured.

use std::ops::Range;
use std::sync::Barrier;
use std::time::{Duration, Instant};
use std::{panic, thread};

use heeus_host::engine::{BuiltinModule, CompiledModule, EngineConfig, LuaModule, Module};
use heeus_host::storage::{MemoryStorage, Storage};
use heeus_host::{App, AppConfig, Package, PendingReply, Request};
use heeus_host_testkit::record;

use crate::{Error, setup};

/// The source of the guest's extensions, compiled into this program.
#[path = "../guests/flow/src/extensions.rs"]
mod extensions;

/// The most commands that may wait in a partition: more than are ever sent in a row.
const QUEUE: usize = 1 << 16;
/// The number of days on which orders fall.
const DAYS: i64 = 100;

/// An app, and the id of its next order.
pub struct Shop {
    app: App,
    next: i64,
}

/// The configuration of the app for all figures.
pub fn config(partitions: usize) -> AppConfig {
    AppConfig {
        queue: QUEUE,
        engine: engine(),
        ..AppConfig::with_partitions(partitions)
    }
}

/// The configuration of an engine in production: with limits, without the checks of tests.
pub fn engine() -> EngineConfig {
    EngineConfig {
        check_reset: false,
        ..EngineConfig::default()
    }
}

/// The extensions, compiled into this program.
///
/// # Errors
/// If they cannot be found.
pub fn builtin() -> Result<Module, Error> {
    Ok(BuiltinModule::linked("flow")?.into())
}

/// The extensions as a module of wasm.
///
/// # Errors
/// If the guest cannot be built.
pub fn wasm() -> Result<Module, Error> {
    let wasm = setup::fixture("bench/guests/flow").wasm()?;
    Ok(CompiledModule::new(wasm.name(), wasm.bytes(), &engine())?.into())
}

/// The extensions as a script.
///
/// # Errors
/// If it cannot be read.
pub fn lua() -> Result<Module, Error> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/guests/flow/ext.lua");
    let source = std::fs::read(path)?;
    Ok(LuaModule::new("ext.lua", source, &engine())?.into())
}

/// A package of this module's extensions.
pub fn package(name: &str, module: Module) -> Package {
    Package::new(name).module(module)
}

impl Shop {
    /// Creates an app in memory with these extensions.
    ///
    /// # Errors
    /// If it cannot be deployed.
    pub fn new(module: Module, partitions: usize) -> Result<Self, Error> {
        Self::stored(module, partitions, |_| Box::new(MemoryStorage::new()))
    }

    /// Creates an app with these extensions, and with the storage of `storage`.
    ///
    /// # Errors
    /// If it cannot be created or deployed.
    pub fn stored(
        module: Module,
        partitions: usize,
        storage: impl FnMut(usize) -> Box<dyn Storage>,
    ) -> Result<Self, Error> {
        let app = App::new(config(partitions), storage)?;
        app.deploy(package("flow", module))?;
        Ok(Self { app, next: 1 })
    }

    /// Sends this many orders, from one client for each partition, and waits until all are
    /// accepted. Returns the time that it took.
    ///
    /// # Panics
    /// If an order is refused.
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

/// Sends the orders with these ids, and waits until all are accepted.
fn client(app: &App, workspace: i64, ids: Range<i64>, ready: &Barrier) {
    let requests: Vec<_> = ids.map(|id| order(id).workspace(workspace)).collect();
    ready.wait();
    let sent: Vec<_> = requests
        .into_iter()
        .map(|request| app.send(request))
        .collect();
    // Begins with the last one, so that the waiting thread is woken once and not for each order.
    for ticket in sent.into_iter().rev() {
        let done = ticket.and_then(PendingReply::wait);
        let done = done.unwrap_or_else(|error| panic!("{error}"));
        assert!(done.stopped.is_empty(), "{:?}", done.stopped);
    }
}

fn order(id: i64) -> Request {
    let day = i32::try_from(id % DAYS).unwrap_or_default();
    let order = record! { Id: id, Day: day, Amount: 100i64 };
    Request::new("flow", "NewOrder", order)
}
