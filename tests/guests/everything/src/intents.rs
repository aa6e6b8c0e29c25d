//! New values and updates.

use heeus_sdk::untyped::{Storage, WasmState, WasmStateElement};
use heeus_sdk::{Error, RecordId, extension};

use crate::entities::{ARTICLE, CONFIG, DAYS};
use crate::reads::day;

/// Inserts an article under its id.
#[extension(kind = "command", name = "NewArticle")]
fn new_article(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let mut key = state.key_builder(Storage::Record, ARTICLE);
    key.put("ID", args.get::<RecordId>("Id")?);
    state
        .new_value(&key)?
        .put("Name", args.get::<&str>("Name")?)
        .put("Price", args.get::<i64>("Price")?);
    Ok(())
}

/// Changes the price of an article; its name stays.
#[extension(kind = "command", name = "SetPrice")]
fn set_price(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let mut key = state.key_builder(Storage::Record, ARTICLE);
    key.put("ID", args.get::<RecordId>("Id")?);
    let article = state.must_exist(&key)?;
    state
        .update_value(&key, &article)?
        .put("Price", args.get::<i64>("Price")?);
    Ok(())
}

/// Updates an article that it has not read, by the element of another one.
#[extension(kind = "command", name = "UpdateUnread")]
fn update_unread(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let mut key = state.key_builder(Storage::Record, ARTICLE);
    key.put("ID", args.get::<RecordId>("Id")?);
    state.update_value(&key, &args)?.put("Price", 1_i64);
    Ok(())
}

/// Sets the currency of the singleton, which may be new.
#[extension(kind = "command", name = "SetCurrency")]
fn set_currency(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let key = state.key_builder(Storage::Record, CONFIG);
    let currency: &str = args.get("Currency")?;
    let mut config = match state.can_exist(&key)? {
        Some(config) => state.update_value(&key, &config)?,
        None => state.new_value(&key)?,
    };
    config.put("Currency", currency);
    Ok(())
}

/// Inserts many days. The last value of a field counts, whatever the order of the calls.
#[extension(kind = "projector", name = "NewDays")]
fn new_days(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let mut key = state.key_builder(Storage::View, DAYS);
    key.put("Day", 0).put("Year", 2026).put("Month", 1);
    for number in 1..=args.get::<i32>("Count")? {
        key.put("Day", number);
        state
            .new_value(&key)?
            .put("Note", "x")
            .put("Amount", 0_i64)
            .put("Amount", i64::from(number));
    }
    Ok(())
}

/// Makes several intents for one day, and reads the day between them.
#[extension(kind = "projector", name = "SeveralOnOneDay")]
fn several_on_one_day(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let key = day(state, &args)?;
    state
        .new_value(&key)?
        .put("Amount", 1_i64)
        .put("Note", "first");
    let seen = state.can_exist(&key)?.is_some();
    state.new_value(&key)?.put("Amount", 2_i64);
    let note = if seen { "seen" } else { "not seen" };
    state.update_value(&key, &args)?.put("Note", note);
    Ok(())
}

/// Makes an intent without fields.
#[extension(kind = "projector", name = "EmptyDay")]
fn empty_day(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    state.new_value(&day(state, &args)?)?;
    Ok(())
}

/// Makes intents, and then fails.
#[extension(kind = "projector", name = "FailAfterIntents")]
fn fail_after_intents(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    state.new_value(&day(state, &args)?)?.put("Amount", 1_i64);
    Err("after the intent".into())
}

/// Makes an intent with a field name that no record may have.
#[extension(kind = "projector", name = "UnspeakableField")]
fn unspeakable_field(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    state
        .new_value(&day(state, &args)?)?
        .put("Amount", 1_i64)
        .put("", 1);
    Ok(())
}

/// Sets a field that the entity does not have.
#[extension(kind = "projector", name = "UnknownField")]
fn unknown_field(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    state.new_value(&day(state, &args)?)?.put("Amuont", 1_i64);
    Ok(())
}

/// Inserts a value, although its kind must not.
#[extension(kind = "query", name = "WriteInQuery")]
fn write_in_query(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    state.new_value(&day(state, &args)?)?.put("Amount", 1_i64);
    Ok(())
}
