//! Records of scalars whose bytes, all but the slots, are known at compile time.

use crate::layout::{field, record};
use crate::{BlockWriter, FieldDesc, limits};

/// Returns whether a record of these fields [is flat](is_flat).
///
/// # Panics
/// If there are more fields or longer names than a record has room for; at compile time in a
/// constant.
pub const fn is_flat_record(fields: &[FieldDesc]) -> bool {
    let mut head = head_bytes(fields.len(), 0);
    let mut rest = fields;
    while let [desc, more @ ..] = rest {
        head += desc.name().len();
        rest = more;
    }
    assert!(
        fields.len() <= limits::MAX_FIELDS && head <= limits::MAX_HEAD,
        "a record has at most 1024 fields, and 65535 bytes up to the end of their names"
    );
    is_flat(fields)
}

/// Returns whether a record of these fields has only scalars, none of them optional.
pub const fn is_flat(fields: &[FieldDesc]) -> bool {
    let mut rest = fields;
    while let [desc, more @ ..] = rest {
        if desc.is_optional() || !desc.ty().is_scalar() {
            return false;
        }
        rest = more;
    }
    true
}

/// Bytes of a record up to the end of its names. It has `fields` fields, whose names have `names`
/// bytes together.
pub const fn head_bytes(fields: usize, names: usize) -> usize {
    record::TABLE + fields * field::ENTRY + names
}

/// Returns a record of these fields with zeros in its slots. `N` is the size of a record with only
/// scalars: its [`head_bytes`], rounded up to a multiple of [`ALIGN`](crate::layout::ALIGN).
pub const fn flat_head<const N: usize>(fields: &[FieldDesc]) -> [u8; N] {
    let mut head = [0; N];
    let mut name = head_bytes(fields.len(), 0);
    let mut entry = record::TABLE;
    put_word(&mut head, 0, N as u64 | (fields.len() as u64) << 32);
    let mut rest = fields;
    while let [desc, more @ ..] = rest {
        put_word(&mut head, entry, desc.word(name));
        let mut letters = desc.name().as_bytes();
        while let [letter, more @ ..] = letters {
            head[name] = *letter;
            name += 1;
            letters = more;
        }
        entry += field::ENTRY;
        rest = more;
    }
    head
}

const fn put_word(to: &mut [u8], at: usize, word: u64) {
    let (_, to) = to.split_at_mut(at);
    if let Some(to) = to.first_chunk_mut() {
        *to = word.to_le_bytes();
    }
}

/// Writes a record of scalars with this [head](flat_head) and these slots.
#[inline(never)]
pub fn write_flat(head: &[u8], slots: &[u64], to: &mut BlockWriter<'_>) {
    if !to.check_depth() {
        return;
    }
    let mut slot = to.at + record::TABLE + field::SLOT;
    to.bytes(head);
    for word in slots {
        to.patch(slot, *word);
        slot += field::ENTRY;
    }
}
