//! Fields of a record to be written: a list in run memory, in the order of their names.

use core::cell::Cell;
use core::cmp::Ordering;

use crate::run::encode::Encode;
use heeus_abi::write::{check_name, is_usual_name, write_record};
use heeus_abi::{BlockWriter, Breach, EncodeError, Field, Value};

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

    /// Sets a field; an earlier value of the same name is replaced. Errors call the record `of`. A
    /// value that does not fit a block fails the run at its end.
    #[inline]
    pub(crate) fn put(
        &self,
        run: &'run Run<'run>,
        of: &str,
        name: &'run str,
        value: Result<Value<'run>, &'static str>,
    ) {
        self.put_named(run, of, name, is_usual_name(name), value);
    }

    /// Sets a field whose name has to be checked unless it `is_usual`.
    #[inline(never)]
    fn put_named(
        &self,
        run: &'run Run<'run>,
        of: &str,
        name: &'run str,
        is_usual: bool,
        value: Result<Value<'run>, &'static str>,
    ) {
        if !is_usual && check_name(name).is_err() {
            let error = const { EncodeError::Name.text() };
            return run.bad_intent(of, &Breach { field: name, error });
        }
        let value = match value {
            Ok(value) => value,
            Err(error) => return run.bad_intent(of, &Breach { field: name, error }),
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

impl Encode for FieldList<'_> {
    #[inline(never)]
    fn write(&self, to: &mut BlockWriter<'_>) {
        write_record(self.iter(), to);
    }
}
