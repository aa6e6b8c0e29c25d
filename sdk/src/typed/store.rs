//! From structs to key blocks and intents, and back from elements. Each block is measured once, and made in one piece.

use alloc::vec::Vec;
use core::ops::ControlFlow;

use heeus_abi::{GetCode, Mark, Op, RecordRef, Storage, layout, limits};

use super::entity::{Entity, Key, Prefix};
use super::put::{Flat, Payload, Put, Puts};
use super::rows::Rows;
use crate::arena::small_vec::push;
use crate::door;
use crate::error::{Error, StateError, VANISHES};
use crate::untyped::{WasmState, read as untyped};

/// A storage and an entity in it: where an intent goes, or a key leads.
pub(crate) struct Place {
    storage: Storage,
    /// Empty in a storage without entities.
    entity: &'static str,
    /// What errors call it.
    shown: &'static str,
}

impl Place {
    pub(crate) const fn new(storage: Storage, entity: &'static str, shown: &'static str) -> Self {
        Self {
            storage,
            entity,
            shown,
        }
    }

    /// A storage without entities.
    pub(crate) const fn without_entity(storage: Storage) -> Self {
        Self::new(storage, "", storage.name())
    }

    const fn of<E: Entity>() -> Self {
        Self::new(E::STORAGE, E::NAME, E::NAME)
    }
}

/// A key block, empty where the key is none: then neither a get nor a read asks the host.
#[derive(Clone, Copy)]
pub(crate) struct KeyBlock<'run>(&'run [u8]);

impl<'run> KeyBlock<'run> {
    /// The key of these fields.
    #[inline]
    pub(crate) fn new(state: &WasmState<'run>, place: &Place, fields: &dyn Payload) -> Self {
        Self(make(state, None, place, fields, &Flat::NONE))
    }

    /// The record of the key's fields, behind the name of this entity.
    #[inline]
    fn record(&self, entity: &str) -> RecordRef<'run> {
        let record = layout::key::ENTITY + entity.len() + layout::gap(entity.len());
        RecordRef::trusted(self.0.get(record..).unwrap_or_default())
    }

    /// The element of the key.
    #[inline(never)]
    pub(crate) fn get(
        &self,
        state: &WasmState<'run>,
    ) -> Result<Option<RecordRef<'run>>, StateError> {
        const EXISTS: u32 = GetCode::Exists.number();
        const NOT_EXISTS: u32 = GetCode::NotExists.number();
        if self.0.is_empty() {
            return Err(StateError::InvalidKey);
        }
        match door::get_elem(&state.run().memory, self.0) {
            (EXISTS, element) => Ok(Some(element)),
            (NOT_EXISTS, _) => Ok(None),
            (code, _) => Err(untyped::error(code)),
        }
    }

    /// Hands key and value of each element under the key to `deliver`, until that returns false.
    #[inline]
    pub(crate) fn read(
        &self,
        limit: u32,
        mut deliver: impl FnMut(RecordRef<'_>, RecordRef<'_>) -> bool,
    ) -> Result<(), StateError> {
        if self.0.is_empty() {
            return Err(StateError::InvalidKey);
        }
        untyped::read_block(self.0, limit, &mut deliver)
    }
}

/// An intent, or without an operation a key block. What breaks the contract is no block but an
/// empty one; an intent that does so fails the run when it is over.
#[inline(never)]
fn make<'run>(
    state: &WasmState<'run>,
    op: Option<Op>,
    place: &Place,
    key: &dyn Payload,
    value: &dyn Payload,
) -> &'run [u8] {
    let run = state.run();
    let Place {
        storage, entity, ..
    } = *place;
    let start = op.map_or(0, |_| layout::intent::KEY);
    let mut size = 0;
    loop {
        let mut to = run.memory.out(size);
        to.skip(start + layout::key::ENTITY);
        to.bytes(entity.as_bytes());
        to.pad();
        key.write(&mut to);
        to.patch_pair(start, to.at - start, storage as usize | entity.len() << 16);
        if let Some(op) = op {
            value.write(&mut to);
            to.patch_pair(0, op as usize, to.at);
        }
        size = to.at;
        let breach = to.breach_of(limits::MAX_BLOCK);
        let keep = if breach.is_some() { 0 } else { size };
        if let Some(block) = run.memory.keep_out(to, keep) {
            if let Some(breach) = breach
                && op.is_some()
            {
                run.bad_intent(place.shown, &breach);
            }
            return block;
        }
    }
}

/// Adds an intent. One that breaks the contract fails the run when it is over.
#[inline(never)]
pub(crate) fn intend(
    state: &WasmState<'_>,
    op: Op,
    place: &Place,
    key: &dyn Payload,
    value: &dyn Payload,
) {
    let block = make(state, Some(op), place, key, value);
    if !block.is_empty() {
        state.run().add_block(block);
    }
}

/// What a code of the host means for an entity.
#[cold]
pub(super) fn failed<E: Entity>(error: StateError) -> Error {
    Error::about(E::NAME, error.text())
}

