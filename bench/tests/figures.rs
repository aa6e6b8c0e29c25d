//! The benchmarks run: their guests pass the gate, and both sides of a figure do the same work.

use std::time::Duration;

use heeus_bench::timing::Plan;
use heeus_bench::{anatomy, figures};

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

#[test]
fn the_instructions_of_changes_are_counted() {
    let measured = figures::named("fuel_add_line_20", PLAN);
    let measured = measured.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(measured.len(), 3);
}

#[test]
fn a_page_costs_the_same_wherever_it_is() {
    let measured = figures::named("fuel_page_100_vs_1", PLAN);
    let measured = measured.unwrap_or_else(|error| panic!("{error}"));
    let [figure] = &*measured else {
        panic!("{} figures", measured.len());
    };
    assert!(figure.holds(), "{figure:?}");
}

#[test]
fn the_instructions_of_a_run_are_told_by_functions() {
    let tables = anatomy::tables("CloseWhole").unwrap_or_else(|error| panic!("{error}"));
    let lines: Vec<_> = tables.lines().collect();
    let sums = lines
        .iter()
        .filter(|line| line.starts_with("CloseWhole of bench/guests/bill: "));
    assert_eq!(sums.count(), 2, "{tables}");
    let run = lines.iter().any(|line| line.ends_with("  WasmRun"));
    assert!(run, "{tables}");
}
