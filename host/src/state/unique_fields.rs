//! Fields that are unique together among the active records of an entity.

use heeus_abi::manifest::SYS_IS_ACTIVE;
use heeus_abi::{RecordRef, Value};

/// The names in the order of keys, each once.
pub(super) fn sorted(fields: &[&str]) -> Vec<String> {
    let mut names: Vec<String> = fields.iter().map(|&name| name.into()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Returns whether a record is active. Only active records are checked.
pub(super) fn is_active(value: RecordRef<'_>) -> bool {
    value.get(SYS_IS_ACTIVE) != Some(Value::Bool(false))
}

/// Returns whether an active record has these values.
pub(super) fn has_values(value: RecordRef<'_>, wanted: RecordRef<'_>) -> bool {
    let mut fields = wanted.fields();
    is_active(value) && fields.all(|field| value.get(field.name) == Some(field.value))
}
