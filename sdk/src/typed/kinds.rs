//! Reads and intents of the three kinds of entities: views, records and singletons.

use alloc::vec::Vec;

use super::entity::{Entity, Key, Prefix, Whole};
use super::place::failed;
use super::rows::Rows;
use super::select::{Select, get_many};
use super::store;
use super::upsert::upsert;
use crate::context::access::{
    GetRecord, GetView, InsertRecord, InsertView, ReadView, UpdateRecord, UpdateView,
};
use crate::error::{Error, StateError};
use crate::untyped::IntoFlow;

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
    (get_many: $element:literal, $key:literal) => {
        concat!(
            "Gets the ", $element, "s of some ", $key, "s, in the order of the ", $key,
            "s; `None` for each without ", $element, ".\n\n# Errors\n",
            "If the storage fails, or a ", $element, " does not fit the struct."
        )
    };
    (insert: $element:literal, $what:literal) => {
        concat!(
            "Adds an intent: ", $what, " A ", $element,
            " that does not fit a block fails the run at its end."
        )
    };
    (upsert: $element:literal) => {
        concat!(
            "Gets the ", $element, ", or begins one in which each field besides the key is absent ",
            "or has its default; adds an intent: the changes that `change` makes to it, or the ",
            "new ", $element, ". No intent is added if an existing ", $element,
            " stays as it is. Returns the changed ", $element, ". Reads do not see the changes.",
            "\n\nIt does not compile unless each field besides the key is an `Option` or has a ",
            "default. A field that the ", $element, " lacks is written even if it has its default.",
            " A field that had a value and is `None` now becomes absent.",
            "\n\n# Errors\nIf the storage fails, the ", $element, " does not fit the struct, or ",
            "its key was changed."
        )
    };
    (try_upsert:) => {
        "Does as [`upsert`](Self::upsert), but `change` may fail; then no intent is added.\n\n\
        # Errors\nThe error of `change`, or those of [`upsert`](Self::upsert)."
    };
    (update: $element:literal, $errors:literal) => {
        concat!(
            "Adds an intent: the changes that `change` makes to the ", $element,
            ". Only fields that differ are written, and no intent is added if none does. A ",
            "field that becomes `None` becomes absent. Returns the changed ", $element,
            ". Reads do not see the changes. ",
            "So a run sets each field of a ", $element,
            " once: the host refuses a second update of the same field, even of the returned ",
            $element, ".\n\n# Errors\n", $errors
        )
    };
}

