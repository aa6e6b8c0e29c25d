//! `text!`: parse the text and its values, check them, emit code.

mod check;
mod emit;
mod model;
mod parse;
#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;

use crate::shared::diag::Diag;

/// Expands to an expression that builds the text; on mistakes to an empty text and all errors.
pub fn expand(input: TokenStream) -> TokenStream {
    let mut diag = Diag::default();
    let written = parse::parse(input, &mut diag);
    let built = check::check(written, &mut diag);
    emit::emit(&built, &diag.into_compile_errors())
}
