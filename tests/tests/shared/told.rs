//! What runs came to, as text, and stories that must come to the same.

use heeus_host::HostCallKind;
use heeus_host_testkit::Outcome;

/// How a run ended, what it left and logged, and what it asked the host for, but for what that cost: where the guest stops a
/// read, a page may hold more than it wanted.
pub fn all_of(error: &str, outcome: &Outcome, logs: impl Iterator<Item = String>) -> String {
    let intents = outcome.intents().iter().map(ToString::to_string);
    let calls = outcome.host_calls().iter().map(|call| match &call.what {
        HostCallKind::Get { answer } => format!("{} get {answer:?}", call.key),
        HostCallKind::Read { limit, answer, .. } => {
            format!("{} read at most {limit}: {answer:?}", call.key)
        }
    });
    let lines: Vec<String> = intents.chain(logs).chain(calls).collect();
    format!("{error}\n{}", lines.join("\n"))
}

/// Expects that a story came to the same wherever it was told: in each of these ways, with a text for each run.
#[track_caller]
pub fn same(told: &[(&str, Vec<String>)]) {
    let [(first, expected), others @ ..] = told else {
        panic!("nothing was told");
    };
    assert!(!expected.is_empty(), "a story without runs tells nothing");
    for (other, told) in others {
        assert_eq!(expected.len(), told.len(), "{other} ran another story");
        for (run, (expected, told)) in expected.iter().zip(told).enumerate() {
            assert!(
                expected == told,
                "run {run} comes to another end {first}:\n{expected}\nthan {other}:\n{told}"
            );
        }
    }
}
