//! The event of a command.

use heeus_abi::manifest::RECORD_ID;
use heeus_abi::{
    ArrayBuf, EncodeError, FieldType, IntentRef, Items, Op, RecordBuf, RecordBuilder, RecordRef,
    Storage, Value,
};

use crate::state::Intents;

/// Fields of sys.Event.
pub(super) const WORKSPACE: &str = "Workspace";
pub(super) const WLOG_OFFSET: &str = "WLogOffset";
pub(super) const ARGUMENT: &str = "ArgumentObject";
/// Field of the contexts of commands, queries and jobs.
pub(super) const STARTED_AT: &str = "StartedAt";
const REGISTERED_AT: &str = "RegisteredAt";
const QNAME: &str = "QName";
const CUDS: &str = "CUDs";
/// Fields of the changes in an event.
pub(super) const IS_NEW: &str = "IsNew";
pub(super) const CHANGED: &str = "sys.QName";
const ID: &str = "sys.ID";

/// The parts of an event.
pub(super) struct EventParts<'a> {
    pub(super) workspace: i64,
    pub(super) wlog_offset: i64,
    pub(super) registered_at: i64,
    pub(super) qname: &'a str,
    pub(super) argument: RecordRef<'a>,
    pub(super) intents: &'a Intents,
}

impl EventParts<'_> {
    /// The event, with the fields of sys.Event.
    pub(super) fn record(&self) -> Result<RecordBuf, EncodeError> {
        let array;
        let changes = self.intents.iter();
        let changes = changes.filter(|intent| intent.key.storage == Storage::Record);
        let changes = changes.map(|intent| change(&intent));
        let changes = changes.collect::<Result<Vec<_>, _>>()?;
        let mut event = RecordBuilder::new();
        event.put(WORKSPACE, Value::I64(self.workspace));
        event.put(WLOG_OFFSET, Value::I64(self.wlog_offset));
        event.put(REGISTERED_AT, Value::I64(self.registered_at));
        event.put(QNAME, Value::QName(self.qname));
        event.put(ARGUMENT, Value::Record(self.argument));
        if !changes.is_empty() {
            let changes: Vec<_> = changes.iter().map(RecordBuf::as_ref).collect();
            array = ArrayBuf::new(Items::Record(&changes))?;
            event.put(CUDS, Value::Array(array.as_ref()));
        }
        event.build()
    }
}

/// The change that an intent makes.
fn change(intent: &IntentRef<'_>) -> Result<RecordBuf, EncodeError> {
    let mut change = RecordBuilder::new();
    for field in intent.value.fields() {
        change.put(field.name, field.value);
    }
    if let Some(Value::Id(id)) = intent.key.record.get(RECORD_ID) {
        change.put(ID, Value::Id(id));
    }
    change.put(IS_NEW, Value::Bool(intent.op == Op::Insert));
    change.put(CHANGED, Value::QName(intent.key.entity));
    change.build()
}

/// Returns whether an event has one of these names; an empty list matches all events.
pub(super) fn goes_by(event: RecordRef<'_>, names: &[String]) -> bool {
    if names.is_empty() {
        return true;
    }
    let is_one = |value: Option<Value<'_>>| match value {
        Some(Value::QName(qname)) => names.iter().any(|name| name == qname),
        _ => false,
    };
    if is_one(event.get(QNAME)) {
        return true;
    }
    let Some(Value::Array(changes)) = event.get(CUDS) else {
        return false;
    };
    changes.is_of(FieldType::Record)
        && (0..changes.len()).any(|at| is_one(changes.record(at).and_then(|of| of.get(CHANGED))))
}

/// The workspace of an event.
pub(super) fn workspace(event: RecordRef<'_>) -> i64 {
    match event.get(WORKSPACE) {
        Some(Value::I64(workspace)) => workspace,
        _ => 0,
    }
}

/// The offset of an event in the log of its workspace.
pub(super) fn wlog_offset(event: RecordRef<'_>) -> i64 {
    match event.get(WLOG_OFFSET) {
        Some(Value::I64(offset)) => offset,
        _ => 0,
    }
}
