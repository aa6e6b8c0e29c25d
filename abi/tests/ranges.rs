//! Frozen bytes of keys with a range, annotated in `golden/*.hex`, as `golden.rs` freezes others.

#[path = "support/hex.rs"]
mod hex;
#[path = "support/same.rs"]
mod same;

use std::ops::Bound;

use heeus_abi::{
    KeyRange, KeyRef, RecordBuf, RecordBuilder, Storage, Value, encode_read_key, record_in_token,
    token_parts,
};

use same::same;

macro_rules! golden {
    ($name:literal) => {
        hex::bytes(include_str!(concat!("golden/", $name, ".hex")))
    };
}

type Fields = &'static [(&'static str, Value<'static>)];

const DAY: Fields = &[
    ("Year", Value::I32(2026)),
    ("Month", Value::I32(7)),
    ("Day", Value::I32(14)),
];

fn builder(fields: Fields) -> RecordBuilder<'static> {
    let mut builder = RecordBuilder::new();
    for (name, value) in fields {
        builder.put(name, *value);
    }
    builder
}

fn record(fields: Fields) -> RecordBuf {
    builder(fields).build().expect("a record")
}

#[track_caller]
fn freeze_range(golden: &[u8], range: &KeyRange<'_>) {
    let (view, year) = ("air.OrderedItems", &DAY[..1]);
    let mut made = Vec::new();
    let fields = builder(year);
    encode_read_key(Storage::View, view, fields.fields(), range, &mut made).expect("a key");
    same(&made, golden, "key block");
    let read = KeyRef::check_read(golden).expect("canonical");
    assert_eq!((read.storage, read.entity), (Storage::View, view));
    assert_eq!((read.record, read.range), (record(year).as_ref(), *range));
    assert!(KeyRef::check(golden).is_err(), "a get has no range");
}

#[test]
fn ranges() {
    let (lower, upper) = (record(&DAY[..2]), record(DAY));
    let (lower, upper) = (lower.as_ref().as_bytes(), upper.as_ref().as_bytes());
    let reverse = KeyRange {
        is_reverse: true,
        ..KeyRange::ALL
    };
    freeze_range(&golden!("key_reverse"), &reverse);
    let both = KeyRange {
        lower: Bound::Included(lower),
        upper: Bound::Excluded(upper),
        ..KeyRange::ALL
    };
    freeze_range(&golden!("key_range"), &both);
    let after = KeyRange {
        after: Some(b"not a record"),
        ..KeyRange::ALL
    };
    freeze_range(&golden!("key_after"), &after);
    // Without a range the block is that of a get.
    let mut made = Vec::new();
    let fields = builder(&DAY[..1]);
    let (view, all) = ("air.OrderedItems", KeyRange::ALL);
    encode_read_key(Storage::View, view, fields.fields(), &all, &mut made).expect("a key");
    same(&made, &golden!("key_partial"), "key block");
}

#[test]
fn a_token_names_its_entity() {
    let key = record(DAY);
    let token = token_parts("air.Orders", key.as_ref().as_bytes()).concat();
    assert_eq!(
        record_in_token("air.Orders", &token),
        Some(key.as_ref().as_bytes())
    );
    for other in ["air.Order", "air.Orders2", "air.Orderz", ""] {
        assert_eq!(record_in_token(other, &token), None, "{other}");
    }
    for cut in 0..=10 {
        assert_eq!(record_in_token("air.Orders", &token[..cut]), None, "{cut}");
    }
}
