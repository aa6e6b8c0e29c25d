//! Refuses to be built for wasm: a `[build] target` may ask for it by mistake.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let family = env::var("CARGO_CFG_TARGET_FAMILY").unwrap_or_default();
    if family.split(',').any(|family| family == "wasm") {
        let host = env::var("HOST").unwrap_or_default();
        println!(
            "cargo::error=heeus-host runs on the machine of the tests and cannot be built for \
             wasm. The test kit builds extensions for wasm itself, so no target has to be set: \
             remove `[build] target` from .cargo/config.toml and CARGO_BUILD_TARGET from the \
             environment, or run `cargo test --target {host}`"
        );
    }
}
