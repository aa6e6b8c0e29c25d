//! Structs as records.

use alloc::vec::Vec;

use crate::run::encode::{Encode, to_bytes};
use heeus_abi::{BlockWriter, FieldDesc, FieldType, RecordRef, same_bytes};

use super::field::{ReadField, Unfit};
use crate::arena::unwritten::{Sources, ToWrite, Unwritten, Written};
use crate::door;
use crate::error::{self, Error};
use crate::untyped::WasmStateElement;

/// The shape of a struct as a record.
#[derive(Debug)]
pub struct Shape {
    /// The name in errors: the struct's name, or the entity's.
    pub name: &'static str,
    /// The fields, in the order of their names.
    pub fields: &'static [FieldShape],
}

/// The shape of a field of a struct.
#[derive(Debug, Clone, Copy)]
pub struct FieldShape {
    /// The name.
    pub name: &'static str,
    /// The type.
    pub ty: FieldType,
    /// Set if the field is optional.
    pub optional: bool,
    /// Type of the items of an array, if it is known.
    pub items: Option<FieldType>,
    /// Fields of a record, or of the records in an array, if they are known.
    pub fields: Option<fn() -> &'static Shape>,
}

impl FieldShape {
    /// Creates the shape of a field with this description, whose type has the shape `of`.
    #[doc(hidden)]
    pub const fn new(desc: FieldDesc, of: Self) -> Self {
        Self {
            name: desc.name(),
            optional: desc.is_optional(),
            ..of
        }
    }
}

/// A struct that can be written as a record. `#[derive(Record)]` implements the trait.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a record",
    label = "expected a struct that derives `Record`"
)]
pub trait ToRecord: Encode {
    /// The name in errors: the struct's name, or the entity's.
    const NAME: &'static str;
    /// The fields, in the order of their names.
    #[doc(hidden)]
    const FIELDS: &'static [FieldDesc];
    /// The shape of the record.
    #[doc(hidden)]
    const SHAPE: &'static Shape;

    /// Returns whether both are the same on the wire.
    #[doc(hidden)]
    fn same_record(&self, other: &Self) -> bool;

    /// The record's bytes, as in ABI.md.
    fn to_bytes(&self) -> Vec<u8>
    where
        Self: Sized,
    {
        to_bytes(self)
    }
}

/// A struct that can be read from a record: the arguments of an extension, a result, a value, a
/// record in another record.
///
/// The [derive macro](macro@crate::Record) of the same name implements it. Borrowed fields
/// (`&'run str`) point into the record and cost nothing; owned fields are copied.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a record",
    label = "expected a struct that derives `Record`"
)]
pub trait Record<'a>: ToRecord + Sized {
    /// Reads a record.
    ///
    /// # Errors
    /// If a field is absent, of another type, or does not fit; the text names the struct and the
    /// field.
    fn from_record(record: RecordRef<'a>) -> Result<Self, Error>;
}

/// The slot of a field in a record, if the record has the field.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, Default)]
pub struct Slot {
    /// True if the record has the field.
    pub is_present: bool,
    /// The scalar, or the place of the payload.
    pub bits: u64,
}

/// Memory for the slots of `N` fields.
#[doc(hidden)]
pub type UnwrittenSlots<const N: usize> = Unwritten<Slot, N>;

/// The slots of a record's fields that were looked up.
#[doc(hidden)]
pub struct FieldSlots<'s, 'a> {
    record: RecordRef<'a>,
    fields: &'static [FieldDesc],
    slots: &'s [Slot],
    of: &'static str,
}

impl<'s, 'a> FieldSlots<'s, 'a> {
    /// Looks these fields up, and writes their slots to `slots`; errors call the record `of`.
    ///
    /// # Errors
    /// The first required field that is absent, or field of another type.
    #[inline]
    pub fn of<const N: usize>(
        record: RecordRef<'a>,
        fields: &'static [FieldDesc],
        of: &'static str,
        slots: &'s mut UnwrittenSlots<N>,
    ) -> Result<Self, Error> {
        let slots = slots.written(fields, |slots, fields| look_up(record, fields, of, slots))?;
        Ok(Self {
            record,
            fields,
            slots,
            of,
        })
    }

    /// Reads a field.
    ///
    /// # Errors
    /// If it does not fit the type.
    #[inline]
    pub fn must<T: ReadField<'a>>(&self, index: usize) -> Result<T, Error> {
        let slot = self.slots.get(index).copied().unwrap_or_default();
        T::read(slot, self.record).map_err(|unfit| match unfit {
            Unfit::Inside(reason) if T::HAS_REASON => self.place(reason, index),
            unfit => self.unfit(unfit, index),
        })
    }

    #[cold]
    fn place(&self, reason: Error, index: usize) -> Error {
        let name = self.fields.get(index).map_or("", FieldDesc::name);
        reason.in_place(self.of, name)
    }

    #[cold]
    fn unfit(&self, unfit: Unfit, index: usize) -> Error {
        unfit_in(self.of, self.fields.get(index), unfit)
    }
}

/// The error of a field that does not fit its Rust type.
#[cold]
#[inline(never)]
fn unfit_in(of: &'static str, desc: Option<&'static FieldDesc>, unfit: Unfit) -> Error {
    let wrong = match unfit {
        Unfit::Inside(error) => return error,
        Unfit::Range => error::RANGE,
        Unfit::Items => error::ITEMS,
    };
    Error::in_field(of, desc.map_or("", FieldDesc::name), wrong)
}

#[inline(never)]
fn look_up<'p>(
    record: RecordRef<'_>,
    fields: Sources<'p, FieldDesc>,
    of: &'static str,
    slots: ToWrite<'p, Slot>,
) -> Result<Written<'p>, Error> {
    let mut finder = door::finder(record);
    slots.write(fields, |desc| {
        let field = finder.find(desc);
        let found = field.map(|field| field.type_number());
        let fits = found.map_or(desc.is_optional(), |found| found == desc.ty() as u8);
        if !fits {
            return Err(Error::misfit(of, desc.name(), desc.ty(), found));
        }
        // Built behind the check, since the compiler would write the slot of a `match` in halves.
        Ok(Slot {
            is_present: field.is_some(),
            bits: field.map_or(0, |field| field.slot()),
        })
    })
}

/// A record without a struct: the type of the untyped layer.
impl ToRecord for WasmStateElement<'_> {
    const NAME: &'static str = "record";
    const FIELDS: &'static [FieldDesc] = &[];
    const SHAPE: &'static Shape = &Shape {
        name: Self::NAME,
        fields: &[],
    };

    fn same_record(&self, other: &Self) -> bool {
        same_bytes(self.record().as_bytes(), other.record().as_bytes())
    }
}

impl Encode for WasmStateElement<'_> {
    fn write(&self, to: &mut BlockWriter<'_>) {
        to.record(self.record());
    }
}

impl<'a> Record<'a> for WasmStateElement<'a> {
    #[inline]
    fn from_record(record: RecordRef<'a>) -> Result<Self, Error> {
        Ok(Self::new(record))
    }
}
