//! Values that fields have, amounts of money, dates and times, and texts of values.
//!
//! | type | on the wire | as text |
//! |---|---|---|
//! | [`Money`] | i64, ten-thousandths | `1234.50` |
//! | [`Date`] | i32, days since 1970-01-01 | `2026-11-30` |
//! | [`Timestamp`] | i64, milliseconds since 1970, UTC | `2026-11-30T12:34:56.789Z` |
//! | [`Weekday`] | i32, 1 for Monday to 7 | |
//!
//! They are types of fields, of keys and of items, and they have the order of their numbers.
//! Arithmetic returns `None` where the result has no value of the type. Texts are read by `parse`
//! and written by `to_text`, without the formatting code of Rust; `Display` is for tests and for
//! native programs.
//!
//! [`text!`] builds a [`Text`] of several values, in place of `format!`. [`json`] writes values for
//! other servers, and reads their answers.

mod date;
pub mod json;
mod money;
mod text;
mod timestamp;

pub use date::{Date, Weekday};
pub use money::{Money, Rounding};
pub use text::ParseError;
pub use timestamp::Timestamp;

#[doc(inline)]
pub use heeus_sdk_macros::text;

pub use crate::arena::text::{Text, ToText};
