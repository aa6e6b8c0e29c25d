//! Entities as structs, declared once, and their keys.

use alloc::vec::Vec;

use crate::run::encode::{Encode, FieldValue, to_bytes};
use heeus_abi::{EntityKind, FieldDesc, RecordRef, Storage};

use super::part::KeyOrder;
use super::record::Shape;
use crate::error::Error;

/// A struct for an element of an entity: a row of a view, a record or a singleton.
/// `#[derive(Entity)]` implements the trait, and puts the declaration into the manifest.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an entity",
    label = "expected a struct that derives `Entity`"
)]
pub trait Entity: Sized {
    /// The struct, with its borrowed data alive for `'a`.
    type WithLifetime<'a>: Entity;
    /// The qualified name.
    const NAME: &'static str;
    /// View, record or singleton.
    #[doc(hidden)]
    const KIND: EntityKind;
    /// The storage of the entity.
    const STORAGE: Storage;
    /// The value's fields, in the order of their names.
    #[doc(hidden)]
    const FIELDS: &'static [FieldDesc];
    /// The key's fields, in the order of their names.
    #[doc(hidden)]
    const KEY_FIELDS: &'static [FieldDesc];
    /// The order of the key's fields.
    #[doc(hidden)]
    const KEY_ORDER: KeyOrder;
    /// The shape of the value.
    #[doc(hidden)]
    const SHAPE: &'static Shape;
    /// The shape of the key.
    #[doc(hidden)]
    const KEY_SHAPE: &'static Shape;

    /// Passes the key's record to `take`.
    #[doc(hidden)]
    fn with_key<R>(&self, take: impl FnOnce(&dyn Encode) -> R) -> R;

    /// Passes the value's record to `take`.
    #[doc(hidden)]
    fn with_value<R>(&self, take: impl FnOnce(&dyn Encode) -> R) -> R;

    /// Passes the fields of key and value, to be written, to `take`.
    #[doc(hidden)]
    fn with_values<R>(&self, take: impl FnOnce(&[FieldValue<'_>], &mut [FieldValue<'_>]) -> R)
    -> R;

    /// Passes to `take` whether both have the same key, and for each field of the value whether it
    /// is the same, as on the wire.
    #[doc(hidden)]
    fn compare<R>(&self, other: &Self, take: impl FnOnce(bool, &[bool]) -> R) -> R;

    /// Builds the struct from the records of its key and of its value.
    #[doc(hidden)]
    fn assemble<'a>(
        key: RecordRef<'a>,
        value: RecordRef<'a>,
    ) -> Result<Self::WithLifetime<'a>, Error>;

    /// Builds the struct from records that may not live on: `copy` first copies the data that the
    /// struct borrows.
    #[doc(hidden)]
    fn assemble_copied<'a>(
        key: RecordRef<'_>,
        value: RecordRef<'_>,
        copy: impl Fn(RecordRef<'_>) -> RecordRef<'a>,
    ) -> Result<Self::WithLifetime<'a>, Error>;

    /// The bytes of the key's record, as in ABI.md.
    fn key_to_bytes(&self) -> Vec<u8> {
        self.with_key(to_bytes)
    }

    /// The bytes of the value's record, as in ABI.md.
    fn value_to_bytes(&self) -> Vec<u8> {
        self.with_value(to_bytes)
    }

    /// Builds the struct from the records of its key and of its value.
    ///
    /// # Errors
    /// If a field is absent, of another type, or does not fit; the text names the entity and the
    /// field.
    fn from_records<'a>(
        key: RecordRef<'a>,
        value: RecordRef<'a>,
    ) -> Result<Self::WithLifetime<'a>, Error> {
        Self::assemble(key, value)
    }
}

/// A struct with all fields of its entity. [`#[derive(Entity)]`](macro@crate::Entity) implements it
/// for each struct that is no part of another.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is a part of an entity",
    label = "expected the struct of the whole entity",
    note = "a part is read and updated; a new element has all fields, so the struct of the whole \
            inserts it"
)]
pub trait Whole: Entity {}

/// A part of an entity's key that a read may begin with: all partition fields, then any number of
/// the next fields in their order. This layer has no read across partitions; hosts refuse such a
/// read by default.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not begin a key of `{E}`",
    label = "expected all partition fields, then the next key fields in their order",
    note = "a read stays in one partition: a prefix is the only partition field, or a tuple of all \
            partition fields and the next key fields, or the key"
)]
pub trait Prefix<E> {
    /// Passes the record of the key's fields to `take`.
    #[doc(hidden)]
    fn with<R>(&self, take: impl FnOnce(&dyn Encode) -> R) -> R;

    /// The bytes of the record of these key fields, as in ABI.md.
    fn prefix_to_bytes(&self) -> Vec<u8> {
        self.with(to_bytes)
    }
}

/// A whole key of an entity.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a key of `{E}`",
    label = "expected all key fields, in their order",
    note = "a key is the only key field, a tuple of all key fields, or the struct that is named \
            after the entity: `OrdersKey` for `Orders`; that of a record is its id: `RecordId(1)`",
    note = "the fields are values, not references; in place of a `String` a `&str` will do: \
            `name.as_str()`"
)]
pub trait Key<E>: Prefix<E> {}
