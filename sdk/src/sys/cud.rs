//! The records of one entity among the changes of an event.

use heeus_abi::RecordRef;

use super::event::{Change, EventFields};
use crate::Record;
use crate::context::Context;
use crate::error::Error;
use crate::run::block::encoded;
use crate::typed::RecordEntity;
use crate::untyped::RecordId;

/// A record of one entity that was created or changed with an event.
#[derive(Debug, Clone, Copy)]
pub enum Cud<'run, E> {
    /// A record that was created, with all of its fields.
    New(E),
    /// A record that was changed: its id, and the fields that were set. A projector that needs the
    /// others gets the record by its id.
    Changed(Change<'run>),
}

/// The key of a record.
#[derive(Record)]
struct RecordKey {
    #[record(rename = "ID")]
    id: RecordId,
}

impl<'run> EventFields<'run> {
    /// The records of one entity that were created or changed with the event, in the order of the
    /// writes.
    ///
    /// ```
    /// use heeus_sdk::prelude::*;
    /// use heeus_sdk::sys::Cud;
    ///
    /// #[derive(Entity)]
    /// #[entity(record = "shop.Voucher")]
    /// struct Voucher {
    ///     #[entity(id)]
    ///     id: RecordId,
    ///     value: i64,
    /// }
    ///
    /// #[derive(Record)]
    /// struct Spent {
    ///     value: Option<i64>,
    /// }
    ///
    /// #[extension(kind = "projector", after("Voucher"))]
    /// fn vouchers(ctx: &ProjectorContext<'_>, event: Event<'_, ()>) -> Result<(), Error> {
    ///     for cud in event.cuds::<Voucher>(ctx)? {
    ///         match cud? {
    ///             Cud::New(voucher) => ctx.log(LogLevel::Info, &text!("{}", voucher.value)),
    ///             Cud::Changed(change) => {
    ///                 let Spent { value } = change.read()?;
    ///                 let _ = (change.id()?, value);
    ///             }
    ///         }
    ///     }
    ///     Ok(())
    /// }
    /// ```
    ///
    /// # Errors
    /// If the field of changes is of another type. An item is an error if a change has no entity,
    /// or if the fields of a new record do not fit the struct.
    pub fn cuds<'a, 'of: 'a, E: RecordEntity>(
        &self,
        ctx: &impl Context<'of>,
    ) -> Result<impl Iterator<Item = Result<Cud<'run, E::WithLifetime<'a>>, Error>>, Error>
    where
        'run: 'a,
    {
        let changes = self.changes()?;
        Ok(changes.filter_map(|change| match change.is_of::<E>() {
            Ok(true) => Some(cud::<E>(ctx, change)),
            Ok(false) => None,
            Err(error) => Some(Err(error)),
        }))
    }
}

fn cud<'a, 'of: 'a, 'run: 'a, E: RecordEntity>(
    ctx: &impl Context<'of>,
    change: Change<'run>,
) -> Result<Cud<'run, E::WithLifetime<'a>>, Error> {
    if !change.is_new()? {
        return Ok(Cud::Changed(change));
    }
    let id = change.id()?;
    let key = encoded(&ctx.state().run().memory, &RecordKey { id }).map_err(Error::from)?;
    let record = E::assemble(RecordRef::trusted(key), change.element().record())?;
    Ok(Cud::New(record))
}
