//! The event that a projector follows.

use heeus_abi::Storage;

use super::events::EventNames;
use super::{NOTHING, element, timestamp};
use crate::Record;
use crate::context::access::GetEvent;
use crate::error::Error;
use crate::run::block::Place;
use crate::typed::Entity;
use crate::untyped::{Items, QName, RecordId, WasmStateElement};
use crate::values::Timestamp;

pub(super) const EVENT: &Place<'static> = &Place::without_entity(Storage::Event);

/// The event that a projector follows, with its argument object.
///
/// ```
/// use heeus_sdk::prelude::*;
///
/// #[derive(Record)]
/// struct Order {
///     year: i32,
/// }
///
/// #[extension(kind = "projector")]
/// fn count(_: &ProjectorContext<'_>, event: Event<'_, Order>) -> Result<(), Error> {
///     for change in event.changes()? {
///         if change.is_new()? && change.qname()? == QName("shop.Article") {
///             // ..
///         }
///     }
///     let _ = (event.argument.year, event.wlog_offset()?);
///     Ok(())
/// }
/// ```
#[derive(Debug, Clone)]
pub struct Event<'run, A = WasmStateElement<'run>> {
    fields: EventFields<'run>,
    /// The argument of the command that created the event.
    pub argument: A,
}

impl<'run, A> core::ops::Deref for Event<'run, A> {
    type Target = EventFields<'run>;

    #[inline]
    fn deref(&self) -> &EventFields<'run> {
        &self.fields
    }
}

impl<'run, A: EventArgument<'run>> Event<'run, A> {
    /// Gets the event of this run.
    ///
    /// # Errors
    /// If there is none, or its argument object does not fit.
    pub fn get(ctx: &impl GetEvent<'run>) -> Result<Self, Error> {
        let element = element(ctx.state(), EVENT, NOTHING)?;
        let element = WasmStateElement::new(element);
        Ok(Self {
            argument: A::of(&element)?,
            fields: EventFields { element },
        })
    }
}

/// A type that an event's argument object can be read as: a struct that derives [`Record`], `()` to
/// ignore it, or an enum that derives [`Events`](macro@super::Events).
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the argument of an event",
    label = "expected a struct that derives `Record`, or `()`",
    note = "the signature of a projector is `fn(ctx: &ProjectorContext, event: Event<A>) -> \
            Result<(), E>`",
    note = "A derives `heeus_sdk::Record`, or is `()` if the projector does not read the event's \
            argument; `event` may be left out",
    note = "for events of several commands A is an enum that derives `heeus_sdk::sys::Events`"
)]
pub trait EventArgument<'run>: Sized {
    /// The events of an enum.
    #[doc(hidden)]
    const EVENTS: Option<&'static EventNames> = None;

    #[doc(hidden)]
    fn of(event: &WasmStateElement<'run>) -> Result<Self, Error>;
}

#[diagnostic::do_not_recommend]
impl EventArgument<'_> for () {
    #[inline]
    fn of(_: &WasmStateElement<'_>) -> Result<Self, Error> {
        Ok(())
    }
}

/// In a module, apart from the type of the same name: errors call a record by its struct's name.
mod record {
    use super::{Record, WasmStateElement};

    /// The one field that most projectors read.
    #[derive(Record)]
    pub(super) struct Event<'run> {
        pub(super) argument_object: WasmStateElement<'run>,
    }
}

#[diagnostic::do_not_recommend]
impl<'run, A: Record<'run>> EventArgument<'run> for A {
    #[inline]
    fn of(event: &WasmStateElement<'run>) -> Result<Self, Error> {
        let record::Event { argument_object } = Record::from_record(event.record())?;
        A::from_record(argument_object.record())
    }
}

/// The other fields of an event. Each is looked up only when it is asked for.
#[derive(Debug, Clone, Copy)]
pub struct EventFields<'run> {
    element: WasmStateElement<'run>,
}

macro_rules! fields {
    ($($(#[$doc:meta])* $field:ident: $ty:ty = $name:literal;)+) => {$(
        $(#[$doc])*
        ///
        /// # Errors
        /// If it is absent, or of another type.
        pub fn $field(&self) -> Result<$ty, Error> {
            self.element.get($name)
        }
    )+};
}

impl<'run> EventFields<'run> {
    pub(super) const fn new(element: WasmStateElement<'run>) -> Self {
        Self { element }
    }

    /// The event as an element.
    pub const fn element(&self) -> &WasmStateElement<'run> {
        &self.element
    }

    fields! {
        /// Offset in the log of the workspace.
        wlog_offset: i64 = "WLogOffset";
        /// Id of the workspace.
        workspace: i64 = "Workspace";
        /// Id of the device of origin.
        device_id: i64 = "DeviceID";
        /// Returns whether the event came from a device later.
        synced: bool = "Synced";
        /// The kind of the event: a qualified name.
        qname: QName<'run> = "QName";
    }

    /// Time of registration: the time of the command.
    ///
    /// # Errors
    /// If it is absent, of another type, or of no year from 1 to 9999.
    pub fn registered_at(&self) -> Result<Timestamp, Error> {
        self.time("RegisteredAt")
    }

    /// Time of synchronisation, for an event that came from a device later.
    ///
    /// # Errors
    /// If it is absent, of another type, or of no year from 1 to 9999.
    pub fn synced_at(&self) -> Result<Timestamp, Error> {
        self.time("SyncedAt")
    }

    fn time(&self, field: &'static str) -> Result<Timestamp, Error> {
        timestamp("", field, self.element.get(field)?)
    }

    /// The reason why the event is not valid; `None` for a valid one.
    ///
    /// # Errors
    /// If the field is of another type.
    pub fn error(&self) -> Result<Option<WasmStateElement<'run>>, Error> {
        let error: Option<WasmStateElement<'run>> = self.element.find("Error")?;
        // Voedger has the field for a valid event, too.
        match error {
            Some(error) if error.find("ValidEvent")? == Some(true) => Ok(None),
            error => Ok(error),
        }
    }

    /// The records that were created or changed with the event.
    ///
    /// # Errors
    /// If the field is of another type.
    pub fn changes(&self) -> Result<impl Iterator<Item = Change<'run>> + use<'run>, Error> {
        let changes: Option<Items<'run>> = self.element.find("CUDs")?;
        let changes = changes.map(|changes| changes.records()).transpose()?;
        Ok(changes
            .into_iter()
            .flatten()
            .map(|element| Change { element }))
    }
}

/// A record that was created or changed with an event.
#[derive(Debug, Clone, Copy)]
pub struct Change<'run> {
    element: WasmStateElement<'run>,
}

impl<'run> Change<'run> {
    fields! {
        /// Returns whether the record was created, not changed.
        is_new: bool = "IsNew";
        /// The entity of the record.
        qname: QName<'run> = "sys.QName";
        /// The id of the record.
        id: RecordId = "sys.ID";
    }

    /// Returns whether the change is one of a record of this entity.
    ///
    /// # Errors
    /// If the change has no qualified name.
    pub fn is_of<E: Entity>(&self) -> Result<bool, Error> {
        Ok(self.qname()?.0 == E::NAME)
    }

    /// The fields that were set, as an element.
    pub const fn element(&self) -> &WasmStateElement<'run> {
        &self.element
    }

    /// The fields that were set, as a struct that derives [`Record`].
    ///
    /// # Errors
    /// If a required field is absent, or a field is of another type.
    pub fn read<R: Record<'run>>(&self) -> Result<R, Error> {
        R::from_record(self.element.record())
    }
}
