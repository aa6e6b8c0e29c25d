//! Making engines.

use super::{
    BuiltinEngine, CompiledModule, Engine, EngineConfig, LuaEngine, LuaModule, Module, WasmEngine,
};
use crate::error::Error;

/// Makes engines of every [kind](super::EngineKind), all with the same limits.
#[derive(Debug, Clone, Default)]
pub struct ExtEngineFactory {
    config: EngineConfig,
}

impl ExtEngineFactory {
    /// A factory of engines with these limits.
    pub fn new(config: EngineConfig) -> Self {
        Self { config }
    }

    /// A factory of engines that give extensions this many bytes of memory at most; all other limits are the usual ones.
    pub fn with_mem_limit(mem_limit: usize) -> Self {
        Self::new(EngineConfig {
            mem_limit,
            ..EngineConfig::default()
        })
    }

    /// The limits.
    pub fn config(&self) -> &EngineConfig {
        &self.config
    }

    /// Checks and compiles a Wasm module, once for all engines. `name` is what errors call it.
    ///
    /// # Errors
    /// As [`CompiledModule::new`].
    pub fn compile(&self, name: &str, bytes: &[u8]) -> Result<CompiledModule, Error> {
        CompiledModule::new(name, bytes, &self.config)
    }

    /// Checks a Lua script, once for all engines. `name` is what errors call it.
    ///
    /// # Errors
    /// As [`LuaModule::new`].
    pub fn script(&self, name: &str, source: impl AsRef<[u8]>) -> Result<LuaModule, Error> {
        LuaModule::new(name, source, &self.config)
    }

    /// Makes an engine for a module. It belongs to the thread that it was made on.
    ///
    /// # Errors
    /// [`Error`] where the module does not fit the limits, or fails before its first run.
    pub fn make(&self, module: &Module) -> Result<Box<dyn Engine>, Error> {
        Ok(match module {
            Module::Builtin(module) => Box::new(BuiltinEngine::new(module, &self.config).timed()),
            Module::Wasm(module) => Box::new(WasmEngine::new(module, &self.config)?),
            Module::Lua(module) => Box::new(LuaEngine::new(module, &self.config)?),
        })
    }
}
