//! The outcome of runs as text, and the comparison of the same scenario in several ways.

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

/// Checks that a scenario has the same outcome in each of these ways, each with a text for every
/// run.
#[track_caller]
pub fn same(texts: &[(&str, Vec<String>)]) {
    let [(first, expected), others @ ..] = texts else {
        panic!("no outcomes");
    };
    assert!(!expected.is_empty(), "a scenario has runs");
    for (other, texts) in others {
        assert_eq!(expected.len(), texts.len(), "{other} ran another scenario");
        for (run, (expected, text)) in expected.iter().zip(texts).enumerate() {
            assert!(
                expected == text,
                "run {run} ends in another way {first}:\n{expected}\nthan {other}:\n{text}"
            );
        }
    }
}
