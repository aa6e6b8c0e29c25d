//! `cargo test` with features: the module gets the features of the tests.

use crate::outside::Outside;
use crate::root;

const MANIFEST: &str = r#"[package]
name = "features"
version = "0.1.0"
edition = "2024"

[lib]
crate-type = ["cdylib"]

[features]
default = ["usual"]
usual = []
audit = ["below/deep"]

[dependencies]
heeus-sdk = { path = "ROOT/sdk" }
below = { path = "below" }

[dev-dependencies]
heeus-host-testkit = { path = "ROOT/host-testkit" }

[profile.release]
panic = "abort"
"#;

/// A dependency with a feature of its own.
const BELOW: &str = r#"[package]
name = "below"
version = "0.1.0"
edition = "2024"

[features]
deep = []
"#;

const BELOW_LIB: &str = r#"#![no_std]
pub const DEEP: bool = cfg!(feature = "deep");
"#;

/// An extension that fails with the names of the features that it is compiled with.
const LIB: &str = r#"#![no_std]

#[cfg(test)]
mod tests;

use heeus_sdk::prelude::*;

/// Tells which features are on.
#[extension(kind = "command", name = "Features")]
fn features(_ctx: &CommandContext<'_>) -> Result<(), Error> {
    Err(told().into())
}

pub fn told() -> &'static str {
    match (cfg!(feature = "usual"), cfg!(feature = "audit"), below::DEEP) {
        (false, false, false) => "<none>",
        (true, false, false) => "<usual>",
        (true, true, true) => "<usual, audit, deep>",
        _ => "<others>",
    }
}
"#;

/// A test that is compiled with the features of the cargo command, and expects the same of the
/// module.
const TESTS: &str = r#"extern crate std;

use heeus_host_testkit::prelude::*;

two_worlds!(both_worlds_have_them);

fn both_worlds_have_them(kit: &mut Kit) {
    std::println!("{:?} has {}", kit.world().unwrap(), crate::told());
    kit.run("Features", record! {}).expect_error(crate::told());
}
"#;

#[test]
fn the_module_has_the_features_that_cargo_test_is_given() {
    let root = root();
    let manifest = MANIFEST.replace("ROOT", root.to_str().unwrap());
    let files = [
        ("Cargo.toml", &*manifest),
        ("src/lib.rs", LIB),
        ("src/tests.rs", TESTS),
        ("below/Cargo.toml", BELOW),
        ("below/src/lib.rs", BELOW_LIB),
    ];
    let outside = Outside::enter(&root, "features", &files);
    for (arguments, features) in [
        ("--features audit", "<usual, audit, deep>"),
        ("--no-default-features", "<none>"),
    ] {
        let said = outside.run(&format!("cargo test {arguments} -- --nocapture"));
        for world in ["Native", "Wasm"] {
            let has = format!("{world} has {features}");
            assert!(said.contains(&has), "{arguments}: {has}\n{said}");
        }
        let passed = "test result: ok. 2 passed; 0 failed; 0 ignored";
        assert!(said.contains(passed), "{arguments}: {said}");
    }
}
