//! Amounts, dates and times against models that count, and as fields on the wire.

mod dates;
mod fields;
mod money;
mod texts;
mod times;

use proptest::test_runner::Config;

/// A failure prints its input; add the input as a test of its own rather than to a file of seeds.
fn cases(cases: u32) -> Config {
    Config {
        // Miri takes a thousand times as long.
        cases: if cfg!(miri) { 4 } else { cases },
        failure_persistence: None,
        ..Config::default()
    }
}
