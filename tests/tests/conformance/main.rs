//! One table of scenarios over all engines: the same extensions as plain Rust, as a module and as a
//! script must have the outcome that the table states.

#![expect(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes its texts so"
)]
#![expect(
    clippy::too_many_lines,
    reason = "scenarios are data, and each has its whole outcome beside it"
)]

extern crate alloc;

// Compiled in, so that the builtin engine finds the extensions.
#[path = "../../guests/conformance/src/guest/mod.rs"]
mod guest;

mod arguments;
mod blocks;
mod bounds;
mod calls;
mod ends;
mod gets;
mod matrix;
mod mutants;
#[path = "../shared/outcomes.rs"]
mod outcomes;
mod outside;
mod overwrites;
mod ranges;
mod reads;
mod records;
mod stops;
mod table;
mod views;

use table::Scenario;

/// All scenarios.
fn all() -> Vec<Scenario> {
    let groups = [
        gets::scenarios(),
        ranges::scenarios(),
        reads::scenarios(),
        arguments::scenarios(),
        views::scenarios(),
        records::scenarios(),
        bounds::scenarios(),
        overwrites::scenarios(),
        blocks::scenarios(),
        outside::scenarios(),
        ends::scenarios(),
        stops::scenarios(),
    ];
    groups.into_iter().flatten().collect()
}

#[test]
fn every_engine_has_the_same_manifest_but_for_what_made_it() {
    let manifests = table::engines().map(|(_, kit)| {
        let mut manifest = kit.manifest().clone();
        manifest.sdks.clear();
        manifest.extensions.sort_by(|a, b| a.name.cmp(&b.name));
        manifest.entities.sort_by(|a, b| a.name.cmp(&b.name));
        manifest
    });
    let [builtin, wasm, lua] = manifests;
    assert_eq!(builtin, wasm);
    assert_eq!(builtin, lua);
}

#[test]
fn the_table_is_whole() {
    let names: Vec<_> = all().iter().map(|scenario| scenario.name).collect();
    let mut once = names.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), names.len(), "a name stands twice: {names:?}");
    assert!(names.len() >= 40, "{}", names.len());
}

/// A scenario that an engine cannot run is listed with a reason, and does not count as passed. This
/// list must be changed with the table.
#[test]
fn what_an_engine_does_not_hold_is_listed() {
    let lines = all().into_iter().flat_map(|scenario| {
        let not_on = scenario.not_on.iter();
        let lines = not_on.map(|(engine, why)| format!("{engine}: {}: {why}\n", scenario.name));
        lines.collect::<Vec<_>>()
    });
    let expected = expect_test::expect![[r"
        lua: arithmetic that overflows: integers of Lua wrap around
        builtin: a loop: nothing stops native code
        builtin: a loop inside a read: nothing stops native code
        builtin: memory without end: the process would have it
        builtin: recursion without end: the process would end
        builtin: statics are reset: statics of native code persist
    "]];
    expected.assert_eq(&lines.collect::<String>());
}
