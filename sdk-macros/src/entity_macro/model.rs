//! The input of `entity!`: first as parsed, then as checked.

use heeus_abi::FieldType;
use proc_macro2::{Ident, Span, TokenStream};

use crate::shared::text::Text;

/// A declaration, as parsed.
pub struct Written {
    /// The constant for the name.
    pub constant: Constant,
    /// The word after `=`.
    pub kind: Text,
    /// The clauses in braces.
    pub clauses: Vec<Clause>,
    /// Set if a clause could not be read, which has been reported.
    pub incomplete: bool,
    /// Set if more than the constant's name could be read.
    pub is_readable: bool,
}

/// The constant with an entity's name.
pub struct Constant {
    /// The user's tokens before it: doc comment, attributes, visibility.
    pub before: TokenStream,
    /// The `#[cfg]` attributes among them.
    pub conditions: TokenStream,
    /// The name of the constant.
    pub ident: Ident,
    /// The value: the entity's qualified name.
    pub name: Text,
}

/// A word and fields in braces.
pub struct Clause {
    /// `partition`, `clustering` or `value`, if it is correct.
    pub word: Text,
    /// The fields.
    pub fields: Vec<Field>,
    /// Set if a field could not be read, which has been reported.
    pub incomplete: bool,
}

/// A field of an entity.
pub struct Field {
    /// The name.
    pub name: Text,
    /// The name of the type.
    pub ty: Text,
    /// The `?` behind the type: rows may lack the field.
    pub optional: Option<Span>,
}

/// A declaration without mistakes.
pub struct Entity {
    /// The `#[cfg]` attributes of the declaration.
    pub conditions: TokenStream,
    /// The entry in the manifest.
    pub manifest: Vec<u8>,
}

/// The word for a type in a declaration: its name as one word.
pub fn type_word(ty: FieldType) -> &'static str {
    match ty {
        FieldType::Id => "id",
        ty => ty.name(),
    }
}

/// The words for some types.
pub fn type_words(which: impl Fn(FieldType) -> bool) -> Vec<&'static str> {
    let types = FieldType::ALL.iter().copied();
    types.filter(|ty| which(*ty)).map(type_word).collect()
}
