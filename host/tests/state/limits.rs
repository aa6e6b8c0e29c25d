//! The limits of one run.

use std::ops::ControlFlow;

use heeus_abi::{ExtensionKind, KeyRef, Op, RecordRef, Storage, Value};
use heeus_host::state::{
    HostState, LimitBroken, LimitKind, ReadError, Reader, StateError, StateLimits,
};

use crate::support::{
    GOODS, ORDERS, WRITER, amount, intend, intend_order, key_ref, put_order, record, shop, wire,
};

fn broken(what: LimitKind, kind: ExtensionKind, limit: u64) -> LimitBroken {
    LimitBroken { what, kind, limit }
}

/// The number of intents that a kind of run may make, and the error of the next one.
fn fill(state: &mut HostState, kind: ExtensionKind) -> (i32, StateError) {
    state.begin_run(kind);
    for count in 0.. {
        let added = match kind {
            ExtensionKind::Command => {
                let key = [("ID", Value::Id(count.into()))];
                intend(state, Op::Insert, (Storage::Record, GOODS), &key, &[])
            }
            _ => intend_order(state, Op::Insert, count, 0),
        };
        if let Err(error) = added {
            assert!(state.pending().is_empty(), "a refused intent ends the run");
            return (count, error);
        }
    }
    unreachable!("there is a limit")
}

#[test]
fn intents_by_kind() {
    let mut state = shop();
    for (kind, limit) in [
        (ExtensionKind::Command, 1000_u32),
        (ExtensionKind::Projector, 1000),
        (ExtensionKind::Job, 100),
    ] {
        let error = StateError::Limit(broken(LimitKind::Intents, kind, limit.into()));
        assert_eq!(fill(&mut state, kind), (limit.cast_signed(), error));
    }
    let limits = StateLimits::default().intents;
    assert_eq!((limits.query, limits.validator), (1, 0));
    let text = fill(&mut state, ExtensionKind::Job).1.to_string();
    assert_eq!(text, "a job may make at most 100 intents in a run");
}

#[test]
fn results_responses_and_log_records_do_not_count() {
    let mut state = shop();
    let row = [("Row", Value::I32(1))];
    let level = [("LogLevel", Value::I32(3))];
    let message = [("Message", Value::Str("m"))];
    let status = [("StatusCode", Value::I32(200))];
    for kind in [ExtensionKind::Query, ExtensionKind::Validator] {
        state.begin_run(kind);
        for _ in 0..2000 {
            let logger = (Storage::Logger, "");
            intend(&mut state, Op::Insert, logger, &level, &message).expect("no limit");
            if kind == ExtensionKind::Query {
                intend(&mut state, Op::Insert, (Storage::Result, ""), &[], &row).expect("no limit");
            }
        }
        if kind == ExtensionKind::Query {
            let response = (Storage::Response, "");
            intend(&mut state, Op::Insert, response, &[], &status).expect("no limit");
        }
        state.apply().expect("apply");
        assert_eq!(state.logs().len(), 2000);
    }
}

#[test]
fn bytes_of_intents() {
    let mut state = shop();
    let message = [("Message", Value::Str("0123456789"))];
    let level = [("LogLevel", Value::I32(3))];
    let size = wire(Op::Insert, Storage::Logger, "", &level, &message).len() as u64;
    let limit = size * 10;
    state.set_limits(StateLimits {
        intent_bytes: limit,
        ..StateLimits::default()
    });
    state.begin_run(ExtensionKind::Validator);
    let mut log = || {
        intend(
            &mut state,
            Op::Insert,
            (Storage::Logger, ""),
            &level,
            &message,
        )
    };
    for _ in 0..10 {
        assert_eq!(log(), Ok(()));
    }
    let error = broken(LimitKind::IntentBytes, ExtensionKind::Validator, limit);
    assert_eq!(log(), Err(StateError::Limit(error)));
}

