//! Values being filled.

use core::cell::Cell;

use heeus_abi::write::{RecordSize, intent_bytes, measure_record, write_intent};
use heeus_abi::{Op, Out};

use crate::fields::FieldList;
use crate::run::{self, Run};
use crate::state::IntoField;

/// A pending value whose fields are still put.
pub(crate) struct Pending<'run> {
    op: Op,
    key: &'run [u8],
    value: FieldList<'run>,
    size: Cell<RecordSize>,
}

impl run::Pending for Pending<'_> {
    fn measure<'run>(&self, run: &'run Run<'run>) -> usize {
        match measure_record(self.value.iter()) {
            Ok(size) => {
                self.size.set(size);
                intent_bytes(self.key, &size)
            }
            Err(error) => {
                run.bad_intent(crate::fields::text(error));
                0
            }
        }
    }

    fn write(&self, to: &mut Out<'_>) {
        let size = self.size.get();
        let to = &mut to.part(intent_bytes(self.key, &size));
        write_intent(self.op, self.key, &size, self.value.iter(), to);
    }
}

/// The value of an intent, being filled. The intent exists from the start, also where nothing is put.
pub struct WasmElementBuilder<'run> {
    run: &'run Run<'run>,
    intent: &'run Pending<'run>,
}

impl<'run> WasmElementBuilder<'run> {
    #[inline(never)]
    pub(super) fn new(run: &'run Run<'run>, op: Op, key: &'run [u8]) -> Self {
        let intent = run.add(Pending {
            op,
            key,
            value: FieldList::new(),
            size: Cell::default(),
        });
        Self { run, intent }
    }

    /// Sets a field; an earlier value of the same name is replaced. A value that does not fit a block fails the run
    /// when it is over.
    #[inline]
    pub fn put(&mut self, name: &'run str, value: impl IntoField) -> &mut Self {
        self.intent
            .value
            .put(self.run, name, value.into_field(&self.run.memory));
        self
    }
}

/// A record being filled: a field of another record, or an item of an array.
pub struct WasmRecordBuilder<'run> {
    run: &'run Run<'run>,
    fields: FieldList<'run>,
}

impl<'run> WasmRecordBuilder<'run> {
    pub(super) fn new(run: &'run Run<'run>) -> Self {
        Self {
            run,
            fields: FieldList::new(),
        }
    }

    /// Sets a field; an earlier value of the same name is replaced. A value that does not fit a block fails the run
    /// when it is over.
    #[inline]
    pub fn put(&mut self, name: &'run str, value: impl IntoField) -> &mut Self {
        self.fields
            .put(self.run, name, value.into_field(&self.run.memory));
        self
    }

    pub(super) fn fields(&self) -> &FieldList<'run> {
        &self.fields
    }
}
