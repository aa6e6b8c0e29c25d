//! The check that a reset restores the guest.

use heeus_host::engine::{EngineConfig, ResetCheck};
use heeus_host::error::ErrorClass;
use heeus_host_testkit::prelude::*;

use super::guest::{DATA, Guest, data, fails, run, run_as, state, works};

/// The state of this block, in words: base, position, peak.
pub fn arena(base: &str, position: &str, peak: &str) -> Guest {
    let mut guest = Guest::default()
        .with(&data(512, &[0; 16]))
        .with(r#"(global (export "WasmArena") i32 (i32.const 512))"#)
        .with(r#"(global (export "__heap_base") i32 (i32.const 32768))"#);
    let tell = |base: &str, position: &str, peak: &str| {
        format!(
            "(i32.store (i32.const 512) {base}) (i32.store (i32.const 516) {position})
             (i32.store (i32.const 520) {peak})"
        )
    };
    let (at_base, at_top) = ("(global.get $base)", "(global.get $top)");
    guest.run = format!(
        "(drop (call $malloc (i32.const 1000))) {} (i32.const 0)",
        tell(at_base, at_top, "(i32.const 0)")
    );
    guest.reset = format!(
        "(global.set $top (global.get $base)) {}",
        tell(base, position, peak)
    );
    guest
}

pub const BASE: &str = "(global.get $base)";

#[test]
fn a_static_that_keeps_its_value_is_found() {
    // Counts its runs as a projector at address 20, where a data segment is.
    let count = "(i32.store8 (i32.const 20) (i32.add (i32.load8_u (i32.const 20)) (i32.const 1)))";
    let mut engine = Guest::failing(count, &[]).engine();
    let mut state = state(0);
    works(&mut engine, &mut state);
    let text = fails(&mut engine, &mut state, ErrorClass::Abi);
    assert_eq!(
        text,
        "reset: fault: WasmReset: byte at address 20 is 0x6a after the reset: expected 0x69 as \
         before (1 bytes differ) (ABI.md, section 2)"
    );
}

#[test]
fn who_does_not_want_it_checked_may_keep_values() {
    let count = "(i32.store8 (i32.const 20) (i32.add (i32.load8_u (i32.const 20)) (i32.const 1)))";
    let config = EngineConfig {
        check_reset: false,
        ..EngineConfig::default()
    };
    let mut engine = Guest::failing(count, &[]).engine_with(&config);
    for _ in 0..3 {
        let report = run(&mut engine, &mut state(0));
        assert_eq!(
            (report.result, report.stats.reset),
            (Ok(()), ResetCheck::Off)
        );
    }
}

#[test]
fn the_first_run_counts_where_the_guest_refuses_no_name() {
    let keep = "(i32.store (i32.const 20) (i32.const 9)) (i32.const 0)";
    let report = run(&mut Guest::running(keep, &[]).engine(), &mut state(0));
    assert_eq!(report.result.unwrap_err().class(), ErrorClass::Abi);
    // A guest that accepts the empty name is compared with its state after its first run.
    for nameless in ["", "unreachable", "(loop $ever (br $ever))"] {
        let guest = Guest {
            nameless: nameless.into(),
            ..Guest::running(keep, &[])
        };
        let mut engine = guest.engine();
        for _ in 0..2 {
            assert_eq!(
                run(&mut engine, &mut state(0)).stats.reset,
                ResetCheck::Same
            );
        }
    }
}

#[test]
fn data_behind_the_segments_count_where_the_linker_reports() {
    let keep = "(i32.store8 (i32.const 900) (i32.add (i32.load8_u (i32.const 900)) (i32.const 1)))";
    let guest = |more: &str| {
        let mut guest = Guest::failing(keep, &[]);
        guest.more = guest.more.replace(&data(DATA, &[]), more);
        guest
    };
    let mut engine = guest("").engine();
    for _ in 0..3 {
        let report = run(&mut engine, &mut state(0));
        assert_eq!(
            (report.result, report.stats.reset),
            (Ok(()), ResetCheck::Unknown)
        );
    }
    let mut engine = guest(r#"(global (export "__data_end") i32 (i32.const 1000))"#).engine();
    works(&mut engine, &mut state(0));
    fails(&mut engine, &mut state(0), ErrorClass::Abi);
}

#[test]
fn a_guest_without_data_is_looked_at_as_a_whole() {
    let reset = |body: &str| {
        let mut guest = Guest::running(body, &[]);
        guest.more.clear();
        let mut engine = guest.engine();
        [(); 2].map(|()| {
            let report = run(&mut engine, &mut state(0));
            assert_eq!(report.result, Ok(()));
            report.stats.reset
        })
    };
    assert_eq!(reset("(i32.const 0)"), [ResetCheck::Same; 2]);
}

#[test]
fn the_arena_must_be_where_it_began() {
    let zero = "(i32.const 0)";
    let mut engine = arena(BASE, BASE, zero).engine();
    for _ in 0..2 {
        let stats = run(&mut engine, &mut state(0)).stats;
        assert_eq!(
            (stats.reset, stats.arena_bytes),
            (ResetCheck::Same, Some(1008))
        );
    }
    let more = "(i32.add (global.get $base) (i32.const 16))";
    for (position, peak) in [(more, zero), (BASE, more)] {
        let error = run(&mut arena(BASE, position, peak).engine(), &mut state(0))
            .result
            .unwrap_err();
        assert_eq!(error.class(), ErrorClass::Abi);
        assert!(
            error
                .to_string()
                .contains("WasmReset: arena block says base "),
            "{error}"
        );
    }
}

#[test]
fn pinned_names_are_restored_and_arguments_are_the_hosts() {
    let projector = |run: String| {
        let mut guest = arena(BASE, BASE, "(i32.const 0)");
        guest.run = format!(
            "(if (i32.eq (local.get $kind) (i32.const 4)) (then {run})) {}",
            guest.run
        );
        guest.engine()
    };
    let scribble = |at: &str| format!("(i32.store8 {at} (i32.const 1))");
    let mut engine = projector(scribble("(i32.const 32800)"));
    works(&mut engine, &mut state(0));
    assert_eq!(
        run(&mut engine, &mut state(0)).result,
        Ok(()),
        "room for arguments"
    );
    let mut engine = projector(scribble("(local.get $name)"));
    works(&mut engine, &mut state(0));
    fails(&mut engine, &mut state(0), ErrorClass::Abi);
}

/// The message with which a test fails.
fn failure(test: impl FnOnce()) -> String {
    let failed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(test));
    *failed.expect_err("it fails").downcast().expect("a text")
}

#[test]
fn a_kit_fails_a_run_whose_reset_it_cannot_judge() {
    let dropping = |guest: Guest| {
        let mut guest = guest.with("(data $gone \"x\")");
        guest.run = format!("(data.drop $gone) {}", guest.run);
        Kit::from_wasm("test.wasm", &guest.bytes())
    };
    let mut kit = dropping(arena(BASE, BASE, "(i32.const 0)"));
    let text = failure(|| kit.run("Test", record! {}).done());
    let begin = "Test: the reset is not known to restore the guest: some memory has changed";
    assert!(text.starts_with(begin), "{text}");
    kit.engine_config(|config| config.check_reset = false);
    kit.run("Test", record! {}).done();
    // A module that does not say where its free memory begins cannot be judged; a failure says so.
    let mut kit = dropping(Guest::default());
    kit.run("Test", record! {}).done();
    let text = failure(|| kit.run("Test", record! {}).expect_error("no").done());
    assert!(text.contains("\nreset: some memory has changed"), "{text}");
}

#[test]
fn a_reset_that_traps_fails_the_run() {
    let mut guest = Guest::failing("(global.set $bad (i32.const 1))", &[])
        .with("(global $bad (mut i32) (i32.const 0))");
    guest
        .reset
        .push_str("(if (global.get $bad) (then unreachable))");
    let mut engine = guest.engine();
    let text = fails(&mut engine, &mut state(0), ErrorClass::Trap);
    assert!(
        text.starts_with("reset: fault: trap in WasmReset: "),
        "{text}"
    );
    let report = run_as(&mut engine, &mut state(0), ExtensionKind::Command);
    assert_eq!(report.stats.reset, ResetCheck::Same);
}
