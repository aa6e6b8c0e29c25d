//! The input of `#[extension]`: first as parsed, then as checked.

use heeus_abi::ExtensionKind;
use proc_macro2::{Group, Ident, TokenStream};
use syn::{Attribute, Signature, Visibility};

use crate::shared::path::Sdk;
use crate::shared::span_range::SpanRange;
use crate::shared::text::Text;

/// The attribute and the function, as parsed. A part that is missing or could not be read is
/// `None`.
pub struct Written {
    /// `kind = ".."`.
    pub kind: Setting,
    /// `name = ".."`.
    pub name: Setting,
    /// `after(..)`, `checks(..)` and `sync`.
    pub targets: Vec<WrittenTargets>,
    /// The path of the SDK: `crate = ".."`.
    pub sdk: Sdk,
    /// The function.
    pub function: Option<Function>,
}

/// A setting about the targets of an extension.
pub struct WrittenTargets {
    /// `after`, `checks` or `sync`.
    pub key: Ident,
    /// The names in parentheses that could be read.
    pub names: Vec<Text>,
    /// True if the parentheses are empty.
    pub is_empty: bool,
}

/// The value of one key of the attribute.
#[derive(Default)]
pub enum Setting {
    /// The key is absent.
    #[default]
    Absent,
    /// A wrong value, which has been reported.
    Wrong,
    /// A text.
    Given(Text),
}

/// A function with an unparsed body.
pub struct Function {
    /// The attributes.
    pub attributes: Vec<Attribute>,
    /// The visibility.
    pub visibility: Visibility,
    /// The tokens from the qualifiers to the where clause.
    pub signature: Signature,
    /// The body, in braces.
    pub body: Group,
}

/// An extension without mistakes, as far as tokens show them.
pub struct Extension {
    /// The function that the user wrote.
    pub function: Function,
    /// The path of the SDK.
    pub sdk: Sdk,
    /// The kind.
    pub kind: ExtensionKind,
    /// The name for the host.
    pub name: Text,
    /// Types of the arguments, one or two, with `'_` in place of the function's own lifetimes.
    pub arguments: Vec<TokenStream>,
    /// The result of the function.
    pub output: Output,
    /// The events that a projector follows.
    pub after: Vec<String>,
    /// The entry in the manifest.
    pub manifest: Vec<u8>,
}

/// The place of the type of a function's result.
pub enum Output {
    /// A `Result`, with the places of its two types. The second is the whole type for an alias
    /// without an error type.
    Result {
        /// The type of the value of a success.
        success: SpanRange,
        /// The type of the error.
        error: SpanRange,
    },
    /// Any other type; the function's name if it has no return type.
    Any(SpanRange),
}
