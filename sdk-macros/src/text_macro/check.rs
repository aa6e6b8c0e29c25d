//! The rules of a text and its values.

use proc_macro2::Ident;
use syn::ext::IdentExt;
use syn::parse::Parser;
use syn::spanned::Spanned;
use syn::{Expr, parse_quote};

use super::model::{Built, Value, Written};
use crate::shared::braces;
use crate::shared::diag::Diag;
use crate::shared::text::Text;

/// Assigns the values to the places of the text. The values are those after the text, and then
/// those of the names in it.
pub fn check(written: Written, diag: &mut Diag) -> Built {
    let after = written.values.len();
    let mut values: Vec<Value> = written
        .values
        .into_iter()
        .map(|expr| Value {
            span: expr.span(),
            expr,
        })
        .collect();
    let Some(text) = written.text else {
        return Built {
            sdk: written.sdk,
            parts: Vec::new(),
            values: Vec::new(),
        };
    };
    let (mut named, mut used) = (Vec::new(), 0);
    let parts = braces::parts(&text, diag, "values", |name, diag| {
        if name.is_empty() {
            used += 1;
            if used > after {
                let message = "a place `{}` without a value: write it after the text";
                diag.at(text.span, message);
            }
            return (used <= after).then(|| used - 1);
        }
        if let Some(place) = named.iter().position(|known| known == name) {
            return Some(after + place);
        }
        values.push(variable(name, &text, diag)?);
        named.push(name.to_owned());
        Some(values.len() - 1)
    });
    for value in values.iter().take(after).skip(used) {
        let message = "a value without a place: the text has a `{}` for each of them";
        diag.on(&value.expr, message);
    }
    Built {
        sdk: written.sdk,
        parts,
        values,
    }
}

/// Returns the variable of this name, in the scope of the text.
fn variable(name: &str, text: &Text, diag: &mut Diag) -> Option<Value> {
    let message = || format!("`{name}` is no name: write `{{}}`, and the value after the text");
    let Ok(mut ident) = Ident::parse_any.parse_str(name) else {
        diag.at(text.span, message());
        return None;
    };
    // A keyword other than `self` names a raw identifier, as in the macros of the standard library.
    let is_keyword = syn::parse_str::<Ident>(name).is_err();
    if is_keyword && ["crate", "super", "Self", "_"].contains(&name) {
        diag.at(text.span, message());
        return None;
    }
    if is_keyword && name != "self" {
        ident = Ident::new_raw(name, text.span);
    }
    ident.set_span(text.span);
    let expr: Expr = parse_quote!(#ident);
    Some(Value {
        expr,
        span: text.span,
    })
}
