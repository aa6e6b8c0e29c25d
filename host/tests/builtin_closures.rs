//! Modules that a program builds from closures, and from functions without annotations.

#[path = "builtin_closures/absent.rs"]
mod absent;
#[path = "builtin_closures/kinds.rs"]
mod kinds;
#[path = "builtin_closures/refused.rs"]
mod refused;
#[path = "builtin_closures/shop.rs"]
mod shop;
#[path = "builtin_closures/time.rs"]
mod time;

use heeus_host::engine::{BuiltinBuilder, BuiltinEngine, BuiltinModule, EngineConfig};
use heeus_host::error::Error;
use heeus_host_testkit::prelude::*;

fn build(builder: BuiltinBuilder) -> BuiltinModule {
    builder.build().unwrap_or_else(|error| panic!("{error}"))
}

/// A kit that runs a module of the builtin engine.
fn kit(builder: BuiltinBuilder) -> Kit {
    kit_of(&build(builder))
}

fn kit_of(module: &BuiltinModule) -> Kit {
    let config = EngineConfig {
        trace: true,
        ..EngineConfig::default()
    };
    Kit::with_engine("shop", Box::new(BuiltinEngine::new(module, &config)))
}

fn text(error: &Error) -> String {
    error.to_string()
}
