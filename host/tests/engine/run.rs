//! The input of a guest, and the state of an engine afterwards.

use heeus_abi::{ExtensionKind, RecordRef, Value};
use heeus_host::engine::{Call, Engine, EngineConfig, ResetCheck};
use heeus_host::error::{ErrorClass, Phase};
use heeus_host::state::HostState;

use super::guest::{DATA, Guest, data, fails, record, run, state, works};

/// Traps unless name and arguments equal the bytes at [`DATA`]: the name, then the record.
fn expects(name: &str, args: RecordRef<'_>) -> Guest {
    let name = [name.as_bytes(), b"\0"].concat();
    let at = DATA + 512;
    let body = format!(
        "(call $same (local.get $name) (i32.const {DATA}) (i32.const {}))
         (if (i32.ne (local.get $kind) (i32.const 1)) (then unreachable))
         (call $same (local.get $args) (i32.const {at}) (i32.const {}))
         (i32.const 0)",
        name.len(),
        args.as_bytes().len()
    );
    Guest::running(body, &name).with(&data(at, args.as_bytes()))
}

#[test]
fn a_guest_that_does_nothing_does_it_well() {
    let mut engine = Guest::default().engine();
    let mut state = state(0);
    for _ in 0..3 {
        let report = run(&mut engine, &mut state);
        assert_eq!(report.result, Ok(()));
        assert!(report.logs.is_empty() && report.calls.is_empty() && report.refusals.is_empty());
        let used = report.stats;
        assert_eq!((used.memory_bytes, used.host_calls), (65_536, 0));
        assert_eq!((used.bytes_read, used.bytes_written), (0, 0));
        assert_eq!((used.arena_bytes, used.reset), (None, ResetCheck::Same));
        assert!(used.fuel > 0 && used.fuel < 100, "{}", used.fuel);
    }
    assert_eq!(engine.manifest().extensions.len(), 2);
    assert_eq!(engine.finish(), Ok(()));
}

#[test]
fn name_kind_and_arguments_arrive() {
    let text = "x".repeat(3000);
    let small = record(&[("A", Value::I32(1)), ("B", Value::Str("two"))]);
    let pinned = record(&[("A", Value::Str(&text))]);
    for (name, args) in [("Test", &small), ("Other", &small), ("Test", &pinned)] {
        let mut engine = expects(name, args.as_ref()).engine();
        let call = Call::new(name, ExtensionKind::Command, args.as_ref());
        for _ in 0..2 {
            assert_eq!(engine.invoke(&mut state(0), &call).result, Ok(()), "{name}");
        }
        let other = Call {
            name: if name == "Test" { "Other" } else { "Test" },
            ..call
        };
        let report = engine.invoke(&mut state(0), &other);
        assert_eq!(
            report.result.unwrap_err().class(),
            ErrorClass::Trap,
            "the guest looks"
        );
    }
}

#[test]
fn large_arguments_get_room_in_their_run() {
    let text = "x".repeat(20_000);
    let args = record(&[("A", Value::Str(&text))]);
    let mut engine = expects("Test", args.as_ref()).engine();
    let call = Call::new("Test", ExtensionKind::Command, args.as_ref());
    for _ in 0..10 {
        let report = engine.invoke(&mut state(0), &call);
        assert_eq!(report.result, Ok(()));
        assert_eq!(report.stats.memory_bytes, 65_536, "the reset takes it back");
    }
}

/// A guest that refuses names that begin with N, and executes this code in a reset after a run
/// without a name.
fn resets_nameless(reset: &str) -> Guest {
    Guest {
        nameless: "(global.set $nameless (i32.const 1)) (return (i32.const 448))".into(),
        run: "(if (i32.eq (i32.load8_u (local.get $name)) (i32.const 78)) (then (return (i32.const 448))))
            (i32.const 0)"
            .into(),
        reset: format!(
            "(global.set $top (global.get $base))
            (if (global.get $nameless) (then (global.set $nameless (i32.const 0)) {reset}))"
        ),
        ..Guest::default()
    }
    .with("(global $nameless (mut i32) (i32.const 0))")
}

