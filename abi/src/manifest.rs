//! The manifest: what a module has, readable without running it.
//!
//! The custom section [`SECTION`] holds entries one after the other, so that a linker may join the
//! sections of many objects. Each entry is `u32` size, `u8` tag and a body; strings in bodies are
//! a `u8` length (a doc line: `u16`) and UTF-8 bytes.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::{EntityKind, FieldType, Kind};

mod decode;
mod encode;
mod origin;
mod rules;

pub use origin::{ORIGIN_BYTES, with_origin};

/// Name of the custom section.
pub const SECTION: &str = "heeus.manifest";
/// Tag of an entry that names the SDK: string name, string version.
pub const TAG_SDK: u8 = 1;
/// Tag of an extension: `u8` kind, string name, doc line.
pub const TAG_EXTENSION: u8 = 2;
/// Tag of an entity: `u8` entity kind, string name, `u8` number of leading key fields that form the partition key
/// (at least one in a view, none in a record or singleton), `u16` number of key fields, `u16` number of value fields, then each: `u8` type, string name.
/// A value field that rows may lack has [`MAY_BE_ABSENT`] added to its type.
pub const TAG_ENTITY: u8 = 3;
/// Tag of an entry without a body: the guest's statics keep their values from run to run.
pub const TAG_STATICS_PERSIST: u8 = 4;
/// Tag of an entry that tells declarations of different origin apart: any bytes. Hosts pass over it.
pub const TAG_ORIGIN: u8 = 5;
/// Added to the type of a declared value field: the guest's code takes rows that lack the field.
pub const MAY_BE_ABSENT: u8 = 0x80;
/// The only key field of a record entity, a record id.
pub const RECORD_ID: &str = "ID";
/// Key field that names a workspace. Reserved: no entity declares it.
pub const WORKSPACE: &str = "WSID";
/// Value field that records have without declaring it: the record id.
pub const SYS_ID: &str = "sys.ID";
/// Value field that records have without declaring it: whether the record is active, true where absent.
pub const SYS_IS_ACTIVE: &str = "sys.IsActive";
/// Value fields that records and singletons have without declaring them.
pub const SYS_FIELDS: [(&str, FieldType); 2] =
    [(SYS_ID, FieldType::Id), (SYS_IS_ACTIVE, FieldType::Bool)];

/// What a module tells of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    /// Names and versions of the SDKs that made it.
    pub sdks: Vec<Sdk>,
    /// Its extensions.
    pub extensions: Vec<Extension>,
    /// The entities that they declare.
    pub entities: Vec<Entity>,
    /// Whether the guest's statics keep their values from run to run: `WasmReset` then frees only the blocks of a run.
    pub statics_persist: bool,
}

/// What made a module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sdk {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// An extension as it is declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    /// What `WasmRun` is given.
    pub name: String,
    /// What it is for.
    pub kind: Kind,
    /// One line for humans, may be empty.
    pub doc: String,
}

/// An entity as it is declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// Qualified name.
    pub name: String,
    /// View, record or singleton.
    pub kind: EntityKind,
    /// How many leading key fields form the partition key.
    pub partition_fields: u8,
    /// Key fields; the order of elements follows their order.
    pub key: Vec<FieldDecl>,
    /// Value fields.
    pub value: Vec<FieldDecl>,
}

/// A field as it is declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldDecl {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: FieldType,
    /// Whether rows may lack it: code that declares it so takes such a row. Never in a key.
    pub may_be_absent: bool,
}

impl FieldDecl {
    /// A field that is there in every row.
    pub fn new(name: impl Into<String>, ty: FieldType) -> Self {
        Self {
            name: name.into(),
            ty,
            may_be_absent: false,
        }
    }

    /// A value field that rows may lack.
    pub fn maybe(name: impl Into<String>, ty: FieldType) -> Self {
        Self {
            may_be_absent: true,
            ..Self::new(name, ty)
        }
    }
}

impl fmt::Display for FieldDecl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let absent = if self.may_be_absent { "?" } else { "" };
        write!(f, "{}: {}{absent}", self.name, self.ty)
    }
}

/// The byte that declares a field's type, and that rows may lack the field.
pub const fn type_byte(ty: FieldType, may_be_absent: bool) -> u8 {
    ty as u8 | if may_be_absent { MAY_BE_ABSENT } else { 0 }
}
