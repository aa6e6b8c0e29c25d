//! Values of fields, results and log lines.

use alloc::vec::Vec;

use heeus_sdk::untyped::{Items, Storage, WasmState, WasmStateElement};
use heeus_sdk::{LogLevel, QName, RecordId};

use super::{ALL, Told};

pub fn tell<'run>(
    what: &str,
    state: &WasmState<'run>,
    args: WasmStateElement<'run>,
) -> Option<Told> {
    Some(match what {
        "types" => types(state),
        "copy" => copy(state),
        "records" => records(state),
        "arrays" => arrays(state),
        "echo" => echo(state, args),
        "rows" => rows(state, args),
        "response" => response(state),
        "levels" => levels(state),
        "bad name" => bad_name(state),
        _ => return None,
    })
}

fn types(state: &WasmState<'_>) -> Told {
    let mut key = state.key_builder(Storage::View, ALL);
    key.put("No", 1);
    let mut record = state.record_builder();
    record.put("A", 1_i64);
    state
        .new_value(&key)?
        .put("I32", -1)
        .put("I64", i64::MIN)
        .put("F32", 1.5_f32)
        .put("F64", -0.25)
        .put("Bool", true)
        .put("Str", "t\u{e4}xt")
        .put("Bytes", &[0_u8, 255][..])
        .put("QName", QName("a.B"))
        .put("Id", RecordId(-7))
        .put("Record", &record)
        .put("Array", &[1, 2]);
    Ok(())
}

fn copy(state: &WasmState<'_>) -> Told {
    let mut key = state.key_builder(Storage::View, ALL);
    key.put("No", 1);
    let from = state.must_exist(&key)?;
    key.put("No", 2);
    let items: Items<'_> = from.get("Array")?;
    let items: Vec<i32> = items
        .values()
        .filter_map(|item| match item {
            heeus_sdk::untyped::Value::I32(item) => Some(item),
            _ => None,
        })
        .collect();
    state
        .new_value(&key)?
        .put("I32", from.get::<i32>("I32")?)
        .put("I64", from.get::<i64>("I64")?)
        .put("F32", from.get::<f32>("F32")?)
        .put("F64", from.get::<f64>("F64")?)
        .put("Bool", from.get::<bool>("Bool")?)
        .put("Str", from.get::<&str>("Str")?)
        .put("Bytes", from.get::<&[u8]>("Bytes")?)
        .put("QName", from.get::<QName<'_>>("QName")?)
        .put("Id", from.get::<RecordId>("Id")?)
        .put("Record", from.get::<WasmStateElement<'_>>("Record")?)
        .put("Array", items.as_slice());
    Ok(())
}

fn records(state: &WasmState<'_>) -> Told {
    let mut inner = state.record_builder();
    inner.put("Z", "z");
    let mut outer = state.record_builder();
    outer.put("X", 1_i64).put("Y", &inner);
    let result = state.key_builder(Storage::Result, "");
    state
        .new_value(&result)?
        .put("Empty", &state.record_builder())
        .put("R", &outer)
        .put("N", &[outer, inner]);
    Ok(())
}

fn arrays(state: &WasmState<'_>) -> Told {
    let result = state.key_builder(Storage::Result, "");
    state
        .new_value(&result)?
        .put("I32", &[1, -1])
        .put("I64", &[1_i64, i64::MAX])
        .put("F32", &[0.5_f32])
        .put("F64", &[0.5, 1e300])
        .put("Bool", &[true, false])
        .put("Str", &["a", ""])
        .put("Bytes", &[&[1_u8][..], &[]])
        .put("QName", &[QName("a.B")])
        .put("Id", &[RecordId(1)])
        .put("None", &[0_i32; 0]);
    Ok(())
}

/// Returns its arguments.
fn echo(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Told {
    let result = state.key_builder(Storage::Result, "");
    let record: WasmStateElement<'_> = args.get("Record")?;
    state.new_value(&result)?.put("Record", record);
    Ok(())
}

fn rows(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Told {
    for number in 1..=args.get::<i32>("Count")? {
        let result = state.key_builder(Storage::Result, "");
        state
            .new_value(&result)?
            .put("No", number)
            .put("Half", f64::from(number) / 2.0);
    }
    Ok(())
}

fn response(state: &WasmState<'_>) -> Told {
    let key = state.key_builder(Storage::Response, "");
    state
        .new_value(&key)?
        .put("StatusCode", 201)
        .put("ErrorMessage", "made");
    Ok(())
}

fn levels(state: &WasmState<'_>) -> Told {
    state.log(LogLevel::Error, "an error");
    state.log(LogLevel::Warn, "a warning");
    state.log(LogLevel::Info, "");
    state.log(LogLevel::Debug, "two\nlines");
    state.log(LogLevel::Trace, "t\u{e4}xt");
    let mut key = state.key_builder(Storage::Logger, "");
    key.put("LogLevel", 2);
    state.new_value(&key)?.put("Message", "an intent");
    Ok(())
}

fn bad_name(state: &WasmState<'_>) -> Told {
    let result = state.key_builder(Storage::Result, "");
    state.new_value(&result)?.put("Names", &[QName("nodot")]);
    Ok(())
}
