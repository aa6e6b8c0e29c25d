//! Keys and intents from structs, and structs from elements.

use alloc::vec::Vec;
use core::ops::ControlFlow;

use crate::run::encode::{FieldValue, Flat, RecordSource};
use heeus_abi::manifest::SYS_IS_ACTIVE;
use heeus_abi::write::{flat_head, head_bytes};
use heeus_abi::{FieldDesc, FieldType, Op, RecordRef, layout};

use super::entity::{Entity, Key, Prefix};
use super::rows::Rows;
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

/// Adds an intent that changes whether a record is active.
#[inline]
pub(super) fn set_active<E: Entity>(state: &WasmState<'_>, entity: &E, is_active: bool) {
    const FIELDS: &[FieldDesc] = &[FieldDesc::new(SYS_IS_ACTIVE, FieldType::Bool)];
    const SIZE: usize = layout::pad(head_bytes(1, SYS_IS_ACTIVE.len())).unwrap();
    entity.with_key(|key| {
        let slots = [u64::from(is_active)];
        let value = Flat::new(const { &flat_head::<SIZE>(FIELDS) }, &slots);
        intend(
            state.run(),
            Op::Update,
            const { &place::<E>() },
            key,
            &value,
        );
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
        after.compare(before, |same_key, same| {
            let change = Change {
                place: const { &place::<E>() },
                key: RecordSource::new(E::KEY_FIELDS, key),
                fields: E::FIELDS,
            };
            change.intend(state, (same_key, same), value)
        })
    })?;
    Ok(after)
}

/// An update: its place, its key and the fields of the value.
struct Change<'a> {
    place: &'static Place<'static>,
    key: RecordSource<'a>,
    fields: &'static [FieldDesc],
}

impl Change<'_> {
    /// Adds the intent with those fields of `value` that are not the same, if there are some.
    #[inline(never)]
    fn intend(
        &self,
        state: &WasmState<'_>,
        (same_key, same): (bool, &[bool]),
        value: &mut [FieldValue<'_>],
    ) -> Result<(), Error> {
        let of = self.place.label;
        if !same_key {
            return Err(Error::about(of, KEY_CHANGED));
        }
        let mut differs = false;
        for (desc, (value, same)) in self.fields.iter().zip(value.iter_mut().zip(same)) {
            if *same {
                *value = FieldValue::Absent;
            } else if value.is_present() {
                differs = true;
            } else {
                return Err(Error::in_field(of, desc.name(), VANISHES));
            }
        }
        if differs {
            let value = RecordSource::new(self.fields, value);
            intend(state.run(), Op::Update, self.place, &self.key, &value);
        }
        Ok(())
    }
}
