//! JSON for other servers: written without mistakes of form, and read without copies.
//!
//! | function | |
//! |---|---|
//! | [`object()`], [`array()`] | write an object or an array by a function: [`JsonObject`], [`JsonArray`] |
//! | [`try_object`], [`try_array`] | the same by a function that may fail |
//! | [`of`] | writes one value: [`ToJson`] |
//! | [`read`] | checks a text, and returns its value: [`Json`], [`FromJson`] |
//!
//! [`HttpRequest::json`](crate::sys::HttpRequest::json) sends what is written, and
//! [`HttpResponse::json`](crate::sys::HttpResponse::json) reads an answer.

mod check;
mod escape;
mod from_json;
mod path;
mod read;
mod scan;
mod to_json;
mod write;

pub use check::read;
pub use from_json::{JsonItems, JsonMembers};
pub use path::JsonPath;
pub use read::{FromJson, Json, JsonKind};
pub use write::{
    JsonArray, JsonFilled, JsonObject, JsonSlot, ToJson, array, object, of, try_array, try_object,
};
