//! The manifest: a module's description of itself, readable without running the module.
//!
//! The custom section [`SECTION`] holds entries one after the other, so that a linker may join the
//! sections of many objects. Each entry is `u32` size, `u8` tag and a body; strings in bodies are
//! a `u8` length (a doc line: `u16`) and UTF-8 bytes.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::{EntityKind, ExtensionKind, FieldType};

mod decode;
mod encode;
mod origin;
mod rules;

pub use origin::{ORIGIN_BYTES, with_origin};
pub use rules::is_target;

/// Name of the custom section.
pub const SECTION: &str = "heeus.manifest";
/// Tag of an entry that names the SDK: string name, string version.
pub const TAG_SDK: u8 = 1;
/// Tag of an extension: `u8` kind, string name, doc line; then of a validator `u8` number of
/// commands and their names, of a projector `u8` 1 if it is synchronous, else 0, `u8` number of
/// events and their names.
pub const TAG_EXTENSION: u8 = 2;
/// Tag of an entity: `u8` entity kind, string name, `u8` number of leading key fields that form the
/// partition key (at least one in a view, none in a record or singleton), `u16` number of key
/// fields, `u16` number of value fields, then each: `u8` type, string name. A value field that rows
/// may lack has [`OPTIONAL`] added to its type.
pub const TAG_ENTITY: u8 = 3;
/// Tag of an entry without a body: the guest's statics keep their values from run to run.
pub const TAG_STATICS_PERSIST: u8 = 4;
/// Tag of an entry that keeps equal declarations of different origin apart: any bytes. Hosts skip
/// it.
pub const TAG_ORIGIN: u8 = 5;
/// Tag of fields of a record entity that are unique together: string name of the entity, `u8`
/// number of fields, at least one, and their names.
pub const TAG_UNIQUE: u8 = 6;
/// Added to the type of a declared value field if the guest's code accepts rows without the field.
pub const OPTIONAL: u8 = 0x80;
/// The only key field of a record entity, a record id.
pub const RECORD_ID: &str = "ID";
/// Key field that names a workspace. Reserved: no entity declares it.
pub const WORKSPACE: &str = "WSID";
/// Value field that records have without declaring it: the record id.
pub const SYS_ID: &str = "sys.ID";
/// Value field that records have without declaring it: true for an active record; an absent field
/// means true.
pub const SYS_IS_ACTIVE: &str = "sys.IsActive";
/// Field in the value of an update: the name of a field that becomes absent, a string.
/// Reserved: no entity declares it.
pub const SYS_ABSENT: &str = "sys.Absent";
/// Value fields that records and singletons have without declaring them.
pub const SYS_FIELDS: [(&str, FieldType); 2] =
    [(SYS_ID, FieldType::Id), (SYS_IS_ACTIVE, FieldType::Bool)];

/// A module's description of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    /// Names and versions of the SDKs that built it.
    pub sdks: Vec<Sdk>,
    /// Its extensions.
    pub extensions: Vec<Extension>,
    /// The entities that its extensions declare.
    pub entities: Vec<Entity>,
    /// Fields of its record entities that are unique together.
    pub uniques: Vec<Unique>,
    /// True if the guest's statics keep their values from run to run: `WasmReset` then frees only
    /// the blocks of a run.
    pub statics_persist: bool,
}

/// An SDK that built a module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sdk {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// The declaration of an extension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    /// The name that a host passes to `WasmRun`.
    pub name: String,
    /// Its kind.
    pub kind: ExtensionKind,
    /// One line for humans; may be empty.
    pub doc: String,
    /// The commands that a validator checks, or the events that a projector follows; empty if the
    /// module does not say them. A name without a package is one of the package that has the
    /// module.
    pub targets: Vec<String>,
    /// True for a projector that follows each event before the next command runs.
    pub sync: bool,
}

impl Extension {
    /// Creates an extension without documentation and targets.
    pub fn new(name: impl Into<String>, kind: ExtensionKind) -> Self {
        Self {
            name: name.into(),
            kind,
            doc: String::new(),
            targets: Vec::new(),
            sync: false,
        }
    }
}

/// The declaration of an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// Qualified name.
    pub name: String,
    /// View, record or singleton.
    pub kind: EntityKind,
    /// The number of leading key fields that form the partition key.
    pub partition_fields: u8,
    /// Key fields; the order of elements follows their order.
    pub key: Vec<FieldDecl>,
    /// Value fields.
    pub value: Vec<FieldDecl>,
}

/// Fields of a record entity that are unique together: no two active records of a workspace have
/// the same values in all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unique {
    /// Qualified name of the entity.
    pub entity: String,
    /// Names of value fields, each once.
    pub fields: Vec<String>,
}

/// The declaration of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldDecl {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: FieldType,
    /// True if rows may lack the field: the code that declares it accepts such rows. Never true in
    /// a key.
    pub optional: bool,
}

impl FieldDecl {
    /// Creates a field that every row has.
    pub fn new(name: impl Into<String>, ty: FieldType) -> Self {
        Self {
            name: name.into(),
            ty,
            optional: false,
        }
    }

    /// Creates a value field that rows may lack.
    pub fn optional(name: impl Into<String>, ty: FieldType) -> Self {
        Self {
            optional: true,
            ..Self::new(name, ty)
        }
    }
}

impl fmt::Display for FieldDecl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.optional { "?" } else { "" };
        write!(f, "{}: {}{mark}", self.name, self.ty)
    }
}

/// Returns whether extensions of a kind have [targets](Extension::targets).
pub const fn has_targets(kind: ExtensionKind) -> bool {
    matches!(kind, ExtensionKind::Validator | ExtensionKind::Projector)
}

/// Returns the byte that declares a field's type and whether rows may lack the field.
pub const fn type_byte(ty: FieldType, optional: bool) -> u8 {
    ty as u8 | if optional { OPTIONAL } else { 0 }
}
