//! Types of fields of every form, and a record that has them.

use std::marker::PhantomData;

use heeus_sdk::field::Convert;
use heeus_sdk::prelude::*;

#[derive(Field, Debug, Clone, Copy, PartialEq, Default)]
#[field(rename_all = "snake_case")]
pub enum Status {
    #[default]
    Open,
    PartlyPaid,
    #[field(rename = "void")]
    Cancelled,
}

#[derive(Field, Debug, Clone, Copy, PartialEq)]
#[field(number)]
pub enum Grade {
    Good = 1,
    Fair,
    Bad = -5,
}

pub const LARGE: i64 = 5_000_000_000;

#[derive(Field, Debug, Clone, Copy, PartialEq)]
#[field(number = i64)]
#[repr(i64)]
pub enum Large {
    Small = 1,
    Large = LARGE,
}

#[derive(Field, Debug, Clone, Copy, PartialEq)]
pub struct Cents(pub i64);

#[derive(Field, Debug, Clone, Copy, PartialEq)]
pub struct BillId(pub RecordId);

#[derive(Field, Debug, Clone, PartialEq)]
pub struct Code<'a>(pub &'a str);

#[derive(Field, Debug, Clone, PartialEq)]
pub struct Name(pub String);

/// An id of the entity `E`.
#[derive(Field)]
pub struct Id<E>(pub RecordId, pub PhantomData<fn() -> E>);

#[derive(Field, Debug, Clone, PartialEq)]
pub struct Statuses(pub Vec<Status>);

#[derive(Field, Debug, Clone, Copy, PartialEq)]
#[field(convert)]
pub struct Percent {
    pub value: u8,
}

impl Convert for Percent {
    type Wire = i32;

    fn to_wire(&self) -> i32 {
        i32::from(self.value)
    }

    fn from_wire(wire: i32) -> Result<Self, Error> {
        let value = u8::try_from(wire).ok().filter(|value| *value <= 100);
        let value = value.ok_or("not a percentage")?;
        Ok(Self { value })
    }
}

/// A range, as the text `1..3`.
#[derive(Field, Debug, Clone, PartialEq)]
#[field(convert)]
pub struct Range {
    pub from: i32,
    pub to: i32,
}

impl Convert for Range {
    type Wire = String;

    fn to_wire(&self) -> String {
        format!("{}..{}", self.from, self.to)
    }

    fn from_wire(wire: String) -> Result<Self, Error> {
        let parts = wire.split_once("..").and_then(|(from, to)| {
            let (from, to) = (from.parse().ok()?, to.parse().ok()?);
            Some(Self { from, to })
        });
        parts.ok_or_else(|| format!("`{wire}` is no range").into())
    }
}

#[derive(Record, Debug, Clone, PartialEq)]
pub struct Bill<'run> {
    pub status: Status,
    pub grade: Grade,
    pub large: Large,
    pub cents: Cents,
    #[record(rename = "ID")]
    pub id: BillId,
    pub code: Code<'run>,
    pub name: Name,
    pub discount: Percent,
    pub range: Range,
    pub maybe: Option<Status>,
    pub maybe_range: Option<Range>,
    #[record(default)]
    pub standard: Status,
    #[record(default = Grade::Fair)]
    pub best: Grade,
    pub grades: Vec<Grade>,
    pub statuses: Statuses,
    pub codes: Vec<Code<'run>>,
    pub discounts: Vec<Percent>,
    pub ranges: Vec<Range>,
    pub ids: Vec<BillId>,
}

pub fn bill() -> Bill<'static> {
    Bill {
        status: Status::PartlyPaid,
        grade: Grade::Bad,
        large: Large::Large,
        cents: Cents(-7),
        id: BillId(RecordId(9)),
        code: Code("c"),
        name: Name("n".to_owned()),
        discount: Percent { value: 7 },
        range: Range { from: 1, to: 30 },
        maybe: Some(Status::Cancelled),
        maybe_range: Some(Range { from: -1, to: 0 }),
        standard: Status::Open,
        best: Grade::Good,
        grades: vec![Grade::Good, Grade::Fair],
        statuses: Statuses(vec![Status::Open, Status::Cancelled]),
        codes: vec![Code("x"), Code("")],
        discounts: vec![Percent { value: 0 }, Percent { value: 100 }],
        ranges: vec![Range { from: 0, to: 1 }],
        ids: vec![BillId(RecordId(1))],
    }
}
