//! `#[derive(Events)]`: parse the enum, check it, emit code.

mod check;
mod emit;
mod fallback;
mod model;
mod parse;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use crate::shared::diag::Diag;

/// Expands `#[derive(Events)]`. For a wrong type it returns all errors, and a fallback impl so that
/// uses of the type are no errors.
pub fn expand(input: TokenStream) -> TokenStream {
    let mut diag = Diag::default();
    let Some(input) = diag.take(syn::parse2::<DeriveInput>(input)) else {
        return diag.into_compile_errors();
    };
    let written = parse::parse(&input, &mut diag);
    let events = written.and_then(|written| check::check(written, &mut diag));
    match events {
        Some(events) if diag.is_empty() => emit::emit(&events),
        _ => {
            let fallback = fallback::implementation(&input);
            let errors = diag.into_compile_errors();
            quote!(#fallback #errors)
        }
    }
}
