//! What `#[extension]` is about: first as it is written, then as it is meant.

use heeus_abi::Kind;
use proc_macro2::{Group, TokenStream};
use syn::{Attribute, Signature, Visibility};

use crate::shared::path::Sdk;
use crate::shared::span_range::Ends;
use crate::shared::text::Text;

/// The attribute and the function, as they are written. What is missing or could not be read is `None`.
pub struct Written {
    /// `kind = ".."`.
    pub kind: Setting,
    /// `name = ".."`.
    pub name: Setting,
    /// Where the SDK is: `crate = ".."`.
    pub sdk: Sdk,
    /// The function.
    pub function: Option<Function>,
}

/// What the attribute says of one key.
#[derive(Default)]
pub enum Setting {
    /// Nothing.
    #[default]
    Absent,
    /// Something that is wrong and has been reported.
    Wrong,
    /// A text.
    Given(Text),
}

/// A function whose body is not looked at.
pub struct Function {
    /// Its attributes.
    pub attributes: Vec<Attribute>,
    /// Who may call it.
    pub visibility: Visibility,
    /// From its qualifiers to its where clause.
    pub signature: Signature,
    /// Its body, in braces.
    pub body: Group,
}

/// An extension in which nothing is wrong, as far as tokens tell.
pub struct Extension {
    /// The function that the user wrote.
    pub function: Function,
    /// Where the SDK is.
    pub sdk: Sdk,
    /// What the extension is for.
    pub kind: Kind,
    /// What the host calls it.
    pub name: Text,
    /// Types of the arguments, one or two, with `'_` in place of the function's own lifetimes.
    pub arguments: Vec<TokenStream>,
    /// What is returned.
    pub returns: Returns,
    /// Its entry in the manifest.
    pub manifest: Vec<u8>,
}

/// Where the type of what a function returns is written.
pub enum Returns {
    /// A `Result`: where its two types stand. The second is the whole where an alias has it.
    Result {
        /// Of what is returned where the extension does its work.
        answer: Ends,
        /// Of the error.
        error: Ends,
    },
    /// Any type; the function's name where there is none.
    Any(Ends),
}
