//! Entities as structs: views, records and singletons, declared once.

use alloc::vec::Vec;

use crate::run::encode::{Encode, FieldValue, to_bytes};
use heeus_abi::{EntityKind, FieldDesc, RecordRef, Storage};

use super::record::Shape;
use super::rows::Rows;
use super::store;
use crate::context::access::{
    GetRecord, GetView, InsertRecord, InsertView, ReadView, UpdateRecord, UpdateView,
};
use crate::error::{Error, StateError};
use crate::untyped::IntoFlow;

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

/// Writes the documentation of a function that the traits of entities have in common. The
/// signatures stay in the traits, since the compiler shows them in its messages.
macro_rules! docs {
    (get: $element:literal $($of:literal)?) => {
        concat!(
            "Gets the ", $element, $(" of ", $of,)? ", if there is one.\n\n# Errors\n",
            "If the storage fails, or the ", $element, " does not fit the struct."
        )
    };
    (must_get: $element:literal $($of:literal)?) => {
        concat!(
            "Gets the ", $element, $(" of ", $of,)? ", which must exist.\n\n# Errors\n",
            "If there is none, the storage fails, or the ", $element, " does not fit the struct."
        )
    };
    (insert: $element:literal, $what:literal) => {
        concat!(
            "Adds an intent: ", $what, " A ", $element,
            " that does not fit a block fails the run at its end."
        )
    };
    (update: $element:literal $(, $key:literal)?) => {
        concat!(
            "Adds an intent: the changes that `change` makes to the ", $element,
            ". Only fields that differ are written, and no intent is added if none does. ",
            "Returns the changed ", $element, ". Reads do not see the changes. ",
            "So a run sets each field of a ", $element,
            " once: the host refuses a second update of the same field, even of the returned ",
            $element, ".\n\n# Errors\nIf ", $("the ", $key, " was changed too, or ",)?
            "an optional field that had a value has none any more."
        )
    };
}

/// Reads and intents of rows of a view.
///
/// ```
/// use heeus_sdk::prelude::*;
///
/// /// Totals of what was ordered, by day.
/// #[derive(Entity, Clone)]
/// #[entity(view = "shop.Totals")]
/// struct Totals {
///     #[entity(partition)]
///     year: i32,
///     #[entity(clustering)]
///     day: i32,
///     amount: i64,
/// }
///
/// fn add(ctx: &ProjectorContext<'_>, day: i32, amount: i64) -> Result<(), Error> {
///     if let Some(total) = Totals::get(ctx, (2026, day))? {
///         let sum = total.amount.checked_add(amount).ok_or("the sum is too large")?;
///         total.update(ctx, |total| total.amount = sum)?;
///     } else {
///         Totals { year: 2026, day, amount }.insert(ctx);
///     }
///     Ok(())
/// }
///
/// fn year(ctx: &QueryContext<'_>) -> Result<i64, Error> {
///     let mut amounts = Totals::read(ctx, 2026)?.map(|total| total.amount);
///     let sum = amounts.try_fold(0, i64::checked_add);
///     Ok(sum.ok_or("the sum is too large")?)
/// }
/// ```
pub trait View: Entity {
    #[doc = docs!(get: "row" "a key")]
    fn get<'run>(
        ctx: &impl GetView<'run>,
        key: impl Key<Self>,
    ) -> Result<Option<Self::WithLifetime<'run>>, Error> {
        store::get::<Self>(ctx.state(), &key)
    }

    #[doc = docs!(must_get: "row" "a key")]
    fn must_get<'run>(
        ctx: &impl GetView<'run>,
        key: impl Key<Self>,
    ) -> Result<Self::WithLifetime<'run>, Error> {
        require::<Self, _>(Self::get(ctx, key))
    }

    /// Reads all rows whose key begins with `prefix`, in key order, into the memory of the run.
    /// [`for_each`](Self::for_each) needs memory for one row only.
    ///
    /// # Errors
    /// If the storage fails, or a row does not fit the struct.
    fn read<'run>(
        ctx: &impl ReadView<'run>,
        prefix: impl Prefix<Self>,
    ) -> Result<Rows<Self::WithLifetime<'run>>, Error> {
        store::read::<Self>(ctx.state(), &prefix, 0)
    }

    /// Reads as [`read`](Self::read), but at most `limit` rows: for 0 there are none, and the host
    /// is not asked.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    fn read_at_most<'run>(
        ctx: &impl ReadView<'run>,
        prefix: impl Prefix<Self>,
        limit: u32,
    ) -> Result<Rows<Self::WithLifetime<'run>>, Error> {
        if limit == 0 {
            return Ok(Vec::new().into());
        }
        store::read::<Self>(ctx.state(), &prefix, limit)
    }

    /// Hands each row whose key begins with `prefix` to `callback`, in key order. A row is dropped
    /// when the callback returns, so any number of them needs constant memory. The callback may
    /// return `()`, or a [`ControlFlow`](core::ops::ControlFlow) to stop early.
    ///
    /// # Errors
    /// If the storage fails, or a row does not fit the struct.
    fn for_each<'run, F: IntoFlow>(
        ctx: &impl ReadView<'run>,
        prefix: impl Prefix<Self>,
        mut callback: impl FnMut(Self::WithLifetime<'_>) -> F,
    ) -> Result<(), Error> {
        store::for_each::<Self, Error>(ctx.state(), &prefix, |row| Ok(callback(row).flow()))
    }

    /// Does as [`for_each`](Self::for_each), but ends with the first error of the callback, which
    /// returns `Ok(())`, or a [`ControlFlow`](core::ops::ControlFlow) inside of `Ok` to stop early.
    ///
    /// # Errors
    /// The error of the callback, or those of [`for_each`](Self::for_each).
    fn try_for_each<'run, F: IntoFlow, E: From<Error>>(
        ctx: &impl ReadView<'run>,
        prefix: impl Prefix<Self>,
        mut callback: impl FnMut(Self::WithLifetime<'_>) -> Result<F, E>,
    ) -> Result<(), E> {
        store::for_each::<Self, E>(ctx.state(), &prefix, |row| {
            callback(row).map(IntoFlow::flow)
        })
    }

    #[doc = docs!(insert: "row", "the present row, in place of a row with the same key. Reads do \
        not see it. A run may insert a row once: the host refuses a second insert.")]
    fn insert<'run>(&self, ctx: &impl InsertView<'run>) {
        store::insert(ctx.state(), self);
    }

    #[doc = docs!(update: "row", "key")]
    fn update<'run>(
        &self,
        ctx: &impl UpdateView<'run>,
        change: impl FnOnce(&mut Self),
    ) -> Result<Self, Error>
    where
        Self: Clone,
    {
        store::update(ctx.state(), self, change)
    }
}

