//! Tests that run in both worlds, and their failures.

extern crate std;

use std::process::Command;
use std::string::String;
use std::{env, format, panic};

use heeus_host_testkit::prelude::*;

use crate::{LINKS, PARTS, SUMS};

two_worlds! {
    /// A body in the macro, with a doc comment.
    fn sums_are_kept(kit: &mut Kit) {
        kit.run("Add", record! { Number: 1, A: 2, B: 3 })
            .expect_intents([insert_view(SUMS, record! { Number: 1 }).with("Sum", 5)]);
        kit.run("Sum", record! { Number: 1 })
            .expect_intents([result(record! { Sum: 5 })]);
    }

    fn a_body_may_return_an_error(kit: &mut Kit) -> Result<(), std::num::ParseIntError> {
        let number: i32 = "7".parse()?;
        kit.run("Add", record! { Number: number, A: 0, B: 0 }).ignore_intents();
        kit.expect_row(SUMS, record! { Number: number }, record! { Sum: 0 });
        Ok(())
    }

    #[should_panic(expected = "Sum: failed, which the test does not expect")]
    fn attributes_go_to_both_tests(kit: &mut Kit) {
        kit.run("Sum", record! { Number: 1 }).expect_ok(); // fails
    }
}

two_worlds!(a_body_may_stand_outside);

fn a_body_may_stand_outside(kit: &mut Kit) {
    kit.run("Sum", record! { Number: 1 })
        .expect_error("the element does not exist");
}

/// Runs a test of this file in a process of its own, and returns its output.
fn run(test: &str, variable: (&str, &str)) -> String {
    let output = Command::new(env::current_exe().unwrap())
        .args(["--exact", "--nocapture", &format!("tests::{test}")])
        .env(variable.0, variable.1)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let said = [output.stdout, output.stderr].concat();
    String::from_utf8(said).unwrap()
}

#[test]
fn a_failure_is_blamed_on_the_line_of_the_body() {
    let lines = include_str!("tests.rs").lines();
    let line = lines.zip(1..).find(|(line, _)| line.ends_with("// fails"));
    let place = format!("panicked at {}:{}:", file!(), line.unwrap().1);
    for world in World::ALL {
        let text = run(
            &format!("attributes_go_to_both_tests::{world}"),
            ("RUST_BACKTRACE", "0"),
        );
        assert!(text.contains(&place), "no {place} in {text}");
    }
}

#[test]
fn costs_are_printed_where_they_are_asked_for() {
    let test = "sums_are_kept::wasm";
    let said = run(test, ("HEEUS_COSTS", "1"));
    let table = said.find("costs of sums_are_kept::wasm\nrun").expect(&said);
    assert!(
        said[table..].contains("\nAdd ") && said[table..].contains("\nSum "),
        "{said}"
    );
    assert!(!run(test, ("HEEUS_COSTS", "0")).contains("costs of"));
}

#[test]
fn a_guest_uses_the_same_fuel_however_it_is_compiled() {
    let costs = [true, false].map(|inlining| {
        let mut kit = kit!(World::Wasm);
        kit.engine_config(|config| config.inlining = inlining);
        sums_are_kept(&mut kit);
        kit.costs().clone()
    });
    assert_eq!(costs[0], costs[1]);
}

#[test]
fn a_kit_knows_its_world() {
    for world in World::ALL {
        assert_eq!(kit!(world).world(), Some(world));
    }
}

/// The failure of the twins for these arguments.
fn difference(name: &str, args: &DynRecord) -> String {
    let mut twins = twins!();
    let run = panic::AssertUnwindSafe(|| {
        twins
            .run(name, args.clone())
            .ignore_failure()
            .ignore_intents();
    });
    let failed = panic::catch_unwind(run).expect_err("the worlds differ");
    *failed.downcast::<String>().expect("a message")
}

#[test]
fn every_difference_fails_with_what_differs() {
    for (what, native, wasm) in [
        ("intent", "-       Wasm: 0,", "+       Wasm: 1,"),
        ("log", "-   info: native", "+   info: wasm"),
        ("error", "- Differ: error: native", "+ Differ: error: wasm"),
        (
            "call",
            "{Number: 0}) -> does not exist",
            "{Number: 1}) -> does not exist",
        ),
        ("panic", "- Differ: fault: panic: not wasm", "+ Differ: ok"),
        (
            "message",
            "- Differ: fault: panic: wasm is false",
            "+ Differ: fault: panic: wasm is true",
        ),
    ] {
        let text = difference("Differ", &record! { What: what });
        assert!(
            text.starts_with("Differ: not the same in both worlds (- native, + wasm)"),
            "{text}"
        );
        assert!(text.contains(native) && text.contains(wasm), "{text}");
        assert!(text.contains(&format!("What: {what:?}")), "{text}");
    }
}

