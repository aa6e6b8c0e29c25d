//! Stories that run as wasm and natively.

use std::path::PathBuf;

use heeus_host::error::ErrorKind;
use heeus_host_testkit::prelude::*;

use super::outcomes;

/// A kit of the shipped guest.
#[track_caller]
pub fn guest() -> Kit {
    Kit::build(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("guests/typed"))
}

/// The shipped guest with both read modes, and the same source as plain Rust in this program.
fn engines() -> [(&'static str, Kit); 3] {
    let mut single = guest();
    single.engine_config(|config| config.pages = false);
    [
        ("by pages", guest()),
        ("element by element", single),
        ("natively", Kit::native("typed")),
    ]
}

/// Runs a scenario on every engine, and compares the outcomes.
#[track_caller]
pub fn everywhere(scenario: impl Fn(&mut Kit) -> Vec<Outcome>) {
    let texts = engines().map(|(engine, mut kit)| {
        let texts: Vec<String> = scenario(&mut kit).iter().map(all_of).collect();
        (engine, texts)
    });
    outcomes::same(&texts);
}

/// The whole outcome of a run, with its calls to the host.
fn all_of(outcome: &Outcome) -> String {
    let error = outcome.error().map(|error| match &error.kind {
        ErrorKind::Extension { code, text } => format!("{code} {text}"),
        // The text before names functions and addresses, which not every engine has.
        kind => kind
            .to_string()
            .rsplit(": ")
            .next()
            .unwrap_or_default()
            .to_owned(),
    });
    let error = error.unwrap_or("ok".to_owned());
    let logs = outcome.logs().iter().map(|line| {
        // The path of the file depends on the build.
        let file = line.file.rsplit("guests/").next().unwrap_or_default();
        format!("{} {file}:{} {}", line.level, line.line, line.text)
    });
    outcomes::all_of(&error, outcome, logs)
}

/// Runs an extension that returns its arguments.
#[track_caller]
pub fn echoes(kit: &mut Kit, name: &str, args: DynRecord) -> Outcome {
    kit.run(name, args.clone()).expect_intents([result(args)])
}

/// Runs an extension with arguments that do not fit.
#[track_caller]
pub fn refuses(kit: &mut Kit, name: &str, args: DynRecord, why: &str) -> Outcome {
    kit.run(name, args).expect_error(why).expect_error_code(0)
}
