//! The values of fields that are unique together among the active records of an entity.

use heeus_abi::manifest::SYS_IS_ACTIVE;
use heeus_abi::{EncodeError, RecordBuf, RecordBuilder, RecordRef, Value};

/// The names in the order of keys, each once.
pub(super) fn sorted(fields: &[&str]) -> Vec<String> {
    let mut names: Vec<String> = fields.iter().map(|&name| name.into()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Returns whether a record is active. Only active records are checked.
fn is_active(value: RecordRef<'_>) -> bool {
    value.get(SYS_IS_ACTIVE) != Some(Value::Bool(false))
}

/// Returns whether an active record has these values.
pub(super) fn has_values(value: RecordRef<'_>, wanted: RecordRef<'_>) -> bool {
    let mut fields = wanted.fields();
    is_active(value) && fields.all(|field| value.get(field.name) == Some(field.value))
}

/// The values that no other active record may have; `None` if the record is not active, lacks one
/// of the fields, or has a value in one that equals no value.
pub(super) fn values_of(
    fields: &[String],
    record: RecordRef<'_>,
) -> Result<Option<RecordBuf>, EncodeError> {
    if !is_active(record) {
        return Ok(None);
    }
    let mut values = RecordBuilder::new();
    for name in fields {
        match record.get(name).and_then(normal) {
            Some(value) => values.put(name, value),
            None => return Ok(None),
        }
    }
    values.build().map(Some)
}

/// The value that stands for all values equal to it; `None` if it equals no value, not even itself.
fn normal(value: Value<'_>) -> Option<Value<'_>> {
    // Only floats have several values that are equal: the two zeros.
    match value {
        Value::F32(float) => (!float.is_nan()).then_some(Value::F32(float + 0.0)),
        Value::F64(float) => (!float.is_nan()).then_some(Value::F64(float + 0.0)),
        value => Some(value),
    }
}
