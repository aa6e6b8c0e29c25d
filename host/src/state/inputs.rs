//! The inputs of a run.

use std::sync::Arc;

use heeus_abi::{RecordRef, Storage};

use super::builtin;
use super::error::Invalid;
use super::given::check_records;
use crate::storage::Element;

/// The inputs of one run: the elements of the storages that have one element a run. These are
/// sys.Event, sys.CommandContext, sys.QueryContext, sys.JobContext and sys.RequestSubject.
///
/// ```
/// use heeus_abi::{RecordBuilder, Storage, Value};
/// use heeus_host::state::RunInputs;
///
/// let mut event = RecordBuilder::new();
/// event.put("QName", Value::QName("orders.Ordered"));
/// let mut inputs = RunInputs::new();
/// inputs.set(Storage::Event, event.build()?.as_ref())?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct RunInputs {
    // Behind a pointer, since a run moves its inputs several times.
    given: Option<Arc<Given>>,
}

/// The inputs that a run has.
#[derive(Debug, Clone, Default)]
struct Given {
    elements: [Option<Element>; COUNT],
    id: Option<Arc<str>>,
}

/// Number of storages with one element a run.
const COUNT: usize = 5;

/// The inputs of a run without any.
pub(crate) static NO_INPUTS: RunInputs = RunInputs::new();

impl RunInputs {
    /// Creates inputs without any element.
    pub const fn new() -> Self {
        Self { given: None }
    }

    fn given_mut(&mut self) -> &mut Given {
        Arc::make_mut(self.given.get_or_insert_default())
    }

    /// Sets the element of a storage, in place of an earlier one.
    ///
    /// # Errors
    /// [`Invalid`] if the storage has other fields, or is no input of a run.
    pub fn set(&mut self, storage: Storage, value: RecordRef<'_>) -> Result<(), Invalid> {
        check_records(storage, RecordRef::empty(), value)?;
        let (Some(place), Some(fixed)) = (place(storage), builtin::fixed(storage)) else {
            return Err(Invalid::NotInput { storage });
        };
        fixed.check_value(value)?;
        let element = Element::new(RecordRef::empty(), value);
        if let Some(input) = self.given_mut().elements.get_mut(place) {
            *input = Some(element);
        }
        Ok(())
    }

    /// Creates the inputs of a projector: an event of the log. Its key, which no extension gets,
    /// may have fields.
    pub(crate) fn of_event(event: Element) -> Self {
        let mut given = Given::default();
        let [.., last] = &mut given.elements;
        *last = Some(event);
        Self {
            given: Some(Arc::new(given)),
        }
    }

    /// Removes the element of a storage.
    pub fn remove(&mut self, storage: Storage) {
        if self.get(storage).is_none() {
            return;
        }
        let given = self.given_mut();
        let input = place(storage).and_then(|place| given.elements.get_mut(place));
        if let Some(input) = input {
            *input = None;
        }
    }

    /// Returns the element of a storage.
    pub fn get(&self, storage: Storage) -> Option<&Element> {
        let given = self.given.as_deref()?;
        given.elements.get(place(storage)?)?.as_ref()
    }

    /// Returns whether runs get the element of this storage from here.
    pub fn has(storage: Storage) -> bool {
        place(storage).is_some()
    }

    /// Sets the id of a run that may be repeated after a crash. Requests of the run have ids that
    /// begin with it.
    pub fn set_id(&mut self, id: impl Into<Arc<str>>) {
        self.given_mut().id = Some(id.into());
    }

    pub(super) fn id(&self) -> Option<&str> {
        self.given.as_deref()?.id.as_deref()
    }
}

const fn place(storage: Storage) -> Option<usize> {
    Some(match storage {
        Storage::CommandContext => 0,
        Storage::QueryContext => 1,
        Storage::JobContext => 2,
        Storage::RequestSubject => 3,
        Storage::Event => 4,
        _ => return None,
    })
}
