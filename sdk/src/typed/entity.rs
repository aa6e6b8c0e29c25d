//! Entities that are structs: views, records and singletons, declared once.

use alloc::vec::Vec;

use crate::run::encode::{Encode, FieldValue, to_bytes};
use heeus_abi::{EntityKind, Mark, RecordRef, Storage};

use super::record::Shape;
use super::rows::Rows;
use super::store;
use crate::context::{
    GetRecord, GetView, InsertRecord, InsertView, ReadView, UpdateRecord, UpdateView,
};
use crate::error::{Error, StateError};
use crate::untyped::IntoFlow;

/// A struct that is an element of an entity: a row of a view, a record or a singleton. `#[derive(Entity)]` makes it so,
/// and puts the declaration into the manifest.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an entity",
    label = "expected a struct that derives `Entity`"
)]
pub trait Entity: Sized {
    /// The struct with what it borrows alive for `'a`.
    type Of<'a>: Entity;
    /// The qualified name.
    const NAME: &'static str;
    /// View, record or singleton.
    const KIND: EntityKind;
    /// The storage that it is in.
    const STORAGE: Storage;
    /// The value's fields, in the order of their names.
    #[doc(hidden)]
    const MARKS: &'static [Mark];
    /// The key's fields, in the order of their names.
    #[doc(hidden)]
    const KEY_MARKS: &'static [Mark];
    /// What is known of the value.
    const SHAPE: &'static Shape;
    /// What is known of the key.
    const KEY_SHAPE: &'static Shape;

    /// The key's record.
    #[doc(hidden)]
    fn with_key<R>(&self, take: impl FnOnce(&dyn Encode) -> R) -> R;

    /// The value's record.
    #[doc(hidden)]
    fn with_value<R>(&self, take: impl FnOnce(&dyn Encode) -> R) -> R;

    /// The fields of key and value on their way into a record.
    #[doc(hidden)]
    fn with_values<R>(&self, take: impl FnOnce(&[FieldValue<'_>], &mut [FieldValue<'_>]) -> R)
    -> R;

    /// Makes the struct of the records of its key and of its value.
    #[doc(hidden)]
    fn assemble<'a>(key: RecordRef<'a>, value: RecordRef<'a>) -> Result<Self::Of<'a>, Error>;

    /// The same of records that may be gone soon: what is borrowed of them is kept by `keep` first.
    #[doc(hidden)]
    fn keep<'a>(
        key: RecordRef<'_>,
        value: RecordRef<'_>,
        keep: impl Fn(RecordRef<'_>) -> RecordRef<'a>,
    ) -> Result<Self::Of<'a>, Error>;

    /// The bytes of the key's record, as ABI.md has them.
    fn key_to_bytes(&self) -> Vec<u8> {
        self.with_key(to_bytes)
    }

    /// The bytes of the value's record, as ABI.md has them.
    fn value_to_bytes(&self) -> Vec<u8> {
        self.with_value(to_bytes)
    }

    /// Makes the struct of the records of its key and of its value.
    ///
    /// # Errors
    /// Where a field is absent, of another type, or does not fit; the text names the entity and the field.
    fn from_records<'a>(key: RecordRef<'a>, value: RecordRef<'a>) -> Result<Self::Of<'a>, Error> {
        Self::assemble(key, value)
    }
}

/// A part of an entity's key that a read may begin with: all partition fields, then any number of the next fields in
/// their order. A read across partitions is no read of this layer; hosts refuse it unless they are told otherwise.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not begin a key of `{E}`",
    label = "expected all partition fields, then the next key fields in their order",
    note = "a read stays in one partition: a prefix is the only partition field, or a tuple of all partition fields and the next key fields, or the key"
)]
pub trait Prefix<E> {
    /// The record of the key's fields.
    #[doc(hidden)]
    fn with<R>(&self, take: impl FnOnce(&dyn Encode) -> R) -> R;

    /// The bytes of the record of these key fields, as ABI.md has them.
    fn prefix_to_bytes(&self) -> Vec<u8> {
        self.with(to_bytes)
    }
}

/// A whole key of an entity.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a key of `{E}`",
    label = "expected all key fields, in their order",
    note = "a key is the only key field, a tuple of all key fields, or the struct that is named after the entity: `OrdersKey` for `Orders`"
)]
pub trait Key<E>: Prefix<E> {}