#[test]
fn a_name_that_is_unknown_with_large_arguments_is_reset() {
    let text = "x".repeat(20_000);
    let args = record(&[("A", Value::Str(&text))]);
    let kind = ExtensionKind::Command;
    let call = |name| Call::new(name, kind, args.as_ref());
    let mut engine = resets_nameless("").engine();
    for _ in 0..10 {
        let report = engine.invoke(&mut state(0), &call("Nobody"));
        let class = report.result.map_err(|error| error.class());
        assert_eq!(class, Err(ErrorClass::UnknownExtension));
        assert_eq!(report.stats.memory_bytes, 65_536, "the reset takes it back");
    }
    assert_eq!(engine.instances_made(), 1);
    let report = engine.invoke(&mut state(0), &call("Test"));
    assert_eq!(report.result, Ok(()));
}

#[test]
fn the_reset_after_a_run_without_a_name_has_the_rules_of_any_reset() {
    let text = "x".repeat(5_000);
    let args = record(&[("A", Value::Str(&text))]);
    let get = "(drop (call $get (i32.const 1024) (i32.const 0)))";
    let read = "(drop (call $read (i32.const 0) (i32.const 1024)))";
    for (reset, class, told) in [
        (
            get,
            ErrorClass::Abi,
            "HostGetElem: called from WasmReset: expected",
        ),
        (
            read,
            ErrorClass::Abi,
            "HostReadElems: called from WasmReset: expected",
        ),
        ("unreachable", ErrorClass::Trap, "trap in WasmReset"),
        (
            "(loop $ever (br $ever))",
            ErrorClass::TimeLimit,
            "run time of 50ms in WasmReset",
        ),
    ] {
        let config = EngineConfig {
            run_time: std::time::Duration::from_millis(50),
            ..EngineConfig::default()
        };
        for name in ["Nobody", "Test"] {
            let mut engine = resets_nameless(reset).engine_with(&config);
            let (kind, args) = (ExtensionKind::Command, args.as_ref());
            let report = engine.invoke(&mut state(0), &Call::new(name, kind, args));
            let error = report.result.expect_err(reset);
            assert_eq!(error.class(), class, "{error}");
            assert!(error.to_string().contains(told), "{error}");
            // Small arguments need no such run.
            works(&mut engine, &mut state(0));
        }
    }
}

#[test]
fn no_arguments_are_a_record_without_fields() {
    let mut engine = expects("Test", RecordRef::empty()).engine();
    works(&mut engine, &mut state(0));
    let call = Call::new("Test", ExtensionKind::Command, RecordRef::trusted(&[]));
    assert_eq!(engine.invoke(&mut state(0), &call).result, Ok(()));
}

#[test]
fn arguments_that_are_no_record_reach_no_guest() {
    // A header with wrong sizes, one field too few, and a record that contains itself.
    let own = [0x18_u64 | 1 << 32, 0xa << 32 | 1 << 40, 0x18 << 32].map(u64::to_le_bytes);
    let mut engine = expects("Test", RecordRef::empty()).engine();
    for bytes in [
        &[1, 2, 3][..],
        &[9, 0, 0, 0, 0, 0, 0, 0],
        own.as_flattened(),
    ] {
        let call = Call::new("Test", ExtensionKind::Command, RecordRef::trusted(bytes));
        let error = engine.invoke(&mut state(0), &call).result.unwrap_err();
        assert_eq!(error.class(), ErrorClass::Call, "{error}");
        assert!(error.to_string().contains("arguments: "), "{error}");
        works(&mut engine, &mut state(0));
    }
}

#[test]
fn a_name_that_the_manifest_does_not_have_is_the_guests_to_judge() {
    let args = record(&[("A", Value::I32(1))]);
    let mut engine = expects("Secret", args.as_ref()).engine();
    let call = Call::new("Secret", ExtensionKind::Command, args.as_ref());
    assert_eq!(engine.invoke(&mut state(0), &call).result, Ok(()));
    for name in ["", "a\0b", &"x".repeat(256)] {
        let report = engine.invoke(&mut state(0), &Call { name, ..call });
        assert_eq!(
            report.result.unwrap_err().class(),
            ErrorClass::Call,
            "{name:?}"
        );
    }
}

