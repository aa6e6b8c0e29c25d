//! A type that derives `Field`, as checked.

use proc_macro2::{Ident, TokenStream};
use syn::{Generics, Lifetime};

use crate::shared::path::Sdk;
use crate::shared::text::Text;

/// A type that derives `Field`.
pub struct Own {
    /// The path of the SDK.
    pub sdk: Sdk,
    /// The attributes for lints.
    pub lints: TokenStream,
    /// The name.
    pub ident: Ident,
    /// The generic parameters.
    pub generics: Generics,
    /// The lifetime, if the type borrows.
    pub lifetime: Option<Lifetime>,
    /// The values on the wire.
    pub form: Form,
}

/// The values of a type on the wire.
pub enum Form {
    /// The names of an enum's variants.
    Names(Vec<(Ident, Text)>),
    /// The numbers of an enum's variants.
    Numbers {
        /// `i32` or `i64`.
        wire: Number,
        /// The variants.
        variants: Vec<Ident>,
    },
    /// The only value of a struct.
    Around {
        /// The type of the value.
        inner: TokenStream,
        /// The index of the value among the struct's fields.
        at: usize,
        /// The indices of fields of the type `PhantomData`.
        phantoms: Vec<usize>,
    },
    /// The value that the type's own conversion returns.
    Converted,
}

/// The type of numbers on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Number {
    /// `i32`.
    I32,
    /// `i64`.
    I64,
}
