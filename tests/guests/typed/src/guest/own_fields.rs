//! Types of fields that the author writes: enums, structs around one value, conversions.

use alloc::string::String;
use alloc::vec::Vec;

use heeus_sdk::extension;
use heeus_sdk::field::Convert;
use heeus_sdk::prelude::*;
use heeus_sdk::untyped::Storage;

/// The state of a bill, by name.
#[derive(Field, Clone, Copy, PartialEq, Default)]
#[field(rename_all = "snake_case")]
enum Status {
    #[default]
    Open,
    PartlyPaid,
    #[field(rename = "void")]
    Cancelled,
}

/// A grade, by number.
#[derive(Field, Clone, Copy, PartialEq)]
#[field(number)]
enum Grade {
    Good = 1,
    Fair,
    Bad = -5,
}

/// An amount.
#[derive(Field, Clone, Copy, PartialEq)]
struct Cents(i64);

/// An id of bills alone.
#[derive(Field, Clone, Copy)]
struct BillId(RecordId);

/// A text that is borrowed.
#[derive(Field, Clone, Copy, PartialEq)]
struct Code<'run>(&'run str);

/// A text that is owned.
#[derive(Field, Clone, PartialEq)]
struct Name(String);

/// A share of a hundred.
#[derive(Field, Clone, Copy, Debug, PartialEq)]
#[field(convert)]
struct Percent(u8);

impl Convert for Percent {
    type Wire = i32;

    fn to_wire(&self) -> i32 {
        i32::from(self.0)
    }

    fn from_wire(wire: i32) -> Result<Self, Error> {
        let percent = u8::try_from(wire).ok().filter(|percent| *percent <= 100);
        percent.map(Self).ok_or_else(|| "not a percentage".into())
    }
}

/// Two words, as one text.
#[derive(Field, Clone, Debug, PartialEq)]
#[field(convert)]
struct Pair {
    first: String,
    second: String,
}

impl Convert for Pair {
    type Wire = String;

    fn to_wire(&self) -> String {
        let mut text = self.first.clone();
        text.push('/');
        text.push_str(&self.second);
        text
    }

    fn from_wire(wire: String) -> Result<Self, Error> {
        let (first, second) = wire.split_once('/').ok_or("no pair")?;
        Ok(Self {
            first: first.into(),
            second: second.into(),
        })
    }
}

/// A field of every form, alone, optional and in an array.
#[derive(Record)]
struct Bill<'run> {
    status: Status,
    grade: Grade,
    cents: Cents,
    id: BillId,
    code: Code<'run>,
    name: Name,
    discount: Percent,
    pair: Pair,
    #[record(default)]
    standard: Status,
    #[record(default = Grade::Fair)]
    best: Grade,
    maybe_status: Option<Status>,
    maybe_pair: Option<Pair>,
    statuses: Vec<Status>,
    grades: Vec<Grade>,
    sums: Vec<Cents>,
    codes: Vec<Code<'run>>,
    discounts: Vec<Percent>,
    pairs: Vec<Pair>,
}

#[extension(kind = "query", name = "Bill")]
fn bill<'run>(_: &QueryContext<'run>, args: Bill<'run>) -> Bill<'run> {
    args
}

/// Arrays of numbers that are narrower than on the wire.
#[derive(Record)]
struct NarrowItems {
    int8s: Vec<i8>,
    int16s: Vec<i16>,
    uint16s: Vec<u16>,
    uint32s: Vec<u32>,
}

#[extension(kind = "query", name = "NarrowItems")]
fn narrow_items(_: &QueryContext<'_>, args: NarrowItems) -> NarrowItems {
    args
}

/// A record with an id of its own type.
#[derive(Entity, Clone)]
#[entity(record = "typed.Bill")]
struct StoredBill<'run> {
    #[entity(id)]
    id: BillId,
    status: Status,
    sum: Cents,
    code: Option<Code<'run>>,
}

/// A state of a bill.
#[derive(Record)]
struct OfBill {
    id: BillId,
    status: Status,
}

/// Inserts a bill.
#[extension(kind = "command", name = "InsertBill")]
fn insert_bill(ctx: &CommandContext<'_>, args: OfBill) {
    let bill = StoredBill {
        id: args.id,
        status: args.status,
        sum: Cents(5),
        code: Some(Code("new")),
    };
    bill.insert(ctx);
}

/// Changes the state of a bill.
#[extension(kind = "command", name = "UpdateBill")]
fn update_bill(ctx: &CommandContext<'_>, args: OfBill) -> Result<OfBill, Error> {
    let bill = StoredBill::must_get(ctx, args.id)?;
    let bill = bill.update(ctx, |bill| bill.status = args.status)?;
    Ok(OfBill {
        id: bill.id,
        status: bill.status,
    })
}

