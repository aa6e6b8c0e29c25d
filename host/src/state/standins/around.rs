//! The data that the stand-ins read besides their own.

use heeus_abi::{RecordRef, Value};

use super::made::Made;
use crate::state::log_tables::LogTables;
use crate::state::schema::Schema;
use crate::storage::Snapshot;

/// The state around the stand-ins.
pub(in crate::state) struct Around<'a> {
    pub(in crate::state) schema: &'a Schema,
    pub(in crate::state) snapshot: &'a dyn Snapshot,
    /// The log with the events of sys.WLog, if the partition has one.
    pub(in crate::state) log: Option<LogTables>,
    pub(in crate::state) made: &'a Made,
}

/// The text of a field, if it is a text.
pub(super) fn text<'a>(record: RecordRef<'a>, name: &str) -> Option<&'a str> {
    match record.get(name)? {
        Value::Str(text) | Value::QName(text) => Some(text),
        _ => None,
    }
}
