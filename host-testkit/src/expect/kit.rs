//! An extension crate under test.

#![expect(
    clippy::needless_pass_by_value,
    reason = "a test writes its records in place, without an ampersand"
)]

use std::panic::Location;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use heeus_abi::manifest::{Entity, Manifest};
use heeus_abi::{EntityKind, Kind, LogLevel, RecordBuf, Storage};

use super::intent::Intent;
use super::outcome::Outcome;
use super::value::{Content, Record};
use crate::engine::{
    BuiltinEngine, Call, Engine, EngineConfig, EngineFactory, LogEntry, RunReport, WasmFactory,
};
use crate::error::{Error, ErrorKind, Phase};
use crate::fixture::{Fixture, compiled};
use crate::state::{HostState, StateLimits};
use crate::storage;

/// An extension crate under test: its module, an engine with all limits on, and a state of its own.
///
/// All that goes wrong in it fails the test at the line of the test that called.
pub struct Kit {
    name: String,
    source: Source,
    config: EngineConfig,
    engine: Option<Box<dyn Engine>>,
    manifest: Manifest,
    state: HostState,
}

/// Where engines come from.
enum Source {
    Wasm(Arc<[u8]>),
    /// The extensions of this program.
    Builtin,
    /// The test has made the engine.
    Given,
}

impl Kit {
    /// The crate whose `Cargo.toml` lies in `dir`, built to wasm. A crate's own tests give
    /// `env!("CARGO_MANIFEST_DIR")`.
    ///
    /// # Panics
    /// Where the crate cannot be built, or its module breaks the contract.
    #[track_caller]
    pub fn build(dir: impl Into<PathBuf>) -> Self {
        Self::of(&Fixture::new(dir))
    }

    /// A crate that is built with options.
    ///
    /// # Panics
    /// Where the crate cannot be built, or its module breaks the contract.
    #[track_caller]
    pub fn of(fixture: &Fixture) -> Self {
        match fixture.wasm() {
            Ok(wasm) => Self::over(wasm.name(), Arc::clone(wasm.bytes())),
            Err(error) => panic!("{error}"),
        }
    }

    /// A module that is built already; `name` is what errors call it.
    ///
    /// # Panics
    /// Where the module breaks the contract.
    #[track_caller]
    pub fn from_wasm(name: &str, bytes: &[u8]) -> Self {
        Self::over(name, bytes.into())
    }

    /// The extensions that are compiled into the test itself, run as plain Rust; `name` is what errors call them.
    ///
    /// The rest of a test is the same as with [`build`](Self::build), and so is what a run comes to; the test needs no
    /// wasm toolchain, and a debugger stops inside the extension. A crate of the type `cdylib` has its native tests
    /// below `src`, since no other crate can link it.
    ///
    /// Nothing natively stops a run that does not end, and its statics persist: see [`BuiltinEngine`]. Of what a run
    /// uses, fuel and memory are 0 here, and the arena is not told.
    ///
    /// # Panics
    /// Where the test has no annotated functions, or two of one name, or entities that contradict each other.
    #[track_caller]
    pub fn native(name: &str) -> Self {
        let config = traced();
        let manifest = match BuiltinEngine::linked(name) {
            Ok(engine) => engine.manifest().clone(),
            Err(error) => panic!("{error}"),
        };
        Self::new(name, Source::Builtin, config, None, manifest)
    }

    #[track_caller]
    fn over(name: &str, bytes: Arc<[u8]>) -> Self {
        let config = traced();
        let manifest = match compiled(name, &bytes, &config) {
            Ok(module) => module.report().manifest.clone(),
            Err(error) => panic!("{error}"),
        };
        Self::new(name, Source::Wasm(bytes), config, None, manifest)
    }

    /// An engine of any sort; `name` is what failures call it.
    ///
    /// # Panics
    /// Where its entities cannot be declared.
    #[track_caller]
    pub fn with_engine(name: &str, engine: Box<dyn Engine>) -> Self {
        let manifest = engine.manifest().clone();
        Self::new(
            name,
            Source::Given,
            EngineConfig::default(),
            Some(engine),
            manifest,
        )
    }

