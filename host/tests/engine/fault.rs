//! The fault block of a guest that stops itself.

use heeus_abi::layout::fault;
use heeus_abi::{ExtensionKind, FaultCause, LogLine, encode_log_line};
use heeus_host::engine::{Engine, EngineConfig};
use heeus_host::error::{ErrorClass, ErrorKind, Limit};
use heeus_host_testkit::prelude::*;

use super::guest::{DATA, Guest, data, fails, run, state};

/// Address of the fault block.
const BLOCK: u32 = 512;

/// A guest that sets these words of the block and executes `unreachable`.
fn giving_up(words: &[(usize, u32)], texts: &[u8]) -> Guest {
    let stores = words.iter().map(|(at, word)| {
        format!(
            "(i32.store (i32.const {}) (i32.const {}))",
            BLOCK as usize + at,
            word.cast_signed()
        )
    });
    let body = stores.collect::<String>() + "unreachable";
    Guest::failing(&body, texts)
        .with(&data(BLOCK, &[0; fault::BYTES]))
        .with(&format!(
            r#"(global (export "WasmFault") i32 (i32.const {BLOCK}))"#
        ))
}

const PANIC: (usize, u32) = (fault::CAUSE, 1);

#[test]
fn a_panic_is_reported_with_its_place() {
    let texts = b"src/lib.rsindex out of\nbounds";
    let words = [
        PANIC,
        (fault::LINE, 12),
        (fault::COLUMN, 5),
        (fault::FILE_PTR, DATA),
        (fault::FILE_LEN, 10),
        (fault::TEXT_PTR, DATA + 10),
        (fault::TEXT_LEN, 19),
    ];
    let text = fails(
        &mut giving_up(&words, texts).engine(),
        &mut state(0),
        ErrorClass::Panic,
    );
    assert_eq!(
        text,
        "run: fault: panic at src/lib.rs:12:5: index out of\\nbounds"
    );
    let report = run(&mut giving_up(&words, texts).engine(), &mut state(0));
    let Err(ErrorKind::Fault(fault)) = report.result.map_err(|error| error.kind) else {
        panic!("a fault");
    };
    assert_eq!(fault.text, "index out of\nbounds");
    assert_eq!(
        (fault.cause, fault.line, fault.column),
        (FaultCause::Panic, 12, 5)
    );
}

#[test]
fn an_engine_reports_how_many_instances_it_made() {
    let mut engine = giving_up(&[PANIC], &[]).engine();
    assert_eq!(engine.instances_made(), 1);
    for made in 1..4 {
        assert!(run(&mut engine, &mut state(0)).result.is_err());
        assert_eq!(engine.instances_made(), made);
    }
    let mut engine = Guest::default().engine();
    for _ in 0..3 {
        assert!(run(&mut engine, &mut state(0)).result.is_ok());
    }
    assert_eq!(engine.instances_made(), 1);
}

#[test]
fn no_cause_is_a_plain_trap() {
    let text = fails(
        &mut giving_up(&[], &[]).engine(),
        &mut state(0),
        ErrorClass::Trap,
    );
    assert!(text.contains("unreachable"), "{text}");
}

#[test]
fn an_unknown_cause_breaks_the_contract() {
    let mut engine = giving_up(&[(fault::CAUSE, 3)], &[]).engine();
    let text = fails(&mut engine, &mut state(0), ErrorClass::Abi);
    assert_eq!(
        text,
        "run: fault: WasmRun: fault block: unknown fault cause 3: expected 0 to 2"
    );
}

