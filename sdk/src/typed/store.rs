//! Keys and intents from structs, and structs from elements.

use alloc::vec::Vec;
use core::ops::ControlFlow;

use crate::run::encode::{Encode, FieldValue, RecordSource};
use heeus_abi::{FieldDesc, Op, RecordRef, limits};

use super::entity::{Entity, Key, Prefix};
use super::rows::Rows;
use crate::arena::RunMemory;
use crate::arena::small_vec::push;
use crate::error::{Error, KEY_CHANGED, StateError, VANISHES};
use crate::run::block::{Place, intend};
use crate::untyped::WasmState;

pub(super) const fn place<E: Entity>() -> Place<'static> {
    Place::new(E::STORAGE, E::NAME, E::NAME)
}

/// The error of an entity for a failure that the host reported.
#[cold]
pub(super) fn failed<E: Entity>(error: StateError) -> Error {
    const { &place::<E>() }.failed(error)
}

#[inline]
pub(super) fn get<'run, E: Entity>(
    state: &WasmState<'run>,
    key: &impl Key<E>,
) -> Result<Option<E::WithLifetime<'run>>, Error> {
    let found = key.with(|key| const { &place::<E>() }.get(state.run(), key))?;
    let Some([key, value]) = found else {
        return Ok(None);
    };
    E::assemble(key, value).map(Some)
}

#[inline]
pub(super) fn for_each<E: Entity, R: From<Error>>(
    state: &WasmState<'_>,
    prefix: &impl Prefix<E>,
    mut callback: impl FnMut(E::WithLifetime<'_>) -> Result<ControlFlow<()>, R>,
) -> Result<(), R> {
    let mut result = Ok(());
    let deliver = |key: RecordRef<'_>, value: RecordRef<'_>| {
        let row = E::assemble(key, value).map_err(R::from);
        match row.and_then(&mut callback) {
            Ok(flow) => flow.is_continue(),
            Err(error) => {
                result = Err(error);
                false
            }
        }
    };
    prefix.with(|key| const { &place::<E>() }.read(state.run(), key, 0, deliver))?;
    result
}

#[inline]
pub(super) fn read<'run, E: Entity>(
    state: &WasmState<'run>,
    prefix: &impl Prefix<E>,
    limit: u32,
) -> Result<Rows<E::WithLifetime<'run>>, Error> {
    let memory = &state.run().memory;
    let copy = |record: RecordRef<'_>| RecordRef::trusted(memory.keep(record.as_bytes()));
    let mut rows = Vec::new();
    let mut result = Ok(());
    let deliver =
        |key: RecordRef<'_>, value: RecordRef<'_>| match E::assemble_copied(key, value, copy) {
            Ok(row) => {
                push(&mut rows, row);
                true
            }
            Err(error) => {
                result = Err(error);
                false
            }
        };
    prefix.with(|key| const { &place::<E>() }.read(state.run(), key, limit, deliver))?;
    result.map(|()| rows.into())
}

#[inline]
pub(super) fn insert<E: Entity>(state: &WasmState<'_>, entity: &E) {
    entity.with_key(|key| {
        entity.with_value(|value| {
            intend(state.run(), Op::Insert, const { &place::<E>() }, key, value);
        });
    });
}

#[inline]
pub(super) fn update<E: Entity + Clone>(
    state: &WasmState<'_>,
    before: &E,
    change: impl FnOnce(&mut E),
) -> Result<E, Error> {
    let mut after = before.clone();
    change(&mut after);
    after.with_values(|key, value| {
        before.with_values(|old_key, old| {
            let change = Change {
                place: const { &place::<E>() },
                key: (E::KEY_FIELDS, key, old_key),
                fields: E::FIELDS,
            };
            change.intend(state, value, old)
        })
    })?;
    Ok(after)
}

/// An update: its place, and the key before and after.
struct Change<'a> {
    place: &'static Place<'static>,
    key: (
        &'static [FieldDesc],
        &'a [FieldValue<'a>],
        &'a [FieldValue<'a>],
    ),
    fields: &'static [FieldDesc],
}

impl Change<'_> {
    /// Adds the intent that changes `old` to `value`, if they differ.
    #[inline(never)]
    fn intend(
        &self,
        state: &WasmState<'_>,
        value: &mut [FieldValue<'_>],
        old: &[FieldValue<'_>],
    ) -> Result<(), Error> {
        let of = self.place.label;
        let (key_fields, key, old_key) = self.key;
        let mut keys = key.iter().zip(old_key);
        if !keys.all(|(one, other)| same(state, one, other)) {
            return Err(Error::about(of, KEY_CHANGED));
        }
        if keep_changes(state, of, self.fields, value, old)? {
            let (key, value) = (
                RecordSource::new(key_fields, key),
                RecordSource::new(self.fields, value),
            );
            intend(state.run(), Op::Update, self.place, &key, &value);
        }
        Ok(())
    }
}

/// Removes the unchanged values; returns whether any are left.
fn keep_changes(
    state: &WasmState<'_>,
    of: &'static str,
    fields: &'static [FieldDesc],
    value: &mut [FieldValue<'_>],
    old: &[FieldValue<'_>],
) -> Result<bool, Error> {
    let mut some = false;
    for (desc, (new, old)) in fields.iter().zip(value.iter_mut().zip(old)) {
        if same(state, new, old) {
            *new = FieldValue::Absent;
        } else if new.is_present() {
            some = true;
        } else {
            return Err(Error::in_field(of, desc.name(), VANISHES));
        }
    }
    Ok(some)
}

/// Returns whether two values of a field are the same on the wire.
fn same(state: &WasmState<'_>, one: &FieldValue<'_>, other: &FieldValue<'_>) -> bool {
    match (one, other) {
        (FieldValue::Absent, FieldValue::Absent) => true,
        (FieldValue::Scalar(one), FieldValue::Scalar(other)) => one == other,
        (FieldValue::Bytes(one), FieldValue::Bytes(other)) => one == other,
        (FieldValue::Encode(one), FieldValue::Encode(other)) => same_bytes(state, *one, *other),
        _ => false,
    }
}

/// Returns whether two payloads have the same bytes. A payload that breaks the contract counts as
/// different: the write of it reports the error.
fn same_bytes(state: &WasmState<'_>, one: &dyn Encode, other: &dyn Encode) -> bool {
    let memory = &state.run().memory;
    let mut size = 0;
    loop {
        // Compares the written bytes, because only the payloads know their contents.
        let mut to = memory.writer(size);
        one.write(&mut to);
        let length = to.at;
        to.pad();
        let second = to.at;
        other.write(&mut to);
        size = to.at;
        let may_be_same = to.breach().is_none()
            && length <= limits::MAX_BLOCK
            && size == second.saturating_add(length);
        let keep = if may_be_same { size } else { 0 };
        if let Some(both) = RunMemory::keep_written(to, keep) {
            return may_be_same && both.get(..length) == both.get(second..);
        }
    }
}
