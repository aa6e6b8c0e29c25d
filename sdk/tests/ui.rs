//! What the macros say where they are used wrongly, and what they let pass.
//!
//! Each file below `ui`, but for those that pass, breaks the rule that it is named after; beside it stands what the
//! compiler says then. `TRYBUILD=overwrite cargo test -p heeus-sdk --test ui` writes that down anew.

use std::io::Write;
use std::process::Command;

/// The compiler whose messages are written down. Another one words or points a little differently.
const PINNED: &str = "1.95.";

#[test]
fn ui() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/ui/pass/*.rs");
    let version = rustc_version();
    if version.starts_with(PINNED) {
        for room in [
            "extension",
            "entity",
            "record",
            "entity_struct",
            "key",
            "kind",
            "handler",
        ] {
            cases.compile_fail(format!("tests/ui/{room}/*.rs"));
        }
    } else {
        // Not `eprintln!`, which is not shown where a test passes.
        let skipped = format!(
            "SKIPPED: the messages below tests/ui are those of rustc {PINNED}x, this is {version}"
        );
        writeln!(std::io::stderr(), "{skipped}").expect("stderr is open");
    }
}

/// Natively the macros make less: a section of a wasm module, which `forbid(unsafe_code)` would have a say in, does not
/// exist there.
#[test]
fn what_passes_builds_for_wasm_in_edition_2021() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let toolchain = stdout(
        Command::new("scripts/wasm-toolchain")
            .arg("--print")
            .current_dir(root),
    );
    let mut check = Command::new("cargo");
    check
        .args([
            "check",
            "-p",
            "heeus-sdk-ui-2021",
            "--target",
            "wasm32-unknown-unknown",
        ])
        .current_dir(root)
        .env_remove("RUSTC")
        .env_remove("CARGO");
    match toolchain.trim() {
        "" => {}
        name => {
            check.env("RUSTUP_TOOLCHAIN", name);
        }
    }
    stdout(&mut check);
}

fn rustc_version() -> String {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = stdout(Command::new(rustc).arg("--version"));
    let number = version.split(' ').nth(1);
    number
        .expect("rustc prints `rustc <version> ..`")
        .to_owned()
}

/// What a command prints. It must succeed.
fn stdout(command: &mut Command) -> String {
    let output = command.output().expect("the command starts");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {errors}");
    String::from_utf8(output.stdout).expect("the command prints text")
}
