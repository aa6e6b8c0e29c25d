//! `#[extension]`: parse what is written, check it, emit what follows from it.

mod check;
mod emit;
mod model;
mod parse;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;
use quote::quote;

use crate::diag::Diag;

/// The item and what makes it an extension; where something is wrong, the item as it was written and all errors.
pub fn expand(attribute: TokenStream, item: &TokenStream) -> TokenStream {
    let mut diag = Diag::default();
    let written = parse::parse(attribute, item.clone(), &mut diag);
    let extension = check::check(written, &mut diag);
    match extension {
        Some(extension) if diag.is_empty() => {
            let registration = emit::emit(&extension);
            // The SDK hands the arguments over, whether the function needs to own them or not.
            quote! {
                #[allow(clippy::needless_pass_by_value, reason = "the signature is the SDK's")]
                #item
                #registration
            }
        }
        _ => {
            let errors = diag.into_compile_errors();
            quote!(#item #errors)
        }
    }
}
