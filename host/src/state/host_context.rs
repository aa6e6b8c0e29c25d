//! The parts of the state besides rows: the world outside, a decorator, and checks of elements.

use std::sync::Arc;

use heeus_abi::{RecordBuf, RecordRef, Storage};

use super::error::StateError;
use super::fields::Want;
use super::given::check_records;
use super::host_state::HostState;
use super::intercept::Intercept;
use super::reader::{Place, place};
use super::sort_key::SortKey;
use super::unique_look_up;
use super::wlog;
use crate::external::External;

impl HostState {
    /// Sets the connections to the world outside. A run that has begun does not see it.
    pub fn set_external(&mut self, external: External) {
        Arc::make_mut(&mut self.context).external = external;
    }

    /// Sets the decorator of the reads of runs, or removes it. A run that has begun does not see
    /// it.
    pub fn intercept(&mut self, intercept: Option<Arc<dyn Intercept>>) {
        Arc::make_mut(&mut self.context).intercept = intercept;
    }

    /// Checks the key and the value of an element of any storage, stored or not.
    ///
    /// # Errors
    /// [`StateError::Invalid`] if one of them breaks the contract, or has other fields than the
    /// storage or the entity.
    pub fn check_element(
        &self,
        (storage, entity): (Storage, &str),
        key: RecordRef<'_>,
        value: RecordRef<'_>,
    ) -> Result<(), StateError> {
        check_records(storage, key, value)?;
        match place(&self.schema, storage, entity)? {
            Place::Entity(declared) => {
                declared.write_sort_key(key, Want::Whole, &mut SortKey::new())?;
                declared.check_value(key, value)?;
            }
            Place::Fixed(fixed) => {
                match storage {
                    Storage::Uniq => {
                        let declared = self.schema.find_unique(entity)?;
                        unique_look_up::check_key(&self.schema, declared, key)?;
                    }
                    Storage::WLog => _ = wlog::whole(fixed, entity, key)?,
                    _ => fixed.check_key(entity, key)?,
                }
                fixed.check_value(value)?;
            }
        }
        Ok(())
    }

    /// Checks an answer to requests of a storage with fixed fields: all fields of `when` must be
    /// fields of its key.
    ///
    /// # Errors
    /// [`StateError::Invalid`] if one of them breaks the contract, or has other fields.
    pub fn check_answer(
        &self,
        (storage, entity): (Storage, &str),
        when: RecordRef<'_>,
        value: RecordRef<'_>,
    ) -> Result<(), StateError> {
        check_records(storage, when, value)?;
        if let Place::Fixed(fixed) = place(&self.schema, storage, entity)? {
            fixed.check_key_part(entity, when)?;
            fixed.check_value(value)?;
        }
        Ok(())
    }

    /// The mails of the last applied run, in order, each the key of its intent.
    pub fn mails(&self) -> &[RecordBuf] {
        &self.outputs.mails
    }
}
