//! Stories that run as wasm and natively.

use std::path::PathBuf;

use heeus_host_testkit::prelude::*;
use heeus_host_testkit::{HostCallKind, Outcome};

/// The guest as it ships, and as plain Rust in this program.
fn engines() -> [(&'static str, Kit); 2] {
    let dir = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("guests/typed");
    [("wasm", Kit::build(dir)), ("native", Kit::native("typed"))]
}

/// Tells a story on every engine: all must come to the same.
#[track_caller]
pub fn everywhere(story: impl Fn(&mut Kit) -> Vec<Outcome>) {
    let [wasm, native] = engines().map(|(_, mut kit)| {
        let told: Vec<String> = story(&mut kit).iter().map(all_of).collect();
        told
    });
    assert!(!wasm.is_empty(), "a story without runs tells nothing");
    assert_eq!(wasm.len(), native.len(), "the engines ran another story");
    for (run, (wasm, native)) in wasm.iter().zip(&native).enumerate() {
        assert!(
            wasm == native,
            "run {run} comes to another end as wasm:\n{wasm}\nthan natively:\n{native}"
        );
    }
}

/// All that a run came to, and what it asked the host for.
fn all_of(outcome: &Outcome) -> String {
    let error = outcome
        .error()
        .map_or("ok".to_owned(), |error| format!("{:?}", error.kind));
    let intents = outcome.intents().iter().map(ToString::to_string);
    let logs = outcome.logs().iter().map(|line| {
        // Each build names the file from where it stands.
        let file = line.file.rsplit("guests/").next().unwrap_or_default();
        format!("{} {file}:{} {}", line.level, line.line, line.text)
    });
    let calls = outcome.host_calls().iter().map(|call| match &call.what {
        HostCallKind::Get { answer } => format!("{} get {answer:?}", call.key),
        HostCallKind::Read { limit, answer, .. } => {
            format!("{} read at most {limit}: {answer:?}", call.key)
        }
    });
    let lines: Vec<String> = intents.chain(logs).chain(calls).collect();
    format!("{error}\n{}", lines.join("\n"))
}

/// Runs an extension that answers with its arguments.
#[track_caller]
pub fn echoes(kit: &mut Kit, name: &str, args: Record) -> Outcome {
    kit.run(name, args.clone()).expect_intents([result(args)])
}

/// Runs an extension whose arguments do not fit.
#[track_caller]
pub fn refuses(kit: &mut Kit, name: &str, args: Record, why: &str) -> Outcome {
    kit.run(name, args).expect_error(why).expect_error_code(0)
}