    #[track_caller]
    fn new(
        name: &str,
        source: Source,
        config: EngineConfig,
        engine: Option<Box<dyn Engine>>,
        manifest: Manifest,
    ) -> Self {
        let mut kit = Self {
            name: name.to_owned(),
            source,
            config,
            engine,
            manifest,
            state: HostState::new(),
        };
        kit.declare();
        kit
    }

    #[track_caller]
    fn declare(&mut self) {
        for entity in &self.manifest.entities {
            if let Err(error) = self.state.declare(entity) {
                panic!("{}: {error}", self.name);
            }
        }
    }

    /// Changes limits and switches of the engine. The engine is made anew for the next run.
    ///
    /// # Panics
    /// Where the test made the engine itself.
    #[track_caller]
    pub fn engine_config(&mut self, change: impl FnOnce(&mut EngineConfig)) -> &mut Self {
        assert!(
            !matches!(self.source, Source::Given),
            "{}: the engine was made by the test and cannot be changed",
            self.name
        );
        self.finish();
        change(&mut self.config);
        self
    }

    /// Changes the limits that the state sets a run.
    pub fn limits(&mut self, change: impl FnOnce(&mut StateLimits)) -> &mut Self {
        let mut limits = *self.state.limits();
        change(&mut limits);
        self.state.set_limits(limits);
        self
    }

    /// Begins with an empty state over this storage, in place of the one in memory; a
    /// [`FailingStorage`](crate::storage::FailingStorage) shows what the extension does where a read fails.
    ///
    /// # Panics
    /// Where the entities of the manifest cannot be declared.
    #[track_caller]
    pub fn storage(&mut self, storage: impl storage::Storage + 'static) -> &mut Self {
        let limits = *self.state.limits();
        self.state = HostState::with_storage(Box::new(storage));
        self.state.set_limits(limits);
        self.declare();
        self
    }

    /// Runs an extension as what the manifest says it is, and applies its intents where it ends well.
    ///
    /// # Panics
    /// Where the module has no extension of this name.
    #[track_caller]
    pub fn run(&mut self, name: &str, args: Record) -> Outcome {
        let kind = self.kind_of(name);
        self.invoke(name, kind, &args, true)
    }

    /// The same, but whatever it ends with, the state stays as it was; only what answers once has answered then.
    ///
    /// # Panics
    /// Where the module has no extension of this name.
    #[track_caller]
    pub fn dry_run(&mut self, name: &str, args: Record) -> Outcome {
        let kind = self.kind_of(name);
        self.invoke(name, kind, &args, false)
    }

    /// Runs an extension as this kind, whatever the manifest says; it may also be unknown there.
    ///
    /// # Panics
    /// Where the arguments are no record of the contract.
    #[track_caller]
    pub fn run_as(&mut self, kind: Kind, name: &str, args: Record) -> Outcome {
        self.invoke(name, kind, &args, true)
    }

    /// The state.
    pub const fn state(&self) -> &HostState {
        &self.state
    }

    /// The state, to change in ways that the kit does not offer.
    pub const fn state_mut(&mut self) -> &mut HostState {
        &mut self.state
    }

    /// What the module tells of itself.
    pub const fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// What failures call the module.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// A declared entity, and the storage that it is in.
    #[track_caller]
    pub(super) fn entity(&self, name: &str) -> (Storage, &Entity) {
        let Some(entity) = self.state.entities().find(|entity| entity.name == name) else {
            let known = self.state.entities().map(|entity| entity.name.as_str());
            let known = known.collect::<Vec<_>>().join(", ");
            panic!("{}: no entity {name}; declared: {known}", self.name);
        };
        match entity.kind {
            EntityKind::View => (Storage::View, entity),
            EntityKind::Record | EntityKind::Singleton => (Storage::Record, entity),
        }
    }

    #[track_caller]
    pub(super) fn encoded(&self, record: &Record) -> RecordBuf {
        match record.encode() {
            Ok(bytes) => bytes,
            Err(error) => panic!("{}: {error}: {record}", self.name),
        }
    }

