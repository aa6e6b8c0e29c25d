//! Values that are read from JSON.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use super::path::{Step, in_path};
use super::read::{FromJson, Inside, Json, JsonKind};
use crate::arena::small_vec::push;
use crate::error::Error;
use crate::untyped::RecordId;
use crate::values::{Date, Money, Timestamp};

impl<'a> FromJson<'a> for Json<'a> {
    #[inline]
    fn from_json(json: Self) -> Result<Self, Error> {
        Ok(json)
    }
}

impl<'a, T: FromJson<'a>> FromJson<'a> for Option<T> {
    #[inline]
    fn from_json(json: Json<'a>) -> Result<Self, Error> {
        if json.kind() == JsonKind::Null {
            return Ok(None);
        }
        T::from_json(json).map(Some)
    }
}

impl<'a> FromJson<'a> for Cow<'a, str> {
    #[inline(never)]
    fn from_json(json: Json<'a>) -> Result<Self, Error> {
        expect(json, JsonKind::Text)?;
        Ok(json.decoded())
    }
}

impl FromJson<'_> for String {
    #[inline]
    fn from_json(json: Json<'_>) -> Result<Self, Error> {
        Ok(match Cow::from_json(json)? {
            Cow::Borrowed(text) => crate::arena::small_vec::owned_text(text),
            Cow::Owned(text) => text,
        })
    }
}

impl FromJson<'_> for bool {
    fn from_json(json: Json<'_>) -> Result<Self, Error> {
        expect(json, JsonKind::Bool)?;
        Ok(json.scan().peek() == b't')
    }
}

/// Reads a number without fraction and exponent, and returns whether it is below 0.
#[inline(never)]
fn integer(json: Json<'_>) -> Option<(bool, u64)> {
    let text = json.as_json();
    let digits = text.strip_prefix('-').unwrap_or(text);
    let mut number = 0_u64;
    for byte in digits.bytes() {
        let digit = u64::from(byte.wrapping_sub(b'0'));
        // A point, an `e` and all that is no number begins with no digit.
        if digit > 9 || number > u64::MAX.wrapping_sub(digit) / 10 {
            return None;
        }
        number = number.wrapping_mul(10).wrapping_add(digit);
    }
    Some((digits.len() < text.len(), number))
}

/// Reads a number between two others.
#[inline(never)]
fn between(json: Json<'_>, [least, most]: [i64; 2], expected: &str) -> Result<i64, Error> {
    let number = match integer(json) {
        Some((true, number)) => 0_i64.checked_sub_unsigned(number),
        Some((false, number)) => 0_i64.checked_add_unsigned(number),
        None => None,
    };
    match number {
        Some(number) if number >= least && number <= most => Ok(number),
        _ => Err(json.unfit(expected)),
    }
}

macro_rules! integers {
    ($($ty:ty, $expected:literal;)+) => {$(
        impl FromJson<'_> for $ty {
            #[inline]
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                clippy::cast_lossless,
                reason = "the number is between those of the type"
            )]
            fn from_json(json: Json<'_>) -> Result<Self, Error> {
                let bounds = [Self::MIN as i64, Self::MAX as i64];
                between(json, bounds, $expected).map(|number| number as Self)
            }
        }
    )+};
}

integers! {
    i8, "a whole number of 8 bits";
    i16, "a whole number of 16 bits";
    i32, "a whole number of 32 bits";
    i64, "a whole number of 64 bits";
    u8, "a whole number of 8 bits, not below 0";
    u16, "a whole number of 16 bits, not below 0";
    u32, "a whole number of 32 bits, not below 0";
}

impl FromJson<'_> for u64 {
    fn from_json(json: Json<'_>) -> Result<Self, Error> {
        match integer(json) {
            Some((false, number) | (true, number @ 0)) => Ok(number),
            _ => Err(json.unfit("a whole number of 64 bits, not below 0")),
        }
    }
}

impl FromJson<'_> for RecordId {
    #[inline]
    fn from_json(json: Json<'_>) -> Result<Self, Error> {
        i64::from_json(json).map(Self)
    }
}

impl FromJson<'_> for f64 {
    fn from_json(json: Json<'_>) -> Result<Self, Error> {
        expect(json, JsonKind::Number)?;
        let number: Option<Self> = json.as_json().parse().ok();
        let number = number.filter(|number| number.is_finite());
        number.ok_or_else(|| json.unfit("a number of 64 bits"))
    }
}

impl FromJson<'_> for Money {
    fn from_json(json: Json<'_>) -> Result<Self, Error> {
        let amount = match json.kind() {
            JsonKind::Number => Self::parse(json.as_json()).ok(),
            JsonKind::Text => Self::parse(&json.decoded()).ok(),
            _ => None,
        };
        amount.ok_or_else(|| json.unfit("an amount with at most four decimal places"))
    }
}

macro_rules! times {
    ($($ty:ty, $expected:literal;)+) => {$(
        impl FromJson<'_> for $ty {
            fn from_json(json: Json<'_>) -> Result<Self, Error> {
                let is_text = json.kind() == JsonKind::Text;
                let time = is_text.then(|| Self::parse(&json.decoded()).ok());
                time.flatten().ok_or_else(|| json.unfit($expected))
            }
        }
    )+};
}

times! {
    Date, "a date such as 2026-11-30";
    Timestamp, "a time such as 2026-11-30T12:34:56.789Z";
}

impl<'a, T: FromJson<'a>> FromJson<'a> for Vec<T> {
    fn from_json(json: Json<'a>) -> Result<Self, Error> {
        let mut items = Self::new();
        for (index, item) in JsonItems::from_json(json)?.enumerate() {
            let item = T::from_json(item);
            push(
                &mut items,
                item.map_err(|error| in_path(&[Step::Index(index)], &error))?,
            );
        }
        Ok(items)
    }
}

/// The values of an array, in their order.
#[derive(Clone)]
pub struct JsonItems<'a>(Inside<'a>);

/// The members of an object, in their order: names and values. A name that is there twice comes
/// twice.
#[derive(Clone)]
pub struct JsonMembers<'a>(Inside<'a>);

impl<'a> FromJson<'a> for JsonItems<'a> {
    fn from_json(json: Json<'a>) -> Result<Self, Error> {
        expect(json, JsonKind::Array)?;
        Ok(Self(json.inside()))
    }
}

impl<'a> FromJson<'a> for JsonMembers<'a> {
    fn from_json(json: Json<'a>) -> Result<Self, Error> {
        expect(json, JsonKind::Object)?;
        Ok(Self(json.inside()))
    }
}

impl<'a> Iterator for JsonItems<'a> {
    type Item = Json<'a>;

    #[inline]
    fn next(&mut self) -> Option<Json<'a>> {
        self.0.next_value()
    }
}

impl<'a> Iterator for JsonMembers<'a> {
    type Item = (Cow<'a, str>, Json<'a>);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let (name, value) = self.0.next_member()?;
        Some((name.decoded(), value))
    }
}

#[inline(never)]
fn expect(json: Json<'_>, kind: JsonKind) -> Result<(), Error> {
    if json.kind() != kind {
        return Err(json.unfit(kind.name()));
    }
    Ok(())
}
