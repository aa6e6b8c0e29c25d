//! Keys that a script fills.

use std::cell::RefCell;

use heeus_abi::{GetCode, KeyRange, Storage, encode_read_key, token_parts};
use mlua::{AnyUserData, Lua, UserData, UserDataMethods, Value};

use super::call::stop_if_ended;
use super::failure::ApiError;
use super::field_list::{FieldList, FieldOwner};
use super::intents::put_all;
use super::meter::MemoryHold;
use super::run::Run;
use super::shared::{Shared, shared};
use crate::state::Part;

/// A key that a script fills.
pub(super) struct Key {
    pub(super) storage: Storage,
    pub(super) entity: String,
    pub(super) fields: RefCell<FieldList>,
    pub(super) _held: MemoryHold,
}

impl UserData for Key {
    fn add_methods<M: UserDataMethods<Self>>(methods: &mut M) {
        methods.add_function(
            "put",
            |lua, (this, name, value): (AnyUserData, String, Value)| {
                let put = |shared: &Shared, run: &Run| {
                    let key = this.borrow::<Self>()?;
                    let of = FieldOwner::Place(Part::Key, key.storage, &key.entity);
                    let mut fields = key.fields.borrow_mut();
                    fields.put((shared, lua), run, of, (name, &value))
                };
                put_in(lua, put).map(|()| this)
            },
        );
        methods.add_function("token", |lua, (this, row): (AnyUserData, Value)| {
            let token = |shared: &Shared, run: &Run| {
                let key = this.borrow::<Self>()?;
                let record = key.record((shared, lua), run, &row)?;
                let token = token_parts(&key.entity, &record).concat();
                lua.create_string(token).map(Value::String)
            };
            put_in(lua, token)
        });
    }
}

impl Key {
    /// Builds the key's block.
    pub(super) fn block(&self) -> mlua::Result<Vec<u8>> {
        self.read_block(&KeyRange::ALL)
    }

    /// Builds the key's block for a read of this range.
    pub(super) fn read_block(&self, range: &KeyRange<'_>) -> mlua::Result<Vec<u8>> {
        let mut block = Vec::new();
        let fields = self.fields.borrow();
        let fields = fields.fields();
        encode_read_key(self.storage, &self.entity, &fields, range, &mut block)
            .map_err(|_| ApiError::failed(GetCode::InvalidKey.name()))?;
        Ok(block)
    }

    /// Builds the record of a bound or of a row's key: of another key, or of fields.
    pub(super) fn record(
        &self,
        at: (&Shared, &Lua),
        run: &Run,
        fields: &Value,
    ) -> mlua::Result<Vec<u8>> {
        let mut list = FieldList::default();
        let built = match fields {
            Value::UserData(of) if of.is::<Self>() => of.borrow::<Self>()?.fields.borrow().record(),
            fields => {
                let of = FieldOwner::Place(Part::Key, self.storage, &self.entity);
                put_all(at, run, of, fields, &mut list)?;
                list.record()
            }
        };
        let record = built.map_err(|_| ApiError::failed(GetCode::InvalidKey.name()))?;
        Ok(record.into_bytes())
    }
}

/// Calls `put` with the shared state and the current run, and stops the script if the run has
/// ended.
pub(super) fn put_in<T: Default>(
    lua: &Lua,
    put: impl FnOnce(&Shared, &Run) -> mlua::Result<T>,
) -> mlua::Result<T> {
    let shared = shared(lua)?;
    let run = shared.run();
    stop_if_ended(lua, run.and_then(|run| put(&shared, &run)))
}
