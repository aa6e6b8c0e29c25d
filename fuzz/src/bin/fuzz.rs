//! libFuzzer over the target that `HEEUS_FUZZ` names; `scripts/fuzz` builds and calls it.

#![no_main]

use std::sync::OnceLock;

use heeus_fuzz::{TARGETS, Target};

/// The target of this process.
fn target() -> &'static Target {
    static TARGET: OnceLock<&Target> = OnceLock::new();
    TARGET.get_or_init(|| {
        let name = std::env::var("HEEUS_FUZZ").unwrap_or_default();
        let found = TARGETS.iter().find(|target| target.name == name);
        found.unwrap_or_else(|| panic!("HEEUS_FUZZ is {name:?}: expected the name of a target"))
    })
}

libfuzzer_sys::fuzz_target!(|data: &[u8]| (target().run)(data));
