//! Rows of views: got, read, passed to a callback one by one, inserted, updated.

use alloc::string::String;
use alloc::vec::Vec;
use core::ops::ControlFlow;

use heeus_sdk::field::Prefix;
use heeus_sdk::prelude::*;

/// The year of the rows that are read without a key.
const YEAR: i32 = 2026;

/// A day, with every sort of field that a row may have.
#[derive(Entity, Record, Clone)]
#[entity(view = "typed.Days")]
pub(super) struct Days<'run> {
    #[entity(partition)]
    pub(super) year: i32,
    #[entity(clustering)]
    pub(super) month: u8,
    #[entity(clustering)]
    pub(super) day: i16,
    pub(super) amount: i64,
    note: Option<&'run str>,
    #[entity(default)]
    #[record(default)]
    tags: Vec<&'run str>,
    place: Option<Place<'run>>,
}

/// A record in a row.
#[derive(Record, Clone)]
pub(super) struct Place<'run> {
    town: &'run str,
    number: i32,
}

/// The key of a day, or its first fields.
#[derive(Record)]
struct Lead {
    year: i32,
    month: Option<u8>,
    day: Option<i16>,
}

/// The limits of a read.
#[derive(Record)]
struct Limits {
    limit: Option<u32>,
    stop_at: Option<i64>,
}

/// The sum of many rows.
#[derive(Record)]
struct Sum {
    rows: i32,
    amount: i64,
}

fn whole(lead: &Lead) -> Result<(i32, u8, i16), Error> {
    match lead {
        Lead {
            year,
            month: Some(month),
            day: Some(day),
        } => Ok((*year, *month, *day)),
        _ => Err("not a whole key".into()),
    }
}

#[extension(kind = "query", name = "GetDay")]
fn get_day<'run>(ctx: &QueryContext<'run>, lead: Lead) -> Result<Option<Days<'run>>, Error> {
    Days::get(ctx, whole(&lead)?)
}

#[extension(kind = "command", name = "MustGetDay")]
fn must_get_day<'run>(ctx: &CommandContext<'run>, lead: Lead) -> Result<Days<'run>, Error> {
    Days::must_get(ctx, whole(&lead)?)
}

/// Gets and reads a day by the struct of its key, and compares the key of the row.
#[extension(kind = "validator", name = "KeyOfDay")]
fn key_of_day(ctx: &ValidatorContext<'_>, lead: Lead) -> Result<(), Error> {
    let (year, month, day) = whole(&lead)?;
    let key = DaysKey { year, month, day };
    let same = Days::must_get(ctx, key.clone())?.key() == key;
    let read = Days::read(ctx, key)?.len();
    if same && read == 1 {
        Ok(())
    } else {
        Err("another key".into())
    }
}

/// Returns all rows under the first fields of a key, at least the partition.
#[extension(kind = "query", name = "ReadDays")]
fn read_days<'run>(
    ctx: &QueryContext<'run>,
    args: WasmStateElement<'run>,
) -> Result<Rows<Days<'run>>, Error> {
    let lead = Lead::from_record(args.record())?;
    let limit = Limits::from_record(args.record())?.limit;
    let year = lead.year;
    match (lead.month, lead.day) {
        (None, _) => rows(ctx, year, limit),
        (Some(month), None) => rows(ctx, (year, month), limit),
        (Some(month), Some(day)) => rows(ctx, (year, month, day), limit),
    }
}

fn rows<'run>(
    ctx: &QueryContext<'run>,
    prefix: impl Prefix<Days<'run>>,
    limit: Option<u32>,
) -> Result<Rows<Days<'run>>, Error> {
    match limit {
        Some(limit) => Days::read_at_most(ctx, prefix, limit),
        None => Days::read(ctx, prefix),
    }
}

/// Keeps rows while it reads others and uses memory, then returns them in reverse.
#[extension(kind = "query", name = "KeepDays")]
fn keep_days<'run>(ctx: &QueryContext<'run>) -> Result<Vec<Days<'run>>, Error> {
    let rows = Days::read(ctx, YEAR)?;
    let (first, last) = (rows.as_slice().first().cloned(), rows.len());
    let mut noise = String::new();
    Days::for_each(ctx, YEAR, |day| noise.extend(day.note))?;
    let again = Days::read(ctx, YEAR)?.map(|day| day.amount).sum::<i64>();
    let mut kept: Vec<_> = rows.rev().collect();
    if let Some(mut first) = first {
        first.amount = again + i64::try_from(last).unwrap_or(-1);
        kept.push(first);
    }
    Ok(kept)
}

