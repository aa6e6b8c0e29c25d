//! Modules of any kind of engine.

use std::fmt;

use heeus_abi::manifest::Manifest;

use super::{BuiltinModule, CompiledModule, LuaModule};

/// The kinds of engines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EngineKind {
    /// Runs extensions that are compiled into this program.
    Builtin,
    /// Runs Wasm modules.
    Wasm,
    /// Runs Lua scripts.
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

/// Extensions in the form that one kind of engine runs, checked. Cheap to clone: engines share it.
#[derive(Debug, Clone)]
pub enum Module {
    /// Extensions of this program.
    Builtin(BuiltinModule),
    /// A compiled Wasm module.
    Wasm(CompiledModule),
    /// A Lua script.
    Lua(LuaModule),
}

impl Module {
    /// Returns the kind of engine that runs the module.
    pub fn kind(&self) -> EngineKind {
        match self {
            Self::Builtin(_) => EngineKind::Builtin,
            Self::Wasm(_) => EngineKind::Wasm,
            Self::Lua(_) => EngineKind::Lua,
        }
    }

    /// Returns the module's name in errors.
    pub fn name(&self) -> &str {
        match self {
            Self::Builtin(module) => module.name(),
            Self::Wasm(module) => module.name(),
            Self::Lua(module) => module.name(),
        }
    }

    /// Returns the module's manifest.
    pub fn manifest(&self) -> &Manifest {
        match self {
            Self::Builtin(module) => module.manifest(),
            Self::Wasm(module) => &module.report().manifest,
            Self::Lua(module) => module.manifest(),
        }
    }
}

impl From<BuiltinModule> for Module {
    fn from(module: BuiltinModule) -> Self {
        Self::Builtin(module)
    }
}

impl From<CompiledModule> for Module {
    fn from(module: CompiledModule) -> Self {
        Self::Wasm(module)
    }
}

impl From<LuaModule> for Module {
    fn from(module: LuaModule) -> Self {
        Self::Lua(module)
    }
}
