//! The parts of generated code in which the forms of types differ.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, format_ident, quote_spanned};

use super::super::emit::first_span;
use super::model::{Form, Number, Own};
use crate::shared::path::{macro_span, private};
use crate::shared::text::Text;

/// The parts of a type's implementations.
pub struct Parts {
    /// The type on the wire, in Rust.
    pub wire: TokenStream,
    /// The same as the type of a field that is read. Generated code uses no other trait for it, and
    /// shows each use at the same place: then a wrong type is one error.
    pub read: TokenStream,
    /// The value of `self`, to be written.
    pub to_field: TokenStream,
    /// True if `self` and `__other` are the same on the wire; empty if their values tell.
    pub same: TokenStream,
    /// The result for `__wire`, a value of the type on the wire.
    pub from_wire: TokenStream,
    /// Set if an error of that is only a reason.
    pub has_reason: TokenStream,
    /// Set if items and key fields have this type under conditions: those on the type on the wire.
    pub has_conditions: bool,
    /// A further condition of items, ids and key fields.
    pub condition: TokenStream,
    /// A further condition of key fields.
    pub key_condition: TokenStream,
    /// The methods of key fields.
    pub key: OfKey,
    /// Items beside the implementations.
    pub more: TokenStream,
}

/// The results of the methods of key fields.
pub struct OfKey {
    /// A clone of `self`.
    pub cloned: TokenStream,
    /// True if `self` and `__other` are the same.
    pub is: TokenStream,
    /// The value that `Debug` shows of `self`.
    pub as_debug: TokenStream,
}

impl Parts {
    /// Returns the parts of a type.
    pub fn of(own: &Own) -> Self {
        match &own.form {
            Form::Names(names) => of_names(&own.ident, names),
            Form::Numbers { wire, variants } => of_numbers(&own.ident, *wire, variants),
            Form::Around {
                inner,
                at,
                phantoms,
            } => around(inner, *at, phantoms),
            Form::Converted => converted(own),
        }
    }
}

