//! sys.Uniq: the ids of records by the values of their unique fields.

use heeus_abi::manifest::RECORD_ID;
use heeus_abi::{EncodeError, FieldType, KeyRef, RecordBuilder, RecordRef, Storage, Value};

use super::error::{Invalid, ReadError, StateError};
use super::schema::{Schema, Table, Unique};
use super::unique_fields::sorted;
use super::unique_index::{Latest, UniqueIndex, UniqueValues};
use crate::storage::{Element, Snapshot};

/// Returns the id of the record that has these values.
pub(super) fn find(
    key: &KeyRef<'_>,
    schema: &Schema,
    snapshot: &dyn Snapshot,
) -> Result<Option<Element>, ReadError> {
    let records = schema.find_unique(key.entity)?;
    let Some(unique) = check_key(schema, records, key.record)? else {
        return Err(not_offered(key.entity));
    };
    let failed = |error: EncodeError| ReadError::Io(error.to_string());
    let values = UniqueValues::of(&unique.set.fields, key.record).map_err(failed)?;
    let Some(values) = values else {
        return Ok(None);
    };
    let records = UniqueIndex {
        records: records.id,
        index: unique.index,
        latest: Latest {
            snapshot,
            pending: None,
        },
    };
    let Some(id) = records.holder(&values, None)? else {
        return Ok(None);
    };
    let mut value = RecordBuilder::new();
    value.put(RECORD_ID, Value::Id(id));
    let value = value.build().map_err(failed)?;
    Ok(Some(Element::new(key.record, value.as_ref())))
}

/// Checks a key: its fields belong to the entity, and are unique together if unique fields are
/// declared. Returns these fields, or `None` if none are declared.
pub(super) fn check_key<'a>(
    schema: &'a Schema,
    records: Table<'a>,
    key: RecordRef<'_>,
) -> Result<Option<Unique<'a>>, Invalid> {
    let entity = &*records.declared.entity.name;
    records.unique_fields().check(entity, key)?;
    let names: Vec<&str> = key.fields().map(|field| field.name).collect();
    let mut sets = schema.uniques(entity);
    if let Some(unique) = sets.find(|unique| unique.set.fields == names) {
        return Ok(Some(unique));
    }
    if schema.uniques(entity).next().is_none() && !names.is_empty() {
        return Ok(None);
    }
    let names = names.into_iter().map(Into::into);
    Err(not_unique(schema, entity, names.collect()))
}

/// Checks fields that are to be unique together. Returns them in the order of keys.
pub(super) fn check_fields(
    schema: &Schema,
    entity: &str,
    fields: &[&str],
) -> Result<Vec<String>, StateError> {
    let records = schema.find_unique(entity)?;
    let known = records.unique_fields();
    known.check_names(entity, fields)?;
    if fields.is_empty() {
        return Err(not_unique(schema, entity, Vec::new()).into());
    }
    let mut wrong = known
        .declared()
        .iter()
        .filter(|field| fields.contains(&&*field.name) && !may_be_unique(field.ty));
    match wrong.next() {
        None => Ok(sorted(fields)),
        Some(field) => Err(StateError::Declaration {
            entity: entity.into(),
            reason: not_of_type(&field.name, field.ty),
        }),
    }
}

/// Returns whether fields of this type have values that can be compared as a whole.
pub(super) fn may_be_unique(ty: FieldType) -> bool {
    !matches!(ty, FieldType::Record | FieldType::Array)
}

pub(super) fn not_of_type(name: &str, ty: FieldType) -> String {
    format!("the field {name} of type {ty} cannot be unique")
}

#[cold]
fn not_unique(schema: &Schema, entity: &str, fields: Vec<String>) -> Invalid {
    let declared = schema.uniques(entity);
    Invalid::NotUnique {
        entity: entity.into(),
        fields,
        declared: declared.map(|unique| unique.set.fields.clone()).collect(),
    }
}

/// The error if no unique fields are declared: "none" as an answer would be a guess.
#[cold]
fn not_offered(entity: &str) -> ReadError {
    ReadError::NotOffered(format!(
        "{}: no fields of {entity} are declared unique, so the host does not keep them; declare \
         them with the package (Package::unique), in a test with Kit::unique",
        Storage::Uniq
    ))
}
