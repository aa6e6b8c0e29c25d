//! Looks into records and arrays. Those of ABI 1.0 are bytes in memory.

use heeus_abi::{ArrayRef, FieldFinder, FieldType, LookUp, RecordRef};

/// Starts a search for fields, in the order of their names.
#[inline]
pub(crate) fn finder(record: RecordRef<'_>) -> FieldFinder<'_> {
    record.finder()
}

/// Looks up the slot of a required field.
#[inline]
pub(crate) fn look_up(record: RecordRef<'_>, name: &str, ty: FieldType) -> LookUp {
    record.look_up(name, ty)
}

/// Looks up the slot of an optional field.
#[inline]
pub(crate) fn look_up_optional(record: RecordRef<'_>, name: &str, ty: FieldType) -> LookUp {
    record.look_up(name, ty)
}

/// Returns the bytes at the place that a slot of this record gives.
#[inline]
pub(crate) fn bytes_at(record: RecordRef<'_>, slot: u64) -> &[u8] {
    record.payload(slot)
}

/// Returns the number of items.
#[inline]
pub(crate) fn len(array: ArrayRef<'_>) -> usize {
    array.len()
}

/// Returns whether the items have this type.
#[inline]
pub(crate) fn is_of(array: ArrayRef<'_>, ty: FieldType) -> bool {
    array.is_of(ty)
}

/// Returns an item of an array of records.
#[inline]
pub(crate) fn item(array: ArrayRef<'_>, index: usize) -> Option<RecordRef<'_>> {
    array.record(index)
}

/// Returns the bytes of an item, if it has this type.
#[inline]
pub(crate) fn item_bytes(array: ArrayRef<'_>, index: usize, ty: FieldType) -> Option<&[u8]> {
    array.item_bytes(index, ty)
}
