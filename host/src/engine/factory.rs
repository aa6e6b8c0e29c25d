//! A factory of engines.

use super::{
    BuiltinEngine, CompiledModule, Engine, EngineConfig, LuaEngine, LuaModule, Module, WasmEngine,
};
use crate::error::Error;

/// Creates engines of every [kind](super::EngineKind), all with the same limits.
#[derive(Debug, Clone, Default)]
pub struct ExtEngineFactory {
    config: EngineConfig,
}

impl ExtEngineFactory {
    /// Returns a factory of engines with these limits.
    pub fn new(config: EngineConfig) -> Self {
        Self { config }
    }

    /// Returns a factory of engines that give extensions at most this many bytes of memory; all
    /// other limits are the default ones.
    pub fn with_mem_limit(mem_limit: usize) -> Self {
        Self::new(EngineConfig {
            mem_limit,
            ..EngineConfig::default()
        })
    }

    /// Returns the limits.
    pub fn config(&self) -> &EngineConfig {
        &self.config
    }

    /// Checks and compiles a Wasm module, once for all engines. `name` is its name in errors.
    ///
    /// # Errors
    /// As [`CompiledModule::new`].
    pub fn compile(&self, name: &str, bytes: &[u8]) -> Result<CompiledModule, Error> {
        CompiledModule::new(name, bytes, &self.config)
    }

    /// Checks a Lua script, once for all engines. `name` is its name in errors.
    ///
    /// # Errors
    /// As [`LuaModule::new`].
    pub fn script(&self, name: &str, source: impl AsRef<[u8]>) -> Result<LuaModule, Error> {
        LuaModule::new(name, source, &self.config)
    }

    /// Creates an engine for a module. The engine belongs to the thread that created it.
    ///
    /// # Errors
    /// [`Error`] if the module exceeds the limits, or fails before its first run.
    pub fn make(&self, module: &Module) -> Result<Box<dyn Engine>, Error> {
        Ok(match module {
            Module::Builtin(module) => Box::new(BuiltinEngine::new(module, &self.config).timed()),
            Module::Wasm(module) => Box::new(WasmEngine::new(module, &self.config)?),
            Module::Lua(module) => Box::new(LuaEngine::new(module, &self.config)?),
        })
    }
}
