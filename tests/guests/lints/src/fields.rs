use alloc::vec::Vec;
use core::marker::PhantomData;

use heeus_sdk::field::Convert;
use heeus_sdk::prelude::*;

/// An enum by names.
#[derive(Field, Clone, Copy, Debug, PartialEq, Eq)]
#[field(rename_all = "snake_case")]
#[must_use]
#[non_exhaustive]
pub enum Status {
    /// A variant.
    Open,
    /// A variant.
    #[field(rename = "no more")]
    #[deprecated]
    r#Void,
    /// A variant that `cfg` removes.
    #[cfg(any())]
    Open,
    /// A hidden variant.
    #[doc(hidden)]
    PartlyPaid,
}

/// An enum by numbers.
#[derive(Field, Clone, Copy, Debug)]
#[field(number)]
#[non_exhaustive]
#[deprecated]
pub enum Grade {
    /// A variant.
    Good = 1,
    /// A variant.
    #[deprecated]
    Bad = -1,
    /// A variant without a number.
    Other,
}

/// An enum with one variant.
#[derive(Field, Clone, Copy, Debug)]
#[field(number = i64)]
#[non_exhaustive]
pub enum One {
    /// A variant.
    One,
}

/// A struct around a number.
#[derive(Field, Clone, Copy, Debug)]
#[non_exhaustive]
#[must_use]
pub struct Cents(pub i64);

/// A struct around a text.
#[derive(Field, Clone, Copy, Debug)]
#[deprecated]
#[non_exhaustive]
pub struct Code<'run>(#[deprecated] &'run str);

/// A struct around an id, with a parameter.
#[derive(Field, Debug)]
#[non_exhaustive]
pub struct Id<E, const N: usize>(RecordId, PhantomData<fn() -> [E; N]>)
where
    E: Copy;

/// A struct with a conversion.
#[derive(Field, Clone, Debug, PartialEq, Eq)]
#[field(convert)]
#[non_exhaustive]
pub struct Lines<'run> {
    /// A text.
    pub text: &'run str,
}

impl<'run> Convert for Lines<'run> {
    type Wire = &'run str;

    #[inline]
    fn to_wire(&self) -> &'run str {
        self.text
    }

    #[inline]
    fn from_wire(wire: &'run str) -> Result<Self, Error> {
        Ok(Self { text: wire })
    }
}

/// A record with fields of these types.
#[derive(Clone, Record, Debug)]
#[non_exhaustive]
pub struct OfOwnTypes<'run> {
    /// A field.
    pub status: Status,
    /// A field with a default.
    #[record(default = Status::Open)]
    pub other: Status,
    /// A field.
    pub one: Option<One>,
    /// A list.
    pub sums: Vec<Cents>,
    /// A text.
    pub lines: Lines<'run>,
}

/// Rows with a key of these types.
#[derive(Entity, Clone, Debug)]
#[entity(view = "lints.Bills")]
#[non_exhaustive]
pub struct Bills<'run> {
    /// A key field.
    #[entity(partition)]
    pub status: Status,
    /// A key field.
    #[entity(clustering)]
    pub lines: Lines<'run>,
    /// A value.
    pub sum: Cents,
}