    #[track_caller]
    fn kind_of(&self, name: &str) -> Kind {
        let extensions = &self.manifest.extensions;
        let Some(extension) = extensions.iter().find(|extension| extension.name == name) else {
            let known: Vec<_> = extensions.iter().map(|known| known.name.as_str()).collect();
            panic!(
                "{}: no extension {name}; it has {}",
                self.name,
                known.join(", ")
            );
        };
        extension.kind
    }

    /// Makes the engine, if there is none.
    fn start(&mut self) -> Result<(), Error> {
        if self.engine.is_some() {
            return Ok(());
        }
        self.engine = match &self.source {
            Source::Wasm(bytes) => {
                let module = compiled(&self.name, bytes, &self.config)?;
                let engine = WasmFactory::new(self.config.clone()).make(&module)?;
                Some(Box::new(engine))
            }
            Source::Builtin => Some(Box::new(BuiltinEngine::linked_with(
                &self.name,
                &self.config,
            )?)),
            Source::Given => None,
        };
        Ok(())
    }

    #[track_caller]
    fn invoke(&mut self, name: &str, kind: Kind, args: &Record, apply: bool) -> Outcome {
        let args = self.encoded(args);
        let mut report = RunReport {
            result: self.start().map_err(Box::new),
            ..RunReport::default()
        };
        if let (Ok(()), Some(engine)) = (&report.result, &mut self.engine) {
            let args = args.as_ref();
            report = engine.invoke(&mut self.state, &Call { name, kind, args });
        }
        let mut intents: Vec<Intent> = Vec::new();
        if report.result.is_ok() {
            let made = self.state.pending().iter();
            intents.extend(made.map(|made| Intent::from(made).normal()));
            report.result = self.end_run(name, apply).map_err(Box::new);
        } else {
            self.state.discard();
        }
        if report.result.is_err() {
            intents.clear();
        }
        report.logs.extend(logged(&mut intents));
        Outcome {
            extension: name.to_owned(),
            at: Location::caller(),
            result: report.result.map_err(|error| *error),
            left: (0..intents.len()).collect(),
            intents,
            logs: report.logs,
            calls: report.calls,
            stats: report.stats,
            error_expected: false,
        }
    }

    /// Applies or drops the intents of a run that ended well.
    fn end_run(&mut self, name: &str, apply: bool) -> Result<(), Error> {
        if !apply {
            self.state.discard();
            return Ok(());
        }
        let applied = self.state.apply().map_err(|error| Error {
            module: self.name.clone(),
            extension: Some(name.to_owned()),
            phase: Phase::Run,
            kind: ErrorKind::State(error),
        });
        applied.map(|_| ())
    }

    /// Ends the engine, if there is one.
    #[track_caller]
    fn finish(&mut self) {
        if let Some(mut engine) = self.engine.take()
            && let Err(error) = engine.finish()
        {
            panic!("{error}");
        }
    }
}

/// All limits on, and host calls recorded for failures to show.
fn traced() -> EngineConfig {
    EngineConfig {
        trace: true,
        ..EngineConfig::default()
    }
}

/// Takes the intents for sys.Logger out, as log lines.
fn logged(intents: &mut Vec<Intent>) -> Vec<LogEntry> {
    let line = |intent: &Intent| {
        let Some(Content::I32(level)) = intent.key.get("LogLevel") else {
            return None;
        };
        let Some(Content::Str(text)) = intent.value.get("Message") else {
            return None;
        };
        Some(LogEntry {
            level: LogLevel::try_from(level.cast_unsigned()).ok()?,
            target: String::new(),
            file: String::new(),
            line: 0,
            text: text.clone(),
        })
    };
    let of_logger = |intent: &mut Intent| intent.storage == Storage::Logger;
    let lines = intents.extract_if(.., of_logger);
    lines.filter_map(|intent| line(&intent)).collect()
}

/// Ends the engine as a host does; a module that fails at its end fails the test.
impl Drop for Kit {
    fn drop(&mut self) {
        if !thread::panicking() {
            self.finish();
        }
    }
}