#[test]
fn texts_are_cut_and_made_good() {
    let words = |addr, len| [PANIC, (fault::TEXT_PTR, addr), (fault::TEXT_LEN, len)];
    let told = |guest: Guest| {
        let report = run(&mut guest.engine(), &mut state(0));
        match report.result.map_err(|error| error.kind) {
            Err(ErrorKind::Fault(fault)) => fault.text,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(
        told(giving_up(&words(DATA, 5000), &[b'x'; 5000])),
        "x".repeat(4096)
    );
    assert_eq!(told(giving_up(&words(DATA, 3), b"a\xffb")), "a\u{fffd}b");
    assert_eq!(told(giving_up(&words(DATA, 2), b"a\xc3")), "a\u{fffd}");
    let umlauts = format!("x{}", "\u{fc}".repeat(3000));
    assert_eq!(
        told(giving_up(&words(DATA, 6001), umlauts.as_bytes())),
        umlauts[..4095]
    );
    for outside in [(65_530, 100), (u32::MAX, u32::MAX), (0, u32::MAX)] {
        let text = told(giving_up(&words(outside.0, outside.1), &[]));
        assert!(text.len() <= 4096 * 3, "{outside:?}");
    }
    assert_eq!(told(giving_up(&words(65_530, 100), &[])), "");
}

#[test]
fn logged_lines_survive() {
    let line = LogLine {
        level: LogLevel::Warn,
        target: "orders",
        file: "src/lib.rs",
        line: 3,
        text: "so far",
    };
    let mut lines = Vec::new();
    encode_log_line(&line, &mut lines).unwrap();
    encode_log_line(
        &LogLine {
            text: "and on",
            ..line
        },
        &mut lines,
    )
    .unwrap();
    let whole = u32::try_from(lines.len()).unwrap();
    for (len, texts) in [
        (whole, &["so far", "and on"][..]),
        (whole - 8, &["so far"]),
        (3, &[]),
    ] {
        let words = [PANIC, (fault::LOG_PTR, DATA), (fault::LOG_LEN, len)];
        let report = run(&mut giving_up(&words, &lines).engine(), &mut state(0));
        let logged: Vec<_> = report
            .logs
            .iter()
            .map(|entry| entry.text.as_str())
            .collect();
        assert_eq!(logged, texts);
        assert!(
            report
                .logs
                .iter()
                .all(|entry| entry.level == LogLevel::Warn && entry.line == 3)
        );
    }
}

#[test]
fn names_of_functions_are_neutral_and_few() {
    let long = "y".repeat(100_000);
    let deep = format!(
        r#"(func $"ev\u{{202e}}il\n" (param $i i32)
            (if (i32.eqz (local.get $i)) (then (call $"{long}")))
            (call $"ev\u{{202e}}il\n" (i32.sub (local.get $i) (i32.const 1))))
           (func $"{long}" (i32.store (i32.const {BLOCK}) (i32.const 1)) unreachable)"#
    );
    let mut guest = giving_up(&[], &[]).with(&deep);
    guest.run = guest.run.replace(
        "unreachable",
        r#"(call $"ev\u{202e}il\n" (i32.const 1000))"#,
    );
    let mut engine = guest.engine();
    let report = run(&mut engine, &mut state(0));
    let Err(ErrorKind::Fault(fault)) = report.result.map_err(|error| error.kind) else {
        panic!("a fault");
    };
    let [first, rest @ ..] = &fault.frames[..] else {
        panic!("{fault:?}")
    };
    assert!(
        first.starts_with("yyy") && first.len() < 1_000,
        "{}",
        first.len()
    );
    assert_eq!(rest, [r"ev\u{202e}il\n"; 15]);
    let mut kit = Kit::from_wasm("test.wasm", &guest.bytes());
    let outcome = kit
        .run_as(ExtensionKind::Projector, "Test", record! {})
        .expect_fault("panic");
    let failed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        outcome.expect_log(LogLevel::Info, "none");
    }));
    let text: String = *failed.expect_err("it fails").downcast().expect("a text");
    assert!(text.contains("\n  in ev\\u{202e}il\\n\n"), "{text}");
    assert!(text.len() < 10_000);
}

#[test]
fn out_of_memory_is_the_hosts_limit_only_where_the_host_refused() {
    let words = [(fault::CAUSE, 2), (fault::FAILED_ALLOC, 100)];
    let text = fails(
        &mut giving_up(&words, &[]).engine(),
        &mut state(0),
        ErrorClass::OutOfMemory,
    );
    assert_eq!(text, "run: fault: out of memory (100 bytes were requested)");
    let mut guest = giving_up(&words, &[]);
    guest.run = guest.run.replace(
        "unreachable",
        "(drop (memory.grow (i32.const 999))) unreachable",
    );
    let config = EngineConfig {
        mem_limit: 1 << 20,
        ..EngineConfig::default()
    };
    let report = run(&mut guest.engine_with(&config), &mut state(0));
    let error = report.result.unwrap_err();
    let ErrorKind::Limit(limited) = &error.kind else {
        panic!("{error}")
    };
    assert_eq!(
        limited.limit,
        Limit::Memory {
            bytes: 1 << 20,
            wanted: 1000 << 16
        }
    );
    assert_eq!(
        limited.fault.as_ref().map(|fault| fault.failed_alloc),
        Some(100)
    );
}