#[test]
fn what_traps_at_its_begin_makes_no_engine() {
    let parts = [
        (
            Guest {
                init: "unreachable".into(),
                ..Guest::default()
            },
            "WasmInit",
        ),
        (
            Guest::default().with("(func $start unreachable) (start $start)"),
            "the start function",
        ),
        (
            Guest {
                malloc: "unreachable".into(),
                ..Guest::default()
            },
            "WasmMalloc",
        ),
    ];
    for (guest, function) in parts {
        let error = guest.try_engine(&EngineConfig::default()).unwrap_err();
        assert_eq!(
            (error.phase, error.class()),
            (Phase::Init, ErrorClass::Init)
        );
        let text = error.to_string();
        let begin = format!("test.wasm: init: fault: trap in {function}: ");
        assert!(
            text.starts_with(&begin) && text.contains("unreachable"),
            "{text}"
        );
    }
}

#[test]
fn imports_are_for_runs_only() {
    let call = "(drop (call $get (i32.const 64) (i32.const 64)))";
    let parts = [
        (
            Guest {
                init: call.into(),
                ..Guest::default()
            },
            "WasmInit",
        ),
        (
            Guest::default().with(&format!("(func $start {call}) (start $start)")),
            "the start function",
        ),
    ];
    for (guest, function) in parts {
        let error = guest
            .try_engine(&EngineConfig::default())
            .unwrap_err()
            .to_string();
        let expected = format!(
            "test.wasm: init: fault: HostGetElem: called from {function}: expected within a \
             run, "
        );
        assert!(error.starts_with(&expected), "{error}");
    }
    let guest = Guest {
        reset: call.into(),
        ..Guest::default()
    };
    let report = run(&mut guest.engine(), &mut state(0));
    let error = report.result.unwrap_err();
    assert_eq!(
        (error.phase, error.class()),
        (Phase::Reset, ErrorClass::Abi)
    );
}

#[test]
fn a_finished_engine_runs_nothing_more() {
    let mut engine = Guest::default().engine();
    works(&mut engine, &mut state(0));
    assert_eq!(engine.finish(), Ok(()));
    assert_eq!(engine.finish(), Ok(()));
    let error = run(&mut engine, &mut state(0)).result.unwrap_err();
    assert_eq!(error.class(), ErrorClass::Call);
    let mut engine = Guest {
        finish: "unreachable".into(),
        ..Guest::default()
    }
    .engine();
    let error = engine.finish().unwrap_err();
    assert_eq!(
        (error.phase, error.class()),
        (Phase::Finish, ErrorClass::Trap)
    );
}

#[test]
fn a_trap_is_shown_with_what_is_known_of_it() {
    let divide = "(drop (i32.div_u (i32.const 1) (i32.sub (local.get $kind) (i32.const 4))))";
    let mut engine = Guest::failing(divide, &[]).engine();
    let text = fails(&mut engine, &mut HostState::new(), ErrorClass::Trap);
    assert_eq!(
        text,
        "run: fault: trap in WasmRun: wasm trap: integer divide by zero in run"
    );
    let mut engine = Guest::failing("(drop (i32.load (i32.const -1)))", &[]).engine();
    let text = fails(&mut engine, &mut HostState::new(), ErrorClass::Trap);
    assert!(text.contains("out of bounds memory access"), "{text}");
}

#[test]
fn an_engine_may_move_to_another_thread() {
    let mut engine = Guest::default().engine();
    let moved = std::thread::spawn(move || works(&mut engine, &mut state(0)));
    moved.join().unwrap();
}

#[test]
fn many_instances_share_a_module() {
    let config = EngineConfig::default();
    let module = Guest::default().try_compile(&config).unwrap();
    let make = || heeus_host::engine::WasmEngine::new(&module, &config).unwrap();
    let mut engines: Vec<_> = (0..100).map(|_| make()).collect();
    for engine in &mut engines {
        works(engine, &mut state(0));
    }
}
