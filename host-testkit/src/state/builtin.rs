//! Storages whose fields are fixed: what a run was started with, and what it answers with.

use std::sync::LazyLock;

use heeus_abi::manifest::FieldDecl;
use heeus_abi::{FieldType, LogLevel, RecordRef, Storage, Value};

use super::error::{Invalid, Part};
use super::fields::{FieldSet, Want, item_type};
use super::order::OrderedKey;

/// Field of the log's key.
pub(super) const LOG_LEVEL: &str = "LogLevel";
/// Field of the log's value.
pub(super) const MESSAGE: &str = "Message";
/// Field of the response.
pub(super) const STATUS_CODE: &str = "StatusCode";
/// Field of the response.
pub(super) const ERROR_MESSAGE: &str = "ErrorMessage";

type Decl = (&'static str, FieldType);

/// One storage: fields of the key, which must all be there, and of the value, of which any may be absent.
struct Row {
    storage: Storage,
    role: Role,
    key: &'static [Decl],
    value: &'static [Decl],
    /// Whether the value may have any fields.
    open: bool,
    /// Arrays whose items have a fixed type.
    items: &'static [Decl],
}

/// What a fixed storage is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Holds one element, which is put before a run.
    Input,
    /// Takes intents.
    Output,
}

const fn input(storage: Storage, value: &'static [Decl]) -> Row {
    Row {
        storage,
        role: Role::Input,
        key: &[],
        value,
        open: false,
        items: &[],
    }
}

const fn output(storage: Storage, key: &'static [Decl], value: &'static [Decl]) -> Row {
    Row {
        storage,
        role: Role::Output,
        key,
        value,
        open: false,
        items: &[],
    }
}

/// The storages.
const ROWS: [Row; 8] = [
    Row {
        items: &[("CUDs", FieldType::Record)],
        ..input(
            Storage::Event,
            &[
                ("WLogOffset", FieldType::I64),
                ("Workspace", FieldType::I64),
                ("RegisteredAt", FieldType::I64),
                ("DeviceID", FieldType::I64),
                ("SyncedAt", FieldType::I64),
                ("Synced", FieldType::Bool),
                ("QName", FieldType::QName),
                ("Error", FieldType::Record),
                ("ArgumentObject", FieldType::Record),
                ("CUDs", FieldType::Array),
            ],
        )
    },
    input(
        Storage::CommandContext,
        &[
            ("Workspace", FieldType::I64),
            ("WLogOffset", FieldType::I64),
            ("ArgumentObject", FieldType::Record),
            ("ArgumentUnloggedObject", FieldType::Record),
            ("Origin", FieldType::Str),
        ],
    ),
    input(
        Storage::QueryContext,
        &[
            ("Workspace", FieldType::I64),
            ("ArgumentObject", FieldType::Record),
        ],
    ),
    input(
        Storage::JobContext,
        &[("Workspace", FieldType::I64), ("UnixTime", FieldType::I64)],
    ),
    input(
        Storage::RequestSubject,
        &[
            ("ProfileWSID", FieldType::I64),
            ("Kind", FieldType::I32),
            ("Name", FieldType::Str),
            ("Token", FieldType::Str),
        ],
    ),
    Row {
        open: true,
        ..output(Storage::Result, &[], &[])
    },
    output(
        Storage::Response,
        &[],
        &[
            (STATUS_CODE, FieldType::I32),
            (ERROR_MESSAGE, FieldType::Str),
        ],
    ),
    output(
        Storage::Logger,
        &[(LOG_LEVEL, FieldType::I32)],
        &[(MESSAGE, FieldType::Str)],
    ),
];

/// A storage with fixed fields, ready to check keys and values.
pub(super) struct Fixed {
    pub(super) storage: Storage,
    pub(super) role: Role,
    /// Where the storage stands among all with fixed fields.
    pub(super) place: usize,
    key: FieldSet,
    value: FieldSet,
    open: bool,
    items: &'static [Decl],
}

/// Number of storages with fixed fields.
pub(super) const COUNT: usize = ROWS.len();

static ALL: LazyLock<Vec<Fixed>> = LazyLock::new(|| {
    let rows = ROWS.iter().enumerate();
    rows.map(|(place, row)| Fixed {
        storage: row.storage,
        role: row.role,
        place,
        key: FieldSet::new(Part::Key, decls(row.key)),
        value: FieldSet::new(Part::Value, decls(row.value)),
        open: row.open,
        items: row.items,
    })
    .collect()
});

fn decls(fields: &[Decl]) -> Vec<FieldDecl> {
    let decl = |&(name, ty): &Decl| FieldDecl {
        name: name.into(),
        ty,
    };
    fields.iter().map(decl).collect()
}

/// The storage, where its fields are fixed.
pub(super) fn fixed(storage: Storage) -> Option<&'static Fixed> {
    ALL.iter().find(|fixed| fixed.storage == storage)
}

impl Fixed {
    /// Checks the name of the entity and the fields of a whole key.
    pub(super) fn check_key(&self, entity: &str, key: RecordRef<'_>) -> Result<(), Invalid> {
        if !entity.is_empty() {
            return Err(Invalid::NoEntities {
                storage: self.storage,
                entity: entity.into(),
            });
        }
        let mut order = OrderedKey::new();
        let subject = self.storage.name();
        self.key.order(subject, key, Want::Whole, &mut order)?;
        if self.storage == Storage::Logger {
            log_level(key)?;
        }
        Ok(())
    }

    /// Checks the fields of a value.
    pub(super) fn check_value(&self, value: RecordRef<'_>) -> Result<(), Invalid> {
        let subject = self.storage.name();
        if !self.open {
            self.value.check(subject, value)?;
        }
        for &(field, expected) in self.items {
            if let Some(found) = item_type(value, field)
                && found != expected
            {
                return Err(Invalid::WrongItems {
                    subject: subject.into(),
                    field: field.into(),
                    expected,
                    found,
                });
            }
        }
        if self.storage == Storage::Logger && value.find(MESSAGE).is_none() {
            return Err(self.value.missing(subject.into(), MESSAGE));
        }
        Ok(())
    }
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
