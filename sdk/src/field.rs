//! Rust types as fields, keys and records: bounds for code that is generic over them.
//!
//! | trait | a type that |
//! |---|---|
//! | [`ToField`], [`ReadField`] | a field of a struct may have |
//! | [`ToItem`], [`ReadItem`] | an item of an array may have |
//! | [`KeyField`] | a field of a key may have |
//! | [`Key`], [`Prefix`] | is a key of an entity, or begins one |
//! | [`Whole`] | is an entity with all of its fields |
//! | [`Convert`] | has a value of another type on the wire |
//! | [`ToRecord`] | is written as a record; [`Record`](trait@crate::Record) is one that is read too |
//! | [`FromField`], [`IntoField`] | a field of the [untyped layer](crate::untyped) is read as, or filled with |

pub use crate::typed::{
    Convert, Key, KeyField, Prefix, ReadField, ReadItem, ToField, ToItem, ToRecord, Whole,
};
pub use crate::untyped::value::{FromField, IntoField};
