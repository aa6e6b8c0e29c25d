//! `entity!`: parse the declarations, check them, emit code.

mod check;
mod emit;
mod model;
mod parse;
#[cfg(test)]
mod tests;

pub use check::qualified;

use proc_macro2::TokenStream;
use quote::quote;

use crate::shared::diag::Diag;

/// Expands to the constants and the manifest's entries; on mistakes to the known constants and all
/// errors.
pub fn expand(input: TokenStream) -> TokenStream {
    let mut diag = Diag::default();
    let (sdk, written) = parse::parse(input, &mut diag);
    let entities = check::check(&written, &mut diag);
    let constants = written
        .iter()
        .map(|entity| emit::constant(&entity.constant));
    if diag.is_empty() {
        let entries = entities.iter().map(|entity| emit::entry(entity, &sdk));
        quote!(#(#constants)* #(#entries)*)
    } else {
        let errors = diag.into_compile_errors();
        quote!(#(#constants)* #errors)
    }
}
