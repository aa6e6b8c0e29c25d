//! Storages with fixed fields: the input of a run, its answers, and everything outside of the
//! partition.

use std::sync::LazyLock;

use heeus_abi::manifest::FieldDecl;
use heeus_abi::{
    FieldType, LogLevel, Presence, RecordRef, STORAGE_FIELDS, Storage, StorageField, StorageFields,
    Value,
};

use super::error::{Invalid, Part};
use super::fields::{FieldSet, Want, item_type};
use super::sort_key::SortKey;

/// Field of the log's key.
pub(super) const LOG_LEVEL: &str = "LogLevel";
/// Field of the log's value.
pub(super) const MESSAGE: &str = "Message";
/// Field of the response.
pub(super) const STATUS_CODE: &str = "StatusCode";
/// Field of the response.
pub(super) const ERROR_MESSAGE: &str = "ErrorMessage";

/// A storage with fixed fields, ready to check keys and values.
pub(super) struct Fixed {
    pub(super) storage: Storage,
    key: Fields,
    value: Fields,
}

/// The fields of a key or a value.
struct Fields {
    set: FieldSet,
    /// True if other fields are allowed too.
    open: bool,
    /// Fields that must be present.
    needed: Vec<&'static str>,
    /// Fields that are no arrays without items.
    never_empty: Vec<&'static str>,
    /// True if all fields must be present and none is an array.
    whole: bool,
    /// Types of the items of arrays.
    items: Vec<(&'static str, FieldType)>,
}

/// All storages with fixed fields, by the number of the storage.
static ALL: LazyLock<Vec<Option<Fixed>>> = LazyLock::new(|| {
    let mut all = Vec::new();
    for fields in STORAGE_FIELDS {
        let number = fields.storage as usize;
        all.resize_with(all.len().max(number + 1), || None);
        if let Some(slot) = all.get_mut(number) {
            *slot = Some(Fixed::new(fields));
        }
    }
    all
});

/// The storage, if its fields are fixed.
#[inline]
pub(super) fn fixed(storage: Storage) -> Option<&'static Fixed> {
    ALL.get(storage as usize)?.as_ref()
}

impl Fields {
    fn new(part: Part, fields: Option<&'static [StorageField]>) -> Self {
        let open = fields.is_none();
        let fields = fields.unwrap_or_default();
        let named = |wanted: &[Presence]| -> Vec<&'static str> {
            let found = fields
                .iter()
                .filter(|field| wanted.contains(&field.presence));
            found.map(|field| field.name).collect()
        };
        let repeats = |field: &StorageField| {
            matches!(
                field.presence,
                Presence::Repeated | Presence::OptionalRepeated
            )
        };
        let items = fields.iter().filter_map(|field| {
            let items = field.items.or(repeats(field).then_some(field.ty));
            Some((field.name, items?))
        });
        let declared = fields.iter().map(|field| {
            let ty = if repeats(field) {
                FieldType::Array
            } else {
                field.ty
            };
            FieldDecl::new(field.name, ty)
        });
        Self {
            open,
            needed: named(&[Presence::Required, Presence::Repeated]),
            never_empty: named(&[Presence::OptionalRepeated]),
            whole: named(&[Presence::Required]).len() == fields.len() && !open,
            items: items.collect(),
            set: FieldSet::new(part, declared.collect()),
        }
    }

    /// Checks that the record has only allowed fields.
    fn check_part(&self, subject: Storage, record: RecordRef<'_>) -> Result<(), Invalid> {
        if !self.open {
            self.set.check(subject.name(), record)?;
        }
        for &(field, expected) in &self.items {
            if let Some(found) = item_type(record, field)
                && found != expected
            {
                return Err(Invalid::WrongItems {
                    subject: subject.name().into(),
                    field: field.into(),
                    expected,
                    found,
                });
            }
        }
        let empty = |name: &&&str| is_empty(record.get(name));
        match self.never_empty.iter().find(empty) {
            None => Ok(()),
            Some(&field) => Err(Invalid::NoItems {
                subject: subject.name().into(),
                field: field.into(),
            }),
        }
    }

    /// Checks that the record has only allowed fields, and all needed ones.
    fn check(&self, subject: Storage, record: RecordRef<'_>) -> Result<(), Invalid> {
        self.check_part(subject, record)?;
        let absent = |name: &&&str| record.find(name).is_none() || is_empty(record.get(name));
        match self.needed.iter().find(absent) {
            None => Ok(()),
            Some(name) => Err(self.missing(subject, name)),
        }
    }

    #[cold]
    fn missing(&self, subject: Storage, name: &str) -> Invalid {
        let needed = self.set.declared().iter();
        let needed = needed.filter(|field| self.needed.contains(&&*field.name));
        Invalid::MissingField {
            subject: subject.name().into(),
            part: self.set.part(),
            field: name.into(),
            needed: needed.cloned().collect(),
        }
    }
}

