//! Checks that untrusted bytes are one canonical record or array.
//!
//! The canonical form leaves no choice: every offset must be exactly the one that the encoder would
//! write. The checks therefore need no search for overlaps, gaps and loops, and allocate nothing.

use core::ops::Range;

use crate::bytes::{slice_at, u16_at, u32_at, u64_at};
use crate::float;
use crate::layout::{self, array, field, record};
use crate::qname::is_qname;
use crate::{ArrayRef, FieldType, Malformed, RecordRef, limits};

/// The expected form of a NaN.
const NAN: &str = "a NaN with the bits 0x7fc00000 (f32) or 0x7ff8000000000000 (f64)";

const fn malformed<T>(
    part: &'static str,
    at: usize,
    expected: &'static str,
) -> Result<T, Malformed> {
    Err(Malformed { part, at, expected })
}

/// Checks that `bytes` are one whole canonical record.
///
/// # Errors
/// [`Malformed`] names the part that breaks the contract.
pub fn check_record(bytes: &[u8]) -> Result<RecordRef<'_>, Malformed> {
    record_at_depth(bytes, 0)?;
    Ok(RecordRef::trusted(bytes))
}

/// Checks that `bytes` are one whole canonical array.
///
/// # Errors
/// [`Malformed`] names the part that breaks the contract.
pub fn check_array(bytes: &[u8]) -> Result<ArrayRef<'_>, Malformed> {
    array_at_depth(bytes, 0)?;
    Ok(ArrayRef::trusted(bytes))
}

fn record_at_depth(bytes: &[u8], depth: usize) -> Result<(), Malformed> {
    if depth > limits::MAX_DEPTH {
        return malformed("nested record", 0, "at most 8 records inside each other");
    }
    if bytes.len() > limits::MAX_BLOCK {
        return malformed("record size", record::SIZE, "at most 16 MiB");
    }
    if u32_at(bytes, record::SIZE).map(|size| size as usize) != Some(bytes.len()) {
        return malformed(
            "record size",
            record::SIZE,
            "the number of bytes of the record",
        );
    }
    let Some(count) = u16_at(bytes, record::COUNT).map(usize::from) else {
        return malformed("record header", 0, "8 bytes");
    };
    if count > limits::MAX_FIELDS {
        return malformed("record field count", record::COUNT, "at most 1024 fields");
    }
    if u16_at(bytes, record::RESERVED) != Some(0) {
        return malformed("record header", record::RESERVED, "zeros");
    }
    let names = record::TABLE + count * field::ENTRY;
    let Some(table) = slice_at(bytes, record::TABLE, count * field::ENTRY) else {
        return malformed("record table", record::TABLE, "16 bytes for each field");
    };
    let (entries, _) = table.as_chunks::<{ field::ENTRY }>();
    let end_of_names = check_names(bytes, entries, names)?;
    let mut end = match end_of_ascii(bytes, names..end_of_names) {
        Some(end) => end,
        None => check_text_of_names(bytes, entries, names)?,
    };
    for (index, entry) in entries.iter().enumerate() {
        end = check_value(
            bytes,
            entry,
            record::TABLE + index * field::ENTRY,
            end,
            depth,
        )?;
    }
    if end != bytes.len() {
        return malformed("record end", end, "no bytes after the last payload");
    }
    Ok(())
}

/// Checks that the names lie one after the other from `start`, in ascending order; returns their
/// end.
fn check_names(
    bytes: &[u8],
    entries: &[[u8; field::ENTRY]],
    start: usize,
) -> Result<usize, Malformed> {
    let mut at = start;
    let mut rest = bytes.get(start..).unwrap_or_default();
    let mut before: (u32, &[u8]) = (0, &[]);
    for (index, entry) in entries.iter().enumerate() {
        let here = record::TABLE + index * field::ENTRY;
        let length = usize::from(entry[field::NAME_LEN]);
        if length == 0 {
            return malformed(
                "field name length",
                here + field::NAME_LEN,
                "1 to 255 bytes",
            );
        }
        if u16_at(entry, field::NAME_OFFSET).map(usize::from) != Some(at) {
            return malformed(
                "field name offset",
                here + field::NAME_OFFSET,
                "the end of the name before it",
            );
        }
        let Some((name, after)) = rest.split_at_checked(length) else {
            return malformed("field name", at, "as many bytes as its length says");
        };
        let prefix = prefix_of(name, rest);
        // The prefixes, compared from their first byte on, nearly always decide the order.
        let order = prefix.swap_bytes();
        if order <= before.0 && (order < before.0 || name <= before.1) {
            check_text(name, at)?;
            return malformed("field name", at, "names in ascending order, each once");
        }
        if u32_at(entry, field::PREFIX) != Some(prefix) {
            check_text(name, at)?;
            return malformed(
                "field name prefix",
                here,
                "the first four bytes of the name",
            );
        }
        before = (order, name);
        at += length;
        rest = after;
    }
    if at > limits::MAX_HEAD {
        return malformed("field names", at, "an end within 65,535 bytes");
    }
    Ok(at)
}

