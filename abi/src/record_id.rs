//! Record ids in the bytes of a record, and the raw ids that stand for ids of new records.

use core::ops::RangeInclusive;

use crate::bytes::{u16_at, u32_at, u64_at};
use crate::layout::{array, field, record};
use crate::{FieldType, limits};

/// The raw ids: a run names its new records by them, and the host replaces them by ids.
pub const RAW_IDS: RangeInclusive<i64> = 1..=65_535;

/// Passes each record id in a record to `change`, also those in records and arrays inside of it,
/// and writes the result in its place.
///
/// ```
/// use heeus_abi::{RecordBuilder, RecordRef, Value, map_ids};
///
/// let mut fields = RecordBuilder::new();
/// fields.put("Article", Value::Id(7));
/// fields.put("Count", Value::I64(7));
/// let mut bytes = fields.build()?.into_bytes();
/// map_ids(&mut bytes, &mut |id| id + 1);
/// let changed = RecordRef::trusted(&bytes);
/// assert_eq!(changed.get("Article"), Some(Value::Id(8)));
/// assert_eq!(changed.get("Count"), Some(Value::I64(7)));
/// # Ok::<(), heeus_abi::EncodeError>(())
/// ```
pub fn map_ids(record: &mut [u8], change: &mut impl FnMut(i64) -> i64) {
    // Bytes that are no canonical record may have fewer ids than they say.
    let _ = in_record(record, 0, change);
}

fn in_record(bytes: &mut [u8], depth: usize, change: &mut impl FnMut(i64) -> i64) -> Option<()> {
    if depth > limits::MAX_DEPTH {
        return None;
    }
    for index in 0..usize::from(u16_at(bytes, record::COUNT)?) {
        let entry = record::TABLE + index * field::ENTRY;
        let (ty, slot) = (*bytes.get(entry + field::TYPE)?, entry + field::SLOT);
        if ty == FieldType::Id as u8 {
            let id = change(u64_at(bytes, slot)?.cast_signed());
            *bytes.get_mut(slot..)?.first_chunk_mut()? = id.to_le_bytes();
        } else if ty == FieldType::Record as u8 {
            in_record(payload(bytes, slot)?, depth + 1, change)?;
        } else if ty == FieldType::Array as u8 {
            in_array(payload(bytes, slot)?, depth, change)?;
        }
    }
    Some(())
}

fn in_array(bytes: &mut [u8], depth: usize, change: &mut impl FnMut(i64) -> i64) -> Option<()> {
    let (count, ty) = (
        u32_at(bytes, array::COUNT)? as usize,
        *bytes.get(array::TYPE)?,
    );
    if ty == FieldType::Id as u8 {
        let (ids, _) = bytes.get_mut(array::ITEMS..)?.as_chunks_mut();
        for id in ids.iter_mut().take(count) {
            *id = change(i64::from_le_bytes(*id)).to_le_bytes();
        }
    } else if ty == FieldType::Record as u8 {
        for index in 0..count {
            let entry = array::ITEMS + index * array::ENTRY;
            in_record(payload(bytes, entry)?, depth + 1, change)?;
        }
    }
    Some(())
}

/// The payload at the place that a slot, or an entry of an array, gives.
fn payload(bytes: &mut [u8], slot: usize) -> Option<&mut [u8]> {
    let (at, len) = (
        u32_at(bytes, slot)? as usize,
        u32_at(bytes, slot + 4)? as usize,
    );
    bytes.get_mut(at..)?.get_mut(..len)
}
