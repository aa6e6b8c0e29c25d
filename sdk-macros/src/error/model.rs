//! The input of `#[derive(ExtensionError)]`: first as parsed, then as checked.

use proc_macro2::{Ident, Span, TokenStream};
use syn::{Expr, Generics, Type};

use crate::shared::braces::Part;
use crate::shared::path::Sdk;
use crate::shared::text::Text;

/// The type, as parsed.
pub struct Written {
    /// The settings of the type: for an enum those of all variants.
    pub settings: Settings,
    pub ident: Ident,
    pub generics: Generics,
    /// The user's lint attributes.
    pub lints: TokenStream,
    /// The variants of an enum; for a struct the only one, without a name.
    pub variants: Vec<WrittenVariant>,
    pub is_enum: bool,
}

/// A variant, as parsed.
pub struct WrittenVariant {
    /// The name; none for a struct.
    pub ident: Option<Ident>,
    /// The `#[cfg]` attributes.
    pub conditions: TokenStream,
    /// The place that errors are shown at.
    pub span: Span,
    pub settings: Settings,
    pub fields: Vec<WrittenField>,
    /// Set if the fields have names.
    pub is_named: bool,
}

/// A field, as parsed.
pub struct WrittenField {
    /// The name, or the number of the place.
    pub name: Text,
    pub ty: Type,
    /// The place of `#[from]`.
    pub from: Option<Span>,
    /// The place of `#[source]`.
    pub source: Option<Span>,
}

/// The settings in `#[error(..)]`.
#[derive(Default)]
pub struct Settings {
    pub text: Option<Text>,
    pub code: Option<Expr>,
    /// The place of `transparent`.
    pub transparent: Option<Span>,
    pub sdk: Option<Sdk>,
    /// Set if a part could not be read, which has been reported.
    pub has_unread: bool,
}

/// A type without mistakes.
pub struct Error {
    pub sdk: Sdk,
    pub ident: Ident,
    pub generics: Generics,
    pub lints: TokenStream,
    pub variants: Vec<Variant>,
}

/// A variant without mistakes.
pub struct Variant {
    /// The name; none for a struct.
    pub ident: Option<Ident>,
    pub conditions: TokenStream,
    pub fields: Vec<Field>,
    pub is_named: bool,
    pub content: Content,
    /// The code; none if it is that of the inner error.
    pub code: Option<Expr>,
    /// The index of the field that `?` fills.
    pub from: Option<usize>,
    /// The index of the field with the cause.
    pub source: Option<usize>,
}

/// A field without mistakes.
pub struct Field {
    pub name: Text,
    pub ty: Type,
}

/// The text of a variant.
pub enum Content {
    /// The text and the cause are those of the only field.
    Transparent,
    /// The parts of a text.
    Parts(Vec<Part>),
}
