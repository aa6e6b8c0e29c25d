//! The input of `text!`: first as parsed, then as checked.

use proc_macro2::Span;
use syn::Expr;

use crate::shared::braces::Part;
use crate::shared::path::Sdk;
use crate::shared::text::Text;

/// The input, as parsed.
#[derive(Default)]
pub struct Written {
    pub sdk: Sdk,
    /// The text; none if it could not be read, which has been reported.
    pub text: Option<Text>,
    /// The values after the text.
    pub values: Vec<Expr>,
}

/// A text without mistakes.
pub struct Built {
    pub sdk: Sdk,
    pub parts: Vec<Part>,
    pub values: Vec<Value>,
}

/// A value of the text.
pub struct Value {
    pub expr: Expr,
    /// The place that errors of its type are shown at.
    pub span: Span,
}
