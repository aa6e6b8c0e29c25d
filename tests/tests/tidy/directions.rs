//! The rooms that a room may not name.

use super::check_rule;
use super::tree::sources;

/// A room, and the words that it must not contain.
const RULES: [(&str, &[&str]); 12] = [
    (
        "host/src/external/",
        &[
            "crate::state",
            "crate::storage",
            "crate::engine",
            "crate::partition",
            "crate::trace",
        ],
    ),
    (
        "host-testkit/src/fakes/",
        &["crate::expect", "crate::fixture"],
    ),
    (
        "host/src/storage/",
        &[
            "crate::state",
            "crate::engine",
            "crate::partition",
            "crate::trace",
        ],
    ),
    (
        "host/src/state/",
        &["crate::engine", "crate::partition", "crate::trace"],
    ),
    ("host/src/engine/", &["crate::partition", "crate::metrics"]),
    ("host/src/partition/", &["crate::trace"]),
    (
        "host/src/metrics/",
        &["crate::state", "crate::storage", "crate::partition"],
    ),
    ("host/src/", &["heeus_host_testkit", "heeus_host::"]),
    (
        "host-testkit/src/fixture/",
        &["crate::expect", "heeus_host::state", "heeus_host::storage"],
    ),
    (
        "abi/src/",
        &["std::", "heeus_sdk", "heeus_host", "heeus_host_testkit"],
    ),
    ("sdk/src/", &["heeus_host", "heeus_host_testkit"]),
    ("sdk-macros/src/", &["heeus_host", "heeus_host_testkit"]),
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
    check_rule(
        "the kit names the host, and the host nothing of it: partition -> {engine, metrics}, \
         metrics -> engine -> state -> {storage, external}, fixture -> engine; abi names nobody",
        "hand what is needed in as an argument, or move it to the room that both may name",
        &findings,
    );
}
