//! The code that is generated for declarations.

use proc_macro2::{Literal, Span, TokenStream};
use quote::quote_spanned;

use super::model::{Constant, Entity};
use crate::shared::path::{Sdk, private};

/// Emits the constant with the entity's name.
pub fn constant(constant: &Constant) -> TokenStream {
    let Constant { before, ident, .. } = constant;
    let mut name = Literal::string(&constant.name.value);
    name.set_span(constant.name.span);
    quote_spanned! {Span::mixed_site()=>
        #before const #ident: &'static ::core::primitive::str = #name;
    }
}

/// Emits the entity's entry in the manifest.
pub fn entry(entity: &Entity, sdk: &Sdk) -> TokenStream {
    let private = private(Span::mixed_site());
    let manifest = Literal::byte_string(&entity.manifest);
    let all = quote_spanned!(Span::mixed_site()=> #private::manifest! { #manifest });
    sdk.anonymous_const(&entity.conditions, &all)
}
