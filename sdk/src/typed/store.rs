//! From structs to key blocks and intents, and back from elements. Each block is measured once, and made in one piece.

use alloc::vec::Vec;
use core::ops::ControlFlow;

use heeus_abi::{Breach, EncodeError, GetCode, Mark, Op, Out, RecordRef, Storage, layout, limits};

use super::entity::{Entity, Key, Prefix};
use super::put::{Payload, Put, Puts, measured};
use super::rows::Rows;
use crate::arena::small_vec::push;
use crate::door;
use crate::error::{Error, StateError, Wrong};
use crate::untyped::{WasmState, read as untyped};

/// A storage, and an entity in it.
type Entry = (Storage, &'static str);

/// Where an intent goes.
pub(crate) struct Place {
    entry: Entry,
    /// What errors call it.
    shown: &'static str,
}

impl Place {
    /// A storage without entities.
    pub(crate) const fn without_entity(storage: Storage) -> Self {
        Self {
            entry: (storage, ""),
            shown: storage.name(),
        }
    }

    const fn of<E: Entity>() -> Self {
        Self {
            entry: entry::<E>(),
            shown: E::NAME,
        }
    }
}

/// A key block, and where its record begins.
#[derive(Clone, Copy)]
pub(crate) struct KeyBlock<'run> {
    block: &'run [u8],
    record: usize,
}

impl<'run> KeyBlock<'run> {
    /// The key of these fields.
    #[inline(never)]
    pub(crate) fn new(
        state: &WasmState<'run>,
        entry: Entry,
        fields: &dyn Payload,
    ) -> Result<Self, StateError> {
        let size = measured(fields, &mut Breach::default());
        let (block, record) = begin(state, None, entry, size, 0);
        if block.is_empty() {
            return Err(StateError::InvalidKey);
        }
        let mut to = Out::new(block);
        to.at = record;
        fields.write(&mut to);
        Ok(Self { block, record })
    }

    /// The record of the key's fields.
    fn record(&self) -> RecordRef<'run> {
        RecordRef::trusted(self.block.get(self.record..).unwrap_or_default())
    }

    /// The element of the key.
    #[inline(never)]
    pub(crate) fn get(
        &self,
        state: &WasmState<'run>,
    ) -> Result<Option<RecordRef<'run>>, StateError> {
        const EXISTS: u32 = GetCode::Exists.number();
        const NOT_EXISTS: u32 = GetCode::NotExists.number();
        match door::get_elem(&state.run().memory, self.block) {
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
        untyped::read_block(self.block, limit, &mut deliver)
    }
}

/// Room for a key block whose record takes `key` bytes; for an intent, with its header before and `value` bytes behind.
/// Returns where the key's record is to begin. What is too large for a block gets no room.
fn begin<'run>(
    state: &WasmState<'run>,
    op: Option<Op>,
    (storage, entity): Entry,
    key: usize,
    value: usize,
) -> (&'run mut [u8], usize) {
    let before = op.map_or(0, |_| layout::intent::KEY);
    let record = before + layout::key::ENTITY + entity.len() + layout::gap(entity.len());
    let total = record.saturating_add(key).saturating_add(value);
    if total > limits::MAX_BLOCK {
        return (&mut [], 0);
    }
    let room = state.run().memory.room(total);
    let mut to = Out::new(room);
    if let Some(op) = op {
        to.pair(op as usize, total);
    }
    to.pair(record - before + key, storage as usize | entity.len() << 16);
    to.bytes(entity.as_bytes());
    to.pad();
    (room, record)
}

const TOO_LARGE: &str = EncodeError::TooLarge.text();

/// Adds an intent. One that breaks the contract fails the run when it is over.
#[inline(never)]
pub(crate) fn intend(
    state: &WasmState<'_>,
    op: Op,
    place: &'static Place,
    key: &dyn Payload,
    value: &dyn Payload,
) {
    let mut breach = Breach {
        field: "",
        error: TOO_LARGE,
    };
    let key_size = measured(key, &mut breach);
    let value_size = measured(value, &mut breach);
    let (block, record) = begin(state, Some(op), place.entry, key_size, value_size);
    if block.is_empty() {
        return state.run().bad_intent(place.shown, &breach);
    }
    let mut to = Out::new(block);
    to.at = record;
    key.write(&mut to);
    value.write(&mut to);
    state.run().add_block(block);
}

/// What a code of the host means for an entity.
#[cold]
pub(super) fn failed<E: Entity>(error: StateError) -> Error {
    Error::about(E::NAME, error.text())
}

const fn entry<E: Entity>() -> Entry {
    (E::STORAGE, E::NAME)
}

#[inline]
pub(super) fn get<'run, E: Entity>(
    state: &WasmState<'run>,
    key: &impl Key<E>,
) -> Result<Option<E::Of<'run>>, Error> {
    let key = key.with(|key| KeyBlock::new(state, entry::<E>(), key));
    let found = key.and_then(|key| Ok((key.record(), key.get(state)?)));
    match found {
        Ok((_, None)) => Ok(None),
        Ok((key, Some(element))) => E::assemble(key, element).map(Some),
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
    let key = prefix.with(|key| KeyBlock::new(state, entry::<E>(), key));
    let read = key.and_then(|key| {
        key.read(0, |key, element| {
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
        })
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
    let key = prefix.with(|key| KeyBlock::new(state, entry::<E>(), key));
    let read = key.and_then(|key| {
        key.read(limit, |key, element| match E::keep(key, element, keep) {
            Ok(row) => {
                push(&mut rows, row);
                true
            }
            Err(error) => {
                result = Err(error);
                false
            }
        })
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
            return Err(Error::in_field(of, mark.name(), Wrong::Vanishes));
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
        (Put::Payload(one), Put::Payload(other)) => {
            // What is written is what counts, and nobody else knows what is inside.
            let memory = &state.run().memory;
            let sizes = [one, other].map(|payload| measured(*payload, &mut Breach::default()));
            // What breaks the contract has no bytes to compare: it is told where it is written.
            if sizes[0] != sizes[1] || sizes[0] > limits::MAX_BLOCK {
                return false;
            }
            let [one, other] = [one, other].map(|payload| {
                let room = memory.room(sizes[0]);
                payload.write(&mut Out::new(room));
                room
            });
            one == other
        }
        _ => false,
    }
}
