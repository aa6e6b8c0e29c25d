//! The rooms that a room may not name.

use super::holds;
use super::tree::sources;

/// A room, and the words that it must not contain.
const RULES: [(&str, &[&str]); 9] = [
    (
        "host-testkit/src/storage/",
        &[
            "crate::state",
            "crate::engine",
            "crate::partition",
            "crate::expect",
            "crate::trace",
            "crate::fixture",
        ],
    ),
    (
        "host-testkit/src/state/",
        &[
            "crate::engine",
            "crate::partition",
            "crate::expect",
            "crate::trace",
            "crate::fixture",
        ],
    ),
    (
        "host-testkit/src/engine/",
        &[
            "crate::partition",
            "crate::expect",
            "crate::fixture",
            "crate::metrics",
        ],
    ),
    (
        "host-testkit/src/partition/",
        &["crate::expect", "crate::trace", "crate::fixture"],
    ),
    (
        "host-testkit/src/metrics/",
        &[
            "crate::state",
            "crate::storage",
            "crate::expect",
            "crate::fixture",
            "crate::partition",
        ],
    ),
    (
        "host-testkit/src/fixture/",
        &["crate::expect", "crate::state", "crate::storage"],
    ),
    ("abi/src/", &["std::", "heeus_sdk", "heeus_host_testkit"]),
    ("sdk/src/", &["heeus_host_testkit"]),
    ("sdk-macros/src/", &["heeus_host_testkit"]),
];

#[test]
fn rooms_name_only_those_below_them() {
    let mut findings = Vec::new();
    for (room, words) in RULES {
        for source in sources(|path| path.starts_with(room)) {
            let end = source.before_tests();
            for word in words {
                for (at, _) in source.code.match_indices(word).filter(|(at, _)| *at < end) {
                    findings.push(source.finding(at, format!("`{word}` in {room}")));
                }
            }
        }
    }
    holds(
        "expect -> {partition, engine, state, trace}, partition -> {engine, metrics}, metrics -> engine -> state -> storage, fixture -> engine; abi names nobody",
        "hand what is needed in as an argument, or move it to the room that both may name",
        &findings,
    );
}
