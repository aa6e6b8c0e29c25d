//! Values being filled.

use heeus_abi::RecordBuilder;

use crate::run::Run;
use crate::state::IntoField;

/// The value of an intent, being filled. The intent exists from the start, also where nothing is put.
pub struct WasmElementBuilder<'run> {
    run: &'run Run<'run>,
    intent: usize,
}

impl<'run> WasmElementBuilder<'run> {
    pub(super) fn new(run: &'run Run<'run>, intent: usize) -> Self {
        Self { run, intent }
    }

    /// Sets a field; an earlier value of the same name is replaced. A value that does not fit a block fails the run
    /// when it is over.
    pub fn put(&mut self, name: &'run str, value: impl IntoField) -> &mut Self {
        match value.into_field(&self.run.memory) {
            Ok(value) => self.run.value(self.intent, |fields| fields.put(name, value)),
            Err(error) => self.run.bad_intent(error),
        }
        self
    }
}

/// A record being filled: a field of another record, or an item of an array.
pub struct WasmRecordBuilder<'run> {
    run: &'run Run<'run>,
    fields: RecordBuilder<'run>,
}

impl<'run> WasmRecordBuilder<'run> {
    pub(super) fn new(run: &'run Run<'run>) -> Self {
        Self { run, fields: RecordBuilder::new() }
    }

    /// Sets a field; an earlier value of the same name is replaced. A value that does not fit a block fails the run
    /// when it is over.
    pub fn put(&mut self, name: &'run str, value: impl IntoField) -> &mut Self {
        match value.into_field(&self.run.memory) {
            Ok(value) => self.fields.put(name, value),
            Err(error) => self.run.bad_intent(error),
        }
        self
    }

    pub(super) fn fields(&self) -> &RecordBuilder<'run> {
        &self.fields
    }
}
