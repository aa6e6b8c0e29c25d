//! Forms that records, entities and their keys may have.
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs)]
#![allow(
    clippy::pedantic,
    unused_qualifications,
    reason = "what may be written is the point, not style"
)]

extern crate alloc;

use alloc::string::String;
use alloc::vec::Vec;
use heeus_sdk::prelude::*;
use heeus_sdk::{access::GetView, untyped::Items};

/// A record with a field of each type that is not borrowed.
#[derive(Record, Debug, Clone, Default, PartialEq)]
pub struct Owned {
    /// A number; all numbers have one of two types on the wire.
    pub int8: i8,
    /// A number.
    pub int16: i16,
    /// A number.
    pub int32: i32,
    /// A number.
    pub int64: i64,
    /// A number.
    pub uint8: u8,
    /// A number.
    pub uint16: u16,
    /// A number.
    pub uint32: u32,
    /// A number.
    pub float32: f32,
    /// A number.
    pub float64: f64,
    /// A boolean.
    pub yes: bool,
    /// A text.
    pub text: String,
    /// Bytes.
    pub bytes: Vec<u8>,
    /// A record.
    pub record: Line,
    /// An optional record.
    pub maybe: Option<Line>,
    /// Arrays.
    pub texts: Vec<String>,
    /// Arrays.
    pub lines: Option<Vec<Line>>,
}

/// A record inside other records.
#[derive(Record, Debug, Clone, Default, PartialEq)]
pub struct Line {
    quantity: i32,
}

/// A record with a field of each type that is borrowed.
#[derive(Record, Debug, Clone)]
pub struct Borrowed<'a> {
    text: &'a str,
    bytes: &'a [u8],
    qname: QName<'a>,
    id: RecordId,
    element: WasmStateElement<'a>,
    items: Items<'a>,
    inner: Inner<'a>,
    ints: Vec<i32>,
    longs: Vec<i64>,
    floats: Vec<f32>,
    doubles: Vec<f64>,
    flags: Vec<bool>,
    texts: Vec<&'a str>,
    blobs: Vec<&'a [u8]>,
    owned: Vec<Vec<u8>>,
    names: Vec<QName<'a>>,
    ids: Vec<RecordId>,
    inners: Vec<Inner<'a>>,
    maybe: Option<Vec<Option1<'a>>>,
}

/// A record whose lifetime has another name.
#[derive(Record, Debug, Clone)]
struct Inner<'of> {
    name: &'of str,
}

type Text<'a> = &'a str;

/// A record with types in all notations.
#[derive(Record, Debug, Clone)]
struct Option1<'a> {
    a: core::option::Option<Text<'a>>,
    b: alloc::vec::Vec<alloc::string::String>,
    #[record(default)]
    c: Option<i32>,
}

const NOTE: &str = "none";

/// A record with every attribute of fields.
#[derive(Record)]
#[record(rename_all = "snake_case")]
pub struct Told<'run> {
    r#type: i32,
    #[record(rename = "with spaces, ü")]
    odd: i32,
    #[record(default)]
    zero: i64,
    #[record(default = NOTE)]
    note: &'run str,
    #[record(default = { let one = 1; one + 1 })]
    two: i32,
    #[record(default = String::from("text"), rename = "Text")]
    text: String,
    #[cfg(any())]
    not_there: Unknown,
    #[cfg(not(any()))]
    there: bool,
    /// A field with attributes of others.
    #[doc(alias = "attributes of others stay what they are")]
    unread: bool,
}

/// A record without fields.
#[derive(Record)]
pub struct Nothing;

/// A record without fields, in the other notation.
#[derive(Record)]
pub struct Empty {}

/// A view whose key borrows.
#[derive(Entity, Clone, Debug, PartialEq)]
#[entity(view = "shop.Totals", rename_all = "camelCase")]
pub struct Totals<'run> {
    /// The customer.
    #[entity(partition)]
    pub customer: &'run str,
    #[entity(partition)]
    r#type: i32,
    /// The time.
    #[entity(clustering)]
    pub day: u16,
    #[entity(clustering, rename = "Article")]
    article: RecordId,
    /// The amount.
    pub amount: i64,
    note: Option<&'run str>,
    #[entity(default)]
    tags: Vec<&'run str>,
}

