//! Reasons to refuse a read, an intent or a declaration.

use std::fmt;

use heeus_abi::manifest::{Entity, FieldDecl};
use heeus_abi::{Access, EncodeError, ExtensionKind, FieldType, Op, Ops, Storage};

use super::new_id_error::NewIdError;
use super::not_absent::NotAbsent;
use crate::shown::Neutral;
use crate::storage::StorageError;

/// A refusal of the state, or a failure of its storage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StateError {
    /// There is no run: none was begun, or it was applied, discarded, or ended by a refused intent.
    NoRun,
    /// The kind may not use the storage in this way.
    Forbidden(Forbidden),
    /// The run would pass a limit.
    Limit(LimitBroken),
    /// The key or the value does not fit the declaration.
    Invalid(Box<Invalid>),
    /// A new record has the key of one that exists.
    Exists {
        /// Name of the entity.
        entity: String,
        /// The key, as text.
        key: String,
    },
    /// An update has a key that no element has.
    Missing {
        /// Name of the entity.
        entity: String,
        /// The key, as text.
        key: String,
    },
    /// Two intents of the run set the same field or row, and the later one does not know of the
    /// earlier one.
    Overwrite(Box<Overwrite>),
    /// A projector cannot compute a view again, since another projector or a job has written it
    /// too.
    OtherWriter {
        /// Name of the view.
        view: String,
        /// The other one: `projector shop.Days`, or `job shop.Sweep`.
        writer: String,
    },
    /// A record would have the same values as another one in fields that are unique together.
    Duplicate(Box<Duplicate>),
    /// A new record has a wrong raw id.
    NewId(Box<NewIdError>),
    /// An entity cannot be declared in this way.
    Declaration {
        /// Name of the entity.
        entity: String,
        /// The reason.
        reason: String,
    },
    /// An entity was declared before, in another way.
    Redeclared {
        /// The first declaration.
        before: Box<Entity>,
        /// The refused declaration.
        now: Box<Entity>,
    },
    /// An update does not fit into a record.
    Encode(EncodeError),
    /// The storage failed.
    Storage(StorageError),
}

/// Two intents of one run that set the same field of an element, or write the same row of a view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overwrite {
    /// Name of the entity.
    pub entity: String,
    /// The key, as text.
    pub key: String,
    /// The field that both set; `None` where the later one replaces the whole row.
    pub field: Option<String>,
    /// Place among the intents of the run, operation, and the value that it sets, as text.
    pub earlier: (usize, Op, String),
    /// The same of the later intent.
    pub later: (usize, Op, String),
}

/// A record that would have the same values as another one in fields that are unique together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    /// Name of the entity.
    pub entity: String,
    /// The key, as text.
    pub key: String,
    /// The unique fields and their values, as text.
    pub values: String,
    /// The key of the record that has them, as text.
    pub other: String,
}

/// A refusal of a read, or a failure of its storage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadError {
    /// The key is sound but invalid; the text says why. Code 2 of `HostGetElem` and
    /// `HostReadElems`.
    InvalidKey(String),
    /// The storage failed; the text says how. Code 3.
    Io(String),
    /// The run gets the code for a missing element, because an [`Intercept`](super::Intercept)
    /// demands it; the text says why. Code 1 of `HostGetElem`; a read never has it.
    NotExists(String),
    /// The run gets the code for a lack of memory, because an [`Intercept`](super::Intercept)
    /// demands it; the text says why. Code 4.
    NoMemory(String),
    /// The key has a range, and the host has no ranges; the text says how to change that. Code 5 of
    /// `HostReadElems`; a get never has it.
    NoRanges(String),
    /// The host does not offer the storage that the key asks for; the text says why, and how to
    /// change that. Ends the run.
    NotOffered(String),
    /// The kind may not use the storage in this way. Ends the run.
    Forbidden(Forbidden),
    /// The run would pass a limit. Ends the run.
    Limit(LimitBroken),
}

/// A forbidden access of an extension to a storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forbidden {
    /// The kind of the run.
    pub kind: ExtensionKind,
    /// The storage.
    pub storage: Storage,
    /// The access that the run wants.
    pub access: Access,
    /// The accesses that the kind has to the storage.
    pub allowed: Ops,
}

/// A limit that a run would pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LimitBroken {
    /// The quantity that is limited.
    pub what: LimitKind,
    /// The kind of the run.
    pub kind: ExtensionKind,
    /// The largest amount that the limit permits.
    pub limit: u64,
}

/// A quantity that is limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LimitKind {
    /// Number of intents.
    Intents,
    /// Bytes of intents.
    IntentBytes,
    /// Bytes that intents write.
    WriteBytes,
    /// Number of gets and reads.
    Reads,
    /// Bytes that gets and reads deliver.
    ReadBytes,
    /// Bytes of the keys of nested reads.
    OpenKeyBytes,
    /// Bytes of requests.
    RequestBytes,
    /// Milliseconds of calls outside.
    ExternalTime,
}

/// A part of an element or intent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The key.
    Key,
    /// The value.
    Value,
}

