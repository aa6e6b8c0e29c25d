//! The methods of a kit that arrange its state before a run.

use heeus_abi::Storage;

use super::intent::id_key;
use super::kit::Kit;
use super::value::DynRecord;
use heeus_host::state::Times;

impl Kit {
    /// Arranges a row of a view.
    ///
    /// # Panics
    /// If key or value are not as the view declares them.
    #[track_caller]
    pub fn view(
        &mut self,
        entity: &str,
        key: impl Into<DynRecord>,
        value: impl Into<DynRecord>,
    ) -> &mut Self {
        self.put(Storage::View, entity, key, value)
    }

    /// Arranges a record.
    ///
    /// # Panics
    /// If the value is not as the entity declares it.
    #[track_caller]
    pub fn record(&mut self, entity: &str, id: i64, value: impl Into<DynRecord>) -> &mut Self {
        self.put(Storage::Record, entity, id_key(id), value)
    }

    /// Arranges a singleton.
    ///
    /// # Panics
    /// If the value is not as the entity declares it.
    #[track_caller]
    pub fn singleton(&mut self, entity: &str, value: impl Into<DynRecord>) -> &mut Self {
        self.put(Storage::Record, entity, DynRecord::new(), value)
    }

    /// Arranges the event that projectors follow, in place of an earlier one.
    ///
    /// # Panics
    /// If the storage has no such fields.
    #[track_caller]
    pub fn event(&mut self, value: impl Into<DynRecord>) -> &mut Self {
        self.put(Storage::Event, "", DynRecord::new(), value)
    }

    /// Arranges the context of commands, in place of an earlier one.
    ///
    /// # Panics
    /// If the storage has no such fields.
    #[track_caller]
    pub fn command_context(&mut self, value: impl Into<DynRecord>) -> &mut Self {
        self.put(Storage::CommandContext, "", DynRecord::new(), value)
    }

    /// Arranges the context of queries, in place of an earlier one.
    ///
    /// # Panics
    /// If the storage has no such fields.
    #[track_caller]
    pub fn query_context(&mut self, value: impl Into<DynRecord>) -> &mut Self {
        self.put(Storage::QueryContext, "", DynRecord::new(), value)
    }

    /// Arranges the context of jobs, in place of an earlier one.
    ///
    /// # Panics
    /// If the storage has no such fields.
    #[track_caller]
    pub fn job_context(&mut self, value: DynRecord) -> &mut Self {
        self.put(Storage::JobContext, "", DynRecord::new(), value)
    }

    /// Arranges the caller (sys.RequestSubject), in place of an earlier one.
    ///
    /// # Panics
    /// If the storage has no such fields.
    #[track_caller]
    pub fn subject(&mut self, value: DynRecord) -> &mut Self {
        self.put(Storage::RequestSubject, "", DynRecord::new(), value)
    }

    /// Arranges an element of any storage from which extensions can get, in place of the one under
    /// its key.
    ///
    /// # Panics
    /// If key or value are not as declared.
    #[track_caller]
    pub fn put(
        &mut self,
        storage: Storage,
        entity: &str,
        key: impl Into<DynRecord>,
        value: impl Into<DynRecord>,
    ) -> &mut Self {
        let (key, value) = (key.into(), value.into());
        if entity.is_empty() && matches!(storage, Storage::Http | Storage::FederationCommand) {
            return self.answer(storage, key, &value, Times::Always);
        }
        let (key, value) = (self.encoded(&key), self.encoded(&value));
        if let Err(error) = self
            .state_mut()
            .put(storage, entity, key.as_ref(), value.as_ref())
        {
            panic!("{}: cannot be arranged: {error}", self.name());
        }
        self
    }
}
