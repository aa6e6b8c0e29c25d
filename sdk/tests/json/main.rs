//! JSON: written as `serde_json` reads it, and read as it writes it.

mod read;
mod vectors;
mod write;

use proptest::prelude::*;
use proptest::test_runner::Config;
use serde_json::{Map, Value};

/// A failure prints its input; add the input as a test of its own rather than to a file of seeds.
fn cases(cases: u32) -> Config {
    Config {
        // Miri takes a thousand times as long.
        cases: if cfg!(miri) { 4 } else { cases },
        failure_persistence: None,
        ..Config::default()
    }
}

/// Any text: letters of all sorts, and often those that JSON writes in another way.
fn text() -> impl Strategy<Value = String> {
    let special = prop::sample::select(
        "\"\\/\u{8}\u{c}\n\r\t\0\u{1f}\u{7f}{}[]:,ü\u{2028}\u{1f600}"
            .chars()
            .collect::<Vec<_>>(),
    );
    let letter = prop_oneof![any::<char>(), special, prop::char::range('a', 'c')];
    let letters = prop::collection::vec(letter, 0..6);
    letters.prop_map(|letters| letters.into_iter().collect())
}

/// A value without floats.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let members = prop::collection::vec((text(), inner.clone()), 0..4);
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(Value::from),
            members.prop_map(|members| Value::from(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}
