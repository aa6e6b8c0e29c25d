//! Guests that break the contract. Each is stopped by an error that names the violation, and the
//! host continues.

use std::thread;

use heeus_abi::manifest::{Entity, FieldDecl};
use heeus_abi::{EntityKind, ExtensionKind, FieldType, RecordBuf, RecordBuilder, Storage, Value};
use heeus_host::engine::{Call, Engine};
use heeus_host::error::{Error, ErrorClass};
use heeus_host::state::HostState;
use heeus_host::state::Overwrites;

use super::table::{Row, rows};
use super::{begin, good, load, work};

/// The view of all guests, with the first half of 2026.
pub fn state() -> HostState {
    let mut state = HostState::new();
    let field = |name: &str, ty| FieldDecl::new(name, ty);
    let orders = Entity {
        name: "air.Orders".into(),
        kind: EntityKind::View,
        partition_fields: 1,
        key: vec![
            field("Year", FieldType::I32),
            field("Month", FieldType::I32),
        ],
        value: vec![field("Amount", FieldType::I64)],
    };
    state.declare(&orders).unwrap();
    for month in 1..=6 {
        let key = record(&[("Year", Value::I32(2026)), ("Month", Value::I32(month))]);
        let value = record(&[("Amount", Value::I64(i64::from(month) * 100))]);
        let put = state.put(Storage::View, "air.Orders", key.as_ref(), value.as_ref());
        put.unwrap();
    }
    let mut limits = *state.limits();
    limits.reads = 1000;
    // One guest makes the same intent many times.
    limits.overwrites = Overwrites::Allow;
    state.set_limits(limits);
    state
}

fn record(fields: &[(&str, Value<'_>)]) -> RecordBuf {
    let mut record = RecordBuilder::new();
    for (name, value) in fields {
        record.put(name, *value);
    }
    record.build().unwrap()
}

/// Runs the guest of this name and returns the error that stops it. Checks that the host then keeps
/// its promises.
fn stopped(name: &str) -> Result<(ErrorClass, String), String> {
    let told = |error: &Error| (error.class(), error.to_string());
    let module = match load(name) {
        Err(error) => return Ok(told(&error)),
        Ok(_) if name.starts_with("load/") => return Err("the gate lets it through".into()),
        Ok(module) => module,
    };
    let mut engine = match begin(&module, true) {
        Err(error) => return Ok(told(&error)),
        Ok(_) if name.starts_with("begin/") => return Err("it begins".into()),
        Ok(engine) => engine,
    };
    let mut state = state();
    if name.starts_with("end/") {
        good(&mut engine, &mut state)
            .result
            .map_err(|error| format!("Good before it: {error}"))?;
        let error = engine.finish().err().ok_or("it ends well")?;
        return Ok(told(&error));
    }
    let report = if name.starts_with("large/") {
        let args = record(&[("Text", Value::Str(&"x".repeat(5_968)))]);
        let call = Call::new("Work", ExtensionKind::Projector, args.as_ref());
        engine.invoke(&mut state, &call)
    } else {
        work(&mut engine, &mut state)
    };
    let error = report.result.err().ok_or("it works")?;
    if !state.pending().is_empty() {
        return Err("it leaves intents".into());
    }
    for _ in 0..2 {
        let next = good(&mut engine, &mut state);
        next.result
            .map_err(|error| format!("the next call of Good: {error}"))?;
    }
    Ok(told(&error))
}

/// The difference between the outcome of a guest and its row; `None` if there is none.
fn wrong(row: &Row) -> Option<String> {
    let Row { file, class, text } = row;
    let (found, said) = match stopped(file) {
        Ok((class, said)) => (format!("{class:?}"), said),
        Err(what) => return Some(format!("tests/hostile/{file}.wat: {what}")),
    };
    (found != *class || !said.contains(text)).then(|| {
        format!(
            "tests/hostile/{file}.wat: the table says\n  {class}: {text}\nbut it is\n  {found}: \
             {said}"
        )
    })
}

#[test]
fn each_is_stopped_by_an_error_that_names_what_it_did() {
    let rows = rows();
    let threads = thread::available_parallelism().map_or(2, usize::from);
    let wrong: Vec<String> = thread::scope(|scope| {
        let chunks = rows.chunks(rows.len().div_ceil(threads));
        let chunks: Vec<_> = chunks
            .map(|rows| scope.spawn(|| rows.iter().filter_map(wrong).collect::<Vec<_>>()))
            .collect();
        let wrong = chunks.into_iter().flat_map(|chunk| chunk.join().unwrap());
        wrong.collect()
    });
    assert!(
        wrong.is_empty(),
        "{} guests:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    // The process can still run guests.
    let module = load("good/get_and_intent").unwrap();
    let report = work(&mut begin(&module, true).unwrap(), &mut state());
    assert_eq!(report.result, Ok(()));
}
