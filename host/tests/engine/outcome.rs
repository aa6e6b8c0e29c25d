//! Result blocks: intents, log lines, refusals.

use heeus_abi::layout::outcome::{INTENT_COUNT, INTENTS, LOG_COUNT, STATUS};
use heeus_abi::{
    Field, LogLevel, LogLine, Op, OutcomeParts, Status, Storage, Value, encode_intent,
    encode_log_line, encode_outcome_header,
};
use heeus_host::error::{ErrorClass, ErrorKind};
use heeus_host::state::HostState;
use heeus_host::state::Row;

use super::guest::{DATA, Guest, VIEW, amount, day, fails, run, state};

const DAY: [Field<'_>; 2] = [
    Field {
        name: "Day",
        value: Value::I32(8),
    },
    Field {
        name: "Year",
        value: Value::I32(2026),
    },
];
const LOG: LogLine<'_> = LogLine {
    level: LogLevel::Info,
    target: "t",
    file: "f",
    line: 1,
    text: "hello",
};

/// A result block.
fn block(status: Status, code: i32, intents: &[(Op, i64)], text: &str) -> Vec<u8> {
    let mut logs = Vec::new();
    encode_log_line(&LOG, &mut logs).unwrap();
    let mut out = vec![0; INTENTS];
    for (op, value) in intents {
        let value = [Field {
            name: "Amount",
            value: Value::I64(*value),
        }];
        encode_intent(*op, (Storage::View, VIEW, &DAY), &value, &mut out).unwrap();
    }
    let parts = OutcomeParts {
        status,
        code,
        intent_count: u32::try_from(intents.len()).unwrap(),
        log_count: 1,
        log_bytes: &logs,
        text,
    };
    encode_outcome_header(&parts, &mut out).unwrap();
    out
}

/// A guest that leaves the block if it is called as a projector.
fn leaving(block: &[u8]) -> Guest {
    leaving_at(DATA, block)
}

fn leaving_at(at: u32, block: &[u8]) -> Guest {
    Guest::failing(&format!("(return (i32.const {}))", at.cast_signed()), block)
}

#[test]
fn intents_are_pending_until_they_are_applied() {
    let bytes = block(Status::Ok, 0, &[(Op::Insert, 5), (Op::Update, 7)], "");
    let mut engine = leaving(&bytes).engine();
    let mut state = state(1);
    let report = run(&mut engine, &mut state);
    assert_eq!(report.result, Ok(()));
    assert_eq!(state.pending().len(), 2);
    assert!(report.stats.bytes_written > 0);
    assert_eq!(
        (report.logs.len(), report.logs[0].text.as_str()),
        (1, "hello")
    );
    assert_eq!(rows(&state).len(), 1);
    state.apply().unwrap();
    assert_eq!(rows(&state).len(), 2);
    assert_eq!(rows(&state)[1], (day(8), amount(7)));
    // The next run drops intents that were not applied.
    run(&mut engine, &mut state);
    assert_eq!(state.pending().len(), 2, "of this run only");
}

fn rows(state: &HostState) -> Vec<Row> {
    state.rows(Storage::View, VIEW).unwrap()
}

#[test]
fn statuses_are_errors_and_leave_no_intents() {
    let intents = [(Op::Insert, 5)];
    for (status, class, expected) in [
        (
            Status::Error,
            ErrorClass::Extension,
            "run: error 7: no\\nmoney",
        ),
        (
            Status::UnknownExtension,
            ErrorClass::UnknownExtension,
            "run: refused: unknown extension; the module has Other, Test",
        ),
        (
            Status::WrongKind,
            ErrorClass::WrongKind,
            "run: refused: called as a projector, the extension is a command",
        ),
        (
            Status::BadIntent,
            ErrorClass::BadIntent,
            "run: error: bad intent: no\\nmoney",
        ),
    ] {
        let mut engine = leaving(&block(status, 7, &intents, "no\nmoney")).engine();
        let text = fails(&mut engine, &mut state(1), class);
        assert_eq!(text, expected);
        let report = run(&mut engine, &mut state(1));
        assert_eq!(report.logs.len(), 1, "log lines are kept");
        assert_eq!(report.stats.bytes_written, 0);
    }
}

#[test]
fn intents_that_the_state_does_not_take_fail_the_run() {
    let bytes = block(Status::Ok, 0, &[(Op::Insert, 5)], "");
    let mut engine = leaving(&bytes).engine();
    let mut undeclared = HostState::new();
    let report = run(&mut engine, &mut undeclared);
    let error = report.result.unwrap_err();
    assert!(matches!(error.kind, ErrorKind::Intent { .. }), "{error}");
    assert_eq!(undeclared.pending().len(), 0);
    assert_eq!(
        run(&mut engine, &mut state(1)).result,
        Ok(()),
        "the instance lives on"
    );
    let mut engine = leaving(&block(Status::Ok, 0, &[(Op::Update, 5)], "")).engine();
    let error = run(&mut engine, &mut state(1)).result.unwrap_err();
    assert_eq!(
        error.class(),
        ErrorClass::State,
        "there is nothing to update: {error}"
    );
}

#[test]
fn result_blocks_are_not_believed() {
    let good = block(Status::Ok, 0, &[(Op::Insert, 5)], "");
    let patched = |at: usize, byte: u8| {
        let mut bytes = good.clone();
        bytes[at] = byte;
        bytes
    };
    for (at, bytes, expected) in [
        (
            65_534,
            good.clone(),
            "result block of 4 bytes at address 65534: expected within",
        ),
        (
            u32::MAX,
            good.clone(),
            "result block of 4 bytes at address 4294967295: expected within",
        ),
        (
            DATA,
            patched(3, 0xff),
            "result block at address 1024 says that it has 42",
        ),
        (DATA, patched(2, 1), "result block of "),
        (
            DATA,
            patched(0, 9),
            "result block at address 1024: result header",
        ),
        (
            DATA,
            patched(STATUS, 5),
            "result block at address 1024: result status at byte 4",
        ),
        (
            DATA,
            patched(INTENT_COUNT, 2),
            "result block at address 1024: result intent count",
        ),
        (
            DATA,
            patched(LOG_COUNT, 2),
            "result block at address 1024: result log count",
        ),
        (
            DATA,
            patched(INTENTS, 3),
            "result block at address 1024: intent 0: intent operation at byte 32",
        ),
    ] {
        let mut engine = leaving_at(at, &bytes).engine();
        let text = fails(&mut engine, &mut state(1), ErrorClass::Abi);
        let begin = format!("run: fault: WasmRun: {expected}");
        assert!(text.starts_with(&begin), "{text}");
    }
}
