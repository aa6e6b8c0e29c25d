//! The macros' errors for wrong uses, and uses that they accept.
//!
//! Each file below `ui`, except those in `pass`, breaks the rule that it is named after; the file
//! beside it has the compiler's message. `TRYBUILD=overwrite cargo test -p heeus-sdk --test ui`
//! writes the messages anew.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;

/// The compiler of the recorded messages. Another version has slightly different words or places.
const PINNED: &str = "1.95";
/// The variable that skips the messages if there is no such compiler: `skip`.
const UI_VAR: &str = "HEEUS_UI";
#[test]
fn what_is_right_passes() {
    trybuild::TestCases::new().pass("tests/ui/pass/*.rs");
}

/// A suite that does not run has not passed: with another compiler it fails, unless the variable
/// explicitly leaves it out.
#[test]
fn what_is_wrong_is_told_so() {
    let left_out = std::env::var_os(UI_VAR).is_some_and(|value| value == "skip");
    match judge(&rustc_version(), left_out) {
        Verdict::Run => {
            let cases = trybuild::TestCases::new();
            for room in misuses() {
                cases.compile_fail(format!("tests/ui/{room}/*.rs"));
            }
        }
        // Not `eprintln!`, which is not shown for a test that passes.
        Verdict::LeftOut(why) => writeln!(std::io::stderr(), "{why}").expect("stderr is open"),
        Verdict::Fail(why) => panic!("{why}"),
    }
}

/// Returns the directories of files that must not compile: all but `pass`.
fn misuses() -> Vec<String> {
    let ui = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui");
    let rooms = fs::read_dir(ui).expect("the directory is there").flatten();
    let names = rooms.map(|room| room.file_name().to_string_lossy().into_owned());
    let mut misuses: Vec<String> = names.filter(|name| name != "pass").collect();
    misuses.sort_unstable();
    assert!(misuses.len() > 6, "{misuses:?}");
    misuses
}

#[derive(Debug, PartialEq)]
enum Verdict {
    Run,
    LeftOut(String),
    Fail(String),
}

/// Decides whether the recorded messages can be compared with those of this compiler.
fn judge(version: &str, left_out: bool) -> Verdict {
    if left_out {
        return Verdict::LeftOut(format!(
            "LEFT OUT, since {UI_VAR}=skip: the messages below sdk/tests/ui are not compared"
        ));
    }
    if version
        .strip_prefix(PINNED)
        .is_some_and(|rest| rest.starts_with('.'))
    {
        return Verdict::Run;
    }
    Verdict::Fail(format!(
        "the messages below sdk/tests/ui are those of rustc {PINNED}, and this is {version}: run \
         the tests with that one (`rustup toolchain install {PINNED}`, then `cargo +{PINNED} \
         test`), or leave these out with {UI_VAR}=skip"
    ))
}

#[test]
fn another_compiler_fails_unless_the_suite_is_left_out() {
    assert_eq!(judge("1.95.0", false), Verdict::Run);
    for version in ["1.94.1", "1.96.0-nightly", "1.950.0"] {
        let Verdict::Fail(why) = judge(version, false) else {
            panic!("{version} passes");
        };
        assert!(
            why.contains(version) && why.contains("rustup toolchain install 1.95"),
            "{why}"
        );
        let Verdict::LeftOut(why) = judge(version, true) else {
            panic!("{version} is not left out");
        };
        assert!(why.contains("LEFT OUT"), "{why}");
    }
}

/// Natively the macros generate less: a section of a wasm module, which `forbid(unsafe_code)` could
/// reject, does not exist there.
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

/// Returns the output of a command, which must succeed.
fn stdout(command: &mut Command) -> String {
    let output = command.output().expect("the command starts");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {errors}");
    String::from_utf8(output.stdout).expect("the command prints text")
}
