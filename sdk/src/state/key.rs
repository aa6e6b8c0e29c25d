//! Keys.

use alloc::vec::Vec;
use core::cell::Cell;

use heeus_abi::{RecordBuilder, Storage, encode_key};

use crate::error::StateError;
use crate::run::Run;
use crate::state::IntoField;

/// A key being filled.
///
/// It may be used more than once, and filled further between the uses.
pub struct WasmKeyBuilder<'run> {
    run: &'run Run<'run>,
    storage: Storage,
    entity: &'run str,
    fields: RecordBuilder<'run>,
    /// The key's block, made at the first use and dropped by the next `put`.
    block: Cell<Option<&'run [u8]>>,
}

impl<'run> WasmKeyBuilder<'run> {
    pub(super) fn new(run: &'run Run<'run>, storage: Storage, entity: &'run str) -> Self {
        Self { run, storage, entity, fields: RecordBuilder::new(), block: Cell::new(None) }
    }

    /// Sets a key field; an earlier value of the same name is replaced.
    pub fn put(&mut self, name: &'run str, value: impl IntoField) -> &mut Self {
        self.block.set(None);
        match value.into_field(&self.run.memory) {
            Ok(value) => self.fields.put(name, value),
            Err(error) => self.run.bad_intent(error),
        }
        self
    }

    /// The key's block.
    pub(super) fn block(&self) -> Result<&'run [u8], StateError> {
        if let Some(block) = self.block.get() {
            return Ok(block);
        }
        let mut bytes = Vec::new();
        encode_key(self.storage, self.entity, self.fields.fields(), &mut bytes).map_err(|_| StateError::InvalidKey)?;
        let block = self.run.memory.keep_vec(bytes);
        self.block.set(Some(block));
        Ok(block)
    }
}
