//! The code that is generated for error types.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote_spanned};
use syn::Member;

use super::model::{Content, Error, Variant};
use crate::shared::braces::Part;
use crate::shared::path::{macro_span, private};

/// Emits the implementations.
pub fn emit(error: &Error) -> TokenStream {
    let here = Span::mixed_site();
    let private = private(here);
    let ident = &error.ident;
    let (own, types, bounds) = error.generics.split_for_impl();
    let variants = || error.variants.iter();
    let codes = matched(error, variants().map(|variant| (variant, code(variant))));
    let texts = matched(error, variants().map(|variant| (variant, text(variant))));
    let sources = matched(error, variants().map(|variant| (variant, source(variant))));
    // Of an enum without variants there is no value to write.
    let write = if error.variants.is_empty() {
        texts
    } else {
        quote_spanned! {here=>
            let __last: &::core::primitive::str = #texts;
            __text.push(__last);
        }
    };
    let froms = variants().filter_map(|variant| from(error, variant));
    let all = quote_spanned! {here=>
        #[automatically_derived]
        impl #own #private::ExtensionError for #ident #types #bounds {
            fn code(&self) -> ::core::primitive::i32 {
                #codes
            }

            fn write_text(&self, __text: &mut #private::Text) {
                #write
            }
        }

        #[automatically_derived]
        impl #own ::core::fmt::Display for #ident #types #bounds {
            fn fmt(&self, __to: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                #private::display(self, __to)
            }
        }

        #[automatically_derived]
        impl #own ::core::error::Error for #ident #types #bounds {
            fn source(
                &self,
            ) -> ::core::option::Option<&(dyn ::core::error::Error + 'static)> {
                #sources
            }
        }

        #(#froms)*
    };
    error.sdk.anonymous_const(&error.lints, &all)
}

/// Emits a match over the variants.
fn matched<'a>(error: &Error, arms: impl Iterator<Item = (&'a Variant, Arm)>) -> TokenStream {
    let here = Span::mixed_site();
    if error.variants.is_empty() {
        return quote_spanned!(here=> match *self {});
    }
    let arms = arms.map(|(variant, arm)| {
        let (pattern, value) = (pattern(variant, &arm.used), arm.value);
        let conditions = &variant.conditions;
        quote_spanned!(here=> #conditions #pattern => #value)
    });
    quote_spanned!(here=> match self { #(#arms,)* })
}

/// The value of an arm, and the indices of the fields that it uses.
struct Arm {
    used: Vec<usize>,
    value: TokenStream,
}

fn pattern(variant: &Variant, used: &[usize]) -> TokenStream {
    let here = Span::mixed_site();
    let path = variant.ident.as_ref().map_or_else(
        || quote_spanned!(here=> Self),
        |ident| quote_spanned!(here=> Self::#ident),
    );
    let fields = used.iter().map(|&index| {
        let (member, binding) = (member(variant, index), binding(index));
        quote_spanned!(here=> #member: #binding)
    });
    quote_spanned!(here=> #path { #(#fields,)* .. })
}

fn member(variant: &Variant, index: usize) -> TokenStream {
    let here = Span::mixed_site();
    let name = variant
        .fields
        .get(index)
        .map_or("", |field| &field.name.value);
    if variant.is_named {
        let ident = syn::parse_str::<Ident>(name);
        let ident = ident.unwrap_or_else(|_| Ident::new_raw(name, here));
        return quote_spanned!(here=> #ident);
    }
    let member = Member::from(index);
    quote_spanned!(here=> #member)
}

fn binding(index: usize) -> Ident {
    format_ident!("__field_{}", index, span = Span::mixed_site())
}

fn code(variant: &Variant) -> Arm {
    let here = Span::mixed_site();
    let private = private(here);
    variant.code.as_ref().map_or_else(
        || {
            let inner = binding(0);
            Arm {
                used: vec![0],
                value: quote_spanned!(here=> #private::ExtensionError::code(#inner)),
            }
        },
        |code| Arm {
            used: Vec::new(),
            value: quote_spanned!(here=> #code),
        },
    )
}

/// Emits the writes of all parts but the last one, if that is a literal, and then the last one: a
/// module calls the writer once for all of these.
fn text(variant: &Variant) -> Arm {
    let here = Span::mixed_site();
    let private = private(here);
    let Content::Parts(parts) = &variant.content else {
        let inner = binding(0);
        return Arm {
            used: vec![0],
            value: quote_spanned! {here=> {
                #private::ExtensionError::write_text(#inner, __text);
                ""
            }},
        };
    };
    let (before, last) = match parts.as_slice() {
        [before @ .., Part::Literal(last)] => (before, last.as_str()),
        all => (all, ""),
    };
    let last = Literal::string(last);
    let mut used = Vec::new();
    let writes: Vec<_> = before
        .iter()
        .map(|part| match part {
            Part::Literal(literal) => quote_spanned!(here=> __text.push(#literal);),
            Part::Value(index) => {
                if !used.contains(index) {
                    used.push(*index);
                }
                let field = binding(*index);
                let span = variant
                    .fields
                    .get(*index)
                    .map_or(here, |field| field.name.span);
                let write = Ident::new("write", macro_span(span));
                quote_spanned! {here=>
                    (&#private::TextPart(#field)).#write(__text);
                }
            }
        })
        .collect();
    let value = if writes.is_empty() {
        quote_spanned!(here=> #last)
    } else {
        let import = (!used.is_empty())
            .then(|| quote_spanned!(here=> use #private::{WriteDirect as _, WriteFormatted as _};));
        quote_spanned!(here=> { #import #(#writes)* #last })
    };
    Arm { used, value }
}

fn source(variant: &Variant) -> Arm {
    let here = Span::mixed_site();
    let some = |index: usize, value: TokenStream| Arm {
        used: vec![index],
        value,
    };
    match (&variant.content, variant.source) {
        (Content::Transparent, _) => {
            let inner = binding(0);
            some(
                0,
                quote_spanned!(here=> ::core::error::Error::source(#inner)),
            )
        }
        (Content::Parts(_), Some(index)) => {
            let field = binding(index);
            some(
                index,
                quote_spanned!(here=> ::core::option::Option::Some(#field)),
            )
        }
        (Content::Parts(_), None) => Arm {
            used: Vec::new(),
            value: quote_spanned!(here=> ::core::option::Option::None),
        },
    }
}

/// Emits the conversion that `?` uses.
fn from(error: &Error, variant: &Variant) -> Option<TokenStream> {
    let here = Span::mixed_site();
    let index = variant.from?;
    let ty = &variant.fields.get(index)?.ty;
    let (conditions, ident) = (&variant.conditions, &error.ident);
    let (own, types, bounds) = error.generics.split_for_impl();
    let member = member(variant, index);
    let path = variant.ident.as_ref().map_or_else(
        || quote_spanned!(here=> Self),
        |ident| quote_spanned!(here=> Self::#ident),
    );
    Some(quote_spanned! {here=>
        #conditions
        #[automatically_derived]
        impl #own ::core::convert::From<#ty> for #ident #types #bounds {
            fn from(__source: #ty) -> Self {
                #path { #member: __source }
            }
        }
    })
}
