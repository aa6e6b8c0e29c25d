//! The code for a wrong type. It has all implementations of a correct one, so that one mistake is
//! one error. None of it can run, since the crate does not compile.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::{Data, DeriveInput};

use super::super::check::is_unsized;
use super::emit::Impls;
use super::parts::{OfKey, Parts};
use crate::shared::path::{Sdk, private};

/// Emits the fallback of a type. One that is unsized can have none.
pub fn fallback(input: &DeriveInput, sdk: &Sdk) -> TokenStream {
    let is_sized = match &input.data {
        Data::Struct(data) => !data.fields.iter().any(|field| is_unsized(&field.ty)),
        _ => true,
    };
    if !is_sized {
        return TokenStream::new();
    }
    let here = Span::mixed_site();
    let private = private(here);
    let (never, wire) = (
        quote_spanned!(here=> loop {}),
        quote_spanned!(here=> #private::RecordId),
    );
    let parts = Parts {
        read: quote_spanned!(here=> <#wire as #private::ReadField<'_>>),
        wire,
        to_field: never.clone(),
        same: TokenStream::new(),
        from_wire: quote_spanned!(here=> { let _ = __wire; loop {} }),
        has_reason: quote_spanned!(here=> false),
        has_conditions: true,
        condition: TokenStream::new(),
        key_condition: TokenStream::new(),
        key: OfKey {
            cloned: never.clone(),
            is: quote_spanned!(here=> { let _ = __other; loop {} }),
            as_debug: never,
        },
        more: TokenStream::new(),
    };
    let lifetime = input.generics.lifetimes().next();
    let lifetime = lifetime.map(|param| &param.lifetime);
    let impls = Impls::new(&input.ident, &input.generics, lifetime, &parts);
    sdk.anonymous_const(&TokenStream::new(), &impls.all())
}
