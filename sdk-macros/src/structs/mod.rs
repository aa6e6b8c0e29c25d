//! `#[derive(Record)]` and `#[derive(Entity)]`: parse what is written, check it, emit what follows from it.

mod case;
mod check;
mod emit;
mod entity;
mod entity_emit;
mod key;
mod model;
mod parse;
mod record;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;

use crate::diag::Diag;

/// What makes a struct a record, or all errors.
pub fn record(input: TokenStream) -> TokenStream {
    let mut diag = Diag::default();
    let written = parse::parse(input, "record", &mut diag);
    let record = written.and_then(|written| record::check(&written, &mut diag));
    match record {
        Some(record) if diag.is_empty() => record::emit(&record),
        _ => diag.into_compile_errors(),
    }
}

/// What makes a struct an entity, or all errors.
pub fn entity(input: TokenStream) -> TokenStream {
    let mut diag = Diag::default();
    let written = parse::parse(input, "entity", &mut diag);
    let entity = written.and_then(|written| entity::check(&written, &mut diag));
    match entity {
        Some(entity) if diag.is_empty() => entity_emit::emit(&entity),
        _ => diag.into_compile_errors(),
    }
}