/// Reads and intents of records with an id.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a record with an id",
    label = "expected a struct with `#[entity(record = \"..\")]`"
)]
pub trait RecordEntity: Entity {
    #[doc = docs!(get: "record" "an id")]
    fn get<'run>(
        ctx: &impl GetRecord<'run>,
        id: impl Key<Self>,
    ) -> Result<Option<Self::WithLifetime<'run>>, Error> {
        store::get::<Self>(ctx.state(), &id)
    }

    #[doc = docs!(must_get: "record" "an id")]
    fn must_get<'run>(
        ctx: &impl GetRecord<'run>,
        id: impl Key<Self>,
    ) -> Result<Self::WithLifetime<'run>, Error> {
        require::<Self, _>(Self::get(ctx, id))
    }

    #[doc = docs!(insert: "record", "a new record. A record with its id must not exist.")]
    fn insert<'run>(&self, ctx: &impl InsertRecord<'run>) {
        store::insert(ctx.state(), self);
    }

    #[doc = docs!(update: "record", "id")]
    fn update<'run>(
        &self,
        ctx: &impl UpdateRecord<'run>,
        change: impl FnOnce(&mut Self),
    ) -> Result<Self, Error>
    where
        Self: Clone,
    {
        store::update(ctx.state(), self, change)
    }
}

/// Reads and intents of the one record of a singleton.
pub trait Singleton: Entity
where
    (): Key<Self>,
{
    #[doc = docs!(get: "record")]
    fn get<'run>(ctx: &impl GetRecord<'run>) -> Result<Option<Self::WithLifetime<'run>>, Error> {
        store::get::<Self>(ctx.state(), &())
    }

    #[doc = docs!(must_get: "record")]
    fn must_get<'run>(ctx: &impl GetRecord<'run>) -> Result<Self::WithLifetime<'run>, Error> {
        require::<Self, _>(Self::get(ctx))
    }

    #[doc = docs!(insert: "record", "the record, which must not exist yet.")]
    fn insert<'run>(&self, ctx: &impl InsertRecord<'run>) {
        store::insert(ctx.state(), self);
    }

    #[doc = docs!(update: "record")]
    fn update<'run>(
        &self,
        ctx: &impl UpdateRecord<'run>,
        change: impl FnOnce(&mut Self),
    ) -> Result<Self, Error>
    where
        Self: Clone,
    {
        store::update(ctx.state(), self, change)
    }
}

#[inline]
fn require<E: Entity, T>(found: Result<Option<T>, Error>) -> Result<T, Error> {
    found?.ok_or_else(|| store::failed::<E>(StateError::NotExists))
}
