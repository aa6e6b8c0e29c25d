//! The time of a run.

use super::call::{COMMAND_CONTEXT, JOB_CONTEXT, QUERY_CONTEXT};
use super::event::EVENT;
use super::{NOTHING, find, timestamp};
use crate::context::{
    CommandContext, JobContext, ProjectorContext, QueryContext, ValidatorContext,
};
use crate::error::Error;
use crate::run::block::Place;
use crate::untyped::{WasmState, WasmStateElement};
use crate::values::Timestamp;

const STARTED_AT: &str = "StartedAt";
const REGISTERED_AT: &str = "RegisteredAt";

/// Gets the time from the one element of a storage.
fn time(
    state: &WasmState<'_>,
    place: &'static Place<'static>,
    field: &'static str,
) -> Result<Timestamp, Error> {
    let element = find(state, place, NOTHING)?.map(WasmStateElement::new);
    let millis = element.map(|element| element.find(field)).transpose()?;
    let none = || Error::about(place.label, "the host gives the run no time");
    timestamp(place.label, field, millis.flatten().ok_or_else(none)?)
}

macro_rules! now {
    ($($(#[$doc:meta])* $context:ident, $place:ident, $field:ident;)+) => {$(
        impl $context<'_> {
            /// Gets the time of the run.
            ///
            $(#[$doc])*
            ///
            /// # Errors
            /// If the host gives the run no time, or one of no year from 1 to 9999.
            pub fn now(&self) -> Result<Timestamp, Error> {
                time(self.untyped(), $place, $field)
            }
        }
    )+};
}

now! {
    /// A command and its validators have the same time, and it is kept in the log with the event
    /// of the command.
    CommandContext, COMMAND_CONTEXT, STARTED_AT;
    /// It is the time of the command.
    ValidatorContext, COMMAND_CONTEXT, STARTED_AT;
    /// It stays the same until the query ends.
    QueryContext, QUERY_CONTEXT, STARTED_AT;
    /// It is the time of the command that created the event. So a projector that gets the event
    /// again gets the same time.
    ProjectorContext, EVENT, REGISTERED_AT;
    /// It is the time when the job was due, even if it runs later.
    JobContext, JOB_CONTEXT, STARTED_AT;
}
