//! Gets and intents.

use heeus_abi::layout::{self, key};
use heeus_abi::manifest::{SYS_ABSENT, SYS_ID};
use heeus_abi::{FieldType, GetCode, IntentRef, Op, RecordRef, Storage};

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

/// Makes an intent of the host from one of ABI 1.0. A new singleton takes an id of `new_id`.
pub(crate) fn intend(block: &[u8], new_id: impl FnOnce() -> i64) {
    let Some((intent, _)) = IntentRef::trusted(block) else {
        return;
    };
    let (storage, entity, fields) = (intent.key.storage, intent.key.entity, intent.key.record);
    let key = Key {
        storage,
        entity,
        fields,
    };
    let is_intent = true;
    let row = match intent.op {
        Op::Update => {
            if intent.value.find(SYS_ABSENT).is_some() {
                stop("Voedger cannot make a field absent");
            }
            let key = key.create();
            let id = env::hostUpdateValue(key, env::hostGetValue(key));
            Row { id, is_intent }
        }
        Op::Insert if storage == Storage::Record => {
            let id = env::hostNewValue(key_of(storage.name(), entity));
            let row = Row { id, is_intent };
            let own = fields.raw(0).map(|id| id.slot());
            let id = own.unwrap_or_else(|| new_id().cast_unsigned());
            row.put_scalar(Name::of(SYS_ID), FieldType::Id, id);
            row
        }
        Op::Insert => {
            let id = env::hostNewValue(key.create());
            Row { id, is_intent }
        }
    };
    row.put_all(intent.value);
}

/// Makes the response of a run that fails.
pub(crate) fn respond(code: u32, message: &str) {
    let id = env::hostNewValue(key_of(Storage::Response.name(), ""));
    let is_intent = true;
    let row = Row { id, is_intent };
    row.put_scalar(Name::of("StatusCode"), FieldType::I32, code.into());
    row.put_bytes(Name::of("ErrorMessage"), FieldType::Str, message.as_bytes());
}
