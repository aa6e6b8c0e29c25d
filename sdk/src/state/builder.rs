//! Values being filled.

use crate::fields::FieldList;
use crate::run::{Intent, Run};
use crate::state::IntoField;

/// The value of an intent, being filled. The intent exists from the start, also where nothing is put.
pub struct WasmElementBuilder<'run> {
    run: &'run Run<'run>,
    intent: &'run Intent<'run>,
}

impl<'run> WasmElementBuilder<'run> {
    pub(super) fn new(run: &'run Run<'run>, intent: &'run Intent<'run>) -> Self {
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
