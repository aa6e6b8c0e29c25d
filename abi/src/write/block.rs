//! Key blocks and intents.

use crate::layout::{intent, key};
use crate::{BlockWriter, Op, Storage};

/// Writes a key block that begins at `start`; `fields` writes its record.
#[inline]
pub fn write_key(
    start: usize,
    storage: Storage,
    entity: &str,
    fields: impl FnOnce(&mut BlockWriter<'_>),
    to: &mut BlockWriter<'_>,
) {
    to.at = start;
    to.skip(key::ENTITY);
    to.bytes(entity.as_bytes());
    to.pad();
    fields(to);
    to.patch_pair(start, to.at - start, storage as usize | entity.len() << 16);
}

/// Writes an intent; `key` writes its key block and `value` its record.
#[inline]
pub fn write_intent(
    op: Op,
    key: impl FnOnce(&mut BlockWriter<'_>),
    value: impl FnOnce(&mut BlockWriter<'_>),
    to: &mut BlockWriter<'_>,
) {
    let start = to.at;
    to.skip(intent::KEY);
    key(to);
    value(to);
    end_intent(op, start, to);
}

/// Writes the header of an intent that begins at `start` and ends at the place of `to`.
#[inline]
pub fn end_intent(op: Op, start: usize, to: &mut BlockWriter<'_>) {
    to.patch_pair(start, op as usize, to.at - start);
}
