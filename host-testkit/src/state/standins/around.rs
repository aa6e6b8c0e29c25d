//! What the stand-ins read besides themselves.

use heeus_abi::{RecordRef, Value};

use super::made::Made;
use crate::state::log_tables::LogTables;
use crate::state::schema::Schema;
use crate::storage::Snapshot;

/// The state around the stand-ins.
pub(in crate::state) struct Around<'a> {
    pub(in crate::state) schema: &'a Schema,
    pub(in crate::state) snapshot: &'a dyn Snapshot,
    /// The log that the events of sys.WLog are in, where the partition has one.
    pub(in crate::state) log: Option<LogTables>,
    pub(in crate::state) made: &'a Made,
}

/// A field that is a text.
pub(super) fn text<'a>(record: RecordRef<'a>, name: &str) -> Option<&'a str> {
    match record.get(name)? {
        Value::Str(text) | Value::QName(text) => Some(text),
        _ => None,
    }
}
