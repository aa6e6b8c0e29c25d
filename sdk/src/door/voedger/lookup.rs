//! Looks into records and arrays, which are values of the host or bytes in memory.

use heeus_abi::manifest::SYS_IS_ACTIVE;
use heeus_abi::{ArrayRef, FieldDesc, FieldFinder, FieldType, LookUp, RecordRef};

use super::env;
use super::fields::Lent;
use super::handle::{Class, Handle, handle, record_of};

/// A search for fields, in the order of their names.
pub(crate) struct Finder<'a> {
    /// The value of the host, if it is one.
    handle: Option<Handle>,
    memory: FieldFinder<'a>,
}

/// A field that was found.
#[derive(Clone, Copy)]
pub(crate) struct Found {
    ty: u8,
    slot: u64,
}

/// Starts a search for fields.
pub(crate) fn finder(record: RecordRef<'_>) -> Finder<'_> {
    Finder {
        handle: handle(record.as_bytes()),
        memory: record.finder(),
    }
}

impl Finder<'_> {
    /// Finds a field; `None` if it is absent. A field of the host is absent if it is optional and
    /// has the zero of its type, since the host knows no other absence.
    pub(crate) fn find(&mut self, desc: &FieldDesc) -> Option<Found> {
        let Some(handle) = self.handle else {
            let field = self.memory.find(desc)?;
            let (ty, slot) = (field.type_number(), field.slot());
            return Some(Found { ty, slot });
        };
        let slot = handle.field(desc.name(), desc.ty());
        let ty = desc.ty() as u8;
        let is_present = !desc.is_optional() || has_value(desc.name(), desc.ty(), slot);
        is_present.then_some(Found { ty, slot })
    }
}

impl Found {
    pub(crate) const fn type_number(&self) -> u8 {
        self.ty
    }

    pub(crate) const fn slot(&self) -> u64 {
        self.slot
    }
}

/// Returns whether a slot has another value than the zero of its type. The host always has the
/// state of a record.
fn has_value(name: &str, ty: FieldType, slot: u64) -> bool {
    if ty.is_scalar() {
        slot != 0 || name == SYS_IS_ACTIVE
    } else {
        slot >> 32 != 0
    }
}

/// Looks up the slot of a required field.
pub(crate) fn look_up(record: RecordRef<'_>, name: &str, ty: FieldType) -> LookUp {
    match handle(record.as_bytes()) {
        Some(handle) => LookUp::Slot(handle.field(name, ty)),
        None => record.look_up(name, ty),
    }
}

/// Looks up the slot of an optional field.
pub(crate) fn look_up_optional(record: RecordRef<'_>, name: &str, ty: FieldType) -> LookUp {
    match look_up(record, name, ty) {
        LookUp::Slot(slot) if !has_value(name, ty, slot) => LookUp::Absent,
        other => other,
    }
}

/// Returns the bytes at the place that a slot of this record gives.
#[inline(never)]
pub(crate) fn bytes_at(record: RecordRef<'_>, slot: u64) -> &[u8] {
    if handle(record.as_bytes()).is_none() {
        return record.payload(slot);
    }
    let (at, length) = (slot as u32 as usize, (slot >> 32) as usize);
    if length == 0 {
        return &[];
    }
    // SAFETY: slots of such a record come from `Handle::field`, which gives the place of bytes that
    // are valid until the run is reset.
    unsafe { core::slice::from_raw_parts(at as *const u8, length) }
}

/// Returns the number of items.
pub(crate) fn len(array: ArrayRef<'_>) -> usize {
    match handle(array.as_bytes()) {
        Some(list) => env::hostValueLength(list.id) as usize,
        None => array.len(),
    }
}

/// Returns whether the items have this type. The host has lists of records and of texts.
pub(crate) fn is_of(array: ArrayRef<'_>, ty: FieldType) -> bool {
    match handle(array.as_bytes()) {
        Some(_) => matches!(ty, FieldType::Record | FieldType::Str),
        None => array.is_of(ty),
    }
}

/// Returns an item of an array of records.
pub(crate) fn item(array: ArrayRef<'_>, index: usize) -> Option<RecordRef<'_>> {
    match handle(array.as_bytes()) {
        Some(list) => {
            let item = env::hostValueGetAsValue(list.id, index as u32);
            Some(record_of(Class::Object, item))
        }
        None => array.record(index),
    }
}

/// Returns the bytes of an item, if it has this type.
pub(crate) fn item_bytes(array: ArrayRef<'_>, index: usize, ty: FieldType) -> Option<&[u8]> {
    match handle(array.as_bytes()) {
        Some(list) if ty == FieldType::Str => {
            let item = Lent(env::hostValueGetAsString(list.id, index as u32)).keep();
            Some(bytes_at(record_of(Class::Value, list.id), item))
        }
        Some(_) => None,
        None => array.item_bytes(index, ty),
    }
}
