//! Selections: reads of a part of a view.

use alloc::vec::Vec;
use core::marker::PhantomData;
use core::ops::{Bound, ControlFlow, RangeBounds};

use heeus_abi::{KeyRange, RecordRef};

use super::entity::{Entity, Key, Prefix};
use super::page::{AsToken, Page, PageToken};
use super::place::place;
use super::rows::Rows;
use super::store::get;
use crate::arena::small_vec::{owned_bytes, push};
use crate::context::access::ReadView;
use crate::error::Error;
use crate::run::encode::Encode;
use crate::run::range::{Part, bytes_of};
use crate::untyped::{IntoFlow, WasmState};

/// A part of the rows whose keys begin with some fields, and their order.
///
/// [`View::select`](crate::View::select) begins it. Nothing is read before [`read`](Self::read),
/// [`page`](Self::page), [`for_each`](Self::for_each) or [`try_for_each`](Self::try_for_each) ends
/// it. The cost does not depend on the rows before the first one.
///
/// A bound is a key or its first fields, those of the selection included. It includes or excludes
/// all rows that begin with it:
///
/// ```
/// use heeus_sdk::prelude::*;
///
/// /// Totals of what was ordered, by day.
/// #[derive(Entity)]
/// #[entity(view = "shop.Totals")]
/// struct Totals {
///     #[entity(partition)]
///     year: i32,
///     #[entity(clustering)]
///     month: i32,
///     #[entity(clustering)]
///     day: i32,
///     amount: i64,
/// }
///
/// /// The last ten totals of a summer.
/// fn summer(ctx: &QueryContext<'_>, year: i32) -> Result<Rows<Totals>, Error> {
///     Totals::select(year).range((year, 6)..=(year, 8)).reverse().limit(10).read(ctx)
/// }
/// ```
#[must_use = "a selection reads nothing until `read`, `page`, `for_each` or `try_for_each`"]
#[derive(Debug, Clone)]
pub struct Select<E, P> {
    prefix: P,
    lower: Bound<Vec<u8>>,
    upper: Bound<Vec<u8>>,
    after: Option<Vec<u8>>,
    has_token: bool,
    is_reverse: bool,
    limit: Option<u32>,
    of: PhantomData<fn() -> E>,
}

/// Rows, and the key of the last one if there are more behind it.
type Collected<'run, E> = (Vec<<E as Entity>::WithLifetime<'run>>, Option<&'run [u8]>);

fn bound<E>(bound: Bound<&impl Prefix<E>>) -> Bound<Vec<u8>> {
    bound.map(|prefix| prefix.with(bytes_of))
}

impl<E: Entity, P> Select<E, P> {
    pub(super) const fn new(prefix: P) -> Self {
        Self {
            prefix,
            lower: Bound::Unbounded,
            upper: Bound::Unbounded,
            after: None,
            has_token: false,
            is_reverse: false,
            limit: None,
            of: PhantomData,
        }
    }

    /// Selects the rows between two bounds, in key order: `(2026, 3)..(2026, 7)`, `(2026, 3)..`,
    /// `..=(2026, 7)`. A second range takes the place of the first.
    #[inline]
    pub fn range<B: Prefix<E>>(mut self, bounds: impl RangeBounds<B>) -> Self {
        self.lower = bound(bounds.start_bound());
        self.upper = bound(bounds.end_bound());
        self
    }

    /// Selects the rows that follow a key in the order of the selection, or follow all rows whose
    /// keys begin with these fields. There need not be such a row.
    #[inline]
    pub fn after(mut self, key: &impl Prefix<E>) -> Self {
        self.after = Some(key.with(bytes_of));
        self.has_token = false;
        self
    }

