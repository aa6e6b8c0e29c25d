//! Changes of elements by their keys: a get, a change, and an intent for what differs.

use alloc::vec::Vec;

use heeus_abi::{FieldDesc, LookUp, RecordRef};

use super::change::Change;
use super::entity::{Entity, Key};
use super::place::place;
use crate::arena::RunMemory;
use crate::arena::small_vec::push;
use crate::door;
use crate::error::Error;
use crate::run::block::encoded_inside;
use crate::run::encode::FieldValue;
use crate::untyped::WasmState;

/// Gets the element of a key, or begins one without fields; passes it to `change`, and adds an
/// intent for what differs then.
#[inline]
pub(super) fn upsert<'run, E: Entity, R: From<Error>>(
    state: &WasmState<'run>,
    key: &impl Key<E>,
    change: impl FnOnce(&mut E::WithLifetime<'run>) -> Result<(), R>,
) -> Result<E::WithLifetime<'run>, R> {
    const {
        assert!(
            all_optional(E::FIELDS),
            "`upsert` may begin an element without fields: each field besides the key is an \
             `Option` or has a default"
        );
    }
    let place = const { &place::<E>() };
    let (key, before) = key.with(|key| place.look_up(state.run(), key))?;
    let value = before.unwrap_or_else(RecordRef::empty);
    let mut element = E::assemble(key, value).map_err(R::from)?;
    change(&mut element)?;
    let found = Found { key, before };
    element.with_values(|key, value| {
        found.intend(state, &Change::of::<E>(key), (E::KEY_FIELDS, key), &*value)
    })?;
    Ok(element)
}

const fn all_optional(mut fields: &[FieldDesc]) -> bool {
    while let [field, rest @ ..] = fields {
        if !field.is_optional() {
            return false;
        }
        fields = rest;
    }
    true
}

/// The element that the host has.
struct Found<'run> {
    key: RecordRef<'run>,
    /// None if there is no element.
    before: Option<RecordRef<'run>>,
}

impl Found<'_> {
    /// Adds the intent that results in these fields, unless the element has them.
    #[inline(never)]
    fn intend(
        &self,
        state: &WasmState<'_>,
        change: &Change<'_>,
        (key_fields, key): (&'static [FieldDesc], &[FieldValue<'_>]),
        value: &[FieldValue<'_>],
    ) -> Result<(), Error> {
        let memory = &state.run().memory;
        let mut keys = key_fields.iter().zip(key);
        let same_key =
            keys.all(|(desc, value)| difference(memory, self.key, desc, *value).is_none());
        let Some(before) = self.before else {
            return change.insert(state, same_key, value);
        };
        let (mut same, mut encoded) = (Vec::new(), Vec::new());
        for (desc, &value) in change.fields().iter().zip(value) {
            let difference = difference(memory, before, desc, value);
            push(&mut same, difference.is_none());
            push(&mut encoded, difference.unwrap_or(value));
        }
        change.intend(state, (same_key, &same), &mut encoded)
    }
}

/// Returns the value to write, if it differs from that in the record. A record or an array is then
/// encoded already.
fn difference<'a>(
    memory: &'a RunMemory,
    record: RecordRef<'_>,
    desc: &'static FieldDesc,
    value: FieldValue<'a>,
) -> Option<FieldValue<'a>> {
    let slot = match door::look_up_optional(record, desc.name(), desc.ty()) {
        LookUp::Slot(slot) => Some(slot),
        _ => None,
    };
    let value = match value {
        FieldValue::Encode(source) => {
            let bytes = encoded_inside(memory, desc.name(), source);
            // What breaks the contract is written as it is: the intent then reports the rule.
            bytes.map_or(value, FieldValue::Bytes)
        }
        value => value,
    };
    let is_same = match (value, slot) {
        (FieldValue::Absent, None) => true,
        (FieldValue::Scalar(scalar), Some(slot)) => scalar == slot,
        (FieldValue::Bytes(bytes), Some(slot)) => bytes == door::payload(record, slot),
        _ => false,
    };
    (!is_same).then_some(value)
}
