//! The platform's own storages, typed: calls, the event, the log of events, secrets, unique fields,
//! other servers, mail.
//!
//! | storage | here |
//! |---|---|
//! | sys.CommandContext, sys.QueryContext, sys.JobContext | [`CommandCall`], [`QueryCall`], [`JobCall`] |
//! | sys.Event, sys.WLog | [`Event`], [`Events`], [`LoggedEvent`], [`Cud`] |
//! | sys.Result, sys.Response | what an extension returns, [`Response`] |
//! | sys.RequestSubject | [`Subject`] |
//! | sys.AppSecret, sys.Uniq | [`secret`], [`unique`] |
//! | sys.Http, sys.FederationCommand | [`HttpRequest`], [`FederationCommand`] |
//! | sys.SendMail, sys.Logger | [`Mail`], [`log`](fn@log) |
//!
//! sys.View and sys.Record are the entities of the extension: see [`Entity`](macro@crate::Entity).

mod call;
mod cud;
mod event;
pub(crate) mod events;
mod federation;
mod http;
mod lookup;
mod output;
mod time;
mod wlog;

pub use call::{CommandCall, JobCall, QueryCall, Subject};
pub use cud::Cud;
pub use event::{Change, Event, EventArgument, EventFields};
pub use federation::{FederationAnswer, FederationCommand};
#[doc(inline)]
pub use heeus_sdk_macros::Events;
pub use http::{HttpRequest, HttpResponse};
pub use lookup::{secret, unique};
pub use output::{Mail, Response, log};
pub use wlog::LoggedEvent;

use crate::run::encode::{Encode, Flat};
use heeus_abi::{Op, RecordRef};

use crate::error::{Error, RANGE, StateError};
use crate::run::block::{Place, intend};
use crate::typed::Record;
use crate::untyped::WasmState;
use crate::values::Timestamp;

/// A record without fields.
const NOTHING: &Flat<'static> = &Flat::NONE;

/// Gets the element of a key, if there is one.
#[inline]
fn find<'run>(
    state: &WasmState<'run>,
    place: &'static Place<'static>,
    fields: &dyn Encode,
) -> Result<Option<RecordRef<'run>>, Error> {
    let found = place.get(state.run(), fields)?;
    Ok(found.map(|[_, value]| value))
}

/// Gets the element of a storage with only one, or of a key that must exist.
fn element<'run>(
    state: &WasmState<'run>,
    place: &'static Place<'static>,
    fields: &dyn Encode,
) -> Result<RecordRef<'run>, Error> {
    let found = find(state, place, fields)?;
    found.ok_or_else(|| place.failed(StateError::NotExists))
}

/// Gets such an element, and reads it as a struct.
fn must_get<'run, T: Record<'run>>(
    state: &WasmState<'run>,
    place: &'static Place<'static>,
    fields: &dyn Encode,
) -> Result<T, Error> {
    T::from_record(element(state, place, fields)?)
}

/// The time of a field that has milliseconds since 1970.
fn timestamp(of: &'static str, field: &'static str, millis: i64) -> Result<Timestamp, Error> {
    Timestamp::from_millis(millis).ok_or_else(|| Error::in_field(of, field, RANGE))
}

/// Adds an intent for a storage without entities.
#[inline]
fn insert(
    state: &WasmState<'_>,
    to: &'static Place<'static>,
    key: &dyn Encode,
    value: &dyn Encode,
) {
    intend(state.run(), Op::Insert, to, key, value);
}
