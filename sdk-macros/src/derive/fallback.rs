//! The code for a wrong struct. It has all implementations of a correct one, so that one mistake is
//! one error. None of it can run, since the crate does not compile.

use heeus_abi::EntityKind;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote_spanned};
use syn::{DeriveInput, GenericParam, Generics, Lifetime, LifetimeParam, Type};

use super::check::{CLUSTERING, ID, PARTITION, RECORD, SINGLETON, VIEW};
use super::entity::kind_words;
use super::model::{Setting, Written, WrittenField};
use super::parse::settings_of;
use crate::shared::diag::Diag;
use crate::shared::path::{CRATE, Sdk, macro_span, private};
use crate::shared::suggest;

/// Emits the fallback of a record.
pub fn record(input: &DeriveInput) -> TokenStream {
    let all = record_impls(&input.ident, &input.generics);
    sdk(input).anonymous_const(&TokenStream::new(), &all)
}

/// Returns the path of the SDK, if it can be read.
fn sdk(input: &DeriveInput) -> Sdk {
    let settings = ["record", "entity"].map(|own| settings(input, own));
    let mut settings = settings.iter().flatten();
    let found = settings.find(|setting| setting.key == CRATE);
    let value = found.and_then(|setting| setting.value.as_ref());
    value.map_or_else(Sdk::default, |value| {
        Sdk::given(value, &mut Diag::default())
    })
}

/// Returns the settings in the struct's own attributes. Mistakes in them have been reported.
fn settings(input: &DeriveInput, own: &str) -> Vec<Setting> {
    settings_of(&input.attrs, (own, ""), &mut Diag::default()).0
}

fn record_impls(ident: &Ident, generics: &Generics) -> TokenStream {
    let here = Span::mixed_site();
    let private = private(here);
    let (own, types, bounds) = generics.split_for_impl();
    let run = Lifetime::new("'__run", here);
    let mut all = generics.clone();
    let param = GenericParam::Lifetime(LifetimeParam::new(run.clone()));
    all.params.insert(0, param);
    let (with_run, _, _) = all.split_for_impl();
    quote_spanned! {here=>
        impl #own #private::ToRecord for #ident #types #bounds {
            const NAME: &'static ::core::primitive::str = "";
            const FIELDS: &'static [#private::FieldDesc] = &[];
            const SHAPE: &'static #private::Shape = &#private::Shape { name: "", fields: &[] };

            fn same_record(&self, _: &Self) -> ::core::primitive::bool {
                loop {}
            }
        }

        impl #own #private::Encode for #ident #types #bounds {
            fn write(&self, _: &mut #private::BlockWriter<'_>) {}
        }

        impl #with_run #private::Record<#run> for #ident #types #bounds {
            fn from_record(
                _: #private::RecordRef<#run>,
            ) -> ::core::result::Result<Self, #private::Error> {
                loop {}
            }
        }
    }
}

/// Emits the fallback of an entity.
pub fn entity(input: &DeriveInput, written: Option<&Written>) -> TokenStream {
    let fields = written.map_or(&[][..], |written| &written.fields);
    let key = |role| {
        fields
            .iter()
            .filter(move |field| means(&field.settings, role))
    };
    let settings = settings(input, "entity");
    let kinds = [
        (VIEW, EntityKind::View),
        (RECORD, EntityKind::Record),
        (SINGLETON, EntityKind::Singleton),
    ];
    let mut meant = kinds.iter().filter(|(word, _)| means(&settings, word));
    let kind = meant.next().map_or_else(
        || match (key(PARTITION).next(), key(ID).next()) {
            (Some(_), _) => EntityKind::View,
            (None, Some(_)) => EntityKind::Record,
            (None, None) => EntityKind::Singleton,
        },
        |(_, kind)| *kind,
    );
    let key: Vec<&WrittenField> = match kind {
        EntityKind::View => once_each(key(PARTITION).chain(key(CLUSTERING))),
        EntityKind::Record => key(ID).take(1).collect(),
        EntityKind::Singleton => Vec::new(),
    };
    let implementation = implementation(input, kind);
    let mut prefix_impls: TokenStream = (0..=key.len())
        .map(|count| prefix_impl(input, &leading(&key, count)))
        .collect();
    let mut key_struct = TokenStream::new();
    if kind == EntityKind::View {
        let (item, own) = key_items(input, &key);
        key_struct = item;
        prefix_impls.extend(own);
    }
    let here = Span::mixed_site();
    let all = quote_spanned!(here=> #implementation #prefix_impls);
    let constant = sdk(input).anonymous_const(&TokenStream::new(), &all);
    quote_spanned!(here=> #key_struct #constant)
}

/// Keeps each field once, even if it has two roles.
fn once_each<'a>(fields: impl Iterator<Item = &'a WrittenField>) -> Vec<&'a WrittenField> {
    let mut all: Vec<&WrittenField> = Vec::new();
    for field in fields {
        if !all.iter().any(|other| other.place == field.place) {
            all.push(field);
        }
    }
    all
}

