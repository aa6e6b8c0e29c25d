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
        Self {
            elements: [const { None }; COUNT],
            id: None,
        }
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
        if let Some(input) = self.elements.get_mut(place) {
            *input = Some(element);
        }
        Ok(())
    }

    /// Creates the inputs of a projector: an event of the log. Its key, which no extension gets,
    /// may have fields.
    pub(crate) fn of_event(event: Element) -> Self {
        let mut inputs = Self::new();
        let [.., last] = &mut inputs.elements;
        *last = Some(event);
        inputs
    }

    /// Removes the element of a storage.
    pub fn remove(&mut self, storage: Storage) {
        let input = place(storage).and_then(|place| self.elements.get_mut(place));
        if let Some(input) = input {
            *input = None;
        }
    }

    /// Returns the element of a storage.
    pub fn get(&self, storage: Storage) -> Option<&Element> {
        self.elements.get(place(storage)?)?.as_ref()
    }

    /// Returns whether runs get the element of this storage from here.
    pub fn has(storage: Storage) -> bool {
        place(storage).is_some()
    }

    /// Sets the id of a run that may be repeated after a crash. Requests of the run have ids that
    /// begin with it.
    pub fn set_id(&mut self, id: impl Into<Arc<str>>) {
        self.id = Some(id.into());
    }

    pub(super) fn id(&self) -> Option<&str> {
        self.id.as_deref()
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
