//! `#[extension]`: parse the function, check it, emit code.

mod check;
mod emit;
mod model;
mod parse;
mod run_lifetime;
mod targets;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;
use quote::quote;

use crate::shared::diag::Diag;

/// Expands to the function and its registration; on mistakes to the unchanged item and all errors.
pub fn expand(attribute: TokenStream, item: &TokenStream) -> TokenStream {
    let mut diag = Diag::default();
    let written = parse::parse(attribute, item.clone(), &mut diag);
    let stub = written.function.as_ref().and_then(run_lifetime::stub);
    let extension = check::check(written, &mut diag);
    match extension {
        Some(extension) if diag.is_empty() => emit::emit(&extension),
        _ => {
            let (errors, item) = (diag.into_compile_errors(), stub.as_ref().unwrap_or(item));
            quote!(#item #errors)
        }
    }
}
