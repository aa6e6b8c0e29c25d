//! Builders of values.

use heeus_abi::write::write_intent;
use heeus_abi::{BlockWriter, Op, limits};

use crate::run::encode::Encode as _;
use crate::run::fields::FieldList;
use crate::run::{self, Run};
use crate::untyped::IntoField;

/// A pending value that still takes fields.
pub(crate) struct Pending<'run> {
    op: Op,
    /// The name of the key's entity in errors.
    of: &'run str,
    key: &'run [u8],
    value: FieldList<'run>,
}

impl run::Pending for Pending<'_> {
    fn write<'run>(&self, run: &'run Run<'run>, to: &mut BlockWriter<'_>) {
        let start = to.at;
        write_intent(
            self.op,
            |to| to.bytes(self.key),
            |to| self.value.write(to),
            to,
        );
        if let Some(breach) = to.breach_of(start + limits::MAX_BLOCK) {
            run.bad_intent(self.of, &breach);
        }
    }
}

/// A builder for the value of an intent. The intent exists from the start, even without fields.
pub struct WasmElementBuilder<'run> {
    run: &'run Run<'run>,
    intent: &'run Pending<'run>,
}

impl<'run> WasmElementBuilder<'run> {
    #[inline(never)]
    pub(super) fn new(run: &'run Run<'run>, op: Op, of: &'run str, key: &'run [u8]) -> Self {
        let intent = run.add(Pending {
            op,
            of,
            key,
            value: FieldList::new(),
        });
        Self { run, intent }
    }

    /// Sets a field; an earlier value of the same name is replaced. A value that does not fit a
    /// block fails the run at its end.
    #[inline]
    pub fn put(&mut self, name: &'run str, value: impl IntoField) -> &mut Self {
        let value = value.into_field(&self.run.memory);
        self.intent.value.put(self.run, self.intent.of, name, value);
        self
    }
}

/// A builder for a record: a field of another record, or an item of an array.
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

    /// Sets a field; an earlier value of the same name is replaced. A value that does not fit a
    /// block fails the run at its end.
    #[inline]
    pub fn put(&mut self, name: &'run str, value: impl IntoField) -> &mut Self {
        let value = value.into_field(&self.run.memory);
        self.fields.put(self.run, "a record", name, value);
        self
    }

    pub(super) fn fields(&self) -> &FieldList<'run> {
        &self.fields
    }
}
