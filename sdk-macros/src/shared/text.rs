//! A piece of text from the source, and its span.

use heeus_abi::limits::MAX_NAME;
use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;
use syn::{Expr, Lit, LitStr};

use crate::shared::diag::Diag;

/// Text that was written as a string literal or an identifier.
#[derive(Clone)]
pub struct Text {
    /// The text.
    pub value: String,
    /// The place in the source.
    pub span: Span,
}

impl From<&Ident> for Text {
    fn from(ident: &Ident) -> Self {
        Self {
            value: ident.unraw().to_string(),
            span: ident.span(),
        }
    }
}

impl From<&LitStr> for Text {
    fn from(literal: &LitStr) -> Self {
        Self {
            value: literal.value(),
            span: literal.span(),
        }
    }
}

impl Text {
    /// Returns whether the contract allows this as a name of `what` ("an extension", "a field");
    /// reports it if not.
    pub fn is_name(&self, what: &str, diag: &mut Diag) -> bool {
        let wrong = if self.value.is_empty() {
            "is empty".to_owned()
        } else if self.value.contains('\0') {
            "contains a NUL".to_owned()
        } else if self.value.len() > MAX_NAME {
            format!("has {} bytes", self.value.len())
        } else {
            return true;
        };
        diag.at(
            self.span,
            format!("the name of {what} has 1 to {MAX_NAME} bytes and no NUL, this one {wrong}"),
        );
        false
    }
}

/// Returns the text of an expression, written there or passed on by a macro of the user's.
pub fn of(value: &Expr) -> Option<Text> {
    match value {
        Expr::Group(group) => of(&group.expr),
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) if text.suffix().is_empty() => Some(Text::from(text)),
            _ => None,
        },
        _ => None,
    }
}
