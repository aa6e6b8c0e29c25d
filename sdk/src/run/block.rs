//! Key blocks and intents, and requests to the host by a key.

use super::encode::{Encode, Flat};
use heeus_abi::write::{end_intent, write_key};
use heeus_abi::{BlockWriter, Breach, GetCode, Op, ReadCode, RecordRef, Storage, layout, limits};

use super::Run;
use crate::arena::RunMemory;
use crate::door;
use crate::error::{Error, StateError};

const EXISTS: u32 = GetCode::Exists.number();
const NOT_EXISTS: u32 = GetCode::NotExists.number();
const DONE: u32 = ReadCode::Done.number();
const INVALID_KEY: u32 = ReadCode::InvalidKey.number();
const NO_MEMORY: u32 = ReadCode::NoMemory.number();

/// The error of a code that reports one; gets and reads have the same codes.
pub(super) const fn error(code: u32) -> StateError {
    match code {
        INVALID_KEY => StateError::InvalidKey,
        NO_MEMORY => StateError::NoMemory,
        _ => StateError::Io,
    }
}

/// A storage and an entity in it: the place of an intent or a key.
pub(crate) struct Place<'a> {
    pub(super) storage: Storage,
    /// Empty in a storage without entities.
    pub(super) entity: &'a str,
    /// The name in errors.
    pub(crate) label: &'a str,
}

impl<'a> Place<'a> {
    pub(crate) const fn new(storage: Storage, entity: &'a str, label: &'a str) -> Self {
        Self {
            storage,
            entity,
            label,
        }
    }

    /// A storage without entities.
    pub(crate) const fn without_entity(storage: Storage) -> Self {
        Self::new(storage, "", storage.name())
    }
}

impl Place<'static> {
    /// The error for a failure that the host reported.
    #[cold]
    #[inline(never)]
    pub(crate) fn failed(&self, error: StateError) -> Error {
        Error::about(self.label, error.text())
    }

    /// Gets the element of a whole key, if there is one: the records of its key and of its value.
    #[inline(never)]
    pub(crate) fn get<'run>(
        &self,
        run: &'run Run<'run>,
        key: &dyn Encode,
    ) -> Result<Option<[RecordRef<'run>; 2]>, Error> {
        let key = KeyBlock::new(run, self, key);
        match key.get_elem(run) {
            (EXISTS, value) => Ok(Some([key.record(self.entity), value])),
            (NOT_EXISTS, _) => Ok(None),
            (code, _) => Err(self.refused(code)),
        }
    }

    /// Gets the element of a whole key: the record of the key, and that of the value if there is
    /// an element.
    // Apart from `get`, which nearly every module has: one by the other adds 118 bytes to each.
    #[inline(never)]
    pub(crate) fn look_up<'run>(
        &self,
        run: &'run Run<'run>,
        key: &dyn Encode,
    ) -> Result<(RecordRef<'run>, Option<RecordRef<'run>>), Error> {
        let key = KeyBlock::new(run, self, key);
        let value = match key.get_elem(run) {
            (EXISTS, value) => Some(value),
            (NOT_EXISTS, _) => None,
            (code, _) => return Err(self.refused(code)),
        };
        Ok((key.record(self.entity), value))
    }

    /// The error for a code of the host that reports one.
    #[cold]
    #[inline(never)]
    pub(super) fn refused(&self, code: u32) -> Error {
        self.failed(error(code))
    }

    /// Hands the records of key and value of each element under a partial key to `deliver`, until
    /// that returns false.
    #[inline]
    pub(crate) fn read<'run>(
        &self,
        run: &'run Run<'run>,
        key: &dyn Encode,
        limit: u32,
        deliver: impl FnMut(RecordRef<'_>, RecordRef<'_>) -> bool,
    ) -> Result<(), Error> {
        match KeyBlock::new(run, self, key).read_elems(limit, deliver) {
            DONE => Ok(()),
            code => Err(self.refused(code)),
        }
    }
}

/// A key block. It is empty if the key is not valid: then neither a get nor a read asks the host.
#[derive(Clone, Copy)]
pub(crate) struct KeyBlock<'run>(&'run [u8]);

impl<'run> KeyBlock<'run> {
    /// No valid key.
    pub(crate) const NONE: Self = Self(&[]);

    /// The key of these fields.
    #[inline]
    pub(crate) fn new(run: &'run Run<'run>, place: &Place<'_>, fields: &dyn Encode) -> Self {
        Self(make(run, None, place, fields, &Flat::NONE))
    }

    /// The key of these bytes, none if the key is not valid.
    #[inline]
    pub(super) const fn of(bytes: &'run [u8]) -> Self {
        Self(bytes)
    }

