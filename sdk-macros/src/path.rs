//! What generated code may name.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

/// The SDK's room for generated code, named so that no item of the user's crate can stand in its way.
pub fn private(span: Span) -> TokenStream {
    quote_spanned!(span=> ::heeus_sdk::__private)
}

/// Where tokens are shown as if the user had written them at `span`, but resolve as the macro's own.
pub fn shown_at(span: Span) -> Span {
    Span::mixed_site().located_at(span)
}