#[test]
fn one_nan_is_as_good_as_another() {
    let nan = twins!().run("Nan", record! { Infinite: f64::INFINITY });
    assert!(nan.snapshot().contains("Nan: f64::NAN"), "{nan}");
    nan.ignore_intents();
}

/// Natively these calls would end the process, or never end.
#[test]
fn what_ends_in_wasm_only_is_not_run_natively() {
    let mut twins = twins!();
    twins.allow_not_compared().arrange(|kit| {
        kit.engine_config(|config| config.fuel = Some(10_000_000));
    });
    twins
        .run("Recurse", record! { Depth: 1_000_000_000i64 })
        .expect_limit("stack exhausted");
    twins.run("Spin", record! {}).expect_limit("fuel");
    assert_eq!(twins.not_compared().len(), 2);
    twins
        .run("Recurse", record! { Depth: 10i64 })
        .expect_intents([result(record! { Depth: 10 })]);
    assert_eq!(twins.not_compared().len(), 2);
}

/// Tests are built with overflow checks, this module is not.
#[test]
fn a_sum_that_wraps_where_it_is_shipped_leaves_both_states_the_same() {
    let mut twins = twins!();
    let sum = || record! { Number: 1, A: i32::MAX, B: 1 };
    let row = || insert_view(SUMS, record! { Number: 1 }).with("Sum", i32::MIN);
    let uncompared = panic::AssertUnwindSafe(|| {
        twins!().run("Add", sum()).ignore_intents();
    });
    let failed = panic::catch_unwind(uncompared).expect_err("it cannot be compared");
    let text = failed.downcast_ref::<String>().expect("a message");
    assert!(
        text.contains("natively: attempt to add with overflow"),
        "{text}"
    );
    twins.allow_not_compared();
    twins.run("Add", sum()).expect_intents([row()]);
    assert_eq!(
        twins.not_compared(),
        ["Add: natively: attempt to add with overflow"]
    );
    twins
        .run("Sum", record! { Number: 1 })
        .expect_intents([result(record! { Sum: i32::MIN })]);
    assert_eq!(twins.native().rows(SUMS), twins.wasm().rows(SUMS));
}

/// Both kits count on, also after a run whose intents came from the other one.
#[test]
fn new_ids_are_the_same_in_both_states() {
    let mut twins = twins!();
    twins.allow_not_compared();
    for (a, first) in [(1, 65_536), (i32::MAX, 65_538), (2, 65_540)] {
        let run = twins.run("Link", record! { A: a, B: 1 });
        assert_eq!(run.new_ids()[0].id, first);
        run.ignore_intents();
        let rows = twins.native().rows(LINKS);
        assert_eq!(rows, twins.wasm().rows(LINKS));
        let [.., (_, value), (last, _)] = rows.as_slice() else {
            panic!("two new records are expected: {rows:?}");
        };
        assert_eq!(value.get("Before"), last.get("ID"));
    }
    assert_eq!(twins.not_compared().len(), 1);
}

#[test]
fn the_rest_of_a_page_is_no_difference() {
    for pages in [true, false] {
        let mut twins = twins!();
        twins.arrange(|kit| {
            kit.engine_config(|config| config.pages = pages);
            for (place, part) in (0..).zip([5, 6, -1, 7, 8]) {
                let key = record! { Number: 1, Place: place };
                kit.view(PARTS, key, record! { Part: part });
            }
        });
        let ended = twins
            .run("Parts", record! { End: "early" })
            .expect_intents([result(record! { Sum: 10 })]);
        let delivered = if pages { 5 } else { 3 };
        let call = format!(
            "HostReadElems(sys.View worlds.Parts {{Number: 1}}) -> done, {delivered} delivered"
        );
        ended.expect_host_calls([call]);
        twins
            .run("Parts", record! { End: "panic" })
            .expect_fault("a negative part");
    }
}

#[test]
fn twins_begin_with_the_same_rows() {
    let mut native = kit!(World::Native);
    native.view(SUMS, record! { Number: 1 }, record! { Sum: 2 });
    let new = panic::AssertUnwindSafe(|| Twins::new(native, kit!(World::Wasm)));
    let failed = panic::catch_unwind(new)
        .err()
        .expect("they have other rows");
    let text = failed.downcast_ref::<String>().expect("a message");
    assert!(
        text.contains("other rows (- native, + wasm)\n- worlds.Sums"),
        "{text}"
    );
}
