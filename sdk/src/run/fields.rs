//! Fields on their way into a record: a list in run memory, in the order of their names.

use core::cell::Cell;
use core::cmp::Ordering;

use heeus_abi::write::check_name;
use heeus_abi::{Breach, EncodeError, Field, Value};

use super::Run;

/// Fields in the order of their names.
#[derive(Default)]
pub(crate) struct FieldList<'run> {
    first: Cell<Option<&'run Node<'run>>>,
}

struct Node<'run> {
    name: &'run str,
    value: Cell<Value<'run>>,
    next: Cell<Option<&'run Self>>,
}

impl<'run> FieldList<'run> {
    pub(crate) const fn new() -> Self {
        Self {
            first: Cell::new(None),
        }
    }

    /// Sets a field of what errors call `of`; an earlier value of the same name is replaced. A value that does not fit a
    /// block fails the run when it is over.
    #[inline(never)]
    pub(crate) fn put(
        &self,
        run: &'run Run<'run>,
        of: &str,
        name: &'run str,
        value: Result<Value<'run>, EncodeError>,
    ) {
        let value = match check_name(name).and(value) {
            Ok(value) => value,
            Err(error) => return run.bad_intent(of, &breach(name, error)),
        };
        let mut place = &self.first;
        while let Some(node) = place.get() {
            match node.name.cmp(name) {
                Ordering::Less => place = &node.next,
                Ordering::Equal => return node.value.set(value),
                Ordering::Greater => break,
            }
        }
        let next = Cell::new(place.get());
        place.set(Some(run.memory.place(Node {
            name,
            value: Cell::new(value),
            next,
        })));
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = Field<'run>> + Clone + use<'run> {
        let mut next = self.first.get();
        core::iter::from_fn(move || {
            let node = next?;
            next = node.next.get();
            Some(Field {
                name: node.name,
                value: node.value.get(),
            })
        })
    }
}

/// An error of writing. Only these come from there; the texts of the others need not be in a guest.
pub(crate) const fn breach(field: &str, error: EncodeError) -> Breach<'_> {
    let error = match error {
        EncodeError::TooManyFields => const { EncodeError::TooManyFields.text() },
        EncodeError::TooManyItems => const { EncodeError::TooManyItems.text() },
        EncodeError::Name => const { EncodeError::Name.text() },
        EncodeError::TooDeep => const { EncodeError::TooDeep.text() },
        EncodeError::QName => const { EncodeError::QName.text() },
        _ => const { EncodeError::TooLarge.text() },
    };
    Breach { field, error }
}
