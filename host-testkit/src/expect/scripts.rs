//! Extensions as Lua scripts.

use std::fs;
use std::path::PathBuf;

use heeus_host::engine::{Engine, EngineConfig, LuaEngine, LuaModule};
use heeus_host::error::Error;

/// The script of a crate.
const SCRIPT: &str = "ext.lua";

/// The module of a script; `path` is the script, or a directory that contains it.
#[track_caller]
pub(super) fn script(path: PathBuf, config: &EngineConfig) -> Result<LuaModule, Error> {
    let (name, source) = read(path);
    LuaModule::new(&name, source, config)
}

/// An engine for a script.
pub(super) fn engine(
    name: &str,
    source: &[u8],
    config: &EngineConfig,
) -> Result<Box<dyn Engine>, Error> {
    let module = LuaModule::new(name, source, config)?;
    Ok(Box::new(LuaEngine::new(&module, config)?))
}

/// The name and source of a script; `path` is the script, or a directory that contains it.
#[track_caller]
pub(super) fn read(mut path: PathBuf) -> (String, Vec<u8>) {
    if path.is_dir() {
        path.push(SCRIPT);
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    match fs::read(&path) {
        Ok(source) => (name.into_owned(), source),
        Err(error) => panic!("{}: {error}", path.display()),
    }
}

/// Defines tests that run in all [`World`](crate::World)s: as [`two_worlds!`](crate::two_worlds),
/// with a third test `lua` on the script `ext.lua` beside the crate's `Cargo.toml`. It is for
/// functions whose extensions the script has.
#[macro_export]
macro_rules! three_worlds {
    ($($tests:tt)+) => { $crate::__worlds! { __three_worlds $($tests)+ } };
}

/// The three tests of a function.
#[doc(hidden)]
#[macro_export]
macro_rules! __three_worlds {
    ($name:ident $attributes:tt $returns:tt) => {
        mod $name {
            $crate::__in_world! { $name native Native $attributes $returns }
            $crate::__in_world! { $name wasm Wasm $attributes $returns }
            $crate::__in_world! { $name lua Lua $attributes $returns }
        }
    };
}