/// A mismatch between a record and a declaration. `subject` is the name of the entity, or of the
/// storage if it has no entities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Invalid {
    /// Elements of a storage were to be put, listed or removed that are no part of the state.
    NotStored {
        /// The storage.
        storage: Storage,
    },
    /// The storage has no element that is an input of a run.
    NotInput {
        /// The storage.
        storage: Storage,
    },
    /// An entity that is not declared.
    UnknownEntity {
        /// The storage that the caller named.
        storage: Storage,
        /// The name of the entity, may be empty.
        entity: String,
        /// A declared name that was probably meant.
        near: Option<String>,
        /// The names that are declared for the storage.
        declared: Vec<String>,
    },
    /// An entity of another storage.
    WrongStorage {
        /// The name of the entity.
        entity: String,
        /// The storage that the entity belongs to.
        belongs: Storage,
        /// The storage that the caller named.
        wanted: Storage,
    },
    /// The key names an entity, but the storage has none.
    NoEntities {
        /// The storage.
        storage: Storage,
        /// The name.
        entity: String,
    },
    /// A field that is not declared.
    UnknownField {
        /// The entity or storage that has no such field.
        subject: String,
        /// The part that the field was found in: key or value.
        part: Part,
        /// The name of the field.
        field: String,
        /// A declared name that was probably meant.
        near: Option<String>,
        /// The declared fields.
        declared: Vec<FieldDecl>,
    },
    /// A field of another type than declared.
    WrongType {
        /// The entity or storage.
        subject: String,
        /// The part that the field is in: key or value.
        part: Part,
        /// The name of the field.
        field: String,
        /// The declared type.
        expected: FieldType,
        /// The type that was found.
        found: FieldType,
    },
    /// An array whose items are of another type than declared.
    WrongItems {
        /// The entity or storage.
        subject: String,
        /// The name of the field.
        field: String,
        /// The declared type of the items.
        expected: FieldType,
        /// The type that was found.
        found: FieldType,
    },
    /// An update that cannot make a field absent.
    Absent(NotAbsent),
    /// A needed field is missing.
    MissingField {
        /// The entity or storage.
        subject: String,
        /// The part that lacks the field: key or value.
        part: Part,
        /// The name of the field.
        field: String,
        /// All needed fields.
        needed: Vec<FieldDecl>,
    },
    /// A partial key that has a field, but not all fields that are declared before it.
    NotLeading {
        /// The entity or storage.
        subject: String,
        /// The field that is present.
        found: String,
        /// The first missing field.
        missing: String,
        /// The key's fields, in order.
        declared: Vec<FieldDecl>,
    },
    /// A read whose key lacks a field of the partition key.
    NoPartition {
        /// The entity or storage.
        subject: String,
        /// The first missing field.
        missing: String,
        /// The fields of the partition key, in order.
        partition: Vec<FieldDecl>,
    },
    /// A key field that names another workspace, which this host does not accept.
    OtherWorkspace {
        /// The entity or storage.
        subject: String,
    },
    /// An array without items, in a field that has at least one item or is absent.
    NoItems {
        /// The entity or storage.
        subject: String,
        /// The name of the field.
        field: String,
    },
    /// A second response of one run.
    SecondResponse,
    /// The record id in the value is not the one in the key.
    OtherId {
        /// Name of the entity.
        entity: String,
        /// `ID` of the key.
        key: i64,
        /// `sys.ID` of the value.
        value: i64,
    },
    /// A key of sys.Uniq with fields that are not unique.
    NotUnique {
        /// Name of the entity.
        entity: String,
        /// Names of the key's fields.
        fields: Vec<String>,
        /// The declared sets of unique fields, each with the names of its fields.
        declared: Vec<Vec<String>>,
    },
    /// A text that has no meaning in its field.
    UnknownText {
        /// The entity or storage.
        subject: String,
        /// The name of the field.
        field: String,
        /// The expected texts.
        expected: String,
        /// The text that was found.
        found: String,
    },
    /// A number that has no meaning in its field.
    UnknownNumber {
        /// The entity or storage.
        subject: String,
        /// The name of the field.
        field: String,
        /// The expected numbers.
        expected: String,
        /// The number that was found.
        found: i64,
    },
    /// Bytes that are not a record.
    Malformed {
        /// The entity or storage.
        subject: String,
        /// The malformed part: key or value.
        part: Part,
    },
}

impl Invalid {
    /// The same error, for an entity that was wanted in this storage.
    pub(super) fn wanted_in(mut self, other: Storage) -> Self {
        match &mut self {
            Self::UnknownEntity { storage, .. } => *storage = other,
            Self::WrongStorage { wanted, .. } => *wanted = other,
            _ => {}
        }
        self
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Key => "key",
            Self::Value => "value",
        })
    }
}

impl std::error::Error for StateError {}
impl std::error::Error for ReadError {}
impl std::error::Error for Forbidden {}
impl std::error::Error for LimitBroken {}
impl std::error::Error for Invalid {}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidKey(detail)
            | Self::Io(detail)
            | Self::NotExists(detail)
            | Self::NotOffered(detail)
            | Self::NoMemory(detail)
            | Self::NoRanges(detail) => write!(f, "{}", Neutral(detail)),
            Self::Forbidden(forbidden) => forbidden.fmt(f),
            Self::Limit(broken) => broken.fmt(f),
        }
    }
}
