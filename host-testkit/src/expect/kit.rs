//! An extension crate under test.

use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use heeus_abi::manifest::{Entity, Manifest};
use heeus_abi::{EntityKind, RecordBuf, Storage};

use super::bounds::LINE;
use super::costs::Costs;
use super::now::Now;
#[cfg(feature = "lua")]
use super::scripts;
use super::unused::Watched;
use super::value::DynRecord;
use super::world::World;
use crate::fakes::{Fakes, Used};
use crate::fixture::{Fixture, WasmFile, compiled};
use heeus_host::engine::{BuiltinEngine, Engine, EngineConfig};
use heeus_host::shown::bounded;
use heeus_host::state::{HostState, RunInputs, StateLimits};
use heeus_host::storage;

/// An extension crate under test: its module, an engine with all limits on, and a state of its own.
///
/// Each failure fails the test, at the line of the test that made the call.
pub struct Kit {
    pub(super) name: String,
    pub(super) source: Source,
    pub(super) config: EngineConfig,
    pub(super) engine: Option<Box<dyn Engine>>,
    pub(super) manifest: Manifest,
    pub(super) state: HostState,
    pub(super) inputs: RunInputs,
    /// The inputs that the test arranged; each flag says whether a run got it.
    pub(super) inputs_used: Vec<(Storage, Used)>,
    /// The time of runs, if the test set it.
    pub(super) now: Option<Now>,
    pub(super) fakes: Fakes,
    pub(super) built: Option<Built>,
    pub(super) costs: Costs,
    /// The label of the next run in the costs, beside the name of its extension.
    pub(super) label: Option<String>,
    /// The things that the test arranged; the kit checks that runs use them.
    pub(super) watched: Vec<Watched>,
    pub(super) ignores_unused: bool,
}

/// The origin of a kit's engines.
pub(super) enum Source {
    Wasm(Arc<[u8]>),
    /// A script; it is checked again when limits change.
    #[cfg(feature = "lua")]
    Lua(Arc<[u8]>),
    /// The extensions of this program.
    Builtin,
    /// An engine that the test made itself.
    Given,
}

