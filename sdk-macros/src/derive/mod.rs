//! `#[derive(Record)]`, `#[derive(Entity)]` and `#[derive(Field)]`: parse the type, check it, emit
//! code.

mod case;
mod check;
mod emit;
mod entity;
mod fallback;
mod field;
mod key;
mod model;
mod parse;
mod record;
#[cfg(test)]
mod tests;

pub use field::field;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput};

use crate::shared::diag::Diag;

/// Expands `#[derive(Record)]`. For a wrong struct it returns all errors, and fallback impls so
/// that uses of the struct are no errors.
pub fn record(input: TokenStream) -> TokenStream {
    let mut diag = Diag::default();
    let Some(input) = diag.take(syn::parse2::<DeriveInput>(input)) else {
        return diag.into_compile_errors();
    };
    let written = parse::parse(&input, "record", &mut diag);
    let record = written.and_then(|written| record::check(&written, &mut diag));
    match record {
        Some(record) if diag.is_empty() => record::emit(&record),
        _ => with_errors(&input, &fallback::record(&input), diag),
    }
}

/// Expands `#[derive(Entity)]`. For a wrong struct it returns all errors, and fallback impls so
/// that uses of the struct are no errors.
pub fn entity(input: TokenStream) -> TokenStream {
    let mut diag = Diag::default();
    let Some(input) = diag.take(syn::parse2::<DeriveInput>(input)) else {
        return diag.into_compile_errors();
    };
    let written = parse::parse(&input, "entity", &mut diag);
    let entity = (written.as_ref()).and_then(|written| entity::check(written, &mut diag));
    match entity {
        Some(entity) if diag.is_empty() => entity::emit(&entity),
        _ => with_errors(&input, &fallback::entity(&input, written.as_ref()), diag),
    }
}

/// A struct with an unsized field can have no fallback: it implements none of the traits.
fn with_errors(input: &DeriveInput, fallback: &TokenStream, diag: Diag) -> TokenStream {
    let errors = diag.into_compile_errors();
    let has_unsized = match &input.data {
        Data::Struct(data) => data.fields.iter().any(|field| check::is_unsized(&field.ty)),
        _ => false,
    };
    let fallback = (!has_unsized).then_some(fallback);
    quote!(#fallback #errors)
}