#[test]
fn bytes_that_updates_write() {
    let mut state = shop();
    let note = "x".repeat(10_000);
    let value = record(&[("Note", Value::Str(&note))]);
    for day in 1..=20 {
        let key = record(&crate::support::order_key(2026, 7, day));
        let put = state.put(Storage::View, ORDERS, key.as_ref(), value.as_ref());
        put.expect("good");
    }
    state.set_limits(StateLimits {
        write_bytes: 100_000,
        ..StateLimits::default()
    });
    state.begin_run(WRITER);
    for day in 1..=9 {
        intend_order(&mut state, Op::Update, day, 1).expect("below the limit");
    }
    let error = broken(LimitKind::WriteBytes, WRITER, 100_000);
    assert_eq!(
        intend_order(&mut state, Op::Update, 10, 1),
        Err(StateError::Limit(error))
    );
}

#[test]
fn reads_and_their_bytes() {
    let mut state = shop();
    for day in 1..=10 {
        put_order(&mut state, day, 1);
    }
    let limits = StateLimits {
        reads: 3,
        reads_across_partitions: true,
        ..StateLimits::default()
    };
    state.set_limits(limits);
    let reader = state.begin_run(ExtensionKind::Query);
    let none = RecordRef::empty().into();
    let all = key_ref(Storage::View, ORDERS, &none);
    let mut go_on = |_: &[u8], _: &[u8]| ControlFlow::Continue(());
    assert_eq!(amount(&reader, 1), Some(1));
    assert_eq!(amount(&reader.clone(), 99), None);
    assert_eq!(reader.read(&all, &mut go_on), Ok(()));
    let error = ReadError::Limit(broken(LimitKind::Reads, ExtensionKind::Query, 3));
    assert_eq!(reader.read(&all, &mut go_on), Err(error.clone()));
    assert_eq!(reader.get(&all), Err(error));
    assert_eq!(reader.reads(), 3);
    let row = reader.read_bytes() - 10 * element(&state);
    assert_eq!(
        row,
        record(&[("Amount", Value::I64(1))]).into_bytes().len() as u64
    );

    assert_eq!(
        state.begin_run(ExtensionKind::Query).reads(),
        0,
        "a run counts from 0"
    );
    let read_bytes = 4 * element(&state);
    state.set_limits(StateLimits {
        read_bytes,
        ..limits
    });
    let reader = state.begin_run(ExtensionKind::Query);
    let mut seen = 0;
    let read = reader.read(&all, &mut |_, _| {
        seen += 1;
        ControlFlow::Continue(())
    });
    let error = broken(LimitKind::ReadBytes, ExtensionKind::Query, read_bytes);
    assert_eq!((read, seen), (Err(ReadError::Limit(error)), 4));
}

#[test]
fn keys_of_reads_inside_of_reads() {
    let mut state = shop();
    put_order(&mut state, 1, 1);
    let key = record(&[("Year", Value::I32(2026))]);
    let bytes = key.as_ref().as_bytes().len() as u64;
    let all = key_ref(Storage::View, ORDERS, &key);
    let limits = StateLimits {
        open_key_bytes: 2 * bytes,
        ..StateLimits::default()
    };
    state.set_limits(limits);
    let reader = state.begin_run(ExtensionKind::Query);
    let error = ReadError::Limit(broken(
        LimitKind::OpenKeyBytes,
        ExtensionKind::Query,
        2 * bytes,
    ));
    assert_eq!(nested(&reader, &all, 3), Err(error.clone()));
    // Reads are closed again, also if they failed.
    assert_eq!(nested(&reader, &all, 2), Ok(()));
    assert_eq!(nested(&reader, &all, 2), Ok(()));
    state.set_limits(StateLimits {
        open_key_bytes: 0,
        ..limits
    });
    let reader = state.begin_run(ExtensionKind::Query);
    assert_eq!(nested(&reader, &all, 1), Ok(()), "it is inside of none");
}

/// Nested reads of this depth.
fn nested(reader: &Reader, key: &KeyRef<'_>, deep: u32) -> Result<(), ReadError> {
    let mut inner = Ok(());
    reader.read(key, &mut |_, _| {
        if deep > 1 {
            inner = nested(reader, key, deep - 1);
        }
        ControlFlow::Break(())
    })?;
    inner
}

/// The bytes of key and value of one row.
fn element(state: &HostState) -> u64 {
    let rows = state.rows(Storage::View, ORDERS).expect("declared");
    let (key, value) = rows[0].clone();
    (key.into_bytes().len() + value.into_bytes().len()) as u64
}
