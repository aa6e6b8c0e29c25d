//! The benchmarks run: their guests pass the gate, and both sides of a figure do the same work.

use std::time::Duration;

use heeus_bench::figures;
use heeus_bench::timing::Plan;

/// As little of each figure as can be measured.
const PLAN: Plan = Plan {
    rounds: 1,
    turn: Duration::from_micros(1),
};

#[test]
fn the_cost_of_calls_can_be_measured() {
    for name in [
        "noop_vs_call",
        "typed_get_intent_vs_untyped",
        "read_page_element_vs_call",
    ] {
        let measured = figures::named(name, PLAN).unwrap_or_else(|error| panic!("{name}: {error}"));
        let [figure] = &*measured else {
            panic!("{name}: {} figures", measured.len());
        };
        assert_eq!(figure.name, name);
    }
}
