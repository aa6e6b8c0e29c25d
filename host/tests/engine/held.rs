//! State that a guest keeps beside its statics from one run to the next.

use heeus_host::engine::ResetCheck;
use heeus_host::error::ErrorClass;

use super::guest::{Guest, run, state};
use super::reset::{BASE, arena};

/// Runs a guest with an arena three times as a projector. Returns `Ok` if it is clean each time,
/// and the first error's text if it fails each time.
fn kept(body: &str, more: &str) -> Result<(), String> {
    let mut guest = arena(BASE, BASE, "(i32.const 0)").with(more);
    let projector = format!("(if (i32.eq (local.get $kind) (i32.const 4)) (then {body}))");
    guest.run = format!("{projector} {}", guest.run);
    let mut engine = guest.engine();
    let runs = [(); 3].map(|()| {
        let report = run(&mut engine, &mut state(0));
        let clean = report.result.map_err(|error| error.to_string());
        clean.map(|()| assert_eq!(report.stats.reset, ResetCheck::Same))
    });
    let alike = runs.iter().all(Result::is_err) || runs.iter().all(Result::is_ok);
    assert!(alike, "{runs:?}");
    runs.into_iter().next().unwrap_or(Ok(()))
}

#[test]
fn state_in_a_global_is_found() {
    for ty in ["i32", "i64", "f32", "f64"] {
        let body = format!("(global.set $n ({ty}.add (global.get $n) ({ty}.const 1)))");
        let more = format!("(global $n (mut {ty}) ({ty}.const 0))");
        let text = kept(&body, &more).unwrap_err();
        assert!(text.contains("WasmReset: a global is "), "{text}");
    }
    let text = kept(
        "(global.set $f (ref.func $some))",
        "(func $some) (elem declare func $some) (global $f (mut funcref) (ref.null func))",
    );
    let text = text.unwrap_err();
    assert!(text.contains("another reference"), "{text}");
}

#[test]
fn state_in_a_table_is_found() {
    let table = "(func $some) (elem declare func $some) (table $t 2 funcref)";
    for (body, told) in [
        (
            "(table.set $t (i32.const 1) (ref.func $some))",
            "element 1 of table 0",
        ),
        (
            "(table.fill $t (i32.const 0) (ref.func $some) (i32.const 1))",
            "element 0 of table 0",
        ),
        (
            "(drop (table.grow $t (ref.null func) (i32.const 1)))",
            "has 3 elements after the reset: expected 2",
        ),
    ] {
        let text = kept(body, table).unwrap_err();
        assert!(text.contains(told), "{text}");
    }
}

#[test]
fn what_lies_above_the_arenas_begin_or_is_the_hosts_may_change() {
    for at in ["60000", "32768"] {
        let body = format!("(i32.store8 (i32.const {at}) (i32.const 9))");
        assert_eq!(kept(&body, ""), Ok(()), "{at}");
    }
}

#[test]
fn free_memory_and_the_stack_show_nothing_of_an_earlier_run() {
    // Traps if it finds data of its last run.
    let left = |at: &str| {
        format!("(if (i32.load {at}) (then unreachable)) (i32.store {at} (i32.const 7))")
    };
    for at in [
        "(i32.const 60000)",
        "(i32.add (global.get $top) (i32.const 8))",
    ] {
        assert_eq!(kept(&left(at), ""), Ok(()), "{at}");
    }
    let stack = r#"(global $sp (export "__stack_pointer") (mut i32) (i32.const 16))"#;
    assert_eq!(kept(&left("(i32.const 8)"), stack), Ok(()));
}

#[test]
fn an_arena_block_must_agree_with_the_pinned_blocks() {
    for base in ["0", "16", "32768", "65537"] {
        let base = format!("(i32.const {base})");
        let mut engine = arena(&base, &base, "(i32.const 0)").engine();
        let error = run(&mut engine, &mut state(0)).result.unwrap_err();
        assert_eq!(error.class(), ErrorClass::Abi);
        let text = error.to_string();
        assert!(text.contains("arena block says base "), "{text}");
    }
}

#[test]
fn a_module_that_drops_segments_is_not_taken_for_clean() {
    let mut engine = Guest::running("(data.drop $gone) (i32.const 0)", &[])
        .with("(data $gone \"gone\")")
        .engine();
    let report = run(&mut engine, &mut state(0));
    let told = (report.result, report.stats.reset);
    assert_eq!(told, (Ok(()), ResetCheck::Unknown));
}
