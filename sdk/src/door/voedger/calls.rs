//! Gets and intents.

use heeus_abi::layout::{self, intent, key};
use heeus_abi::manifest::{SYS_ABSENT, SYS_ID};
use heeus_abi::{FieldType, GetCode, KeyRef, Op, RecordRef, Storage};

use super::env;
use super::handle::{Class, record_of};
use super::put::{Name, Row, key_of};
use crate::arena::RunMemory;
use crate::arena::host::{called_out, stop};
use crate::door::text;

/// The parts of a key block of this side.
pub(super) struct Key<'a> {
    storage: Storage,
    entity: &'a str,
    fields: RecordRef<'a>,
}

impl<'a> Key<'a> {
    /// Finds the parts of a key block; `None` if they do not exist.
    pub(super) fn of(block: &'a [u8]) -> Option<Self> {
        let word = |at: usize| Some(u16::from_ne_bytes(*block.get(at..)?.first_chunk()?));
        let length = usize::from(word(key::ENTITY_LEN)?);
        let entity = block.get(key::ENTITY..)?.get(..length)?;
        let fields = block.get(key::ENTITY + length + layout::gap(length)..)?;
        if RecordRef::stated_size(fields) != Some(fields.len()) {
            stop("Voedger has no reads of a range");
        }
        Some(Self {
            storage: Storage::try_from(u32::from(word(key::STORAGE)?)).ok()?,
            entity: text(entity),
            fields: RecordRef::trusted(fields),
        })
    }

    /// Creates the key of an existing element, or of existing elements.
    pub(super) fn create(&self) -> u64 {
        if matches!(self.storage, Storage::Http | Storage::FederationCommand) {
            called_out();
        }
        let id = key_of(self.storage.name(), self.entity);
        let is_intent = false;
        let row = Row { id, is_intent };
        if self.storage == Storage::Record && self.fields.is_empty() {
            row.put_scalar(Name::of("IsSingleton"), FieldType::Bool, 1);
        }
        row.put_all(self.fields);
        id
    }
}

/// Looks up the element of a key block; returns the code of ABI 1.0 and, with code 0, the element.
pub(crate) fn get_elem<'run>(_: &'run RunMemory, block: &[u8]) -> (u32, RecordRef<'run>) {
    let Some(key) = Key::of(block) else {
        return (GetCode::InvalidKey.number(), RecordRef::empty());
    };
    match env::hostQueryValue(key.create()) {
        u64::MAX => (GetCode::NotExists.number(), RecordRef::empty()),
        value => (GetCode::Exists.number(), record_of(Class::Value, value)),
    }
}

/// Finds the parts of an intent: operation, key and value.
fn parts(block: &[u8]) -> Option<(Op, Key<'_>, RecordRef<'_>)> {
    let op = u32::from_ne_bytes(*block.get(intent::OP..)?.first_chunk()?);
    let rest = block.get(intent::KEY..)?;
    let (key, value) = rest.split_at_checked(KeyRef::stated_size(rest)?)?;
    Some((
        Op::try_from(op).ok()?,
        Key::of(key)?,
        RecordRef::trusted(value),
    ))
}

/// Makes an intent of the host from one of ABI 1.0. A new singleton takes an id of `new_id`.
pub(crate) fn intend(block: &[u8], new_id: impl FnOnce() -> i64) {
    let Some((op, key, value)) = parts(block) else {
        return;
    };
    let is_intent = true;
    let row = match op {
        Op::Update => {
            if value.find(SYS_ABSENT).is_some() {
                stop("Voedger cannot make a field absent");
            }
            let key = key.create();
            let id = env::hostUpdateValue(key, env::hostGetValue(key));
            Row { id, is_intent }
        }
        Op::Insert if key.storage == Storage::Record => {
            let id = env::hostNewValue(key_of(key.storage.name(), key.entity));
            let row = Row { id, is_intent };
            // The id is in the key, or in the value; a singleton has none.
            let in_key = key.fields.raw(0).map(|id| id.slot());
            if in_key.is_some() || value.find(SYS_ID).is_none() {
                let id = in_key.unwrap_or_else(|| new_id().cast_unsigned());
                row.put_scalar(Name::of(SYS_ID), FieldType::Id, id);
            }
            row
        }
        Op::Insert => {
            let id = env::hostNewValue(key.create());
            Row { id, is_intent }
        }
    };
    row.put_all(value);
}

/// Makes the response of a run that fails.
pub(crate) fn respond(code: u32, message: &str) {
    let id = env::hostNewValue(key_of(Storage::Response.name(), ""));
    let is_intent = true;
    let row = Row { id, is_intent };
    row.put_scalar(Name::of("StatusCode"), FieldType::I32, code.into());
    row.put_bytes(Name::of("ErrorMessage"), FieldType::Str, message.as_bytes());
}
