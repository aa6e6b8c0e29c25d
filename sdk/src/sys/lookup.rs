//! Secrets, and records by their unique fields.

use heeus_abi::Storage;

use super::find;
use crate::Record;
use crate::context::access::{GetAppSecret, GetUniq};
use crate::error::Error;
use crate::run::block::Place;
use crate::typed::{RecordEntity, ToRecord};
use crate::untyped::RecordId;

const APP_SECRET: &Place<'static> = &Place::without_entity(Storage::AppSecret);

#[derive(Record)]
struct Secret<'run> {
    secret: &'run str,
}

/// Gets the application's secret of this name, if it has one.
///
/// # Errors
/// If the storage fails.
pub fn secret<'run>(ctx: &impl GetAppSecret<'run>, name: &str) -> Result<Option<&'run str>, Error> {
    let found = find(ctx.state(), APP_SECRET, &Secret { secret: name })?;
    let found = found.map(Secret::from_record).transpose()?;
    Ok(found.map(|found| found.secret))
}

#[derive(Record)]
struct Found {
    #[record(rename = "ID")]
    id: RecordId,
}

/// Gets the id of the record of an entity that has these unique fields, if there is one.
///
/// ```
/// use heeus_sdk::prelude::*;
/// use heeus_sdk::sys;
///
/// #[derive(Entity)]
/// #[entity(record = "shop.Article")]
/// struct Article {
///     #[entity(id)]
///     id: RecordId,
///     number: i32,
/// }
///
/// #[derive(Record)]
/// struct Number {
///     number: i32,
/// }
///
/// fn article(ctx: &QueryContext<'_>, number: i32) -> Result<Option<RecordId>, Error> {
///     sys::unique::<Article, _>(ctx, &Number { number })
/// }
/// ```
///
/// # Errors
/// If the storage fails, or the fields are not unique fields of the entity.
pub fn unique<'run, E: RecordEntity, F: ToRecord>(
    ctx: &impl GetUniq<'run>,
    fields: &F,
) -> Result<Option<RecordId>, Error> {
    let state = ctx.state();
    let place = const { &Place::new(Storage::Uniq, E::NAME, E::NAME) };
    let found = find(state, place, fields)?;
    let found = found.map(Found::from_record).transpose()?;
    Ok(found.map(|found| found.id))
}
