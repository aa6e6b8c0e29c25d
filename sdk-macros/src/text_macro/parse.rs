//! The parser of a text and its values.

use proc_macro2::{Span, TokenStream};
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Expr, Token};

use super::model::Written;
use crate::shared::diag::Diag;
use crate::shared::path::Sdk;
use crate::shared::text;

const FORM: &str = "expected a text: `text!(\"article {id}\")`";

/// Reads `crate = ".."`, if it is there, the text, and the values after it.
pub fn parse(input: TokenStream, diag: &mut Diag) -> Written {
    let parser = |input: ParseStream<'_>| {
        let mut sdk = Sdk::default();
        if input.peek(Token![crate]) && input.peek2(Token![=]) {
            input.parse::<Token![crate]>()?;
            input.parse::<Token![=]>()?;
            sdk = Sdk::given(&input.parse()?, diag);
            input.parse::<Token![,]>()?;
        }
        if input.is_empty() {
            return Err(syn::Error::new(Span::call_site(), FORM));
        }
        let written: Expr = input.parse()?;
        let text = text::of(&written);
        if text.is_none() {
            diag.on(&written, FORM);
        }
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
        let values = Punctuated::<Expr, Token![,]>::parse_terminated(input)?;
        Ok(Written {
            sdk,
            text,
            values: values.into_iter().collect(),
        })
    };
    let parsed = parser.parse2(input);
    diag.take(parsed).unwrap_or_default()
}