impl Fixed {
    fn new(fields: &'static StorageFields) -> Self {
        Self {
            storage: fields.storage,
            key: Fields::new(Part::Key, fields.key),
            value: Fields::new(Part::Value, fields.value),
        }
    }

    /// Checks the name of the entity and the fields of a whole key.
    pub(super) fn check_key(&self, entity: &str, key: RecordRef<'_>) -> Result<(), Invalid> {
        self.check_entity(entity)?;
        if !self.key.whole {
            return self.key.check(self.storage, key);
        }
        let mut sort_key = SortKey::new();
        let (subject, set) = (self.storage.name(), &self.key.set);
        set.write_sort_key(subject, key, Want::Whole, &mut sort_key)?;
        if self.storage == Storage::Logger {
            log_level(key)?;
        }
        Ok(())
    }

    /// Checks the name of the entity, and those fields of a key that are present.
    pub(super) fn check_key_part(&self, entity: &str, key: RecordRef<'_>) -> Result<(), Invalid> {
        self.check_entity(entity)?;
        self.key.check_part(self.storage, key)
    }

    fn check_entity(&self, entity: &str) -> Result<(), Invalid> {
        if entity.is_empty() || self.storage == Storage::Uniq {
            return Ok(());
        }
        Err(Invalid::NoEntities {
            storage: self.storage,
            entity: entity.into(),
        })
    }

    /// Checks the fields of a value.
    pub(super) fn check_value(&self, value: RecordRef<'_>) -> Result<(), Invalid> {
        self.value.check(self.storage, value)
    }

    /// The error for a missing field that the key needs.
    pub(super) fn key_misses(&self, name: &str) -> Invalid {
        let set = &self.key.set;
        Invalid::MissingField {
            subject: self.storage.name().into(),
            part: set.part(),
            field: name.into(),
            needed: set
                .declared()
                .iter()
                .filter(|field| field.name == name)
                .cloned()
                .collect(),
        }
    }

    /// Returns whether the intents of the storage count for the limit of the kind.
    pub(super) fn counts(&self) -> bool {
        !matches!(
            self.storage,
            Storage::Result | Storage::Response | Storage::Logger
        )
    }
}

/// Returns whether a field is an array without items.
fn is_empty(value: Option<Value<'_>>) -> bool {
    matches!(value, Some(Value::Array(items)) if items.is_empty())
}

/// The level of a log intent.
pub(super) fn log_level(key: RecordRef<'_>) -> Result<LogLevel, Invalid> {
    let found = match key.get(LOG_LEVEL) {
        Some(Value::I32(level)) => level,
        _ => 0,
    };
    let level = u32::try_from(found).ok().map(LogLevel::try_from);
    level.and_then(Result::ok).ok_or(Invalid::UnknownNumber {
        subject: Storage::Logger.name().into(),
        field: LOG_LEVEL.into(),
        expected: "1 error, 2 warn, 3 info, 4 debug or 5 trace".into(),
        found: found.into(),
    })
}
