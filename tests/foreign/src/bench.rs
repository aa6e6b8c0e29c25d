//! The host for the runs.

use heeus_abi::manifest::{Entity, FieldDecl};
use heeus_abi::{EntityKind, ExtensionKind, FieldType, RecordBuf, Storage};
use heeus_host::engine::{Call, CompiledModule, Engine, EngineConfig, LogEntry, WasmEngine};
use heeus_host::error::Error;
use heeus_host::state::HostState;
use heeus_host_testkit::prelude::*;

use crate::wrong::Wrong;

/// The view of all guests.
pub const DAYS: &str = "foreign.Days";
/// The record of guests with the extension `New`.
pub const ITEMS: &str = "foreign.Items";
/// A year with many days.
pub const LONG_YEAR: i32 = 3000;
/// The number of its days, each with the amount 1.
pub const MANY: i32 = 500;

/// The parts of a guest that a run needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Only the exports of every guest.
    Nothing,
    /// An extension.
    Extension(&'static str),
    /// An extension, and `WasmOnReadPage`.
    Pages(&'static str),
    /// An extension, and the fault block.
    Fault(&'static str),
}

/// A guest, and its engine.
pub struct Bench {
    module: CompiledModule,
    engine: Option<(bool, WasmEngine)>,
    /// The state of all runs: no intents are applied to it.
    state: HostState,
}

/// The outcome of a run.
pub struct RunOutcome {
    pub result: Result<(), Box<Error>>,
    pub intents: Vec<Intent>,
    pub logs: Vec<LogEntry>,
    pub refusals: Vec<String>,
}

impl Bench {
    pub fn new(module: CompiledModule) -> Self {
        Self {
            module,
            engine: None,
            state: state(),
        }
    }

    pub fn module(&self) -> &CompiledModule {
        &self.module
    }

    /// The part that a run needs and the guest does not have.
    pub fn lacks(&self, needs: Needs) -> Option<String> {
        let report = self.module.report();
        let has = |name: &str| report.manifest.extensions.iter().any(|of| of.name == name);
        let (extension, capability) = match needs {
            Needs::Nothing => return None,
            Needs::Extension(name) => (name, None),
            Needs::Pages(name) if report.capabilities.pages => (name, None),
            Needs::Pages(name) => (name, Some("export WasmOnReadPage")),
            Needs::Fault(name) if report.capabilities.fault.is_some() => (name, None),
            Needs::Fault(name) => (name, Some("export WasmFault")),
        };
        if !has(extension) {
            return Some(format!("extension {extension}"));
        }
        capability.map(ToOwned::to_owned)
    }

    /// Ends the engine, if there is one; the next run starts a new one.
    ///
    /// # Errors
    /// The guest's error at its end.
    pub fn finish(&mut self) -> Result<(), Wrong> {
        match self.engine.take() {
            None => Ok(()),
            Some((_, mut engine)) => engine.finish().map_err(|error| Wrong::of(&error, 2)),
        }
    }

    /// Runs an extension; `pages` sets whether reads are delivered in pages.
    ///
    /// # Errors
    /// If no instance of the guest can be created.
    pub fn call(
        &mut self,
        (kind, name): (ExtensionKind, &str),
        args: &DynRecord,
        pages: bool,
    ) -> Result<RunOutcome, Wrong> {
        let args = encoded(args);
        self.begin(pages)?;
        let Some((_, engine)) = &mut self.engine else {
            return Err(Wrong::new("there is no engine"));
        };
        let state = &mut self.state;
        let call = Call::new(name, kind, args.as_ref());
        let report = engine.invoke(state, &call);
        let ran = RunOutcome {
            intents: state.pending().iter().map(Intent::from).collect(),
            result: report.result,
            logs: report.logs,
            refusals: report.refusals,
        };
        state.discard();
        Ok(ran)
    }

    /// Starts an engine with or without pages, unless it is running.
    fn begin(&mut self, pages: bool) -> Result<(), Wrong> {
        if self.engine.as_ref().is_some_and(|(with, _)| *with == pages) {
            return Ok(());
        }
        let config = EngineConfig {
            pages,
            ..EngineConfig::default()
        };
        let engine = WasmEngine::new(&self.module, &config);
        let engine = engine.map_err(|error| Wrong::of(&error, 2))?;
        self.engine = Some((pages, engine));
        Ok(())
    }
}

/// The view as guests declare it.
pub fn days() -> Entity {
    let field = |name: &str, ty| FieldDecl::new(name, ty);
    Entity {
        name: DAYS.into(),
        kind: EntityKind::View,
        partition_fields: 1,
        key: vec![field("Year", FieldType::I32), field("Day", FieldType::I32)],
        value: vec![field("Amount", FieldType::I64)],
    }
}

/// The record as guests declare it.
fn items() -> Entity {
    Entity {
        name: ITEMS.into(),
        kind: EntityKind::Record,
        partition_fields: 0,
        key: vec![FieldDecl::new("ID", FieldType::Id)],
        value: vec![FieldDecl::new("Self", FieldType::Id)],
    }
}

/// The view with five days of 2026, where the amount is ten times the day, and with a long year.
fn state() -> HostState {
    let mut state = HostState::new();
    for entity in [days(), items()] {
        assert_eq!(state.declare(&entity), Ok(()), "the entity is sound");
    }
    let short = (1..=5).map(|day| (2026, day, i64::from(day) * 10));
    let long = (1..=MANY).map(|day| (LONG_YEAR, day, 1));
    for (year, day, amount) in short.chain(long) {
        let key = encoded(&record! { Year: year, Day: day });
        let value = encoded(&record! { Amount: amount });
        let put = state.put(Storage::View, DAYS, key.as_ref(), value.as_ref());
        assert_eq!(put, Ok(()), "the row is sound");
    }
    state
}

/// The bytes of a record. The records in the table of runs are small enough.
fn encoded(record: &DynRecord) -> RecordBuf {
    record.encode().unwrap_or_else(|error| panic!("{error}"))
}
