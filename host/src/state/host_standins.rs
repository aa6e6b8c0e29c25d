//! Stand-ins of a state for the storages outside of the partition.

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
    /// Arranges an answer of sys.Http or sys.FederationCommand that is given once, to the first
    /// request whose key has all the fields of this key. A run that has begun does not see it; a
    /// run uses it up even if it fails or its intents are not applied.
    ///
    /// If several answers match a request, it gets the one with the most fields in its key; among
    /// equals, one that is given once before one that stays; then the first that was arranged. A
    /// request that leaves `Method` out is a GET. Headers match if the request has them among its
    /// headers.
    ///
    /// # Errors
    /// [`StateError::Invalid`] if it is another storage, or if key or value do not have the fields
    /// of the storage.
    pub fn put_once(
        &mut self,
        storage: Storage,
        key: RecordRef<'_>,
        value: RecordRef<'_>,
    ) -> Result<(), StateError> {
        self.answer(storage, key, value, Times::Once).map(drop)
    }

    /// Arranges an answer as [`put`](Self::put) and [`put_once`](Self::put_once) do. The returned
    /// flag says whether it was given.
    #[doc(hidden)]
    pub fn answer(
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

    /// Declares these fields of a record entity unique together: sys.Uniq then finds the active
    /// record with the values of a key, besides the ids that were [put](Self::put) there, and
    /// accepts only keys of fields that were declared unique. It does not check that no two records
    /// have the same values. A run that has begun does not see it.
    ///
    /// # Errors
    /// [`StateError::Invalid`] if the entity is not declared as a record or has no such fields.
    pub fn unique(&mut self, entity: &str, fields: &[&str]) -> Result<(), StateError> {
        let arranged = Arc::make_mut(&mut self.arranged);
        Ok(arranged.unique(&self.schema, entity, fields)?)
    }

    /// Arranges that a call of each run that begins from now on is answered with a code. Several
    /// failures may be arranged; a call gets the first one that it meets.
    pub fn fail(&mut self, failure: Failure) {
        self.plan(failure);
    }

    /// Arranges a failure as [`fail`](Self::fail) does. The returned flag says whether a call has
    /// met it.
    #[doc(hidden)]
    pub fn plan(&mut self, failure: Failure) -> Used {
        let (planned, used) = Planned::new(failure);
        Arc::make_mut(&mut self.arranged)
            .failures_mut()
            .push(planned);
        used
    }

    /// Removes all [failures](Self::fail).
    pub fn clear_failures(&mut self) {
        Arc::make_mut(&mut self.arranged).failures_mut().clear();
    }

    /// The requests that the current or last run sent to sys.Http, in order, each the key of its
    /// call. Requests without an answer are included, and the requests of a run that failed.
    pub fn http_requests(&self) -> Vec<RecordBuf> {
        self.made.http()
    }

    /// The commands that the current or last run called by sys.FederationCommand, in order, each
    /// the key of its call. Calls without an answer are included, and the calls of a run that
    /// failed.
    pub fn federation_calls(&self) -> Vec<RecordBuf> {
        self.made.federation()
    }

    /// The mails of the last applied run, in order, each the key of its intent. None is sent.
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
