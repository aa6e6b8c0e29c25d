//! The errors of values that an own type does not have.

use heeus_abi::{RecordRef, Value};
use heeus_sdk::prelude::*;

use super::types::Large;
use super::{read, record};

#[derive(Field, Debug, PartialEq)]
#[field(rename_all = "camelCase")]
enum Many {
    A1,
    A2,
    A3,
    A4,
    A5,
    A6,
    A7,
    A8,
    A9,
    A10,
    A11,
    A12,
    A13,
    A14,
    A15,
    A16,
    A17,
}

#[derive(Record, Debug, PartialEq)]
struct OfMany {
    value: Many,
}

#[derive(Field, Debug, PartialEq)]
enum Only {
    This,
}

#[derive(Record, Debug, PartialEq)]
struct OfOnly {
    value: Only,
}

#[derive(Record, Debug, PartialEq)]
struct OfLarge {
    value: Option<Large>,
}

#[derive(Record, Debug, PartialEq)]
struct Inner {
    value: OfOnly,
}

/// A struct around a record, whose errors have a place already.
#[derive(Field, Debug, PartialEq)]
struct Around(OfOnly);

#[derive(Record, Debug, PartialEq)]
struct OfAround {
    value: Around,
}

#[test]
fn an_error_is_bounded_and_names_its_place_once() {
    let text = |text: &str| record(&[("Value", Value::Str(text))]);
    let known = "a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, ..";
    let error = read::<OfMany>(&text("a18")).expect_err("there is no a18");
    assert_eq!(
        error,
        format!("OfMany: field Value is \"a18\", expected one of {known}")
    );
    assert_eq!(read(&text("a17")), Ok(OfMany { value: Many::A17 }));
    let error = read::<OfOnly>(&text("that")).expect_err("there is one variant");
    assert_eq!(error, "OfOnly: field Value is \"that\", expected This");
    let long = "x".repeat(1000);
    let error = read::<OfOnly>(&text(&long)).expect_err("there is one variant");
    let shown = "x".repeat(60);
    assert_eq!(
        error,
        format!("OfOnly: field Value is \"{shown}..\", expected This")
    );

    let number = record(&[("Value", Value::I64(i64::MIN))]);
    let error = read::<OfLarge>(&number).expect_err("there is no such number");
    let expected = "OfLarge: field Value is -9223372036854775808, expected one of 1, 5000000000";
    assert_eq!(error, expected);

    let inner = text("that");
    let inner = Value::Record(RecordRef::check(&inner).expect("it is a record"));
    let bytes = record(&[("Value", inner)]);
    let expected = "OfOnly: field Value is \"that\", expected This";
    assert_eq!(read::<Inner>(&bytes), Err(expected.into()));
    assert_eq!(read::<OfAround>(&bytes), Err(expected.into()));
}