/// Returns whether one of the settings is this word, or probably a misspelling of it.
fn means(settings: &[Setting], word: &str) -> bool {
    settings.iter().any(|setting| {
        let given = setting.key.to_string();
        suggest::nearest(&given, &[word]).is_some()
    })
}

/// Returns the type of a tuple of the first key fields, or of the only one.
fn leading(key: &[&WrittenField], count: usize) -> TokenStream {
    let types: Vec<&Type> = key.iter().take(count).map(|field| &field.ty).collect();
    match types.as_slice() {
        [only] => only.to_token_stream(),
        types => quote_spanned!(Span::mixed_site()=> (#(#types),*)),
    }
}

fn prefix_impl(input: &DeriveInput, ty: &TokenStream) -> TokenStream {
    let here = Span::mixed_site();
    let private = private(here);
    let ident = &input.ident;
    let (own, types, bounds) = input.generics.split_for_impl();
    quote_spanned! {here=>
        impl #own #private::Prefix<#ident #types> for #ty #bounds {
            fn with<__R>(
                &self,
                _: impl ::core::ops::FnOnce(&dyn #private::Encode) -> __R,
            ) -> __R {
                loop {}
            }
        }

        impl #own #private::Key<#ident #types> for #ty #bounds {}
    }
}

/// Emits the struct of a view's key, and its implementations.
fn key_items(input: &DeriveInput, key: &[&WrittenField]) -> (TokenStream, TokenStream) {
    let here = Span::mixed_site();
    let (ident, generics, visibility) = (&input.ident, &input.generics, &input.vis);
    let key_ident = format_ident!("{}Key", ident, span = macro_span(ident.span()));
    let (own, types, bounds) = generics.split_for_impl();
    let names = key.iter().map(|field| &field.ident);
    let tys = key.iter().map(|field| &field.ty);
    let prefix = prefix_impl(input, &quote_spanned!(here=> #key_ident #types));
    let record = record_impls(&key_ident, generics);
    let item = quote_spanned! {here=>
        #[doc = "The key."]
        #[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq)]
        #visibility struct #key_ident #generics #bounds {
            #(pub #names: #tys,)*
            __of: ::core::marker::PhantomData<fn() -> #ident #types>,
        }
    };
    let all = quote_spanned! {here=>
        impl #own #ident #types #bounds {
            #visibility fn key(&self) -> #key_ident #types {
                loop {}
            }
        }
        #prefix
        #record
    };
    (item, all)
}

fn implementation(input: &DeriveInput, kind: EntityKind) -> TokenStream {
    let here = Span::mixed_site();
    let private = private(here);
    let ident = &input.ident;
    let (own, types, bounds) = input.generics.split_for_impl();
    let (kind, storage, capability) = kind_words(kind);
    let shape = quote_spanned!(here=> &#private::Shape { name: "", fields: &[] });
    let methods = methods();
    quote_spanned! {here=>
        impl #own #private::Entity for #ident #types #bounds {
            type WithLifetime<'__of> = Self;
            const NAME: &'static ::core::primitive::str = "";
            const KIND: #private::EntityKind = #private::EntityKind::#kind;
            const STORAGE: #private::Storage = #private::Storage::#storage;
            const FIELDS: &'static [#private::FieldDesc] = &[];
            const KEY_FIELDS: &'static [#private::FieldDesc] = &[];
            const KEY_ORDER: #private::KeyOrder = #private::KeyOrder {
                names: &[],
                partition_fields: 0,
            };
            const SHAPE: &'static #private::Shape = #shape;
            const KEY_SHAPE: &'static #private::Shape = #shape;

            #methods
        }

        impl #own #private::#capability for #ident #types #bounds {}

        impl #own #private::Whole for #ident #types #bounds {}
    }
}

fn methods() -> TokenStream {
    let here = Span::mixed_site();
    let private = private(here);
    let payload = quote_spanned!(here=> impl ::core::ops::FnOnce(&dyn #private::Encode) -> __R);
    quote_spanned! {here=>
        fn with_key<__R>(&self, _: #payload) -> __R {
            loop {}
        }

        fn with_value<__R>(&self, _: #payload) -> __R {
            loop {}
        }

        fn with_values<__R>(
            &self,
            _: impl ::core::ops::FnOnce(
                &[#private::FieldValue<'_>],
                &mut [#private::FieldValue<'_>],
            ) -> __R,
        ) -> __R {
            loop {}
        }

        fn compare<__R>(
            &self,
            _: &Self,
            _: impl ::core::ops::FnOnce(
                ::core::primitive::bool,
                &[::core::primitive::bool],
            ) -> __R,
        ) -> __R {
            loop {}
        }

        fn assemble<'__of>(
            _: #private::RecordRef<'__of>,
            _: #private::RecordRef<'__of>,
        ) -> ::core::result::Result<Self::WithLifetime<'__of>, #private::Error> {
            loop {}
        }

        fn assemble_copied<'__of>(
            _: #private::RecordRef<'_>,
            _: #private::RecordRef<'_>,
            _: impl ::core::ops::Fn(#private::RecordRef<'_>) -> #private::RecordRef<'__of>,
        ) -> ::core::result::Result<Self::WithLifetime<'__of>, #private::Error> {
            loop {}
        }
    }
}
