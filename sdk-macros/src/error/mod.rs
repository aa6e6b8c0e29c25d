//! `#[derive(ExtensionError)]`: parse the type, check it, emit code.

mod check;
mod emit;
mod fallback;
mod model;
mod parse;
#[cfg(test)]
mod tests;
mod text;

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use crate::shared::diag::Diag;

/// Expands `#[derive(ExtensionError)]`. For a wrong type it returns all errors, and fallback impls
/// so that uses of the type are no errors.
pub fn expand(input: TokenStream) -> TokenStream {
    let mut diag = Diag::default();
    let Some(input) = diag.take(syn::parse2::<DeriveInput>(input)) else {
        return diag.into_compile_errors();
    };
    let written = parse::parse(&input, &mut diag);
    let error = written.and_then(|written| check::check(&written, &mut diag));
    match error {
        Some(error) if diag.is_empty() => emit::emit(&error),
        _ => {
            let fallback = fallback::impls(&input);
            let errors = diag.into_compile_errors();
            quote!(#fallback #errors)
        }
    }
}
