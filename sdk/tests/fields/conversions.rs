//! Conversions that borrow, and those to optional values.

use heeus_abi::Value;
use heeus_sdk::field::Convert;
use heeus_sdk::prelude::*;

use super::{read, record};

#[derive(Record, Debug, PartialEq)]
struct One<'run> {
    value: Lines<'run>,
}

/// A text of one line.
#[derive(Field, Debug, PartialEq)]
#[field(convert)]
struct Lines<'run>(&'run str);

impl<'run> Convert for Lines<'run> {
    type Wire = &'run str;

    fn to_wire(&self) -> &'run str {
        self.0
    }

    fn from_wire(wire: &'run str) -> Result<Self, Error> {
        if wire.is_empty() {
            return Err(Error::from(" is empty"));
        }
        Ok(Self(wire))
    }
}

/// An amount that is 0 if its field is absent.
#[derive(Field, Debug, PartialEq)]
#[field(convert)]
struct Sum(i64);

impl Convert for Sum {
    type Wire = Option<i64>;

    fn to_wire(&self) -> Option<i64> {
        (self.0 != 0).then_some(self.0)
    }

    fn from_wire(wire: Option<i64>) -> Result<Self, Error> {
        Ok(Self(wire.unwrap_or(0)))
    }
}

#[derive(Record, Debug, PartialEq)]
struct OfSum {
    value: Sum,
}

#[test]
fn a_conversion_may_borrow_and_may_be_optional() {
    let bytes = record(&[("Value", Value::Str("text"))]);
    assert_eq!(
        read(&bytes),
        Ok(One {
            value: Lines("text")
        })
    );
    assert_eq!(
        One {
            value: Lines("text")
        }
        .to_bytes(),
        bytes
    );
    let empty = record(&[("Value", Value::Str(""))]);
    let error = read::<One<'_>>(&empty).expect_err("it is empty");
    assert_eq!(error, "One: field Value is empty");

    for (number, fields) in [(0, &[][..]), (7, &[("Value", Value::I64(7))])] {
        let bytes = record(fields);
        assert_eq!(OfSum { value: Sum(number) }.to_bytes(), bytes);
        assert_eq!(read(&bytes), Ok(OfSum { value: Sum(number) }));
    }
}
