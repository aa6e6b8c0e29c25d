//! What the derive macros are about: first as it is written, then as it is meant.

use heeus_abi::EntityKind;
use proc_macro2::{Ident, TokenStream};
use syn::{Attribute, Expr, Generics, Lifetime, Type, Visibility};

use crate::shared::path::Sdk;
use crate::shared::text::Text;

/// A struct as it is written.
pub struct Written {
    /// Its visibility.
    pub visibility: Visibility,
    /// Its name.
    pub ident: Ident,
    /// What it is generic over.
    pub generics: Generics,
    /// What `#[record(..)]` or `#[entity(..)]` say of it.
    pub settings: Vec<Setting>,
    /// What it and its fields say of lints.
    pub lints: TokenStream,
    /// Whether others may not rely on its having just these fields.
    pub non_exhaustive: bool,
    /// Its fields.
    pub fields: Vec<WrittenField>,
}

/// A field as it is written.
pub struct WrittenField {
    /// Its place among the struct's fields.
    pub place: usize,
    /// Its visibility.
    pub visibility: Visibility,
    /// Its attributes but for the macro's own.
    pub attributes: Vec<Attribute>,
    /// Its name.
    pub ident: Ident,
    /// Its type.
    pub ty: Type,
    /// What `#[record(..)]` or `#[entity(..)]` say of it.
    pub settings: Vec<Setting>,
}

/// `key` or `key = value` in an attribute.
pub struct Setting {
    /// The key.
    pub key: Ident,
    /// The value, if there is one.
    pub value: Option<Expr>,
}

/// A struct in which nothing is wrong, as far as tokens tell.
pub struct Struct {
    /// Where the SDK is.
    pub sdk: Sdk,
    /// What it and its fields say of lints.
    pub lints: TokenStream,
    /// Its name.
    pub ident: Ident,
    /// Its lifetime, if it borrows.
    pub lifetime: Option<Lifetime>,
    /// The fields of the key of an entity, in their declared order.
    pub key: Vec<Field>,
    /// The other fields, in the order of their names on the wire.
    pub fields: Vec<Field>,
}

/// What a field is for, which says what its type may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It is not in a key.
    Value,
    /// It is in the key of a view.
    Key,
    /// It is the id of a record.
    Id,
}

/// A field of it.
#[derive(Clone)]
pub struct Field {
    /// Its doc comment.
    pub docs: Vec<Attribute>,
    /// Its place among the struct's fields.
    pub place: usize,
    /// Its visibility, which it has in the struct of a key too.
    pub visibility: TokenStream,
    /// Its name in the struct.
    pub ident: Ident,
    /// Its type.
    pub ty: TokenStream,
    /// What it is for.
    pub role: Role,
    /// Its name on the wire.
    pub name: Text,
    /// What stands for it where it is absent.
    pub default: Option<TokenStream>,
}

/// A struct that is an entity.
pub struct Entity {
    /// The struct and its fields.
    pub item: Struct,
    /// Its visibility, which is that of the struct of its key too.
    pub visibility: TokenStream,
    /// View, record or singleton.
    pub kind: EntityKind,
    /// Its qualified name.
    pub name: Text,
    /// Whether others may not rely on its having just these fields, nor its key.
    pub non_exhaustive: bool,
    /// How many of the key's fields are in the partition key.
    pub partition_fields: usize,
}
