//! Fields that an update makes absent.

use heeus_abi::manifest::SYS_ABSENT;
use heeus_abi::{Field, FieldType, IntentRef, Op, RecordBuf, RecordRef, Value};

use super::declared::Declared;
use super::error::{Invalid, Part};
use super::not_absent::{AbsentRule, NotAbsent};

/// An update that makes a field absent, in its two parts.
pub(super) struct Split<'a> {
    /// The fields that it sets.
    pub(super) set: RecordBuf,
    /// The name of the field that it makes absent.
    pub(super) absent: &'a str,
}

/// Splits the value of an update; `None` if the intent makes no field absent.
pub(super) fn split<'a>(
    declared: &Declared,
    intent: &IntentRef<'a>,
) -> Result<Option<Split<'a>>, Invalid> {
    // An insert is not searched for the name.
    if intent.op != Op::Update {
        return Ok(None);
    }
    let (entity, update) = (&declared.entity, intent.value);
    let absent = match update.get(SYS_ABSENT) {
        None => return Ok(None),
        Some(Value::Str(name)) => name,
        Some(other) => {
            return Err(Invalid::WrongType {
                subject: entity.name.clone(),
                part: Part::Value,
                field: SYS_ABSENT.to_owned(),
                expected: FieldType::Str,
                found: other.field_type(),
            });
        }
    };
    let set = update.fields().filter(|field| field.name != SYS_ABSENT);
    let set: Vec<Field<'_>> = set.collect();
    let rule = match entity.value.iter().find(|field| field.name == absent) {
        None => Some(AbsentRule::Unknown),
        Some(field) if !field.optional => Some(AbsentRule::Required),
        Some(_) if set.iter().any(|field| field.name == absent) => Some(AbsentRule::Set),
        Some(_) => None,
    };
    if let Some(rule) = rule {
        return Err(Invalid::Absent(NotAbsent {
            subject: entity.name.clone(),
            field: absent.to_owned(),
            rule,
        }));
    }
    let set = RecordBuf::new(&set).map_err(|_| Invalid::Malformed {
        subject: entity.name.clone(),
        part: Part::Value,
    })?;
    Ok(Some(Split { set, absent }))
}

/// The names of all fields that an update sets or makes absent.
pub(super) fn touched(update: RecordRef<'_>) -> impl Iterator<Item = &str> {
    update
        .fields()
        .map(|field| match (field.name, field.value) {
            (SYS_ABSENT, Value::Str(absent)) => absent,
            (name, _) => name,
        })
}
