//! An extension crate under test.

use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use heeus_abi::manifest::{Entity, Manifest};
use heeus_abi::{EntityKind, RecordBuf, Storage};

use super::costs::Costs;
use super::unused::Watched;
use super::value::DynRecord;
use super::world::{World, read_script};
use crate::engine::{BuiltinEngine, Engine, EngineConfig, LuaModule};
use crate::fixture::{Fixture, WasmFile, compiled};
use crate::state::{HostState, StateLimits};
use crate::storage;

/// An extension crate under test: its module, an engine with all limits on, and a state of its own.
///
/// All that goes wrong in it fails the test at the line of the test that called.
pub struct Kit {
    pub(super) name: String,
    pub(super) source: Source,
    pub(super) config: EngineConfig,
    pub(super) engine: Option<Box<dyn Engine>>,
    pub(super) manifest: Manifest,
    pub(super) state: HostState,
    pub(super) built: Option<Built>,
    pub(super) costs: Costs,
    /// What the next run is called in the costs, besides its extension.
    pub(super) label: Option<String>,
    /// What the test arranged, for runs to meet.
    pub(super) watched: Vec<Watched>,
    pub(super) ignores_unused: bool,
}

/// Where engines come from.
pub(super) enum Source {
    Wasm(Arc<[u8]>),
    /// A script; checked anew where limits change.
    Lua(Arc<[u8]>),
    /// The extensions of this program.
    Builtin,
    /// The test has made the engine.
    Given,
}

/// Where a module comes from that the kit had built.
pub(super) struct Built {
    /// The directory of its crate.
    pub dir: PathBuf,
    pub file: Arc<WasmFile>,
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
            Ok(file) => {
                let mut kit = Self::over(file.name(), Arc::clone(file.bytes()));
                let dir = fixture.dir().to_owned();
                kit.built = Some(Built { dir, file });
                kit
            }
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

    /// The extensions of a Lua script: `path` is the script, or a directory with one that is named `ext.lua`. A crate's own tests
    /// give `env!("CARGO_MANIFEST_DIR")`. Failures call it by the file's name.
    ///
    /// The rest of a test is the same as with [`build`](Self::build).
    ///
    /// # Panics
    /// Where it cannot be read, or is no script of extensions.
    #[track_caller]
    pub fn lua(path: impl Into<PathBuf>) -> Self {
        let (name, source) = read_script(path.into());
        Self::lua_source(&name, source)
    }

    /// The extensions of a Lua script; `name` is what errors call it.
    ///
    /// # Panics
    /// Where it is no script of extensions.
    #[track_caller]
    pub fn lua_source(name: &str, source: impl AsRef<[u8]>) -> Self {
        let config = traced();
        let source: Arc<[u8]> = source.as_ref().into();
        let manifest = match LuaModule::new(name, &source, &config) {
            Ok(module) => module.manifest().clone(),
            Err(error) => panic!("{error}"),
        };
        Self::new(name, Source::Lua(source), config, None, manifest)
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
            built: None,
            costs: Costs::default(),
            label: None,
            watched: Vec::new(),
            ignores_unused: false,
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

    /// Where its extensions run; `None` where the test made the engine.
    pub const fn world(&self) -> Option<World> {
        match self.source {
            Source::Wasm(_) => Some(World::Wasm),
            Source::Lua(_) => Some(World::Lua),
            Source::Builtin => Some(World::Native),
            Source::Given => None,
        }
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
    pub(super) fn encoded(&self, record: &DynRecord) -> RecordBuf {
        match record.encode() {
            Ok(bytes) => bytes,
            Err(error) => panic!("{}: {error}: {record}", self.name),
        }
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

/// All limits on, and host calls recorded for failures to show. Each process compiles its module anew, which takes longer
/// than all of its runs.
fn traced() -> EngineConfig {
    EngineConfig {
        inlining: false,
        trace: true,
        ..EngineConfig::default()
    }
}

/// Ends the engine as a host does; a module that fails at its end fails the test, and so does what no run has used.
impl Drop for Kit {
    fn drop(&mut self) {
        if !thread::panicking() {
            self.finish();
            self.need_all_used();
        }
    }
}
