//! Intents for views, records and singletons.

use heeus_sdk::RecordId;
use heeus_sdk::untyped::{Storage, WasmKeyBuilder, WasmState, WasmStateElement};

use super::reads::day;
use super::{ARTICLE, BOX, CONFIG, Refused, Told};

pub fn tell<'run>(
    what: &str,
    state: &WasmState<'run>,
    args: WasmStateElement<'run>,
) -> Option<Told> {
    Some(match what {
        "put" => put(state, args),
        "update" => update(state, args),
        "update twice" => update(state, args).and(update(state, args)),
        "update two fields" => update_two_fields(state, args),
        "put twice" => put(state, args).and(put(state, args)),
        "update and put" => update(state, args).and(put(state, args)),
        "update record twice" => update_record(state, args).and(update_record(state, args)),
        "config twice" => config(state, args).and(config(state, args)),
        "update other" => update_other(state, args),
        "new and update" => new_and_update(state, args),
        "new record" => new_record(state, args, 1),
        "new record twice" => new_record(state, args, 2),
        "new ids" => new_ids(state, args),
        "new box" => new_box(state),
        "update record" => update_record(state, args),
        "config" => config(state, args),
        "many" => many(state, args),
        "wrong field" => wrong_field(state, args),
        "fail after intents" => put(state, args).and(Err(Refused::Own(409, "after all".into()))),
        _ => return None,
    })
}

fn put(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Told {
    let key = day(state, args)?;
    let amount: i64 = args.get("Amount")?;
    state
        .new_value(&key)?
        .put("Amount", amount)
        .put("Note", "new");
    Ok(())
}

fn update(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Told {
    let key = day(state, args)?;
    let before = state.must_exist(&key)?;
    let amount = before.get::<i64>("Amount")? + 1;
    state.update_value(&key, &before)?.put("Amount", amount);
    Ok(())
}

/// Makes two updates, each of another field.
fn update_two_fields(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Told {
    let key = day(state, args)?;
    let before = state.must_exist(&key)?;
    state.update_value(&key, &before)?.put("Amount", 1_i64);
    state.update_value(&key, &before)?.put("Note", "updated");
    Ok(())
}

/// Updates the day after the one that it read.
fn update_other(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Told {
    let mut key = day(state, args)?;
    let before = state.must_exist(&key)?;
    key.put("Day", args.get::<i32>("Day")? + 1);
    state.update_value(&key, &before)?.put("Amount", 1_i64);
    Ok(())
}

fn new_and_update(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Told {
    let key = day(state, args)?;
    let mut new = state.new_value(&key)?;
    state.update_value(&key, &args)?.put("Note", "updated");
    new.put("Amount", 1_i64)
        .put("Amount", 2_i64)
        .put("Note", "new");
    Ok(())
}

fn article<'run>(
    state: &WasmState<'run>,
    args: WasmStateElement<'_>,
) -> Result<WasmKeyBuilder<'run>, Refused> {
    let mut key = state.key_builder(Storage::Record, ARTICLE);
    key.put("ID", args.get::<RecordId>("ID")?);
    Ok(key)
}

fn new_record(state: &WasmState<'_>, args: WasmStateElement<'_>, times: usize) -> Told {
    let key = article(state, args)?;
    for _ in 0..times {
        state
            .new_value(&key)?
            .put("Name", "tea")
            .put("Price", 5_i64);
    }
    Ok(())
}

/// Inserts two articles, changes the second one, and returns references to both; the result comes
/// first. The number 1 is not an id that the run was given.
fn new_ids(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Told {
    for _ in 0..args.find("Before")?.unwrap_or(0) {
        state.new_id();
    }
    let [first, second] = [state.new_id(), state.new_id()];
    let mut inner = state.record_builder();
    inner.put("Ids", &[first, RecordId(1)]);
    state
        .new_value(&state.key_builder(Storage::Result, ""))?
        .put("Both", &[first, second])
        .put("In", &[inner])
        .put("Number", first.0)
        .put("Own", RecordId(1));
    for (id, name) in [(RecordId(1), "own"), (first, "tea"), (second, "nut")] {
        let mut key = state.key_builder(Storage::Record, ARTICLE);
        key.put("ID", id);
        let mut new = state.new_value(&key)?;
        new.put("Name", name);
        if id == second {
            new.put("Price", 5_i64);
        }
    }
    Ok(())
}

/// Inserts a box and then the article in it.
fn new_box(state: &WasmState<'_>) -> Told {
    let [article, id] = [state.new_id(), state.new_id()];
    let mut key = state.key_builder(Storage::Record, BOX);
    key.put("ID", id);
    state.new_value(&key)?.put("First", article);
    let mut key = state.key_builder(Storage::Record, ARTICLE);
    key.put("ID", article);
    state.new_value(&key)?;
    Ok(())
}

fn update_record(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Told {
    let key = article(state, args)?;
    let before = state.must_exist(&key)?;
    let price = before.get::<i64>("Price")? * 2;
    state.update_value(&key, &before)?.put("Price", price);
    Ok(())
}

fn config(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Told {
    let key = state.key_builder(Storage::Record, CONFIG);
    let rate: f64 = args.get("Rate")?;
    match state.can_exist(&key)? {
        Some(before) => state.update_value(&key, &before)?.put("Rate", rate),
        None => state.new_value(&key)?.put("Rate", rate),
    };
    Ok(())
}

fn many(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Told {
    for number in 1..=args.get::<i32>("Count")? {
        let mut key = day(state, args)?;
        key.put("Day", number);
        state
            .new_value(&key)?
            .put("Amount", i64::from(number))
            .put("Note", "many");
    }
    Ok(())
}

/// Sets an undeclared field, or a declared one with a value of another type.
fn wrong_field(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Told {
    let key = day(state, args)?;
    let mut value = state.new_value(&key)?;
    if args.find::<bool>("Unknown")?.unwrap_or(false) {
        value.put("Amuont", 1_i64);
    } else {
        value.put("Amount", "much");
    }
    Ok(())
}
