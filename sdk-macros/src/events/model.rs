//! The input of `#[derive(Events)]`: first as parsed, then as checked.

use proc_macro2::{Ident, Span, TokenStream};
use syn::{Fields, Generics, Lifetime};

use crate::shared::path::Sdk;
use crate::shared::text::Text;

/// The enum, as parsed.
pub struct Written {
    pub sdk: Option<Sdk>,
    pub ident: Ident,
    pub generics: Generics,
    /// The user's lint attributes.
    pub lints: TokenStream,
    pub variants: Vec<WrittenVariant>,
}

/// A variant, as parsed.
pub struct WrittenVariant {
    pub ident: Ident,
    /// The `#[cfg]` attributes.
    pub conditions: TokenStream,
    pub settings: Settings,
    pub fields: Fields,
}

/// The settings in `#[event(..)]`.
#[derive(Default)]
pub struct Settings {
    /// The name of the event.
    pub name: Option<Text>,
    /// The place of `other`.
    pub other: Option<Span>,
    pub sdk: Option<Sdk>,
    /// Set if a part could not be read, which has been reported.
    pub has_unread: bool,
}

/// An enum without mistakes.
pub struct Events {
    pub sdk: Sdk,
    pub ident: Ident,
    pub generics: Generics,
    /// The only lifetime, which is that of the run.
    pub lifetime: Option<Lifetime>,
    pub lints: TokenStream,
    /// The variants with a name, in the order of the enum.
    pub variants: Vec<Variant>,
    /// The variant for all other events.
    pub other: Option<Ident>,
}

/// A variant without mistakes.
pub struct Variant {
    pub ident: Ident,
    pub conditions: TokenStream,
    /// The name of the event.
    pub name: String,
    /// The type of the argument, if the variant has one.
    pub argument: Option<TokenStream>,
}
