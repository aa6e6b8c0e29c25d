//! Modules of any kind of engine.

use std::fmt::{self, Debug};
use std::sync::Arc;

use heeus_abi::manifest::Manifest;

use super::{Engine, EngineConfig};
use crate::error::Error;

/// The kinds of engines. All of them have a name, whatever features are on: in packages, errors,
/// metrics and spans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EngineKind {
    /// Runs extensions that are compiled into this program; feature `builtin`.
    Builtin,
    /// Runs Wasm modules; feature `wasm`.
    Wasm,
    /// Runs Lua scripts; feature `lua`.
    Lua,
}

impl EngineKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Builtin, Self::Wasm, Self::Lua];
}

impl fmt::Display for EngineKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Builtin => "builtin",
            Self::Wasm => "wasm",
            Self::Lua => "lua",
        })
    }
}

/// Extensions in the form that one kind of engine runs, checked: a `BuiltinModule`, a
/// `CompiledModule` or a `LuaModule`. Cheap to clone: engines share it.
#[derive(Clone)]
pub struct Module {
    inner: Arc<dyn Runnable>,
}

/// Extensions in the form that one kind of engine runs.
pub(super) trait Runnable: Debug + Send + Sync {
    /// Returns the kind of engine that runs them.
    fn kind(&self) -> EngineKind;

    /// Returns their name in errors.
    fn name(&self) -> &str;

    /// Returns their manifest.
    fn manifest(&self) -> &Manifest;

    /// Creates an engine that runs them with all limits on.
    ///
    /// # Errors
    /// [`Error`] if they exceed the limits, or fail before their first run.
    fn engine(&self, config: &EngineConfig) -> Result<Box<dyn Engine>, Error>;
}

impl Module {
    /// Creates a module of the form that one kind of engine runs.
    pub(super) fn new(inner: impl Runnable + 'static) -> Self {
        Self {
            inner: Arc::new(inner),
        }
    }

    /// Returns the kind of engine that runs the module.
    pub fn kind(&self) -> EngineKind {
        self.inner.kind()
    }

    /// Returns the module's name in errors.
    pub fn name(&self) -> &str {
        self.inner.name()
    }

    /// Returns the module's manifest.
    pub fn manifest(&self) -> &Manifest {
        self.inner.manifest()
    }

    /// Creates an engine that runs the module with all limits on.
    ///
    /// # Errors
    /// [`Error`] if the module exceeds the limits, or fails before its first run.
    pub(super) fn engine(&self, config: &EngineConfig) -> Result<Box<dyn Engine>, Error> {
        self.inner.engine(config)
    }
}

impl Debug for Module {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}
