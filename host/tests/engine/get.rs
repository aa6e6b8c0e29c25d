//! `HostGetElem`.

use heeus_abi::{ExtensionKind, Storage, Value};
use heeus_host::engine::EngineConfig;
use heeus_host::error::ErrorClass;
use heeus_host::state::HostState;
use heeus_host::storage::{FailingStorage, MemoryStorage};

use super::guest::{
    DATA, Guest, amount, data, day_key, fails, fill, key, key_of, run, run_as, state,
};

/// Gets the key at [`DATA`] and traps unless the code is `code`.
fn gets(code: u32) -> String {
    format!(
        "(if (i32.ne (call $get (i32.const {DATA}) (i32.const 8)) (i32.const {code}))
            (then unreachable))"
    )
}

#[test]
fn an_element_arrives_as_it_is_kept() {
    let element = amount(30);
    let bytes = element.as_ref().as_bytes();
    let expected = DATA + 512;
    let body = format!(
        "{} (if (i32.and (i32.load (i32.const 8)) (i32.const 15)) (then unreachable))
         (call $same (i32.load (i32.const 8)) (i32.const {expected}) (i32.const {}))
         (i32.const 0)",
        gets(0),
        bytes.len()
    );
    let guest = Guest::running(body, &day_key(3)).with(&data(expected, bytes));
    let mut engine = guest.engine();
    let mut state = state(5);
    for _ in 0..3 {
        let report = run(&mut engine, &mut state);
        assert_eq!(report.result, Ok(()));
        assert_eq!(report.stats.host_calls, 1);
        assert_eq!(report.stats.bytes_read, bytes.len() as u64);
        let calls: Vec<String> = report.calls.iter().map(ToString::to_string).collect();
        let line = "HostGetElem(sys.View test.View {Day: 3, Year: 2026}) -> exists {Amount: 30i64}";
        assert_eq!(calls, [line]);
    }
}

#[test]
fn codes_report_what_does_not_exist() {
    let wrong = key(&[("Year", Value::I64(2026)), ("Day", Value::I32(1))]);
    let unknown = key_of(Storage::View, "test.Other", &[("Year", Value::I32(1))]);
    for (bytes, code, answer) in [
        (day_key(6), 1, "does not exist"),
        (wrong, 2, "the key is invalid: "),
        (unknown, 2, "the key is invalid: "),
    ] {
        let body = format!("{} (i32.const 0)", gets(code));
        let report = run(&mut Guest::running(body, &bytes).engine(), &mut state(5));
        assert_eq!(report.result, Ok(()));
        let line = report.calls[0].to_string();
        assert!(line.contains(answer), "{line}");
        assert_eq!(report.refusals.len(), usize::from(code == 2));
    }
}

#[test]
fn a_storage_that_fails_is_a_code() {
    let (storage, failures) = FailingStorage::new(MemoryStorage::new());
    let mut state = HostState::with_storage(Box::new(storage));
    fill(&mut state, 1);
    let body = format!("{} (i32.const 0)", gets(3));
    let mut engine = Guest::running(body, &day_key(1)).engine();
    failures.fail_at(1);
    let report = run(&mut engine, &mut state);
    assert_eq!(report.result, Ok(()));
    assert_eq!(report.refusals.len(), 1, "{:?}", report.refusals);
}

#[test]
fn a_get_that_the_kind_may_not_do_ends_the_run() {
    let event = key_of(Storage::Event, "", &[]);
    let body = format!(
        "(if (i32.ne (local.get $kind) (i32.const 4)) (then {})) (i32.const 0)",
        gets(0)
    );
    let mut engine = Guest::running(body, &event).engine();
    let error = run_as(&mut engine, &mut state(0), ExtensionKind::Command)
        .result
        .unwrap_err();
    assert_eq!(error.class(), ErrorClass::Forbidden, "{error}");
    let text = error.to_string();
    assert!(
        text.contains("sys.Event") && text.contains("command"),
        "{text}"
    );
    assert_eq!(run(&mut engine, &mut state(0)).result, Ok(()));
}

