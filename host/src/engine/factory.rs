//! A factory of engines.

use super::{Engine, EngineConfig, Module};
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
    /// As [`CompiledModule::new`](super::CompiledModule::new).
    #[cfg(feature = "wasm")]
    pub fn compile(&self, name: &str, bytes: &[u8]) -> Result<super::CompiledModule, Error> {
        super::CompiledModule::new(name, bytes, &self.config)
    }

    /// Checks a Lua script, once for all engines. `name` is its name in errors.
    ///
    /// # Errors
    /// As [`LuaModule::new`](super::LuaModule::new).
    #[cfg(feature = "lua")]
    pub fn script(&self, name: &str, source: impl AsRef<[u8]>) -> Result<super::LuaModule, Error> {
        super::LuaModule::new(name, source, &self.config)
    }

    /// Creates an engine for a module. The engine belongs to the thread that created it.
    ///
    /// # Errors
    /// [`Error`] if the module exceeds the limits, or fails before its first run.
    pub fn make(&self, module: &Module) -> Result<Box<dyn Engine>, Error> {
        module.engine(&self.config)
    }
}
