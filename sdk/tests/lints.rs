//! Generated code under every lint that a user may set: those of the compiler and those of clippy,
//! each forbidden.
//!
//! The crate `guests/lints` uses all that the macros generate, on items of every sort. It is
//! checked once with all lints, and once more with code that breaks some of them, so that a lint
//! that is off does not go unnoticed.

use std::io::Write;
use std::process::{Command, Output};

/// Lints that are not about code, or are about the style of the guest itself.
const NOT_ABOUT_GENERATED_CODE: &[&str] = &[
    // Reports lints that this compiler does not have.
    "unknown-lints",
    // The group of all lints that warn.
    "warnings",
    // About crates and their features.
    "unstable-features",
    "unused-crate-dependencies",
    // About the order in which an author writes items.
    "clippy::arbitrary-source-item-ordering",
    // Asks not to name groups; here all lints are named one by one.
    "clippy::blanket-clippy-restriction-lints",
    // Asks for what `clippy::needless-return` forbids.
    "clippy::implicit-return",
    // About the packages of a whole workspace.
    "clippy::cargo-common-metadata",
    "clippy::multiple-crate-versions",
];

const WASM: &[&str] = &["--target", "wasm32-unknown-unknown"];

#[test]
fn no_lint_of_the_compiler_speaks_of_what_is_made_for_wasm() {
    let lints = forbidden(&printed("rustc"));
    quiet(&checked(Command::new("cargo").arg("rustc"), WASM, &lints));
    let control = checked(
        Command::new("cargo").arg("rustc"),
        &[WASM, &["--features", "control"]].concat(),
        &lints,
    );
    speaks(&control, "missing-docs");
}

#[test]
fn no_lint_of_the_compiler_or_of_clippy_speaks_of_what_is_made_natively() {
    if !has_clippy() {
        let skipped = "SKIPPED: clippy is not installed, none of its lints was looked at";
        assert!(std::env::var_os("CI").is_none(), "{skipped}");
        // Not `eprintln!`, which is not shown for a test that passes.
        writeln!(std::io::stderr(), "{skipped}").expect("stderr is open");
        let lints = forbidden(&printed("rustc"));
        return quiet(&checked(Command::new("cargo").arg("rustc"), &[], &lints));
    }
    let lints = forbidden(&printed("clippy-driver"));
    let clippy = lints.iter().filter(|lint| lint.starts_with("clippy::"));
    assert!(clippy.count() > 500, "clippy lists its lints: {lints:?}");
    quiet(&checked(Command::new("cargo").arg("clippy"), &[], &lints));
    let control = checked(
        Command::new("cargo").arg("clippy"),
        &["--features", "control"],
        &lints,
    );
    for lint in [
        "missing-docs",
        "unused-variables",
        "dead-code",
        "clippy::needless-pass-by-value",
        "clippy::unwrap-used",
    ] {
        speaks(&control, lint);
    }
}

/// A lint is allowed at its item, so it cannot be forbidden there.
#[test]
fn what_an_item_says_of_lints_holds_for_what_is_made_of_it() {
    let features = ["--features", "expected"];
    let lints = ["warnings".to_owned()];
    quiet(&checked(
        Command::new("cargo").arg("rustc"),
        &features,
        &lints,
    ));
}

fn has_clippy() -> bool {
    let version = Command::new("cargo").args(["clippy", "--version"]).output();
    version.is_ok_and(|version| version.status.success())
}

/// Returns a compiler's list of its lints: one a line, with its level.
fn printed(compiler: &str) -> String {
    let mut command = Command::new(compiler);
    let output = command.args(["-W", "help"]).output();
    let output = output.unwrap_or_else(|error| panic!("{compiler} starts: {error}"));
    assert!(output.status.success(), "{}", text(&output));
    String::from_utf8(output.stdout).expect("a list of lints is text")
}

/// Returns the lints of a list, without those that are not about generated code.
fn forbidden(list: &str) -> Vec<String> {
    let lints = list.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        let (name, level) = (words.next()?, words.next()?);
        ["allow", "warn", "deny"]
            .contains(&level)
            .then(|| name.to_owned())
    });
    let lints: Vec<_> = lints
        .filter(|lint| !NOT_ABOUT_GENERATED_CODE.contains(&lint.as_str()))
        .collect();
    assert!(lints.len() > 200, "a compiler lists its lints: {list}");
    lints
}

/// Checks the guest with these lints forbidden. Dependencies are not checked.
fn checked(command: &mut Command, options: &[&str], lints: &[String]) -> Output {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let is_rustc = command
        .get_args()
        .next()
        .is_some_and(|verb| verb == "rustc");
    command
        .args(["-p", "guest-lints", "--lib"])
        .args(options)
        .args(
            is_rustc
                .then_some(["--profile", "check"])
                .into_iter()
                .flatten(),
        )
        .args((!is_rustc).then_some("--no-deps"))
        .args(["--", "-A", "unknown-lints"])
        .args(lints.iter().flat_map(|lint| ["-F", lint.as_str()]))
        .current_dir(root)
        .env_remove("RUSTC")
        .env_remove("CARGO");
    if options.contains(&"wasm32-unknown-unknown") {
        let toolchain = Command::new("scripts/wasm-toolchain")
            .arg("--print")
            .current_dir(root)
            .output()
            .expect("the script runs");
        match String::from_utf8_lossy(&toolchain.stdout).trim() {
            "" => {}
            name => {
                command.env("RUSTUP_TOOLCHAIN", name);
            }
        }
    }
    command.output().expect("cargo starts")
}

#[track_caller]
fn quiet(output: &Output) {
    assert!(output.status.success(), "{}", text(output));
}

#[track_caller]
fn speaks(output: &Output, lint: &str) {
    let told = text(output);
    assert!(!output.status.success(), "the control crate passes");
    assert!(
        told.contains(lint) || told.contains(&lint.replace('-', "_")),
        "{lint} is off: {told}"
    );
}

fn text(output: &Output) -> String {
    let all = String::from_utf8_lossy(&output.stderr);
    let lines = all.lines().filter(|line| !line.contains("unknown lint"));
    lines.take(200).collect::<Vec<_>>().join("\n")
}
