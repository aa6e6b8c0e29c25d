//! The input of the derive macros: first as parsed, then as checked.

use heeus_abi::EntityKind;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::{Attribute, Expr, Generics, Lifetime, Type, Visibility};

use crate::shared::path::{Sdk, private};
use crate::shared::text::Text;

/// A struct, as parsed.
pub struct Written {
    /// The visibility.
    pub visibility: Visibility,
    /// The name.
    pub ident: Ident,
    /// The generic parameters.
    pub generics: Generics,
    /// The settings from `#[record(..)]` or `#[entity(..)]`.
    pub settings: Vec<Setting>,
    /// Set if a setting could not be read, and was reported.
    pub has_unread: bool,
    /// The attributes for lints, of the struct and of its fields.
    pub lints: TokenStream,
    /// Set if the struct is `#[non_exhaustive]`.
    pub non_exhaustive: bool,
    /// The fields.
    pub fields: Vec<WrittenField>,
}

/// A field, as parsed.
pub struct WrittenField {
    /// The index among the struct's fields.
    pub place: usize,
    /// The visibility.
    pub visibility: Visibility,
    /// The attributes, without the macro's own.
    pub attributes: Vec<Attribute>,
    /// The name.
    pub ident: Ident,
    /// The type.
    pub ty: Type,
    /// The settings from `#[record(..)]` or `#[entity(..)]`.
    pub settings: Vec<Setting>,
}

/// `key` or `key = value` in an attribute.
pub struct Setting {
    /// The key.
    pub key: Ident,
    /// The value, if there is one.
    pub value: Option<Expr>,
}

/// A struct without mistakes, as far as tokens show them.
pub struct Struct {
    /// The path of the SDK.
    pub sdk: Sdk,
    /// The attributes for lints, of the struct and of its fields.
    pub lints: TokenStream,
    /// The name.
    pub ident: Ident,
    /// The lifetime, if the struct borrows.
    pub lifetime: Option<Lifetime>,
    /// The fields of the key of an entity, in their declared order.
    pub key: Vec<Field>,
    /// The other fields, in the order of their names on the wire.
    pub fields: Vec<Field>,
}

/// The role of a field, which decides the types that it may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A field outside of the key.
    Value,
    /// A field of the key of a view.
    Key,
    /// The id of a record.
    Id,
}

/// A field of a checked struct.
#[derive(Clone)]
pub struct Field {
    /// The doc comment.
    pub docs: Vec<Attribute>,
    /// The index among the struct's fields.
    pub place: usize,
    /// The visibility, also in the struct of a key.
    pub visibility: TokenStream,
    /// The name in the struct.
    pub ident: Ident,
    /// The type.
    pub ty: TokenStream,
    /// The role.
    pub role: Role,
    /// The name on the wire.
    pub name: Text,
    /// The value of an absent field.
    pub default: Option<TokenStream>,
}

/// A struct that is an entity, as checked.
pub struct Entity {
    /// The struct and its fields.
    pub item: Struct,
    /// The visibility, also of the struct of the key.
    pub visibility: TokenStream,
    /// View, record or singleton.
    pub kind: EntityKind,
    /// The qualified name; of a part, the path of the struct of the whole.
    pub name: Text,
    /// The struct of the whole, if the struct is a part of an entity.
    pub part_of: Option<TokenStream>,
    /// Set if the struct is `#[non_exhaustive]`; then the struct of the key is too.
    pub non_exhaustive: bool,
    /// The number of the key's fields that are in the partition key.
    pub partition_fields: usize,
    /// Names of fields on the wire, each set unique.
    pub uniques: Vec<Vec<String>>,
}

impl Entity {
    /// The expression of the qualified name.
    pub fn qualified_name(&self) -> TokenStream {
        let here = Span::mixed_site();
        let private = private(here);
        match &self.part_of {
            None => self.name.value.to_token_stream(),
            Some(whole) => quote_spanned!(here=> <#whole as #private::Entity>::NAME),
        }
    }

    /// The name of the view in documentation.
    pub fn shown(&self) -> String {
        match self.part_of {
            None => format!("the view `{}`", self.name.value),
            Some(_) => format!("the view of [`{}`]", self.name.value),
        }
    }
}
