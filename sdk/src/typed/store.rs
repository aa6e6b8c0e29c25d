//! Keys and intents from structs, and structs from elements.

use alloc::vec::Vec;
use core::ops::ControlFlow;

use crate::run::encode::Flat;
use heeus_abi::manifest::SYS_IS_ACTIVE;
use heeus_abi::write::{flat_head, head_bytes};
use heeus_abi::{FieldDesc, FieldType, Op, RecordRef, layout};

use super::change::Change;
use super::entity::{Entity, Key, Prefix};
use super::place::place;
use super::rows::Rows;
use crate::arena::small_vec::push;
use crate::error::Error;
use crate::run::block::intend;
use crate::untyped::WasmState;

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
            let change = Change::of::<E>(key);
            change.intend(state, (same_key, same), value)
        })
    })?;
    Ok(after)
}