/// What rows of a view can do.
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
    /// The row of a key, if there is one.
    ///
    /// # Errors
    /// Where the storage fails, or the row does not fit the struct.
    fn get<'run>(
        ctx: &impl GetView<'run>,
        key: impl Key<Self>,
    ) -> Result<Option<Self::Of<'run>>, Error> {
        store::get::<Self>(ctx.state(), &key)
    }

    /// The row of a key, which must be there.
    ///
    /// # Errors
    /// Where there is none, the storage fails, or the row does not fit the struct.
    fn must_get<'run>(
        ctx: &impl GetView<'run>,
        key: impl Key<Self>,
    ) -> Result<Self::Of<'run>, Error> {
        there::<Self, _>(Self::get(ctx, key))
    }

    /// All rows whose key begins so, in key order, kept in the memory of the run.
    /// [`for_each`](Self::for_each) needs memory for one row only.
    ///
    /// # Errors
    /// Where the storage fails, or a row does not fit the struct.
    fn read<'run>(
        ctx: &impl ReadView<'run>,
        prefix: impl Prefix<Self>,
    ) -> Result<Rows<Self::Of<'run>>, Error> {
        store::read::<Self>(ctx.state(), &prefix, 0)
    }

    /// As [`read`](Self::read), but at most `limit` rows: for 0 there are none, and the host is not asked.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    fn read_at_most<'run>(
        ctx: &impl ReadView<'run>,
        prefix: impl Prefix<Self>,
        limit: u32,
    ) -> Result<Rows<Self::Of<'run>>, Error> {
        if limit == 0 {
            return Ok(Vec::new().into());
        }
        store::read::<Self>(ctx.state(), &prefix, limit)
    }

    /// Hands each row whose key begins so to `callback`, in key order. A row is gone when the callback returns, so any
    /// number of them needs constant memory. The callback may return `()`, or a [`ControlFlow`](core::ops::ControlFlow) to stop early.
    ///
    /// # Errors
    /// Where the storage fails, or a row does not fit the struct.
    fn for_each<'run, F: IntoFlow>(
        ctx: &impl ReadView<'run>,
        prefix: impl Prefix<Self>,
        mut callback: impl FnMut(Self::Of<'_>) -> F,
    ) -> Result<(), Error> {
        store::each::<Self, Error>(ctx.state(), &prefix, |row| Ok(callback(row).flow()))
    }

    /// As [`for_each`](Self::for_each), but ends with the first error of the callback, which returns `Ok(())`, or a
    /// [`ControlFlow`](core::ops::ControlFlow) inside of `Ok` to stop early.
    ///
    /// # Errors
    /// That of the callback, or as [`for_each`](Self::for_each).
    fn try_for_each<'run, F: IntoFlow, E: From<Error>>(
        ctx: &impl ReadView<'run>,
        prefix: impl Prefix<Self>,
        mut callback: impl FnMut(Self::Of<'_>) -> Result<F, E>,
    ) -> Result<(), E> {
        store::each::<Self, E>(ctx.state(), &prefix, |row| {
            callback(row).map(IntoFlow::flow)
        })
    }

    /// An intent: the row as it is now, in place of one that has the same key, once in a run: reads do not see it, and the host
    /// refuses a second one. One that does not fit a block fails the run when it is over.
    fn insert<'run>(&self, ctx: &impl InsertView<'run>) {
        store::insert(ctx.state(), self);
    }

    /// An intent: what `change` makes of the row. Only fields that differ are written, and nothing where none does;
    /// returns the changed row. Reads do not see it. So a run sets each field of a row once: the host refuses a second
    /// update of the same field, of what this returns too.
    ///
    /// # Errors
    /// Where the key was changed too, or an optional field that was there is not any more.
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

/// What records with an id can do.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a record with an id",
    label = "expected a struct with `#[entity(record = \"..\")]`"
)]
pub trait RecordEntity: Entity {
    /// The record of an id, if there is one.
    ///
    /// # Errors
    /// Where the storage fails, or the record does not fit the struct.
    fn get<'run>(
        ctx: &impl GetRecord<'run>,
        id: impl Key<Self>,
    ) -> Result<Option<Self::Of<'run>>, Error> {
        store::get::<Self>(ctx.state(), &id)
    }

    /// The record of an id, which must be there.
    ///
    /// # Errors
    /// Where there is none, the storage fails, or the record does not fit the struct.
    fn must_get<'run>(
        ctx: &impl GetRecord<'run>,
        id: impl Key<Self>,
    ) -> Result<Self::Of<'run>, Error> {
        there::<Self, _>(Self::get(ctx, id))
    }

    /// An intent: a new record. There must be none of its id. One that does not fit a block fails the run when it is
    /// over.
    fn insert<'run>(&self, ctx: &impl InsertRecord<'run>) {
        store::insert(ctx.state(), self);
    }

    /// An intent: what `change` makes of the record. Only fields that differ are written, and nothing where none does;
    /// returns the changed record. Reads do not see it. So a run sets each field of a record once: the host refuses a second
    /// update of the same field, of what this returns too.
    ///
    /// # Errors
    /// Where the id was changed too, or an optional field that was there is not any more.
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

/// What the one record of a singleton can do.
pub trait Singleton: Entity
where
    (): Key<Self>,
{
    /// The record, if there is one.
    ///
    /// # Errors
    /// Where the storage fails, or the record does not fit the struct.
    fn get<'run>(ctx: &impl GetRecord<'run>) -> Result<Option<Self::Of<'run>>, Error> {
        store::get::<Self>(ctx.state(), &())
    }

    /// The record, which must be there.
    ///
    /// # Errors
    /// Where there is none, the storage fails, or the record does not fit the struct.
    fn must_get<'run>(ctx: &impl GetRecord<'run>) -> Result<Self::Of<'run>, Error> {
        there::<Self, _>(Self::get(ctx))
    }

    /// An intent: the record, of which there must be none yet. One that does not fit a block fails the run when it is
    /// over.
    fn insert<'run>(&self, ctx: &impl InsertRecord<'run>) {
        store::insert(ctx.state(), self);
    }

    /// An intent: what `change` makes of the record. Only fields that differ are written, and nothing where none does;
    /// returns the changed record. Reads do not see it. So a run sets each field of a record once: the host refuses a second
    /// update of the same field, of what this returns too.
    ///
    /// # Errors
    /// Where an optional field that was there is not any more.
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
fn there<E: Entity, T>(found: Result<Option<T>, Error>) -> Result<T, Error> {
    found?.ok_or_else(|| store::failed::<E>(StateError::NotExists))
}