/// Returns the first four bytes of `name` as a little-endian number, with zeros after a shorter
/// name. `rest` begins with the name.
#[inline]
fn prefix_of(name: &[u8], rest: &[u8]) -> u32 {
    let Some(first) = rest.first_chunk() else {
        let mut prefix = [0; 4];
        prefix
            .iter_mut()
            .zip(name)
            .for_each(|(to, from)| *to = *from);
        return u32::from_le_bytes(prefix);
    };
    // `rest` may go on behind a short name.
    let behind = 4_usize.saturating_sub(name.len());
    u32::from_le_bytes(*first) & u32::MAX >> (8 * behind)
}

/// Checks the text of the names, which lie one after the other from `start`, and the zeros behind
/// them; returns their end.
#[inline(never)]
fn check_text_of_names(
    bytes: &[u8],
    entries: &[[u8; field::ENTRY]],
    start: usize,
) -> Result<usize, Malformed> {
    let mut at = start;
    for entry in entries {
        let length = usize::from(entry[field::NAME_LEN]);
        check_text(slice_at(bytes, at, length).unwrap_or_default(), at)?;
        at += length;
    }
    zeros_after(bytes, at)
}

/// Returns the aligned place behind the names, if all are ASCII without NUL, and zeros fill the
/// bytes up to there. One pass checks all of them.
#[inline]
fn end_of_ascii(bytes: &[u8], names: Range<usize>) -> Option<usize> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    // A byte has its highest bit set, or has it after a subtraction of 1 because it is zero.
    let is_ascii = |word: u64| (word | word.wrapping_sub(ONES)) & (ONES << 7) == 0;
    let gap = layout::gap(names.end);
    let end = names.end + gap;
    let (words, _) = bytes.get(names.start..end)?.as_chunks();
    let Some((last, words)) = words.split_last() else {
        return Some(end);
    };
    let last = u64::from_le_bytes(*last);
    let behind = !(u64::MAX >> (8 * gap));
    let fits = last & behind == 0
        && is_ascii(last | ONES & behind)
        && words.iter().all(|word| is_ascii(u64::from_le_bytes(*word)));
    fits.then_some(end)
}

fn check_text(name: &[u8], at: usize) -> Result<(), Malformed> {
    if name.contains(&0) || core::str::from_utf8(name).is_err() {
        return malformed("field name", at, "UTF-8 without NUL");
    }
    Ok(())
}

/// Checks that zeros fill the bytes from `at` up to the next aligned place; returns that place.
#[inline]
fn zeros_after(bytes: &[u8], at: usize) -> Result<usize, Malformed> {
    let gap = layout::gap(at);
    // The eight bytes before the aligned place; the shift below drops those before `at`.
    let end = at + gap;
    let last = end
        .checked_sub(layout::ALIGN)
        .and_then(|start| u64_at(bytes, start));
    match last {
        Some(word) if gap == 0 || word >> (64 - 8 * gap) == 0 => Ok(end),
        _ => malformed("padding", at, "zeros up to a multiple of 8"),
    }
}

/// Checks one field, whose payload (if it has one) must begin at `next`; returns the start of the
/// next payload.
fn check_value(
    bytes: &[u8],
    entry: &[u8; field::ENTRY],
    here: usize,
    next: usize,
    depth: usize,
) -> Result<usize, Malformed> {
    let Ok(ty) = FieldType::try_from(u32::from(entry[field::TYPE])) else {
        return malformed("field type", here + field::TYPE, "a field type, 1 to 11");
    };
    let slot = u64_at(entry, field::SLOT).unwrap_or(u64::MAX);
    let most = match ty {
        FieldType::Bool => 1,
        FieldType::I32 | FieldType::F32 => u64::from(u32::MAX),
        FieldType::I64 | FieldType::F64 | FieldType::Id => u64::MAX,
        _ => return check_place(bytes, ty, slot, here, next, depth),
    };
    if slot > most {
        return malformed(
            "field slot",
            here + field::SLOT,
            "the value and zeros after it",
        );
    }
    if !is_one_form(ty, slot) {
        return malformed("field slot", here + field::SLOT, NAN);
    }
    Ok(next)
}

