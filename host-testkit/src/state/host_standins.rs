//! What a state offers of the storages that lie outside of the partition.

use std::sync::Arc;

use heeus_abi::{RecordBuf, RecordRef, Storage};

use super::builtin;
use super::error::{Invalid, StateError};
use super::failures::{Failure, Planned};
use super::given::check_records;
use super::host_state::HostState;
use super::standins::Times;
use super::used::Used;

impl HostState {
    /// Arranges an answer of sys.Http or sys.FederationCommand that is given once, to the first request whose key has all
    /// the fields of this key. A run that has begun does not see it; a run that fails, or whose intents are not applied,
    /// has used it up all the same.
    ///
    /// Of the answers that a request may get it gets the one with the most fields in its key, of these one that is given
    /// once before one that stays, of these the first that was arranged. A request that leaves `Method` out is a GET. Headers
    /// may be some of those that the request has.
    ///
    /// # Errors
    /// [`StateError::Invalid`] where it is another storage, or key or value are not as the storage has them.
    pub fn put_once(
        &mut self,
        storage: Storage,
        key: RecordRef<'_>,
        value: RecordRef<'_>,
    ) -> Result<(), StateError> {
        self.answer(storage, key, value, Times::Once).map(drop)
    }

    /// Arranges an answer as [`put`](Self::put) and [`put_once`](Self::put_once) do. Tells whether it was given.
    pub(crate) fn answer(
        &mut self,
        storage: Storage,
        key: RecordRef<'_>,
        value: RecordRef<'_>,
        times: Times,
    ) -> Result<Used, StateError> {
        check_records(storage, key, value)?;
        let fixed = builtin::fixed(storage).ok_or(Invalid::NotAnswered { storage })?;
        let arranged = Arc::make_mut(&mut self.arranged);
        Ok(arranged.answer(fixed, ("", key), value, times)?)
    }

    /// Says that these fields of a record entity are unique together: sys.Uniq then finds the active record that has the
    /// values of a key, besides what was [put](Self::put) there, and takes only keys of fields that were said to be unique.
    /// That no two records have the same values is not looked at. A run that has begun does not see it.
    ///
    /// # Errors
    /// [`StateError::Invalid`] where the entity is not declared as a record or has no such fields.
    pub fn unique(&mut self, entity: &str, fields: &[&str]) -> Result<(), StateError> {
        let arranged = Arc::make_mut(&mut self.arranged);
        Ok(arranged.unique(&self.schema, entity, fields)?)
    }

    /// Lets a call of each run that begins from now on be answered with a code. Several may be arranged; the first that a
    /// call meets decides.
    pub fn fail(&mut self, failure: Failure) {
        self.plan(failure);
    }

    /// Arranges a failure as [`fail`](Self::fail) does. Tells whether a call has met it.
    pub(crate) fn plan(&mut self, failure: Failure) -> Used {
        let (planned, used) = Planned::new(failure);
        Arc::make_mut(&mut self.arranged)
            .failures_mut()
            .push(planned);
        used
    }

    /// Forgets all [failures](Self::fail).
    pub fn clear_failures(&mut self) {
        Arc::make_mut(&mut self.arranged).failures_mut().clear();
    }

    /// The requests that the current or last run made to sys.Http, in order, each the key that it was made by; those too
    /// that got no answer, and also where the run failed.
    pub fn http_requests(&self) -> Vec<RecordBuf> {
        self.made.http()
    }

    /// The commands that the current or last run called by sys.FederationCommand, in order, each the key that it was called
    /// by; those too that got no answer, and also where the run failed.
    pub fn federation_calls(&self) -> Vec<RecordBuf> {
        self.made.federation()
    }

    /// The mails that the last applied run made, in order, each the key of its intent. None is sent.
    pub fn mails(&self) -> &[RecordBuf] {
        &self.outputs.mails
    }

    /// Removes what was arranged in a storage, and the requests that the last run made to it.
    pub(super) fn clear_arranged(&mut self, storage: Storage) {
        if let Some(fixed) = builtin::fixed(storage) {
            Arc::make_mut(&mut self.arranged).clear(fixed);
        }
        match storage {
            Storage::Http => self.made.clear_http(),
            Storage::FederationCommand => self.made.clear_federation(),
            _ => {}
        }
    }
}