/// Sums rows up one by one, up to the first one with the amount `StopAt`.
#[extension(kind = "query", name = "SumDays")]
fn sum_days(ctx: &QueryContext<'_>, args: Limits) -> Result<Sum, Error> {
    let mut sum = Sum { rows: 0, amount: 0 };
    Days::for_each(ctx, YEAR, |day| {
        sum.rows += 1;
        sum.amount += day.amount;
        if Some(day.amount) == args.stop_at {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })?;
    Ok(sum)
}

/// Sums rows up too, but fails at a row with this amount.
#[extension(kind = "query", name = "TryDays")]
fn try_days(ctx: &QueryContext<'_>, args: Limits) -> Result<Sum, String> {
    let mut sum = Sum { rows: 0, amount: 0 };
    Days::try_for_each(ctx, 2026, |day| {
        if Some(day.amount) == args.stop_at {
            return Err(Stop(day.note.unwrap_or("without a note").into()));
        }
        sum.rows += 1;
        sum.amount += day.amount;
        Ok(())
    })
    .map_err(|Stop(text)| text)?;
    Ok(sum)
}

/// An error of the callback's own.
struct Stop(String);

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self(alloc::format!("state: {error}"))
    }
}

#[extension(kind = "projector", name = "InsertDay")]
fn insert_day(ctx: &ProjectorContext<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    Days::from_record(args.record())?.insert(ctx);
    Ok(())
}

/// The change to a day.
#[derive(Record)]
struct Change<'run> {
    what: &'run str,
}

/// Updates the first of January 2026.
#[extension(kind = "job", name = "UpdateDay")]
fn update_day(ctx: &JobContext<'_>, args: Change<'_>) -> Result<(), Error> {
    let day = Days::must_get(ctx, (2026, 1, 1))?;
    let changed = day.update(ctx, |day| match args.what {
        "nothing" => {}
        "the same" => {
            day.amount += 0;
            day.tags = day.tags.clone();
        }
        "amount" => day.amount += 1,
        "note" => day.note = Some("changed"),
        "no note" => day.note = None,
        "tags" => day.tags.push("more"),
        "no tags" => day.tags.clear(),
        "place" => {
            if let Some(place) = &mut day.place {
                place.number += 1;
            }
        }
        "all" => {
            day.amount = 0;
            day.note = Some("");
            day.tags = Vec::from(["x"]);
            day.place = Some(Place {
                town: "elsewhere",
                number: 0,
            });
        }
        "key" => day.day = 2,
        _ => day.amount = i64::MIN,
    })?;
    if args.what == "amount" && changed.amount != day.amount + 1 {
        return Err("the changed row is another".into());
    }
    Ok(())
}

/// A key with every type that has an order.
#[derive(Entity)]
#[entity(view = "typed.Keys")]
struct Keys<'run> {
    #[entity(partition)]
    int8: i8,
    #[entity(partition)]
    uint32: u32,
    #[entity(clustering)]
    int64: i64,
    #[entity(clustering)]
    float32: f32,
    #[entity(clustering)]
    float64: f64,
    #[entity(clustering)]
    flag: bool,
    #[entity(clustering)]
    text: &'run str,
    #[entity(clustering)]
    bytes: &'run [u8],
    #[entity(clustering, rename = "QName")]
    name: QName<'run>,
    #[entity(clustering)]
    id: RecordId,
    #[entity(clustering)]
    owned: String,
    found: bool,
}

/// Inserts a row under a key of all types.
#[extension(kind = "projector", name = "InsertKeys")]
fn insert_keys(ctx: &ProjectorContext<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let KeysKey {
        int8,
        uint32,
        int64,
        float32,
        float64,
        flag,
        text,
        bytes,
        name,
        id,
        owned,
    } = KeysKey::from_record(args.record())?;
    let keys = Keys {
        int8,
        uint32,
        int64,
        float32,
        float64,
        flag,
        text,
        bytes,
        name,
        id,
        owned,
        found: true,
    };
    keys.insert(ctx);
    Ok(())
}

/// Returns the key of the row under a key.
#[extension(kind = "query", name = "FindKeys")]
fn find_keys<'run>(ctx: &QueryContext<'run>, key: KeysKey<'run>) -> Result<KeysKey<'run>, Error> {
    let row = Keys::must_get(ctx, key)?;
    if !row.found {
        return Err("not found".into());
    }
    Ok(row.key())
}
