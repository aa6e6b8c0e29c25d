//! The stored elements of a state, as its host reads and sets them.

use std::ops::ControlFlow;

use heeus_abi::{RecordRef, Storage};

use super::error::{Invalid, StateError};
use super::fields::Want;
use super::given::check_records;
use super::host_state::HostState;
use super::pending::Pending;
use super::reader::{Place, place};
use super::row::{Row, row};
use super::sort_key::SortKey;
use crate::storage::{Batch, ScanRange};

impl HostState {
    /// Puts a row of a view or a record in the place of the one under the same key. A run that has
    /// begun does not see it.
    ///
    /// # Errors
    /// [`StateError::Invalid`] if key or value do not fit the declaration, or if the storage is
    /// another one; [`StateError::Storage`] if the storage fails.
    pub fn put(
        &mut self,
        storage: Storage,
        entity: &str,
        key: RecordRef<'_>,
        value: RecordRef<'_>,
    ) -> Result<(), StateError> {
        check_records(storage, key, value)?;
        let Place::Entity(declared) = place(&self.schema, storage, entity)? else {
            return Err(Invalid::NotStored { storage }.into());
        };
        let mut sort_key = SortKey::new();
        declared.write_sort_key(key, Want::Whole, &mut sort_key)?;
        declared.check_value(key, value)?;
        let mut writes = Pending::default();
        writes.put(declared.id, key.as_bytes(), value.as_bytes(), &sort_key);
        self.add_index_changes(declared, (key, value), &mut writes)?;
        self.readers.release();
        self.make_tables(writes.batch_mut())?;
        Ok(self.storage.apply(writes.batch())?)
    }

    /// Removes all elements of a storage, or what the last run left in it.
    ///
    /// # Errors
    /// [`StateError::Invalid`] if the state has no elements of the storage,
    /// [`StateError::Storage`] if the storage fails.
    pub fn clear(&mut self, storage: Storage) -> Result<(), StateError> {
        match storage {
            Storage::View | Storage::Record => {
                let mut batch = Batch::new();
                for declared in self.schema.entities() {
                    if declared.storage == storage && !declared.id.is_absent() {
                        batch.clear_table(declared.id);
                    }
                    let indexes = self.schema.uniques(&declared.entity.name);
                    for index in indexes.filter_map(|unique| unique.index) {
                        if !index.is_absent() {
                            batch.clear_table(index);
                        }
                    }
                }
                self.readers.release();
                self.storage.apply(&batch)?;
            }
            Storage::Result => self.outputs.results.clear(),
            Storage::Response => self.outputs.responses.clear(),
            Storage::Logger => self.outputs.logs.clear(),
            Storage::SendMail => self.outputs.mails.clear(),
            _ => return Err(Invalid::NotStored { storage }.into()),
        }
        Ok(())
    }

    /// All elements of an entity in key order, or the events of sys.WLog.
    ///
    /// # Errors
    /// [`StateError::Invalid`] if the entity is not declared or the state has no elements of the
    /// storage,
    /// [`StateError::Storage`] if the storage fails.
    pub fn rows(&self, storage: Storage, entity: &str) -> Result<Vec<Row>, StateError> {
        let mut rows = Vec::new();
        match place(&self.schema, storage, entity)? {
            Place::Entity(declared) => {
                let snapshot = self.storage.snapshot();
                snapshot.scan(declared.id, &ScanRange::ALL, &mut |element| {
                    rows.push(row(element));
                    ControlFlow::Continue(())
                })?;
            }
            Place::Fixed(fixed) if storage == Storage::WLog => {
                fixed.check_key_part(entity, RecordRef::empty())?;
                rows = self.logged()?;
            }
            Place::Fixed(_) => return Err(Invalid::NotStored { storage }.into()),
        }
        Ok(rows)
    }
}
