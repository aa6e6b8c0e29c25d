//! The checks of a part of an entity. The macro does not see the struct of the whole, so the
//! compiler compares both.

use proc_macro2::{Literal, Span, TokenStream};
use quote::{ToTokens, quote_spanned};

use super::super::emit::first_span;
use super::super::model::{Entity, Field};
use crate::shared::path::{macro_span, private};

/// Emits checks that the whole has the key and the fields of the part.
pub fn checks(entity: &Entity, whole: &TokenStream) -> TokenStream {
    let here = Span::mixed_site();
    let private = private(here);
    let (ident, item) = (&entity.item.ident, &entity.item);
    let any = item.lifetime.as_ref().map(|_| quote_spanned!(here=> <'_>));
    let part = quote_spanned!(here=> <#ident #any as #private::Entity>);
    let of_whole = quote_spanned!(here=> <#whole as #private::Entity>);
    let key = check(
        first_span(whole),
        &quote_spanned! {here=>
            #private::has_same_key(
                (#of_whole::KIND, #of_whole::KEY_ORDER, #of_whole::KEY_FIELDS),
                (#part::KIND, #part::KEY_ORDER, #part::KEY_FIELDS),
            )
        },
        &format!(
            "a part has the key of the whole: the fields of the key of `{}`, with their types and \
             in their order",
            entity.name.value
        ),
    );
    let fields = item.fields.iter().enumerate().map(|(at, field)| {
        let at = Literal::usize_unsuffixed(at);
        check(
            field.name.span,
            &quote_spanned! {here=>
                #private::has_field(#of_whole::FIELDS, &#private::field_desc(#part::FIELDS, #at))
            },
            &no_field(&entity.name.value, field),
        )
    });
    let fields: TokenStream = fields.collect();
    quote_spanned!(here=> #key #fields)
}

fn no_field(whole: &str, field: &Field) -> String {
    let (name, ty) = (&field.name.value, field.ty.to_token_stream());
    format!(
        "a part has fields of the whole: `{whole}` has no field `{name}` of the type `{ty}`, or \
         the field is optional in one of both only"
    )
}

fn check(at: Span, condition: &TokenStream, message: &str) -> TokenStream {
    let at = macro_span(at);
    quote_spanned!(at=> const _: () = ::core::assert!(#condition, #message);)
}