    /// The bytes of the block; `None` if the key is not valid.
    #[inline]
    pub(crate) fn bytes(&self) -> Option<&'run [u8]> {
        (!self.0.is_empty()).then_some(self.0)
    }

    /// The record of the key's fields, which follows the name of this entity.
    #[inline]
    fn record(&self, entity: &str) -> RecordRef<'run> {
        let record = layout::key::ENTITY + entity.len() + layout::gap(entity.len());
        RecordRef::trusted(self.0.get(record..).unwrap_or_default())
    }

    /// Asks the host for the element of the key; returns the host's code and, with the code that it
    /// exists, the element.
    #[inline]
    fn get_elem(&self, run: &'run Run<'run>) -> (u32, RecordRef<'run>) {
        if self.0.is_empty() {
            return (INVALID_KEY, RecordRef::empty());
        }
        door::get_elem(&run.memory, self.0)
    }

    /// Gets the element of the key.
    #[inline]
    pub(crate) fn get(&self, run: &'run Run<'run>) -> Result<Option<RecordRef<'run>>, StateError> {
        match self.get_elem(run) {
            (EXISTS, element) => Ok(Some(element)),
            (NOT_EXISTS, _) => Ok(None),
            (code, _) => Err(error(code)),
        }
    }

    /// Asks the host for the elements under the key; returns the host's code.
    #[inline]
    pub(super) fn read_elems(
        &self,
        limit: u32,
        mut deliver: impl FnMut(RecordRef<'_>, RecordRef<'_>) -> bool,
    ) -> u32 {
        if self.0.is_empty() {
            return INVALID_KEY;
        }
        door::read_elems(self.0, limit, &mut deliver)
    }

    /// Hands key and value of each element under the key to `deliver`, until that returns false.
    #[inline]
    pub(crate) fn read(
        &self,
        limit: u32,
        deliver: impl FnMut(RecordRef<'_>, RecordRef<'_>) -> bool,
    ) -> Result<(), StateError> {
        match self.read_elems(limit, deliver) {
            DONE => Ok(()),
            code => Err(error(code)),
        }
    }
}

/// Builds an intent, or without an operation a key block. The block is empty if it breaks the
/// contract; such an intent also fails the run at its end.
#[inline(never)]
fn make<'run>(
    run: &'run Run<'run>,
    op: Option<Op>,
    place: &Place<'_>,
    key: &dyn Encode,
    value: &dyn Encode,
) -> &'run [u8] {
    let Place {
        storage, entity, ..
    } = *place;
    let start = op.map_or(0, |_| layout::intent::KEY);
    let write = |to: &mut BlockWriter<'_>| {
        write_key(start, storage, entity, |to| key.write(to), to);
        if let Some(op) = op {
            value.write(to);
            end_intent(op, 0, to);
        }
    };
    written(&run.memory, write, |breach| {
        if op.is_some() {
            run.bad_intent(place.label, breach);
        }
    })
}

/// Adds an intent. An intent that breaks the contract fails the run at its end.
#[inline(never)]
pub(crate) fn intend<'run>(
    run: &'run Run<'run>,
    op: Op,
    place: &Place<'_>,
    key: &dyn Encode,
    value: &dyn Encode,
) {
    let block = make(run, Some(op), place, key, value);
    if !block.is_empty() {
        run.add_block(block);
    }
}

/// Encodes a record or an array into memory of the run.
///
/// # Errors
/// The rule that it breaks.
#[inline(never)]
pub(crate) fn encoded<'run>(
    memory: &'run RunMemory,
    source: &dyn Encode,
) -> Result<&'run [u8], &'static str> {
    let mut broken = None;
    let bytes = written(
        memory,
        |to| source.write(to),
        |breach| broken = Some(breach.error),
    );
    broken.map_or(Ok(bytes), Err)
}

/// Encodes a record or an array into memory of the run, as the payload of a field; `None` if it
/// breaks a rule.
#[inline(never)]
pub(crate) fn encoded_inside<'run>(
    memory: &'run RunMemory,
    field: &'static str,
    source: &dyn Encode,
) -> Option<&'run [u8]> {
    let mut is_broken = false;
    let write = |to: &mut BlockWriter<'_>| {
        to.enter();
        source.write(to);
        to.leave(field);
    };
    let bytes = written(memory, write, |_| is_broken = true);
    (!is_broken).then_some(bytes)
}

/// Writes to free memory of the run, and again where there was too little. Nothing is kept of what
/// breaks a rule, which goes to `refuse`.
#[inline]
pub(super) fn written(
    memory: &RunMemory,
    write: impl Fn(&mut BlockWriter<'_>),
    refuse: impl FnOnce(&Breach<'_>),
) -> &[u8] {
    let mut size = 0;
    loop {
        let mut to = memory.writer(size);
        write(&mut to);
        size = to.at;
        let breach = to.breach_of(limits::MAX_BLOCK);
        let keep = if breach.is_some() { 0 } else { size };
        if let Some(bytes) = RunMemory::keep_written(to, keep) {
            if let Some(breach) = breach {
                refuse(&breach);
            }
            return bytes;
        }
    }
}
