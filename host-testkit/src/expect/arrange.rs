//! The methods of a kit that arrange its state before a run.

use heeus_abi::{RecordRef, Storage};

use super::intent::id_key;
use super::kit::Kit;
use super::now::{Now, RunTime};
use super::value::DynRecord;
use crate::fakes::{Times, Used};
use heeus_host::state::{RunInputs, StateError};

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

    /// Sets the time of later runs: what `ctx.now()` returns. It is a text such as
    /// `2026-11-30T12:00:00Z`, a [`Timestamp`](heeus_sdk::values::Timestamp), a
    /// [`Date`](heeus_sdk::values::Date) for its first moment, or the milliseconds since 1970.
    ///
    /// A projector has the time of its event, so it has a time if the test arranges an
    /// [`event`](Self::event). A time that is in the arranged context or event stays as it is.
    ///
    /// # Panics
    /// If a text is no time.
    #[track_caller]
    pub fn now(&mut self, time: impl Into<RunTime>) -> &mut Self {
        let used = Used::default();
        self.watch("the time of runs".to_owned(), used.clone());
        self.now = Some(Now::new(time.into(), used));
        self
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
        match self.try_put((storage, entity), key.as_ref(), value.as_ref()) {
            Ok(None) => {}
            Ok(Some(used)) => {
                let key = DynRecord::from(key);
                let of = match (RunInputs::has(storage), entity) {
                    (true, _) => String::new(),
                    (false, "") => format!(" under {key}"),
                    (false, entity) => format!(" of {entity} under {key}"),
                };
                self.watch(format!("the element of {storage}{of}"), used);
            }
            Err(error) => panic!("{}: cannot be arranged: {error}", self.name()),
        }
        self
    }

    /// Arranges an element. Returns the flag that says whether a run got it; none for rows, which
    /// may be there for the test alone.
    fn try_put(
        &mut self,
        at: (Storage, &str),
        key: RecordRef<'_>,
        value: RecordRef<'_>,
    ) -> Result<Option<Used>, StateError> {
        let (storage, entity) = at;
        match storage {
            storage if RunInputs::has(storage) => {
                self.state.check_element(at, key, value)?;
                self.inputs.set(storage, value)?;
                let used = Used::default();
                self.inputs_used.retain(|(of, _)| *of != storage);
                self.inputs_used.push((storage, used.clone()));
                Ok(Some(used))
            }
            Storage::View | Storage::Record => {
                self.state.put(storage, entity, key, value)?;
                Ok(None)
            }
            _ => {
                let (state, element) = (&self.state, (key, value));
                let used = self.fakes.arrange(state, at, element, Times::Always)?;
                Ok(Some(used))
            }
        }
    }
}