/// A view whose value borrows and whose key does not.
#[derive(Entity, Clone)]
#[entity(view = "shop.Days")]
struct Days<'any> {
    #[entity(partition)]
    year: i32,
    note: &'any str,
}

/// A view without value fields.
#[derive(Entity, Clone)]
#[entity(view = "shop.Seen")]
struct Seen {
    #[entity(partition)]
    name: String,
    #[entity(clustering)]
    code: Vec<u8>,
}

/// A record.
#[derive(Entity, Clone)]
#[entity(record = "shop.Article")]
struct Article<'run> {
    #[entity(id)]
    id: RecordId,
    name: &'run str,
    lines: Vec<Line>,
}

/// A singleton that is also a record inside other records.
#[derive(Entity, Record, Clone)]
#[entity(singleton = "shop.Config")]
struct Config {
    #[entity(rename = "Max", default = 7)]
    #[record(rename = "Max", default = 7)]
    limit: i64,
}

/// Reads and gets by keys in all forms, for any kind that may read views.
pub fn total<'run>(
    ctx: &(impl GetView<'run> + heeus_sdk::access::ReadView<'run>),
) -> Result<i64, Error> {
    let _ = ctx.state();
    let local = String::from("a customer");
    let whole = (local.as_str(), 1, 2, RecordId(3));
    let mut sum = Totals::get(ctx, whole)?.map_or(0, |total| total.amount);
    sum += Totals::must_get(ctx, whole)?.amount;
    let kept: Rows<Totals<'run>> = Totals::read(ctx, ("customer", 1, 2))?;
    let key: Option<TotalsKey<'_>> = kept.as_slice().first().map(Totals::key);
    assert!(key.clone() == kept.as_slice().first().map(Totals::key));
    if let Some(key) = key {
        sum += Totals::must_get(ctx, key)?.amount;
    }
    sum += Totals::read_at_most(ctx, (local.as_str(), 1), 10)?
        .map(|total| total.amount)
        .sum::<i64>();
    Totals::for_each(ctx, (local.as_str(), 1), |total| sum += total.amount)?;
    Totals::try_for_each(ctx, ("customer", 1), |total| match total.note {
        Some(_) => Err(Error::from("a note")),
        None => Ok(()),
    })?;
    sum += i64::from(Days::must_get(ctx, 2026)?.year);
    let _ = Days::must_get(ctx, DaysKey { year: 2026 })?.note;
    let _ = Seen::get(ctx, (local.clone(), Vec::new()))?.map(|seen| (seen.name, seen.code));
    Ok(sum)
}

#[extension(kind = "command")]
fn record_of_an_id<'run>(ctx: &CommandContext<'run>) -> Result<(), Error> {
    let article: Article<'run> = Article::must_get(ctx, RecordId(1))?;
    let id = article.id;
    article.update(ctx, |article| {
        article.name = "new";
        article.lines.clear();
    })?;
    Article {
        id,
        name: "other",
        lines: Vec::new(),
    }
    .insert(ctx);
    let _ = Article::get(ctx, id)?.map(|article| article.name);
    Ok(())
}

macro_rules! record_named {
    ($(#[$attribute:meta])* $name:ident { $($field:ident: $ty:ty,)+ }) => {
        $(#[$attribute])*
        #[derive(Record)]
        pub struct $name { $(#[doc = "A field."] pub $field: $ty,)+ }
    };
}
record_named! {
    /// A record in the output of a macro.
    FromMacro { a: i32, b: Vec<Line>, c: Option<String>, }
}

/// Uses the items that the macros generate.
pub fn main() {
    #[derive(Record)]
    struct Inside {
        line: Line,
    }
    #[derive(Entity)]
    #[entity(view = "shop.Inside")]
    struct InsideToo {
        #[entity(partition)]
        year: i32,
    }

    let inside = Inside {
        line: Line { quantity: 1 },
    };
    assert!(!inside.to_bytes().is_empty());
    assert_eq!(InsideToo { year: 1 }.key(), InsideTooKey { year: 1 });
    assert_eq!(
        alloc::format!("{:?}", InsideToo { year: 1 }.key()),
        "InsideTooKey { year: 1 }"
    );
}
