//! What `entity!` is about: first as it is written, then as it is meant.

use heeus_abi::FieldType;
use proc_macro2::{Ident, Span, TokenStream};

use crate::shared::text::Text;

/// A declaration as it is written.
pub struct Written {
    /// The constant that it makes.
    pub constant: Constant,
    /// The word after `=`.
    pub kind: Text,
    /// What stands in braces.
    pub clauses: Vec<Clause>,
    /// Whether a clause could not be read, which has been reported.
    pub incomplete: bool,
    /// Whether more than the constant's name could be read.
    pub is_readable: bool,
}

/// The constant that holds an entity's name.
pub struct Constant {
    /// All that the user wrote before it, doc comment and visibility.
    pub before: TokenStream,
    /// The `#[cfg]`s among it.
    pub conditions: TokenStream,
    /// What it is called.
    pub ident: Ident,
    /// What it holds: the entity's qualified name.
    pub name: Text,
}

/// A word and fields in braces.
pub struct Clause {
    /// `partition`, `clustering` or `value`, if it is right.
    pub word: Text,
    /// The fields.
    pub fields: Vec<Field>,
    /// Whether a field could not be read, which has been reported.
    pub incomplete: bool,
}

/// A field of an entity.
pub struct Field {
    /// Its name.
    pub name: Text,
    /// The name of its type.
    pub ty: Text,
    /// The `?` behind it, which says that rows may lack the field.
    pub may_be_absent: Option<Span>,
}

/// A declaration in which nothing is wrong.
pub struct Entity {
    /// The `#[cfg]`s that it stands under.
    pub conditions: TokenStream,
    /// Its entry in the manifest.
    pub manifest: Vec<u8>,
}

/// What a type is called in a declaration: its name, as one word.
pub fn type_word(ty: FieldType) -> &'static str {
    match ty {
        FieldType::Id => "id",
        ty => ty.name(),
    }
}

/// What some types are called.
pub fn type_words(which: impl Fn(FieldType) -> bool) -> Vec<&'static str> {
    let types = FieldType::ALL.iter().copied();
    types.filter(|ty| which(*ty)).map(type_word).collect()
}
