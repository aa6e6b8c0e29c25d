//! Intents, as a test expects them and as a run produces them.

use std::fmt::{self, Display, Formatter};

use heeus_abi::{IntentRef, Op, Storage};

use super::RecordId;
use super::render;
use super::value::{Content, DynRecord};
use heeus_host::shown::Quoted;

/// Name of the key field of a record entity.
pub(super) const ID: &str = "ID";
/// Name of the field of a record's value that may repeat its id.
const SYS_ID: &str = "sys.ID";

/// An intent: the actual one of a run, or one that a test expects.
///
/// Its text is the call that builds it, as a test would write it.
///
/// ```
/// use heeus_host_testkit::prelude::*;
///
/// let intent = insert_view("orders.Daily", record! { Day: 2 }).with("Amount", 400i64);
/// assert_eq!(
///     intent.to_string(),
///     "insert_view(\"orders.Daily\", record! { Day: 2 })\n    .with(\"Amount\", 400i64)"
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intent {
    /// New value or update.
    pub op: Op,
    /// The storage.
    pub storage: Storage,
    /// The entity's qualified name, empty for a storage without entities.
    pub entity: String,
    /// The key's fields.
    pub key: DynRecord,
    /// The value's fields.
    pub value: DynRecord,
}

/// A new row of a view.
pub fn insert_view(entity: &str, key: impl Into<DynRecord>) -> Intent {
    insert(Storage::View, entity, key)
}

/// Changed fields of a row of a view.
pub fn update_view(entity: &str, key: impl Into<DynRecord>) -> Intent {
    update(Storage::View, entity, key)
}

/// A new record, under this number or [`RecordId`].
pub fn insert_record(entity: &str, id: impl Into<i64>) -> Intent {
    insert(Storage::Record, entity, id_key(id.into()))
}

/// Changed fields of the record with this number or [`RecordId`].
pub fn update_record(entity: &str, id: impl Into<i64>) -> Intent {
    update(Storage::Record, entity, id_key(id.into()))
}

/// A new singleton.
pub fn insert_singleton(entity: &str) -> Intent {
    insert(Storage::Record, entity, DynRecord::new())
}

/// Changed fields of a singleton.
pub fn update_singleton(entity: &str) -> Intent {
    update(Storage::Record, entity, DynRecord::new())
}

/// A row of the result of a command or query.
pub fn result(row: impl Into<DynRecord>) -> Intent {
    Intent {
        value: row.into(),
        ..insert(Storage::Result, "", DynRecord::new())
    }
}

/// Status and message of the response.
pub fn response(value: impl Into<DynRecord>) -> Intent {
    Intent {
        value: value.into(),
        ..insert(Storage::Response, "", DynRecord::new())
    }
}

/// A mail: `From`, `To`, `Host`, `Port`, ..
pub fn mail(key: DynRecord) -> Intent {
    insert(Storage::SendMail, "", key)
}

/// A new element in any storage.
pub fn insert(storage: Storage, entity: &str, key: impl Into<DynRecord>) -> Intent {
    Intent {
        op: Op::Insert,
        storage,
        entity: entity.to_owned(),
        key: key.into(),
        value: DynRecord::new(),
    }
}

/// Changed fields of an element in any storage.
pub fn update(storage: Storage, entity: &str, key: impl Into<DynRecord>) -> Intent {
    Intent {
        op: Op::Update,
        ..insert(storage, entity, key)
    }
}

/// The key of a record.
pub(super) fn id_key(id: i64) -> DynRecord {
    DynRecord::new().with(ID, RecordId(id))
}

/// The value of a record, without the id that its key has as well.
pub(super) fn without_id(key: &DynRecord, value: DynRecord) -> DynRecord {
    match (only_id(key), value.get(SYS_ID)) {
        (Some(id), Some(Content::Id(same))) if id == *same => value.without(SYS_ID),
        _ => value,
    }
}

/// The key of a mail or of a request to sys.Http, with an array for each field that may repeat.
pub(super) fn repeated(mut key: DynRecord) -> DynRecord {
    for name in ["To", "CC", "BCC", "Header"] {
        if let Some(Content::Str(one)) = key.get(name) {
            let one = vec![one.clone()];
            key = key.with(name, one);
        }
    }
    key
}

/// The id in a key, if it is the key of a record.
fn only_id(key: &DynRecord) -> Option<i64> {
    match key.get(ID) {
        Some(Content::Id(id)) if key.fields().count() == 1 => Some(*id),
        _ => None,
    }
}

impl Intent {
    /// Sets a field of the value.
    pub fn with(mut self, name: impl Into<String>, value: impl Into<Content>) -> Self {
        self.value = self.value.with(name, value);
        self
    }

    /// The same intent in its normal form. The id of a record is in the key only: a new record may
    /// leave its key empty and have its id in the value, or have it in both. A mail has arrays for
    /// fields that may repeat.
    pub(super) fn normal(mut self) -> Self {
        if self.storage == Storage::SendMail {
            self.key = repeated(self.key);
        }
        if self.storage != Storage::Record {
            return self;
        }
        if self.op == Op::Insert
            && self.key.is_empty()
            && let Some(Content::Id(id)) = self.value.get(SYS_ID)
        {
            self.key = id_key(*id);
        }
        self.value = without_id(&self.key, self.value);
        self
    }

    /// Returns whether both are about the same element; all mails count as the same.
    pub(super) fn same_target(&self, other: &Self) -> bool {
        if self.storage == Storage::SendMail {
            return other.storage == Storage::SendMail;
        }
        (self.storage, &self.entity, &self.key) == (other.storage, &other.entity, &other.key)
    }

    /// The function that builds it and its record, if it is a function of one record.
    fn whole(&self) -> Option<(&'static str, &DynRecord)> {
        let plain = self.op == Op::Insert && self.entity.is_empty();
        let (key, value) = (&self.key, &self.value);
        match self.storage {
            Storage::Result if plain && key.is_empty() => Some(("result", value)),
            Storage::Response if plain && key.is_empty() => Some(("response", value)),
            Storage::SendMail if plain && value.is_empty() => Some(("mail", key)),
            _ => None,
        }
    }
}

impl From<IntentRef<'_>> for Intent {
    fn from(intent: IntentRef<'_>) -> Self {
        Self {
            op: intent.op,
            storage: intent.key.storage,
            entity: intent.key.entity.to_owned(),
            key: intent.key.record.into(),
            value: intent.value.into(),
        }
    }
}

impl Display for Intent {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if let Some((function, record)) = self.whole() {
            return write!(f, "{function}({record:#})");
        }
        let (entity, key) = (Quoted(&self.entity), render::fitted(&self.key));
        let op = match self.op {
            Op::Insert => "insert",
            Op::Update => "update",
        };
        match (self.storage, only_id(&self.key)) {
            (Storage::View, _) => write!(f, "{op}_view({entity}, {key})")?,
            (Storage::Record, Some(id)) => write!(f, "{op}_record({entity}, {id})")?,
            (Storage::Record, None) if self.key.is_empty() => {
                write!(f, "{op}_singleton({entity})")?;
            }
            (storage, _) => write!(f, "{op}(Storage::{storage:?}, {entity}, {key})")?,
        }
        for (name, value) in self.value.fields() {
            let value = format!("{value:#}").replace('\n', "\n    ");
            write!(f, "\n    .with({}, {value})", Quoted(name))?;
        }
        Ok(())
    }
}