/// Inserts a bill by the untyped layer.
#[extension(kind = "command", name = "InsertRawBill")]
fn insert_raw_bill(ctx: &CommandContext<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let state = ctx.untyped();
    let mut key = state.key_builder(Storage::Record, "typed.Bill");
    key.put("ID", args.get::<RecordId>("Id")?);
    let mut value = state.new_value(&key)?;
    value.put("Status", args.get::<&str>("Status")?);
    value.put("Sum", 5_i64);
    value.put("Code", "new");
    Ok(())
}

/// Returns the status of a bill, read by the untyped layer.
#[extension(kind = "query", name = "RawBill")]
fn raw_bill(ctx: &QueryContext<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let state = ctx.untyped();
    let mut key = state.key_builder(Storage::Record, "typed.Bill");
    key.put("ID", args.get::<RecordId>("Id")?);
    let bill = state.must_exist(&key)?;
    let mut result = state.new_value(&state.key_builder(Storage::Result, ""))?;
    result.put("Status", bill.get::<&str>("Status")?);
    result.put("Sum", bill.get::<i64>("Sum")?);
    result.put("Code", bill.get::<&str>("Code")?);
    Ok(())
}

/// Sums of bills, by keys of all forms.
#[derive(Entity, Clone)]
#[entity(view = "typed.Sums")]
struct Sums<'run> {
    #[entity(partition)]
    status: Status,
    #[entity(clustering)]
    grade: Grade,
    #[entity(clustering)]
    code: Code<'run>,
    #[entity(clustering)]
    discount: Percent,
    #[entity(clustering)]
    pair: Pair,
    sum: Cents,
}

/// The sum of a row.
#[derive(Record)]
struct Sum {
    sum: Cents,
}

/// Inserts a row with a key.
#[extension(kind = "projector", name = "InsertSum")]
fn insert_sum(ctx: &ProjectorContext<'_>, args: Event<'_, SumsKey<'_>>) {
    let key = args.argument;
    let row = Sums {
        status: key.status,
        grade: key.grade,
        code: key.code,
        discount: key.discount,
        pair: key.pair,
        sum: Cents(1),
    };
    row.insert(ctx);
}

/// Gets a row.
#[extension(kind = "query", name = "GetSum")]
fn get_sum(ctx: &QueryContext<'_>, key: SumsKey<'_>) -> Result<Sum, Error> {
    let row = Sums::must_get(ctx, key.clone())?;
    if row.key() != key {
        return Err("another key".into());
    }
    Ok(Sum { sum: row.sum })
}

/// The beginning of a key.
#[derive(Record)]
struct Lead {
    status: Status,
    grade: Option<Grade>,
}

/// Reads the rows whose key begins like this.
#[extension(kind = "query", name = "ReadSums")]
fn read_sums(ctx: &QueryContext<'_>, lead: Lead) -> Result<Vec<Sum>, Error> {
    let rows = match lead.grade {
        Some(grade) => Sums::read(ctx, (lead.status, grade))?,
        None => Sums::read(ctx, lead.status)?,
    };
    Ok(rows.map(|row| Sum { sum: row.sum }).collect())
}

/// A view with texts as key.
#[derive(Entity, Clone)]
#[entity(view = "typed.Ages")]
struct Ages {
    #[entity(partition)]
    first: String,
    #[entity(clustering)]
    last: String,
    age: u16,
}

/// A part of a name.
#[derive(Record)]
struct OfName<'run> {
    first: &'run str,
    last: Option<&'run str>,
}

/// Reads names: texts that are borrowed find texts that are owned.
#[extension(kind = "query", name = "ReadNames")]
fn read_names(ctx: &QueryContext<'_>, args: OfName<'_>) -> Result<(), Error> {
    let Some(last) = args.last else {
        return Ages::for_each(ctx, args.first, |row| ctx.result(&Age { age: row.age }));
    };
    let row = Ages::must_get(ctx, (args.first, last))?;
    let owned = Ages::get(ctx, (row.first, row.last))?;
    ctx.result(&Age {
        age: owned.map_or(0, |row| row.age),
    });
    Ok(())
}

/// An age.
#[derive(Record)]
struct Age {
    age: u16,
}

/// A singleton with fields of those types.
#[derive(Entity, Clone)]
#[entity(singleton = "typed.Standard")]
struct Standard {
    status: Status,
    discount: Percent,
}

/// Sets the standard.
#[extension(kind = "command", name = "SetStandard")]
fn set_standard(ctx: &CommandContext<'_>, args: OfBill) -> Result<(), Error> {
    if let Some(standard) = Standard::get(ctx)? {
        standard.update(ctx, |standard| {
            standard.status = args.status;
            standard.discount = Percent(standard.discount.0 / 2);
        })?;
    } else {
        let standard = Standard {
            status: args.status,
            discount: Percent(50),
        };
        standard.insert(ctx);
    }
    Ok(())
}