/// `match self { Self::Variant => value, .. }`
fn by_variant(variants: &[Ident], values: &[TokenStream]) -> TokenStream {
    let here = Span::mixed_site();
    let arms = variants.iter().zip(values);
    let arms = arms.map(|(variant, value)| quote_spanned!(here=> Self::#variant => #value,));
    let arms: TokenStream = arms.collect();
    quote_spanned!(here=> match self { #arms })
}

/// Returns the parts of an enum, whose variants have these values on the wire.
fn of_enum(variants: &[Ident], wire: TokenStream, values: &[TokenStream]) -> Parts {
    let here = Span::mixed_site();
    let private = private(here);
    let same: Vec<_> = variants
        .iter()
        .map(|ident| quote_spanned!(here=> Self::#ident))
        .collect();
    let shown: Vec<_> = values
        .iter()
        .map(|value| quote_spanned!(here=> &#value))
        .collect();
    Parts {
        read: quote_spanned!(here=> <#wire as #private::ReadField<'_>>),
        wire,
        to_field: TokenStream::new(),
        same: TokenStream::new(),
        from_wire: quote_spanned!(here=> __from_wire(__wire)),
        has_reason: quote_spanned!(here=> true),
        has_conditions: false,
        condition: TokenStream::new(),
        key_condition: TokenStream::new(),
        key: OfKey {
            cloned: by_variant(variants, &same),
            is: quote_spanned! {here=>
                ::core::cmp::PartialEq::eq(
                    &::core::mem::discriminant(self),
                    &::core::mem::discriminant(__other),
                )
            },
            as_debug: by_variant(variants, &shown),
        },
        more: TokenStream::new(),
    }
}

fn of_names(of: &Ident, names: &[(Ident, Text)]) -> Parts {
    let here = Span::mixed_site();
    let private = private(here);
    let idents: Vec<_> = names.iter().map(|(ident, _)| ident.clone()).collect();
    let texts = names.iter().map(|(_, text)| text.value.as_str());
    let texts: Vec<_> = texts.map(|text| quote_spanned!(here=> #text)).collect();
    let bytes = names.iter().map(|(_, text)| {
        let bytes = Literal::byte_string(text.value.as_bytes());
        quote_spanned!(here=> #bytes)
    });
    let bytes = by_variant(&idents, &bytes.collect::<Vec<_>>());
    let places = idents.iter().enumerate().map(|(at, ident)| {
        // The last arm has no number: no other place is left.
        let at = if at + 1 == idents.len() {
            quote_spanned!(here=> _)
        } else {
            Literal::usize_unsuffixed(at).into_token_stream()
        };
        quote_spanned!(here=> #at => #of::#ident,)
    });
    let places: TokenStream = places.collect();
    let wire = quote_spanned!(here=> &::core::primitive::str);
    Parts {
        to_field: quote_spanned!(here=> #private::FieldValue::Bytes(#bytes)),
        more: quote_spanned! {here=>
            fn __from_wire(
                __wire: &::core::primitive::str,
            ) -> ::core::result::Result<#of, #private::Unfit> {
                let __place = #private::named(__wire, &[#(#texts),*])?;
                ::core::result::Result::Ok(match __place { #places })
            }
        },
        ..of_enum(&idents, wire, &texts)
    }
}

fn of_numbers(of: &Ident, wire: Number, variants: &[Ident]) -> Parts {
    let here = Span::mixed_site();
    let sdk = private(here);
    let (ty, number) = match wire {
        Number::I32 => ("i32", "number_i32"),
        Number::I64 => ("i64", "number_i64"),
    };
    let (ty, number) = (Ident::new(ty, here), Ident::new(number, here));
    let wire = quote_spanned!(here=> ::core::primitive::#ty);
    let names = variants
        .iter()
        .map(|variant| format_ident!("__NUMBER_OF_{}", variant, span = here).into_token_stream());
    let names: Vec<_> = names.collect();
    let consts = names.iter().zip(variants).map(|(name, variant)| {
        let at = macro_span(variant.span());
        let (mut number, mut of, private) = (number.clone(), of.clone(), private(at));
        number.set_span(at);
        of.set_span(at);
        let number = quote_spanned! {at=>
            #private::#number(#of::#variant as ::core::primitive::i128)
        };
        quote_spanned!(here=> const #name: #wire = #number;)
    });
    let consts: TokenStream = consts.collect();
    let number_of = by_variant(variants, &names);
    let read = quote_spanned!(here=> <#wire as #sdk::ReadField<'_>>);
    Parts {
        to_field: quote_spanned! {here=>
            #sdk::FieldValue::Scalar(#sdk::FieldValue::slot(&#read::to_value(&#number_of)))
        },
        more: quote_spanned! {here=>
            #consts

            fn __from_wire(__wire: #wire) -> ::core::result::Result<#of, #sdk::Unfit> {
                match __wire {
                    #(#names => ::core::result::Result::Ok(#of::#variants),)*
                    _ => ::core::result::Result::Err(#sdk::unknown_number(
                        __wire as ::core::primitive::i64,
                        &[#(#names as ::core::primitive::i64),*],
                    )),
                }
            }
        },
        ..of_enum(variants, wire, &names)
    }
}

fn around(inner: &TokenStream, at: usize, phantoms: &[usize]) -> Parts {
    let here = Span::mixed_site();
    let span = macro_span(first_span(inner));
    let private = private(span);
    let read = quote_spanned!(span=> <#inner as #private::ReadField<'_>>);
    let key = quote_spanned!(span=> <#inner as #private::KeyField<'_>>);
    let at = Literal::usize_unsuffixed(at);
    let phantoms = phantoms.iter().map(|at| {
        let at = Literal::usize_unsuffixed(*at);
        quote_spanned!(here=> #at: ::core::marker::PhantomData,)
    });
    let phantoms: TokenStream = phantoms.collect();
    Parts {
        wire: inner.clone(),
        to_field: quote_spanned!(here=> #read::to_value(&self.#at)),
        same: quote_spanned!(here=> #read::is_same(&self.#at, &__other.#at)),
        from_wire: quote_spanned! {here=>
            ::core::result::Result::Ok(Self { #at: __wire, #phantoms })
        },
        has_reason: quote_spanned!(here=> #read::HAS_REASON),
        read,
        has_conditions: true,
        condition: TokenStream::new(),
        key_condition: TokenStream::new(),
        key: OfKey {
            cloned: quote_spanned!(here=> Self { #at: #key::cloned(&self.#at), #phantoms }),
            is: quote_spanned!(here=> #key::is(&self.#at, &__other.#at)),
            as_debug: quote_spanned!(here=> #key::as_debug(&self.#at)),
        },
        more: TokenStream::new(),
    }
}

fn converted(own: &Own) -> Parts {
    let here = Span::mixed_site();
    let span = macro_span(own.ident.span());
    let private = private(span);
    let convert = quote_spanned!(span=> <Self as #private::Convert>);
    let wire = quote_spanned!(span=> #convert::Wire);
    let read = quote_spanned!(span=> <#wire as #private::ReadField<'_>>);
    let (generics, types, bounds) = own.generics.split_for_impl();
    let ident = &own.ident;
    let value = quote_spanned!(span=> #read::to_value(&#convert::to_wire(self)));
    Parts {
        wire,
        to_field: quote_spanned!(here=> #private::converted(self, #value)),
        same: quote_spanned! {span=>
            #read::is_same(&#convert::to_wire(self), &#convert::to_wire(__other))
        },
        from_wire: quote_spanned! {span=>
            ::core::result::Result::map_err(#convert::from_wire(__wire), #private::Unfit::Inside)
        },
        has_reason: quote_spanned!(here=> true),
        read,
        has_conditions: true,
        condition: quote_spanned!(here=> for<'__any> Self: #private::Convert,),
        key_condition: quote_spanned! {here=>
            for<'__any> Self: ::core::clone::Clone
                + ::core::cmp::PartialEq
                + ::core::fmt::Debug,
        },
        key: OfKey {
            cloned: quote_spanned!(here=> ::core::clone::Clone::clone(self)),
            is: quote_spanned!(here=> ::core::cmp::PartialEq::eq(self, __other)),
            as_debug: quote_spanned!(here=> self),
        },
        more: quote_spanned! {here=>
            #[automatically_derived]
            impl #generics #private::Encode for #ident #types #bounds {
                fn write(&self, __to: &mut #private::BlockWriter<'_>) {
                    #private::FieldValue::write(&#value, __to);
                }
            }
        },
    }
}
