//! The code for a wrong type, so that one mistake is one error. It cannot run, since the crate does
//! not compile.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::DeriveInput;

use super::parse;
use crate::shared::diag::Diag;
use crate::shared::path::private;

/// Emits the fallback of an enum of events.
pub fn implementation(input: &DeriveInput) -> TokenStream {
    let here = Span::mixed_site();
    let private = private(here);
    let ident = &input.ident;
    let mut lifetimes = input.generics.lifetimes();
    let first = lifetimes.next().map(|param| &param.lifetime);
    let (own, types, bounds) = input.generics.split_for_impl();
    let run = first.map_or_else(
        || quote_spanned!(here=> '_),
        |first| quote_spanned!(here=> #first),
    );
    let sdk = parse::settings(&input.attrs, &mut Diag::default()).sdk;
    let all = quote_spanned! {here=>
        impl #own #private::EventArgument<#run> for #ident #types #bounds {
            fn of(
                _: &#private::WasmStateElement<#run>,
            ) -> ::core::result::Result<Self, #private::Error> {
                loop {}
            }
        }
    };
    sdk.unwrap_or_default()
        .anonymous_const(&TokenStream::new(), &all)
}
