//! `#[derive(Field)]`: enums and structs around one value as types of fields.

mod check;
mod emit;
mod fallback;
mod model;
mod parts;

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use crate::shared::diag::Diag;

/// Expands `#[derive(Field)]`. For a wrong type it returns all errors, and fallback impls so that
/// uses of the type are no errors.
pub fn field(input: TokenStream) -> TokenStream {
    let mut diag = Diag::default();
    let Some(input) = diag.take(syn::parse2::<DeriveInput>(input)) else {
        return diag.into_compile_errors();
    };
    let (sdk, field) = check::check(&input, &mut diag);
    match field {
        Some(field) if diag.is_empty() => emit::emit(&field),
        _ => {
            let fallback = fallback::fallback(&input, &sdk);
            let errors = diag.into_compile_errors();
            quote!(#fallback #errors)
        }
    }
}
