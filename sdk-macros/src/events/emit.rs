//! The code that is generated for enums of events.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::ext::IdentExt;
use syn::{GenericParam, Lifetime};

use super::model::{Events, Variant};
use crate::shared::path::private;

/// Emits the implementation.
pub fn emit(events: &Events) -> TokenStream {
    let here = Span::mixed_site();
    let private = private(here);
    let ident = &events.ident;
    let of = ident.unraw().to_string();
    let (_, types, bounds) = events.generics.split_for_impl();
    let (own, run) = params(events.generics.params.first(), events.lifetime.as_ref());
    // A whole name is looked for before the last parts of names.
    let (qualified, plain): (Vec<_>, Vec<_>) =
        events.variants.iter().partition(|one| is_qualified(one));
    let reads = qualified.into_iter().chain(plain);
    let reads = reads.map(|variant| read(variant, &of));
    let names = events.variants.iter().map(|variant| {
        let (conditions, name) = (&variant.conditions, &variant.name);
        quote_spanned!(here=> #conditions #name)
    });
    let has_other = events.other.is_some();
    let last = events.other.as_ref().map_or_else(
        || quote_spanned!(here=> ::core::result::Result::Err(__named.unknown(__EVENTS))),
        |other| quote_spanned!(here=> ::core::result::Result::Ok(Self::#other)),
    );
    let all = quote_spanned! {here=>
        const __EVENTS: &#private::EventNames = &#private::EventNames {
            of: #of,
            names: &[#(#names),*],
            has_other: #has_other,
        };

        #[automatically_derived]
        impl #own #private::EventArgument<#run> for #ident #types #bounds {
            const EVENTS: ::core::option::Option<&'static #private::EventNames> =
                ::core::option::Option::Some(__EVENTS);

            fn of(
                __event: &#private::WasmStateElement<#run>,
            ) -> ::core::result::Result<Self, #private::Error> {
                let __named = #private::NamedEvent::of(__event)?;
                #(#reads)*
                #last
            }
        }
    };
    events.sdk.anonymous_const(&events.lints, &all)
}

/// Returns the parameters of the implementation, and the lifetime of the run: the enum's own, or a
/// new one.
fn params(own: Option<&GenericParam>, lifetime: Option<&Lifetime>) -> (TokenStream, TokenStream) {
    let here = Span::mixed_site();
    match (own, lifetime) {
        (Some(own), Some(lifetime)) => (quote_spanned!(here=> <#own>), lifetime.to_token_stream()),
        _ => (quote_spanned!(here=> <'run>), quote_spanned!(here=> 'run)),
    }
}

fn is_qualified(variant: &Variant) -> bool {
    variant.name.contains('.')
}

/// Emits the read of an event as this variant.
fn read(variant: &Variant, of: &str) -> TokenStream {
    let here = Span::mixed_site();
    let private = private(here);
    let (ident, conditions, name) = (&variant.ident, &variant.conditions, &variant.name);
    let is_qualified = is_qualified(variant);
    let value = if let Some(argument) = &variant.argument {
        let shown = format!("{of}::{}", ident.unraw());
        quote_spanned! {here=>
            match <#argument as #private::EventArgument<'_>>::of(__event) {
                ::core::result::Result::Ok(__argument) => {
                    ::core::result::Result::Ok(Self::#ident(__argument))
                }
                ::core::result::Result::Err(__reason) => {
                    ::core::result::Result::Err(__named.misfit(#shown, &__reason))
                }
            }
        }
    } else {
        quote_spanned!(here=> ::core::result::Result::Ok(Self::#ident))
    };
    quote_spanned! {here=>
        #conditions
        if __named.is(#name, #is_qualified) {
            return #value;
        }
    }
}