    /// Selects the rows that follow the page of a token. Without a token nothing changes: the
    /// argument may be `&token`, or `&ask.after` of an `Option`.
    #[inline]
    pub fn after_token<'t>(mut self, token: impl AsToken<'t, E>) -> Self {
        if let Some(key) = token.key() {
            self.after = Some(owned_bytes(key));
            self.has_token = true;
        }
        self
    }

    /// Reverses the order: the last row comes first.
    pub const fn reverse(mut self) -> Self {
        self.is_reverse = !self.is_reverse;
        self
    }

    /// Selects at most the first `rows` rows; for 0 there are none, and the host is not asked.
    pub const fn limit(mut self, rows: u32) -> Self {
        self.limit = Some(rows);
        self
    }

    /// Reads the rows into the memory of the run.
    ///
    /// # Errors
    /// If the storage fails, a row does not fit the struct, a bound or the token is not of the
    /// selected rows, or the host has no ranges.
    #[inline]
    pub fn read<'run>(self, ctx: &impl ReadView<'run>) -> Result<Rows<E::WithLifetime<'run>>, Error>
    where
        P: Prefix<E>,
    {
        let (rows, _) = self.collect(ctx.state(), false)?;
        Ok(rows.into())
    }

    /// Reads as [`read`](Self::read), and says where the next page begins if there are more rows
    /// than the [`limit`](Self::limit).
    ///
    /// # Errors
    /// As [`read`](Self::read).
    #[inline]
    pub fn page<'run>(self, ctx: &impl ReadView<'run>) -> Result<Page<E::WithLifetime<'run>>, Error>
    where
        P: Prefix<E>,
    {
        let (rows, next) = self.collect(ctx.state(), true)?;
        Ok(Page {
            rows: rows.into(),
            next: next.map(PageToken::of_key),
        })
    }

    /// Hands each row to `callback`. A row is dropped when the callback returns, so any number of
    /// them needs constant memory. The callback may return `()`, or a
    /// [`ControlFlow`](core::ops::ControlFlow) to stop early.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    #[inline]
    pub fn for_each<'run, F: IntoFlow>(
        self,
        ctx: &impl ReadView<'run>,
        mut callback: impl FnMut(E::WithLifetime<'_>) -> F,
    ) -> Result<(), Error>
    where
        P: Prefix<E>,
    {
        self.visit::<Error>(ctx.state(), |row| Ok(callback(row).flow()))
    }

    /// Does as [`for_each`](Self::for_each), but ends with the first error of the callback, which
    /// returns `Ok(())`, or a [`ControlFlow`](core::ops::ControlFlow) inside of `Ok` to stop early.
    ///
    /// # Errors
    /// The error of the callback, or those of [`read`](Self::read).
    #[inline]
    pub fn try_for_each<'run, F: IntoFlow, R: From<Error>>(
        self,
        ctx: &impl ReadView<'run>,
        mut callback: impl FnMut(E::WithLifetime<'_>) -> Result<F, R>,
    ) -> Result<(), R>
    where
        P: Prefix<E>,
    {
        self.visit::<R>(ctx.state(), |row| callback(row).map(IntoFlow::flow))
    }
}

impl<E: Entity, P: Prefix<E>> Select<E, P> {
    #[inline]
    fn visit<R: From<Error>>(
        &self,
        state: &WasmState<'_>,
        mut callback: impl FnMut(E::WithLifetime<'_>) -> Result<ControlFlow<()>, R>,
    ) -> Result<(), R> {
        let mut result = Ok(());
        self.deliver(state, 0, |key, value| {
            let row = E::assemble(key, value).map_err(R::from);
            match row.and_then(&mut callback) {
                Ok(flow) => flow.is_continue(),
                Err(error) => {
                    result = Err(error);
                    false
                }
            }
        })?;
        result
    }

    /// Reads the rows. For a page it asks for one row more; if there is one, it returns the key of
    /// the row before it.
    #[inline]
    fn collect<'run>(
        &self,
        state: &WasmState<'run>,
        is_page: bool,
    ) -> Result<Collected<'run, E>, Error> {
        let memory = &state.run().memory;
        let copy = |record: RecordRef<'_>| RecordRef::trusted(memory.keep(record.as_bytes()));
        let most = self.limit.filter(|_| is_page).map(|rows| rows as usize);
        let (mut rows, mut last, mut next) = (Vec::new(), None, None);
        let mut result = Ok(());
        self.deliver(state, u32::from(is_page), |key, value| {
            if Some(rows.len()) == most {
                next = last;
                return false;
            }
            if Some(rows.len() + 1) == most {
                last = Some(memory.keep(key.as_bytes()));
            }
            match E::assemble_copied(key, value, copy) {
                Ok(row) => {
                    push(&mut rows, row);
                    true
                }
                Err(error) => {
                    result = Err(error);
                    false
                }
            }
        })?;
        result.map(|()| (rows, next))
    }

    /// Hands the records of key and value of each row to `deliver`, and of this many rows more than
    /// the limit.
    #[inline]
    fn deliver(
        &self,
        state: &WasmState<'_>,
        more: u32,
        deliver: impl FnMut(RecordRef<'_>, RecordRef<'_>) -> bool,
    ) -> Result<(), Error> {
        let limit = match self.limit {
            None => 0,
            Some(0) => return Ok(()),
            Some(rows) => rows.saturating_add(more),
        };
        let part = Part {
            range: KeyRange {
                lower: self.lower.as_ref().map(Vec::as_slice),
                upper: self.upper.as_ref().map(Vec::as_slice),
                after: self.after.as_deref(),
                is_reverse: self.is_reverse,
            },
            limit,
            has_token: self.has_token,
        };
        let read =
            |key: &dyn Encode| const { &place::<E>() }.read_part(state.run(), key, &part, deliver);
        self.prefix.with(read)
    }
}

/// Gets the elements of some keys, one after the other.
#[inline]
pub(super) fn get_many<'run, E: Entity, K: Key<E>>(
    state: &WasmState<'run>,
    keys: impl IntoIterator<Item = K>,
) -> Result<Vec<Option<E::WithLifetime<'run>>>, Error> {
    let mut found = Vec::new();
    for key in keys {
        push(&mut found, get::<E>(state, &key)?);
    }
    Ok(found)
}