#[inline]
pub(super) fn get<'run, E: Entity>(
    state: &WasmState<'run>,
    key: &impl Key<E>,
) -> Result<Option<E::Of<'run>>, Error> {
    let key = key.with(|key| KeyBlock::new(state, const { &Place::of::<E>() }, key));
    match key.get(state) {
        Ok(None) => Ok(None),
        Ok(Some(element)) => E::assemble(key.record(E::NAME), element).map(Some),
        Err(error) => Err(failed::<E>(error)),
    }
}

#[inline]
pub(super) fn each<E: Entity, R: From<Error>>(
    state: &WasmState<'_>,
    prefix: &impl Prefix<E>,
    mut callback: impl FnMut(E::Of<'_>) -> Result<ControlFlow<()>, R>,
) -> Result<(), R> {
    let mut result = Ok(());
    let key = prefix.with(|key| KeyBlock::new(state, const { &Place::of::<E>() }, key));
    let read = key.read(0, |key, element| {
        match E::assemble(key, element)
            .map_err(R::from)
            .and_then(&mut callback)
        {
            Ok(flow) => flow.is_continue(),
            Err(error) => {
                result = Err(error);
                false
            }
        }
    });
    read.map_err(failed::<E>)?;
    result
}

#[inline]
pub(super) fn read<'run, E: Entity>(
    state: &WasmState<'run>,
    prefix: &impl Prefix<E>,
    limit: u32,
) -> Result<Rows<E::Of<'run>>, Error> {
    let memory = &state.run().memory;
    let keep = |record: RecordRef<'_>| RecordRef::trusted(memory.keep(record.as_bytes()));
    let mut rows = Vec::new();
    let mut result = Ok(());
    let key = prefix.with(|key| KeyBlock::new(state, const { &Place::of::<E>() }, key));
    let read = key.read(limit, |key, element| match E::keep(key, element, keep) {
        Ok(row) => {
            push(&mut rows, row);
            true
        }
        Err(error) => {
            result = Err(error);
            false
        }
    });
    read.map_err(failed::<E>)?;
    result.map(|()| rows.into())
}

#[inline]
pub(super) fn insert<E: Entity>(state: &WasmState<'_>, entity: &E) {
    entity.with_key(|key| {
        entity.with_value(|value| intend(state, Op::New, const { &Place::of::<E>() }, key, value));
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
    after.with_puts(|key, value| {
        before.with_puts(|old_key, old| {
            let change = Change {
                place: const { &Place::of::<E>() },
                key: (E::KEY_MARKS, key, old_key),
                marks: E::MARKS,
            };
            change.intend(state, value, old)
        })
    })?;
    Ok(after)
}

/// An update: where, and the key before and after.
struct Change<'a> {
    place: &'static Place,
    key: (&'static [Mark], &'a [Put<'a>], &'a [Put<'a>]),
    marks: &'static [Mark],
}

impl Change<'_> {
    /// Adds the intent that makes `value` of `old`, if they differ.
    #[inline(never)]
    fn intend(
        &self,
        state: &WasmState<'_>,
        value: &mut [Put<'_>],
        old: &[Put<'_>],
    ) -> Result<(), Error> {
        let of = self.place.shown;
        let (key_marks, key, old_key) = self.key;
        let mut keys = key.iter().zip(old_key);
        if !keys.all(|(one, other)| same(state, one, other)) {
            return Err(Error::about(of, "an update cannot change the key"));
        }
        if keep_changes(state, of, self.marks, value, old)? {
            let (key, value) = (Puts::new(key_marks, key), Puts::new(self.marks, value));
            intend(state, Op::Update, self.place, &key, &value);
        }
        Ok(())
    }
}

/// Makes absent what is as it was; returns whether anything is left.
fn keep_changes(
    state: &WasmState<'_>,
    of: &'static str,
    marks: &'static [Mark],
    value: &mut [Put<'_>],
    old: &[Put<'_>],
) -> Result<bool, Error> {
    let mut some = false;
    for (mark, (new, old)) in marks.iter().zip(value.iter_mut().zip(old)) {
        if same(state, new, old) {
            *new = Put::Absent;
        } else if new.is_there() {
            some = true;
        } else {
            return Err(Error::in_field(of, mark.name(), VANISHES));
        }
    }
    Ok(some)
}

/// Whether two values of a field are the same on the wire.
fn same(state: &WasmState<'_>, one: &Put<'_>, other: &Put<'_>) -> bool {
    match (one, other) {
        (Put::Absent, Put::Absent) => true,
        (Put::Scalar(one), Put::Scalar(other)) => one == other,
        (Put::Bytes(one), Put::Bytes(other)) => one == other,
        (Put::Payload(one), Put::Payload(other)) => same_bytes(state, *one, *other),
        _ => false,
    }
}

/// Whether two payloads have the same bytes. What breaks the contract has none: it is told where it
/// is written.
fn same_bytes(state: &WasmState<'_>, one: &dyn Payload, other: &dyn Payload) -> bool {
    let memory = &state.run().memory;
    let mut size = 0;
    loop {
        // What is written is what counts, and nobody else knows what is inside.
        let mut to = memory.out(size);
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
        if let Some(both) = memory.keep_out(to, keep) {
            return may_be_same && both.get(..length) == both.get(second..);
        }
    }
}