#[test]
fn blocks_and_places_are_not_believed() {
    let mut lying = day_key(1);
    lying[0] = 0xff;
    let mut torn = day_key(1);
    torn[4] = 99;
    let at =
        |key: u32, place: u32| format!("(drop (call $get (i32.const {key}) (i32.const {place})))");
    for (call, bytes, expected) in [
        (
            at(65_534, 64),
            day_key(1),
            "key block of 4 bytes at address 65534: expected within the memory of 65536 bytes",
        ),
        (
            at(DATA, 8),
            torn,
            "key block at address 1024: key storage at byte 4: expected a storage, 1 to 16",
        ),
        (at(DATA, 8), lying, "key block at address 1024: "),
        (
            at(DATA, 65_533),
            day_key(1),
            "place for the element's address of 4 bytes at address 65533: expected within the \
             memory",
        ),
        (
            at(DATA + 256, 64),
            [vec![0; 256], vec![0xff; 8]].concat(),
            "key block at address 1280 says that it has 4294967295 bytes: expected at most \
             16777216",
        ),
    ] {
        let mut engine = Guest::failing(&call, &bytes).engine();
        let text = fails(&mut engine, &mut state(1), ErrorClass::Abi);
        let begin = format!("run: fault: HostGetElem: {expected}");
        assert!(text.starts_with(&begin), "{text}");
    }
}

/// A guest whose `WasmMalloc` executes this code inside of an import.
fn malloc_inside(inside: &str, code: u32) -> Guest {
    let body = format!("(global.set $inside (i32.const 1)) {}", gets(code));
    let mut guest =
        Guest::failing(&body, &day_key(1)).with("(global $inside (mut i32) (i32.const 0))");
    guest.malloc = format!("(if (global.get $inside) (then {inside})) {}", guest.malloc);
    // Locals come first in a function.
    guest.malloc = format!(
        "(local $at i32) {}",
        guest.malloc.replace("(local $at i32)", "")
    );
    guest.reset.push_str("(global.set $inside (i32.const 0))");
    guest
}

#[test]
fn a_guest_without_memory_gets_a_code() {
    let guest = malloc_inside("(return (i32.const 0))", 4);
    let report = run(&mut guest.engine(), &mut state(1));
    assert_eq!(report.result, Ok(()));
    assert!(
        report.calls[0]
            .to_string()
            .ends_with("-> memory could not be allocated")
    );
}

#[test]
fn addresses_from_the_guest_are_not_believed() {
    for address in [65_536, 65_520, 32_776, -16_i32] {
        let guest = malloc_inside(&format!("(return (i32.const {address}))"), 0);
        let text = fails(&mut guest.engine(), &mut state(1), ErrorClass::Abi);
        let begin = format!(
            "run: fault: WasmMalloc: returned address {} for ",
            address.cast_unsigned()
        );
        assert!(text.starts_with(&begin), "{text}");
    }
}

#[test]
fn a_guest_may_fail_inside_of_an_import() {
    let mut engine = malloc_inside("unreachable", 0).engine();
    let text = fails(&mut engine, &mut state(1), ErrorClass::Trap);
    assert!(
        text.starts_with("run: fault: trap in WasmMalloc: "),
        "{text}"
    );
    let again = format!("(drop (call $get (i32.const {DATA}) (i32.const 8)))");
    let mut engine = malloc_inside(&again, 0).engine();
    let text = fails(&mut engine, &mut state(1), ErrorClass::Abi);
    let expected = "run: fault: HostGetElem: called from WasmMalloc: expected within a run, from \
                    WasmRun, WasmOnRead or WasmOnReadPage (ABI.md, section 2)";
    assert_eq!(text, expected);
    let config = EngineConfig {
        run_time: std::time::Duration::from_millis(20),
        ..EngineConfig::default()
    };
    let mut engine = malloc_inside("(loop $ever (br $ever))", 0).engine_with(&config);
    let text = fails(&mut engine, &mut state(1), ErrorClass::TimeLimit);
    assert_eq!(text, "run: limit: run time of 20ms in WasmMalloc");
}