/// Writes `deactivate` and `activate`, which records and singletons have in common.
macro_rules! activity {
    ($element:literal) => {
        #[doc = concat!(
            "Adds an intent: the ", $element, " becomes inactive. It still exists, so `get` \
            returns it, but look-ups by unique fields do not find it, and its values in these \
            fields may be given to others. [Typed data](crate::guide::typed_data) says how a \
            struct reads the state."
        )]
        fn deactivate<'run>(&self, ctx: &impl UpdateRecord<'run>) {
            store::set_active(ctx.state(), self, false);
        }

        #[doc = concat!(
            "Adds an intent: the ", $element, " becomes active again. It fails if others have its \
            values in unique fields by then."
        )]
        fn activate<'run>(&self, ctx: &impl UpdateRecord<'run>) {
            store::set_active(ctx.state(), self, true);
        }
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
///     #[entity(default)]
///     amount: i64,
/// }
///
/// fn add(ctx: &ProjectorContext<'_>, day: i32, amount: i64) -> Result<(), Error> {
///     Totals::try_upsert(ctx, (2026, day), |total| {
///         let sum = total.amount.checked_add(amount);
///         total.amount = sum.ok_or("the sum is too large")?;
///         Ok::<(), Error>(())
///     })?;
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

    #[doc = docs!(get_many: "row", "key")]
    fn get_many<'run, K: Key<Self>>(
        ctx: &impl GetView<'run>,
        keys: impl IntoIterator<Item = K>,
    ) -> Result<Vec<Option<Self::WithLifetime<'run>>>, Error> {
        get_many::<Self, K>(ctx.state(), keys)
    }

    /// Begins a selection of the rows whose key begins with `prefix`: a range of them, those after
    /// a key, the last ones first, a page.
    fn select<P: Prefix<Self>>(prefix: P) -> Select<Self, P> {
        Select::new(prefix)
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
    fn insert<'run>(&self, ctx: &impl InsertView<'run>)
    where
        Self: Whole,
    {
        store::insert(ctx.state(), self);
    }

    #[doc = docs!(upsert: "row")]
    fn upsert<'run>(
        ctx: &(impl InsertView<'run> + UpdateView<'run>),
        key: impl Key<Self>,
        change: impl FnOnce(&mut Self::WithLifetime<'run>),
    ) -> Result<Self::WithLifetime<'run>, Error>
    where
        Self: Whole,
    {
        upsert::<Self, Error>(ctx.state(), &key, |row| {
            change(row);
            Ok(())
        })
    }

    #[doc = docs!(try_upsert:)]
    fn try_upsert<'run, E: From<Error>>(
        ctx: &(impl InsertView<'run> + UpdateView<'run>),
        key: impl Key<Self>,
        change: impl FnOnce(&mut Self::WithLifetime<'run>) -> Result<(), E>,
    ) -> Result<Self::WithLifetime<'run>, E>
    where
        Self: Whole,
    {
        upsert::<Self, E>(ctx.state(), &key, change)
    }

    #[doc = docs!(update: "row", "If the key was changed too.")]
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

    #[doc = docs!(get_many: "record", "id")]
    fn get_many<'run, K: Key<Self>>(
        ctx: &impl GetRecord<'run>,
        ids: impl IntoIterator<Item = K>,
    ) -> Result<Vec<Option<Self::WithLifetime<'run>>>, Error> {
        get_many::<Self, K>(ctx.state(), ids)
    }

    #[doc = docs!(must_get: "record" "an id")]
    fn must_get<'run>(
        ctx: &impl GetRecord<'run>,
        id: impl Key<Self>,
    ) -> Result<Self::WithLifetime<'run>, Error> {
        require::<Self, _>(Self::get(ctx, id))
    }

    #[doc = docs!(insert: "record", "a new record. A record with its id must not exist.")]
    fn insert<'run>(&self, ctx: &impl InsertRecord<'run>)
    where
        Self: Whole,
    {
        store::insert(ctx.state(), self);
    }

    #[doc = docs!(update: "record", "If the id was changed too.")]
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

    activity!("record");
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
    fn insert<'run>(&self, ctx: &impl InsertRecord<'run>)
    where
        Self: Whole,
    {
        store::insert(ctx.state(), self);
    }

    #[doc = docs!(upsert: "record")]
    fn upsert<'run>(
        ctx: &(impl InsertRecord<'run> + UpdateRecord<'run>),
        change: impl FnOnce(&mut Self::WithLifetime<'run>),
    ) -> Result<Self::WithLifetime<'run>, Error>
    where
        Self: Whole,
    {
        upsert::<Self, Error>(ctx.state(), &(), |record| {
            change(record);
            Ok(())
        })
    }

    #[doc = docs!(try_upsert:)]
    fn try_upsert<'run, E: From<Error>>(
        ctx: &(impl InsertRecord<'run> + UpdateRecord<'run>),
        change: impl FnOnce(&mut Self::WithLifetime<'run>) -> Result<(), E>,
    ) -> Result<Self::WithLifetime<'run>, E>
    where
        Self: Whole,
    {
        upsert::<Self, E>(ctx.state(), &(), change)
    }

    #[doc = docs!(update: "record", "None: a singleton has no key that could be changed.")]
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

    activity!("record");
}

#[inline]
fn require<E: Entity, T>(found: Result<Option<T>, Error>) -> Result<T, Error> {
    found?.ok_or_else(|| failed::<E>(StateError::NotExists))
}
