//! Fields that are collected for a record.

use heeus_abi::{EncodeError, Field, FieldType, OwnedValue, RecordBuf, Storage};

use super::meter::MemoryHold;
use crate::state::Part;

/// The type that a field should have, and that of the items of an array.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ExpectedType {
    pub(super) ty: Option<FieldType>,
    pub(super) items: Option<FieldType>,
    /// True if one value of the items' type stands for an array of it.
    pub(super) repeats: bool,
}

impl From<FieldType> for ExpectedType {
    fn from(ty: FieldType) -> Self {
        Self {
            ty: Some(ty),
            ..Self::default()
        }
    }
}

/// The thing that fields belong to.
#[derive(Debug, Clone, Copy)]
pub(super) enum FieldOwner<'a> {
    /// A key or a value in a storage.
    Place(Part, Storage, &'a str),
    /// A record inside of another one.
    Record,
}

impl<'a> FieldOwner<'a> {
    /// Returns the entity, or the storage if it has none; empty for a record.
    pub(super) fn name(self) -> &'a str {
        match self {
            Self::Place(_, storage, entity) => name_of(storage, entity),
            Self::Record => "",
        }
    }
}

/// Returns the entity, or the storage if it has none.
pub(super) fn name_of(storage: Storage, entity: &str) -> &str {
    if entity.is_empty() {
        storage.name()
    } else {
        entity
    }
}

/// A name and its value, and the memory that they take.
pub(super) type Entry = (String, OwnedValue, MemoryHold);

/// Fields in the order of their names.
#[derive(Debug, Default)]
pub(super) struct FieldList {
    pub(super) fields: Vec<Entry>,
    /// The list's own memory.
    pub(super) room: MemoryHold,
}

impl FieldList {
    pub(super) fn fields(&self) -> Vec<Field<'_>> {
        let fields = self.fields.iter().map(|(name, value, _)| Field {
            name,
            value: value.as_ref(),
        });
        fields.collect()
    }

    /// Builds the record of these fields.
    ///
    /// # Errors
    /// If a name or a size breaks a rule.
    pub(super) fn record(&self) -> Result<RecordBuf, EncodeError> {
        RecordBuf::new(&self.fields())
    }
}
