//! Pages of rows, and the tokens by which a client asks for the next one.

use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;

use heeus_abi::{BlockWriter, FieldType, RecordRef, record_in_token, token_parts};

use super::entity::{Entity, Prefix};
use super::field::{ReadField, ToField, Unfit};
use super::record::Slot;
use super::rows::Rows;
use crate::arena::small_vec::{more, owned_bytes};
use crate::arena::text::Text;
use crate::door;
use crate::error::Error;
use crate::run::encode::FieldValue;
use crate::run::range::bytes_of;

/// Some rows of a selection, and the place where the next page begins.
#[derive(Debug, Clone)]
pub struct Page<E: Entity> {
    /// The rows, in the order of the selection.
    pub rows: Rows<E>,
    /// The place of the last row, if there are more rows behind it.
    pub next: Option<PageToken<E>>,
}

/// The place in a view after which a page begins, for a client that asks for one page after the
/// other.
///
/// It is a type of fields, in results and in arguments; on the wire it is bytes. The arguments of
/// an extension refuse the token of another view. A token is not secret and not signed: it has the
/// key of a row, and a client may write one of its own. A selection therefore delivers no rows but
/// its own, whatever the token, and fails with a token that is not of its rows.
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
///     day: i32,
///     amount: i64,
/// }
///
/// #[derive(Record)]
/// struct Ask {
///     year: i32,
///     after: Option<PageToken<Totals>>,
/// }
///
/// #[derive(Record)]
/// struct Answer {
///     amounts: Vec<i64>,
///     next: Option<PageToken<Totals>>,
/// }
///
/// #[extension(kind = "query")]
/// fn amounts(ctx: &QueryContext<'_>, ask: Ask) -> Result<Answer, Error> {
///     let page = Totals::select(ask.year).after_token(&ask.after).limit(20).page(ctx)?;
///     Ok(Answer {
///         amounts: page.rows.map(|total| total.amount).collect(),
///         next: page.next,
///     })
/// }
/// # fn main() {}
/// ```
pub struct PageToken<E> {
    /// The name of the entity, a NUL, and the record of the key.
    token: Vec<u8>,
    of: PhantomData<fn() -> E>,
}

impl<E: Entity> PageToken<E> {
    /// The place of a key, or of the last row whose key begins with these fields.
    pub fn at(key: &impl Prefix<E>) -> Self {
        key.with(|key| Self::of_key(&bytes_of(key)))
    }

    /// The place of the record of a key.
    pub(super) fn of_key(key: &[u8]) -> Self {
        Self {
            token: joined(&token_parts(E::NAME, key)),
            of: PhantomData,
        }
    }

    /// The bytes of the token, as in a block.
    pub fn as_bytes(&self) -> &[u8] {
        &self.token
    }

    /// The record of the key, which nobody has checked.
    pub(super) fn key(&self) -> &[u8] {
        record_in_token(E::NAME, &self.token).unwrap_or_default()
    }
}

/// A type that says where a page begins: `&token`, or `&ask.after` of an `Option`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a page token of `{E}`",
    label = "expected `&token` of a `PageToken<{E}>`, or of an `Option` of it"
)]
pub trait AsToken<'t, E> {
    /// The record of the token's key, if there is a token.
    #[doc(hidden)]
    fn key(self) -> Option<&'t [u8]>;
}

impl<'t, E: Entity, T> AsToken<'t, E> for &'t PageToken<T>
where
    T: Entity<WithLifetime<'static> = E::WithLifetime<'static>>,
{
    fn key(self) -> Option<&'t [u8]> {
        Some(PageToken::key(self))
    }
}

impl<'t, E: Entity, T> AsToken<'t, E> for &'t Option<PageToken<T>>
where
    T: Entity<WithLifetime<'static> = E::WithLifetime<'static>>,
{
    fn key(self) -> Option<&'t [u8]> {
        self.as_ref().map(PageToken::key)
    }
}

#[inline(never)]
fn joined(parts: &[&[u8]]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let size = parts.iter().map(|part| part.len()).sum();
    let mut to = BlockWriter::new(more(&mut bytes, size));
    for part in parts {
        to.bytes(part);
    }
    bytes
}

#[cold]
#[inline(never)]
fn other(entity: &'static str) -> Unfit {
    let mut text = Text::new();
    text.push(" is not a page token of ");
    text.push(entity);
    Unfit::Inside(Error::from(text))
}

#[diagnostic::do_not_recommend]
impl<E> ToField for PageToken<E> {
    const TYPE: FieldType = FieldType::Bytes;

    #[inline]
    fn to_field(&self) -> FieldValue<'_> {
        FieldValue::Bytes(&self.token)
    }
}

#[diagnostic::do_not_recommend]
impl<'a, E: Entity> ReadField<'a> for PageToken<E> {
    const HAS_REASON: bool = true;

    #[inline]
    fn read(slot: Slot, record: RecordRef<'a>) -> Result<Self, Unfit> {
        let token = door::payload(record, slot.bits);
        if record_in_token(E::NAME, token).is_none() {
            return Err(other(E::NAME));
        }
        Ok(Self {
            token: owned_bytes(token),
            of: PhantomData,
        })
    }
}

impl<E> Clone for PageToken<E> {
    fn clone(&self) -> Self {
        Self {
            token: owned_bytes(&self.token),
            of: PhantomData,
        }
    }
}

impl<E> PartialEq for PageToken<E> {
    fn eq(&self, other: &Self) -> bool {
        self.token == other.token
    }
}

impl<E> Eq for PageToken<E> {}

impl<E> fmt::Debug for PageToken<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PageToken").field(&self.token).finish()
    }
}
