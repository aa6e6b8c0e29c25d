//! The outcome of runs as text, and the comparison of the same story in several ways.

use heeus_host::trace::HostCallKind;
use heeus_host_testkit::Outcome;

/// The whole outcome of a run as text: error, intents, log lines, and calls to the host. The costs
/// of calls are left out: a page may hold more elements than a guest that stops a read has used.
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

/// Checks that a story has the same outcome in each of these ways; each has a text for every run.
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
