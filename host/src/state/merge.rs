//! An element with some fields changed.

use heeus_abi::write::set_slot;
use heeus_abi::{EncodeError, Field, RecordRef, encode_record};

/// Appends `base` with the fields of `changed` added or replaced, and without the one that becomes
/// `absent`.
///
/// # Errors
/// [`EncodeError`] if the result does not fit into a record; `out` may then hold a part of it.
pub(super) fn merge(
    base: RecordRef<'_>,
    changed: RecordRef<'_>,
    absent: Option<&str>,
    out: &mut Vec<u8>,
) -> Result<(), EncodeError> {
    let start = out.len();
    if absent.is_none() && patch(base, changed, out).is_some() {
        return Ok(());
    }
    out.truncate(start);
    let mut fields = merged(base, changed);
    fields.retain(|field| Some(field.name) != absent);
    encode_record(&fields, out)
}

/// The fast way, for changed fields that are all scalars and in the base too: only slots differ.
fn patch(base: RecordRef<'_>, changed: RecordRef<'_>, out: &mut Vec<u8>) -> Option<()> {
    let start = out.len();
    out.extend_from_slice(base.as_bytes());
    let mut at = 0;
    for index in 0..changed.len() {
        let new = changed.raw(index)?;
        let old = loop {
            let old = base.raw(at)?;
            at += 1;
            if old.name_bytes() == new.name_bytes() {
                break old;
            }
        };
        if old.type_number() != new.type_number() || !new.value()?.field_type().is_scalar() {
            return None;
        }
        set_slot(out.get_mut(start..)?, at - 1, new.slot())?;
    }
    Some(())
}

/// The fields of both in the order of names; `changed` takes precedence.
fn merged<'a>(base: RecordRef<'a>, changed: RecordRef<'a>) -> Vec<Field<'a>> {
    let mut fields = Vec::with_capacity(base.len() + changed.len());
    let mut updates = changed.fields().peekable();
    for old in base.fields() {
        while let Some(new) = updates.next_if(|new| new.name < old.name) {
            fields.push(new);
        }
        match updates.next_if(|new| new.name == old.name) {
            Some(new) => fields.push(new),
            None => fields.push(old),
        }
    }
    fields.extend(updates);
    fields
}
