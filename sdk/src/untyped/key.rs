//! Keys.

use core::cell::Cell;

use heeus_abi::{Storage, is_qname};

use crate::run::Run;
use crate::run::block::{KeyBlock, Place};
use crate::run::fields::FieldList;
use crate::untyped::IntoField;

/// A builder for a key.
///
/// It may be used more than once, and take more fields between the uses.
pub struct WasmKeyBuilder<'run> {
    run: &'run Run<'run>,
    storage: Storage,
    entity: &'run str,
    /// The name of the entity in errors.
    label: &'run str,
    fields: FieldList<'run>,
    /// The key's block, built at the first use and dropped by the next `put`.
    block: Cell<Option<KeyBlock<'run>>>,
}

impl<'run> WasmKeyBuilder<'run> {
    pub(super) fn new(run: &'run Run<'run>, storage: Storage, entity: &'run str) -> Self {
        Self {
            run,
            storage,
            entity,
            label: if entity.is_empty() {
                storage.name()
            } else {
                entity
            },
            fields: FieldList::new(),
            block: Cell::new(None),
        }
    }

    /// Sets a key field; an earlier value of the same name is replaced. A value that does not fit a
    /// block fails the run at its end.
    #[inline]
    pub fn put(&mut self, name: &'run str, value: impl IntoField) -> &mut Self {
        self.block.set(None);
        let value = value.into_field(&self.run.memory);
        self.fields.put(self.run, self.label, name, value);
        self
    }

    /// The name of the entity in errors.
    pub(super) const fn label(&self) -> &'run str {
        self.label
    }

    /// The place of the key.
    pub(super) const fn place(&self) -> Place<'run> {
        Place::new(self.storage, self.entity, self.label)
    }

    /// The fields so far.
    pub(super) const fn fields(&self) -> &FieldList<'run> {
        &self.fields
    }

    /// The key's block.
    #[inline(never)]
    pub(super) fn block(&self) -> KeyBlock<'run> {
        if let Some(block) = self.block.get() {
            return block;
        }
        if !self.entity.is_empty() && !is_qname(self.entity) {
            return KeyBlock::NONE;
        }
        let block = KeyBlock::new(self.run, &self.place(), &self.fields);
        self.block.set(Some(block));
        block
    }
}
