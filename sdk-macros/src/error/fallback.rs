//! The code for a wrong type. It has all implementations of a correct one, so that one mistake is
//! one error. None of it can run, since the crate does not compile.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::{Data, DeriveInput};

use super::parse;
use crate::shared::diag::Diag;
use crate::shared::path::private;

/// Emits the fallback of an error type.
pub fn impls(input: &DeriveInput) -> TokenStream {
    let here = Span::mixed_site();
    let private = private(here);
    let ident = &input.ident;
    let (own, types, bounds) = input.generics.split_for_impl();
    let sdk = parse::settings(&input.attrs, &mut Diag::default()).sdk;
    let froms = converted(input).into_iter().map(|ty| {
        quote_spanned! {here=>
            impl #own ::core::convert::From<#ty> for #ident #types #bounds {
                fn from(_: #ty) -> Self {
                    loop {}
                }
            }
        }
    });
    let all = quote_spanned! {here=>
        impl #own #private::ExtensionError for #ident #types #bounds {}

        impl #own ::core::fmt::Display for #ident #types #bounds {
            fn fmt(&self, _: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                loop {}
            }
        }

        #(#froms)*
    };
    sdk.unwrap_or_default()
        .anonymous_const(&TokenStream::new(), &all)
}

/// Returns the types of all fields with `#[from]`, each once.
fn converted(input: &DeriveInput) -> Vec<&syn::Type> {
    let fields: Vec<&syn::Field> = match &input.data {
        Data::Enum(data) => data.variants.iter().flat_map(|one| &one.fields).collect(),
        Data::Struct(data) => data.fields.iter().collect(),
        Data::Union(_) => Vec::new(),
    };
    let mut known = Vec::new();
    let is_new = |field: &&syn::Field| {
        let ty = field.ty.to_token_stream().to_string();
        let is_new = !known.contains(&ty);
        known.push(ty);
        is_new
    };
    let is_from = |field: &&syn::Field| field.attrs.iter().any(|one| one.path().is_ident("from"));
    let types = fields.into_iter().filter(is_from).filter(is_new);
    types.map(|field| &field.ty).collect()
}