/// Checks the place and the payload of a field.
fn check_place(
    bytes: &[u8],
    ty: FieldType,
    slot: u64,
    here: usize,
    next: usize,
    depth: usize,
) -> Result<usize, Malformed> {
    if slot & 0xffff_ffff != next as u64 {
        return malformed(
            "field payload offset",
            here + field::OFFSET,
            "the end of the payload before it",
        );
    }
    let Some(payload) = slice_at(bytes, next, (slot >> 32) as usize) else {
        return malformed(
            "field payload length",
            here + field::LENGTH,
            "an end within the record",
        );
    };
    check_payload(ty, payload, depth).map_err(|error| error.moved(next))?;
    zeros_after(bytes, next + payload.len())
}

/// Returns whether a scalar of this type is no NaN, or the one NaN that blocks may hold.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a narrow scalar lies in the slot's low bytes"
)]
const fn is_one_form(ty: FieldType, slot: u64) -> bool {
    match ty {
        FieldType::F32 => float::is_f32(slot as u32),
        FieldType::F64 => float::is_f64(slot),
        _ => true,
    }
}

fn check_payload(ty: FieldType, payload: &[u8], depth: usize) -> Result<(), Malformed> {
    match ty {
        FieldType::Str if core::str::from_utf8(payload).is_err() => malformed("string", 0, "UTF-8"),
        FieldType::QName if !core::str::from_utf8(payload).is_ok_and(is_qname) => malformed(
            "qualified name",
            0,
            "package path, dot, entity in UTF-8 without NUL, at most 255 bytes",
        ),
        FieldType::Record => record_at_depth(payload, depth + 1),
        FieldType::Array => array_at_depth(payload, depth),
        _ => Ok(()),
    }
}

fn array_at_depth(bytes: &[u8], depth: usize) -> Result<(), Malformed> {
    let Some(count) = u32_at(bytes, array::COUNT).map(|count| count as usize) else {
        return malformed("array header", 0, "8 bytes");
    };
    if bytes.len() > limits::MAX_BLOCK {
        return malformed("array size", 0, "at most 16 MiB");
    }
    if count > limits::MAX_ITEMS {
        return malformed("array item count", array::COUNT, "at most 1048576 items");
    }
    let Some(&[ty, 0, 0, 0]) = bytes.get(array::TYPE..).and_then(|rest| rest.first_chunk()) else {
        return malformed("array item type", array::TYPE, "a type and three zeros");
    };
    let ty = match FieldType::try_from(u32::from(ty)) {
        Ok(ty) if ty != FieldType::Array => ty,
        _ => {
            return malformed(
                "array item type",
                array::TYPE,
                "a field type except array, 1 to 10",
            );
        }
    };
    if let Some(width) = ty.item_bytes() {
        return check_fixed(bytes, ty, count * width);
    }
    check_items(bytes, ty, count, depth)
}

fn check_fixed(bytes: &[u8], ty: FieldType, length: usize) -> Result<(), Malformed> {
    if bytes.len() != array::ITEMS + length {
        return malformed(
            "array items",
            array::ITEMS,
            "as many items as the count says",
        );
    }
    let items = bytes.get(array::ITEMS..).unwrap_or_default();
    let wrong = match ty {
        FieldType::Bool => items.iter().position(|&byte| byte > 1),
        FieldType::F32 => {
            let (items, _) = items.as_chunks();
            items
                .iter()
                .position(|item| !float::is_f32(u32::from_le_bytes(*item)))
        }
        FieldType::F64 => {
            let (items, _) = items.as_chunks();
            items
                .iter()
                .position(|item| !float::is_f64(u64::from_le_bytes(*item)))
        }
        _ => None,
    };
    let Some(index) = wrong else { return Ok(()) };
    if ty == FieldType::Bool {
        return malformed("array items", array::ITEMS, "0 or 1 for each bool");
    }
    let at = array::ITEMS + index * ty.item_bytes().unwrap_or(0);
    malformed("array items", at, NAN)
}

fn check_items(bytes: &[u8], ty: FieldType, count: usize, depth: usize) -> Result<(), Malformed> {
    let Some(table) = slice_at(bytes, array::ITEMS, count * array::ENTRY) else {
        return malformed("array table", array::ITEMS, "8 bytes for each item");
    };
    let (entries, _) = table.as_chunks::<{ array::ENTRY }>();
    let mut end = array::ITEMS + table.len();
    for (index, entry) in entries.iter().enumerate() {
        let here = array::ITEMS + index * array::ENTRY;
        end = zeros_after(bytes, end)?;
        if u32_at(entry, 0).map(|offset| offset as usize) != Some(end) {
            return malformed("array item offset", here, "the end of the item before it");
        }
        let length = u32_at(entry, 4).unwrap_or(u32::MAX) as usize;
        let Some(item) = slice_at(bytes, end, length) else {
            return malformed("array item length", here + 4, "an end within the array");
        };
        check_payload(ty, item, depth).map_err(|error| error.moved(end))?;
        end += length;
    }
    if end != bytes.len() {
        return malformed("array end", end, "no bytes after the last item");
    }
    Ok(())
}
