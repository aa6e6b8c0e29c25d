//! Arrays.

use crate::float::{f32_bits, f64_bits};
use crate::layout::array;
use crate::{BlockWriter, FieldType, Items};

/// Writes an array of scalars of this type, which are given as slots.
#[inline]
pub fn write_scalars(
    ty: FieldType,
    slots: impl ExactSizeIterator<Item = u64>,
    to: &mut BlockWriter<'_>,
) {
    to.items(slots.len(), ty);
    for slot in slots {
        to.low_bytes(slot, ty.item_bytes().unwrap_or(0));
    }
}

/// Writes an array of payloads of this type, each by `write`.
pub fn write_payloads<T>(
    ty: FieldType,
    items: &[T],
    to: &mut BlockWriter<'_>,
    write: impl Fn(&T, &mut BlockWriter<'_>),
) {
    let start = to.at;
    to.items(items.len(), ty);
    let mut entry = to.at;
    to.skip(items.len() * array::ENTRY);
    for item in items {
        to.pad();
        let at = to.at;
        write(item, to);
        to.patch(entry, (at - start) as u64 | ((to.at - at) as u64) << 32);
        entry += array::ENTRY;
    }
}

/// Writes the array of these items. Nested records are copied unchecked: they come from this module
/// or were checked before.
pub fn write_array(items: Items<'_>, to: &mut BlockWriter<'_>) {
    let ty = items.item_type();
    match items {
        Items::I32(v) => {
            let slots = v.iter().map(|v| u64::from(v.cast_unsigned()));
            write_scalars(ty, slots, to);
        }
        Items::I64(v) | Items::Id(v) => {
            write_scalars(ty, v.iter().map(|v| v.cast_unsigned()), to);
        }
        Items::F32(v) => write_scalars(ty, v.iter().map(|v| f32_bits(*v).into()), to),
        Items::F64(v) => write_scalars(ty, v.iter().map(|v| f64_bits(*v)), to),
        Items::Bool(v) => write_scalars(ty, v.iter().map(|v| u64::from(*v)), to),
        Items::Str(v) => write_payloads(ty, v, to, |v, to| to.bytes(v.as_bytes())),
        Items::Bytes(v) => write_payloads(ty, v, to, |v, to| to.bytes(v)),
        Items::QName(v) => write_payloads(ty, v, to, |v, to| to.qname(v)),
        Items::Record(v) => write_payloads(ty, v, to, |v, to| to.bytes(v.as_bytes())),
    }
}