/// The origin of a module that the kit built.
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
    /// If the crate cannot be built, or its module breaks the contract.
    #[track_caller]
    pub fn build(dir: impl Into<PathBuf>) -> Self {
        Self::of(&Fixture::new(dir))
    }

    /// A crate that is built with options.
    ///
    /// # Panics
    /// If the crate cannot be built, or its module breaks the contract.
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

    /// A module that is built already; errors call it `name`.
    ///
    /// # Panics
    /// If the module breaks the contract.
    #[track_caller]
    pub fn from_wasm(name: &str, bytes: &[u8]) -> Self {
        Self::over(name, bytes.into())
    }

    /// The extensions that are compiled into the test itself, run as plain Rust; errors call them
    /// `name`.
    ///
    /// The rest of a test is the same as with [`build`](Self::build), and so are the outcomes of
    /// runs. But the test needs no wasm toolchain, and a debugger stops inside the extension. A
    /// crate of the type `cdylib` has its native tests below `src`, since no other crate can link
    /// it.
    ///
    /// Natively, nothing stops a run that does not end, and its statics persist: see
    /// [`BuiltinEngine`]. In the statistics of a run, fuel and memory are 0 here, and the use of
    /// the arena is unknown.
    ///
    /// # Panics
    /// If the test has no annotated functions, or two of one name, or entities that contradict each
    /// other.
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

    /// A kit on an engine of any sort; failures call it `name`.
    ///
    /// # Panics
    /// If the entities of the engine cannot be declared.
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
            inputs: RunInputs::new(),
            inputs_used: Vec::new(),
            now: None,
            fakes: Fakes::new(),
            built: None,
            costs: Costs::default(),
            label: None,
            watched: Vec::new(),
            ignores_unused: false,
        };
        kit.fakes.install(&mut kit.state);
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
        for unique in &self.manifest.uniques {
            let fields: Vec<&str> = unique.fields.iter().map(String::as_str).collect();
            if let Err(error) = self.state.unique(&unique.entity, &fields) {
                panic!("{}: {error}", self.name);
            }
        }
    }

    /// Changes limits and switches of the engine. The next run starts a new engine.
    ///
    /// # Panics
    /// If the test made the engine itself.
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

    /// Changes the limits of a run that the state checks.
    pub fn limits(&mut self, change: impl FnOnce(&mut StateLimits)) -> &mut Self {
        let mut limits = *self.state.limits();
        change(&mut limits);
        self.state.set_limits(limits);
        self
    }

    /// Begins with an empty state over this storage, in place of the one in memory. A
    /// [`FailingStorage`](storage::FailingStorage) shows how the extension behaves if a read fails.
    ///
    /// # Panics
    /// If the entities of the manifest cannot be declared.
    #[track_caller]
    pub fn storage(&mut self, storage: impl storage::Storage + 'static) -> &mut Self {
        let limits = *self.state.limits();
        self.state = HostState::with_storage(Box::new(storage));
        self.state.set_limits(limits);
        self.fakes.install(&mut self.state);
        self.declare();
        self
    }

    /// The world in which its extensions run; `None` if the test made the engine.
    pub const fn world(&self) -> Option<World> {
        match self.source {
            Source::Wasm(_) => Some(World::Wasm),
            #[cfg(feature = "lua")]
            Source::Lua(_) => Some(World::Lua),
            Source::Builtin => Some(World::Native),
            Source::Given => None,
        }
    }

    /// The state.
    pub const fn state(&self) -> &HostState {
        &self.state
    }

    /// The state, for changes that the kit does not offer.
    pub const fn state_mut(&mut self) -> &mut HostState {
        &mut self.state
    }

    /// The fakes of the world outside that its runs use.
    pub const fn fakes(&self) -> &Fakes {
        &self.fakes
    }

    /// The manifest of the module.
    pub const fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The name of the module in failures.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// A declared entity, and its storage.
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
            Err(error) => panic!("{}: {error}: {}", self.name, bounded(LINE, record)),
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

#[cfg(feature = "lua")]
impl Kit {
    /// The extensions of a Lua script: `path` is the script, or a directory that contains one named
    /// `ext.lua`. A crate's own tests give `env!("CARGO_MANIFEST_DIR")`. Failures call it by the
    /// file's name.
    ///
    /// The rest of a test is the same as with [`build`](Self::build).
    ///
    /// # Panics
    /// If the file cannot be read, or is no script of extensions.
    #[track_caller]
    pub fn lua(path: impl Into<PathBuf>) -> Self {
        let (name, source) = scripts::read(path.into());
        Self::lua_source(&name, source)
    }

    /// The extensions of a Lua script, given as its text; errors call it `name`.
    ///
    /// # Panics
    /// If it is no script of extensions.
    #[track_caller]
    pub fn lua_source(name: &str, source: impl AsRef<[u8]>) -> Self {
        let config = traced();
        let source: Arc<[u8]> = source.as_ref().into();
        let manifest = match heeus_host::engine::LuaModule::new(name, &source, &config) {
            Ok(module) => module.manifest().clone(),
            Err(error) => panic!("{error}"),
        };
        Self::new(name, Source::Lua(source), config, None, manifest)
    }
}

/// The engine with all limits on, which records host calls for failures to show. Code is not
/// inlined, since each process compiles its module anew, and that takes longer than all of its
/// runs.
fn traced() -> EngineConfig {
    EngineConfig {
        inlining: false,
        trace: true,
        ..EngineConfig::default()
    }
}

/// Ends the engine as a host does. A module that fails at its end fails the test, and so does an
/// arranged answer or failure that no run has used.
impl Drop for Kit {
    fn drop(&mut self) {
        if !thread::panicking() {
            self.finish();
            self.need_all_used();
        }
    }
}
