//! The log of events of a workspace.

use core::ops::ControlFlow;

use heeus_abi::{RecordRef, Storage};

use super::event::EventFields;
use super::find;
use crate::Record;
use crate::context::access::{GetWLog, ReadWLog};
use crate::error::Error;
use crate::run::block::Place;
use crate::untyped::{IntoFlow, WasmStateElement};

const WLOG: &Place<'static> = &Place::without_entity(Storage::WLog);

/// An event in the log of a workspace.
#[derive(Debug, Clone, Copy)]
pub struct LoggedEvent<'run> {
    fields: EventFields<'run>,
}

#[derive(Record)]
struct At {
    offset: i64,
}

#[derive(Record)]
struct From {
    offset: i64,
    count: Option<i64>,
}

impl<'run> LoggedEvent<'run> {
    fn new(record: RecordRef<'run>) -> Self {
        Self {
            fields: EventFields::new(WasmStateElement::new(record)),
        }
    }

    /// Gets the event at an offset, if there is one.
    ///
    /// # Errors
    /// If the storage fails.
    pub fn get(ctx: &impl GetWLog<'run>, offset: i64) -> Result<Option<Self>, Error> {
        let found = find(ctx.state(), WLOG, &At { offset })?;
        Ok(found.map(Self::new))
    }

    /// Offset in the log.
    ///
    /// # Errors
    /// If it is absent, or of another type.
    pub fn offset(&self) -> Result<i64, Error> {
        self.fields.element().get("Offset")
    }

    /// The argument of the command that created the event, if there is one.
    ///
    /// # Errors
    /// If it is of another type, or does not fit.
    pub fn argument<A: Record<'run>>(&self) -> Result<Option<A>, Error> {
        let argument: Option<WasmStateElement<'run>> =
            self.fields.element().find("ArgumentObject")?;
        argument
            .map(|argument| A::from_record(argument.record()))
            .transpose()
    }
}

impl LoggedEvent<'_> {
    /// Hands the events from an offset on to `callback`, in their order, at most `count` of them if
    /// it is given. The callback may return `()`, or a [`ControlFlow`] to stop early.
    ///
    /// # Errors
    /// If the storage fails.
    pub fn for_each<'run, F: IntoFlow>(
        ctx: &impl ReadWLog<'run>,
        offset: i64,
        count: Option<i64>,
        mut callback: impl FnMut(LoggedEvent<'_>) -> F,
    ) -> Result<(), Error> {
        let from = From { offset, count };
        WLOG.read(ctx.state().run(), &from, 0, |_, event| {
            callback(LoggedEvent::new(event)).goes_on()
        })
    }

    /// Does as [`for_each`](Self::for_each), but ends with the first error of the callback, which
    /// returns `Ok(())`, or a [`ControlFlow`] inside of `Ok` to stop early.
    ///
    /// # Errors
    /// The error of the callback, or those of [`for_each`](Self::for_each).
    pub fn try_for_each<'run, F: IntoFlow, E: core::convert::From<Error>>(
        ctx: &impl ReadWLog<'run>,
        offset: i64,
        count: Option<i64>,
        mut callback: impl FnMut(LoggedEvent<'_>) -> Result<F, E>,
    ) -> Result<(), E> {
        let mut result = Ok(());
        Self::for_each(ctx, offset, count, |event| match callback(event) {
            Ok(flow) => flow.flow(),
            Err(error) => {
                result = Err(error);
                ControlFlow::Break(())
            }
        })?;
        result
    }
}

impl<'run> core::ops::Deref for LoggedEvent<'run> {
    type Target = EventFields<'run>;

    #[inline]
    fn deref(&self) -> &EventFields<'run> {
        &self.fields
    }
}
