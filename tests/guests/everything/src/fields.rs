//! Fields of every type, into an extension and out of it.

use heeus_sdk::field::{FromField, IntoField};
use heeus_sdk::untyped::{Items, Storage, WasmElementBuilder, WasmState, WasmStateElement};
use heeus_sdk::{Error, QName, RecordId, extension};

use crate::arrays;
use crate::entities::{ALL, KEYS};

/// Copies a field, if it exists.
fn copy<'a, T: FromField<'a> + IntoField>(
    name: &'static str,
    from: &WasmStateElement<'a>,
    to: &mut WasmElementBuilder<'_>,
) -> Result<(), Error> {
    if let Some(value) = from.find::<T>(name)? {
        to.put(name, value);
    }
    Ok(())
}

/// Copies all fields that are not arrays.
fn copy_all(from: &WasmStateElement<'_>, to: &mut WasmElementBuilder<'_>) -> Result<(), Error> {
    copy::<i32>("I32", from, to)?;
    copy::<i64>("I64", from, to)?;
    copy::<f32>("F32", from, to)?;
    copy::<f64>("F64", from, to)?;
    copy::<bool>("Bool", from, to)?;
    copy::<&str>("Str", from, to)?;
    copy::<&[u8]>("Bytes", from, to)?;
    copy::<QName<'_>>("QName", from, to)?;
    copy::<RecordId>("Id", from, to)?;
    copy::<WasmStateElement<'_>>("Record", from, to)
}

/// Returns its arguments.
#[extension(kind = "query", name = "Echo")]
fn echo(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let key = state.key_builder(Storage::Result, "");
    let mut result = state.new_value(&key)?;
    copy_all(&args, &mut result)?;
    arrays::copy_all(&args, &mut result)
}

/// Writes its arguments into a row.
#[extension(kind = "projector", name = "Store")]
fn store(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let mut key = state.key_builder(Storage::View, ALL);
    key.put("No", args.get::<i32>("No")?);
    let mut row = state.new_value(&key)?;
    copy_all(&args, &mut row)?;
    if let Some(items) = args.find::<Items<'_>>("Array")? {
        arrays::put("Array", items, &mut row);
    }
    Ok(())
}

/// Returns a row.
#[extension(kind = "query", name = "Load")]
fn load(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let mut key = state.key_builder(Storage::View, ALL);
    key.put("No", args.get::<i32>("No")?);
    let row = state.must_exist(&key)?;
    let key = state.key_builder(Storage::Result, "");
    let mut result = state.new_value(&key)?;
    copy_all(&row, &mut result)?;
    if let Some(items) = row.find::<Items<'_>>("Array")? {
        arrays::put("Array", items, &mut result);
    }
    Ok(())
}

/// Gets a row by a key with a field of every type.
#[extension(kind = "query", name = "FindByAll")]
fn find_by_all(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let mut key = state.key_builder(Storage::View, KEYS);
    key.put("I32", args.get::<i32>("I32")?)
        .put("I64", args.get::<i64>("I64")?)
        .put("F32", args.get::<f32>("F32")?)
        .put("F64", args.get::<f64>("F64")?)
        .put("Bool", args.get::<bool>("Bool")?)
        .put("Str", args.get::<&str>("Str")?)
        .put("Bytes", args.get::<&[u8]>("Bytes")?)
        .put("QName", args.get::<QName<'_>>("QName")?)
        .put("Id", args.get::<RecordId>("Id")?);
    let found: bool = state.must_exist(&key)?.get("Found")?;
    let key = state.key_builder(Storage::Result, "");
    state.new_value(&key)?.put("Found", found);
    Ok(())
}

/// Reports for each field whether it is absent, zero or something else.
#[extension(kind = "query", name = "Absent")]
fn absent(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    fn kind_of<T: Default + PartialEq>(value: Option<T>) -> &'static str {
        value.map_or("absent", |value| {
            if value == T::default() {
                "zero"
            } else {
                "something"
            }
        })
    }
    let key = state.key_builder(Storage::Result, "");
    state
        .new_value(&key)?
        .put("I64", kind_of::<i64>(args.find("I64")?))
        .put("F64", kind_of::<f64>(args.find("F64")?))
        .put("Bool", kind_of::<bool>(args.find("Bool")?))
        .put("Str", kind_of::<&str>(args.find("Str")?))
        .put("Bytes", kind_of::<&[u8]>(args.find("Bytes")?))
        .put("HasI64", args.has("I64"))
        .put("Fields", i32::try_from(args.len()).unwrap_or(i32::MAX));
    Ok(())
}

/// Requires a field of one type.
#[extension(kind = "query", name = "NeedsAmount")]
fn needs_amount(_: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    args.get::<i64>("Amount").map(drop)
}

/// Accepts an optional field of one type.
#[extension(kind = "query", name = "MayHaveAmount")]
fn may_have_amount(_: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    args.find::<i64>("Amount").map(drop)
}

/// Returns nested records, as deep as the arguments say.
#[extension(kind = "query", name = "Nested")]
fn nested(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let mut record = state.record_builder();
    record.put("Depth", 0);
    for depth in 1..=args.get::<i32>("Depth")? {
        let mut outer = state.record_builder();
        outer.put("Depth", depth).put("Inner", &record);
        record = outer;
    }
    let key = state.key_builder(Storage::Result, "");
    state.new_value(&key)?.put("Outer", &record);
    Ok(())
}

/// Walks nested records inwards, and returns their number.
#[extension(kind = "query", name = "Walk")]
fn walk(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let (mut depth, mut record) = (0, args);
    while let Some(inner) = record.find("Inner")? {
        (depth, record) = (depth + 1, inner);
    }
    let key = state.key_builder(Storage::Result, "");
    state.new_value(&key)?.put("Depth", depth);
    Ok(())
}
