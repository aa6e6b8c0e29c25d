//! Why a read, an intent or a declaration is refused.

use std::fmt;

use heeus_abi::manifest::{Entity, FieldDecl};
use heeus_abi::{Access, EncodeError, FieldType, Kind, Op, Ops, Storage};

use crate::shown::Neutral;
use crate::storage::StorageError;

/// The state refuses, or its storage failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StateError {
    /// There is no run: none was begun, or it was applied, discarded or ended by an intent that was refused.
    NoRun,
    /// The kind may not use the storage so.
    Forbidden(Forbidden),
    /// The run would pass a limit.
    Limit(LimitBroken),
    /// The key or the value does not fit what is declared.
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
    /// Two intents of the run set the same, and the later one does not know of the earlier one.
    Overwrite(Box<Overwrite>),
    /// A record would have the values of another one in fields that are unique together.
    Duplicate(Box<Duplicate>),
    /// An entity cannot be declared so.
    Declaration {
        /// Name of the entity.
        entity: String,
        /// What is wrong with it.
        reason: String,
    },
    /// An entity was declared before, in another way.
    Redeclared {
        /// As it was declared.
        before: Box<Entity>,
        /// As it was to be declared now.
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
    /// Place among the intents of the run, operation, and what it sets, as text.
    pub earlier: (usize, Op, String),
    /// The same of the later one.
    pub later: (usize, Op, String),
}

/// A record that would have the values of another one in fields that are unique together.
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

/// A read is refused, or its storage failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadError {
    /// The key is sound but invalid; the text tells why. Code 2 of `HostGetElem` and `HostReadElems`.
    InvalidKey(String),
    /// The storage failed; the text tells how. Code 3.
    Io(String),
    /// The run is told that there is no element, because a [`Failure`](super::Failure) says so; the text tells which.
    /// Code 1 of `HostGetElem`; a read never has it.
    NotExists(String),
    /// The run is told that there is no memory, because a [`Failure`](super::Failure) says so; the text tells which.
    /// Code 4.
    NoMemory(String),
    /// The host does not offer what is asked for; the text tells why, and what to do. Ends the run.
    NotOffered(String),
    /// The kind may not use the storage so. Ends the run.
    Forbidden(Forbidden),
    /// The run would pass a limit. Ends the run.
    Limit(LimitBroken),
}

/// A kind of extension that wants to use a storage in a way that it may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forbidden {
    /// The kind of the run.
    pub kind: Kind,
    /// The storage.
    pub storage: Storage,
    /// What the run wants to do with it.
    pub access: Access,
    /// What the kind may do with the storage.
    pub allowed: Ops,
}

/// A limit that a run would pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LimitBroken {
    /// What is limited.
    pub what: LimitKind,
    /// The kind of the run.
    pub kind: Kind,
    /// The most that is allowed.
    pub limit: u64,
}

/// What is limited.
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
    /// Bytes of the keys of reads that are inside of each other.
    OpenKeyBytes,
    /// Bytes of requests.
    RequestBytes,
}

/// A part of an element or intent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The key.
    Key,
    /// The value.
    Value,
}

/// What does not fit a declaration. `subject` is the entity's name, or the storage's where it has no entities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Invalid {
    /// A value was to be put where only a run's intents go.
    NotReadable {
        /// The storage.
        storage: Storage,
    },
    /// Answers were to be put where elements are.
    NotAnswered {
        /// The storage.
        storage: Storage,
    },
    /// Elements were wanted where only requests are answered.
    NotElements {
        /// The storage.
        storage: Storage,
    },
    /// Nobody declared the entity.
    UnknownEntity {
        /// The storage that it was wanted in.
        storage: Storage,
        /// Its name, may be empty.
        entity: String,
        /// A declared name that was probably meant.
        near: Option<String>,
        /// What is declared for the storage.
        declared: Vec<String>,
    },
    /// The entity belongs to another storage.
    WrongStorage {
        /// Its name.
        entity: String,
        /// Where it is.
        belongs: Storage,
        /// Where it was wanted.
        wanted: Storage,
    },
    /// The storage has no entities, but the key names one.
    NoEntities {
        /// The storage.
        storage: Storage,
        /// The name.
        entity: String,
    },
    /// A field that is not declared.
    UnknownField {
        /// What it is not a field of.
        subject: String,
        /// Whether it is in the key or the value.
        part: Part,
        /// Its name.
        field: String,
        /// A declared name that was probably meant.
        near: Option<String>,
        /// The declared fields.
        declared: Vec<FieldDecl>,
    },
    /// A field of another type than declared.
    WrongType {
        /// What it is a field of.
        subject: String,
        /// Whether it is in the key or the value.
        part: Part,
        /// Its name.
        field: String,
        /// As declared.
        expected: FieldType,
        /// As given.
        found: FieldType,
    },
    /// An array whose items are of another type than declared.
    WrongItems {
        /// What it is a field of.
        subject: String,
        /// Its name.
        field: String,
        /// As declared.
        expected: FieldType,
        /// As given.
        found: FieldType,
    },
    /// A field that must be there and is not.
    MissingField {
        /// What it is a field of.
        subject: String,
        /// Whether it is in the key or the value.
        part: Part,
        /// Its name.
        field: String,
        /// All that must be there.
        needed: Vec<FieldDecl>,
    },
    /// A partial key with a field but not with all declared before it.
    NotLeading {
        /// What it is a key of.
        subject: String,
        /// The field that is there.
        found: String,
        /// The first that is not.
        missing: String,
        /// The key's fields, in order.
        declared: Vec<FieldDecl>,
    },
    /// A read whose key lacks a field of the partition key.
    NoPartition {
        /// What it is a key of.
        subject: String,
        /// The first field that is not there.
        missing: String,
        /// The fields of the partition key, in order.
        partition: Vec<FieldDecl>,
    },
    /// A key field that names a workspace, which this host does not take.
    OtherWorkspace {
        /// What it is a key of.
        subject: String,
    },
    /// An array without items, where a field has at least one or is absent.
    NoItems {
        /// What it is a field of.
        subject: String,
        /// Its name.
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
        /// What is declared unique: names of fields that go together.
        declared: Vec<Vec<String>>,
    },
    /// A text that means nothing.
    UnknownText {
        /// What it is a field of.
        subject: String,
        /// Its name.
        field: String,
        /// What it should have been.
        expected: String,
        /// The text.
        found: String,
    },
    /// A number that means nothing.
    UnknownNumber {
        /// What it is a field of.
        subject: String,
        /// Its name.
        field: String,
        /// What it should have been.
        expected: String,
        /// The number.
        found: i64,
    },
    /// Bytes that are not a record.
    Malformed {
        /// What they are a part of.
        subject: String,
        /// Key or value.
        part: Part,
    },
}

impl Invalid {
    /// The same about an entity that was wanted in this storage.
    pub(super) fn wanted_in(mut self, other: Storage) -> Self {
        match &mut self {
            Self::UnknownEntity { storage, .. } => *storage = other,
            Self::WrongStorage { wanted, .. } => *wanted = other,
            _ => {}
        }
        self
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
            | Self::NoMemory(detail) => write!(f, "{}", Neutral(detail)),
            Self::Forbidden(forbidden) => forbidden.fmt(f),
            Self::Limit(broken) => broken.fmt(f),
        }
    }
}
