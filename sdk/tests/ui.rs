//! What the macros say where they are used wrongly, and what they let pass.
//!
//! Each file below `ui/extension` and `ui/entity` breaks the rule that it is named after; beside it stands what the
//! compiler says then. `TRYBUILD=overwrite cargo test -p heeus-sdk --test ui` writes that down anew.

use std::process::Command;

/// The compiler whose messages are written down. Another one words or points a little differently.
const PINNED: &str = "1.95.";

#[test]
fn ui() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/ui/pass/*.rs");
    let version = rustc_version();
    if version.starts_with(PINNED) {
        cases.compile_fail("tests/ui/extension/*.rs");
        cases.compile_fail("tests/ui/entity/*.rs");
    } else {
        eprintln!(
            "SKIPPED: the messages in tests/ui/extension and tests/ui/entity are those of rustc {PINNED}x, this is {version}"
        );
    }
}

fn rustc_version() -> String {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("--version").output().expect("rustc runs");
    let version = String::from_utf8(output.stdout).expect("rustc prints text");
    let number = version.split(' ').nth(1).expect("rustc prints `rustc <version> ..`");
    number.to_owned()
}
