//! The code that is generated for an entity.

use heeus_abi::manifest::{self, FieldDecl};
use heeus_abi::{EntityKind, FieldType};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote_spanned;

use super::super::emit::{Parts, field_descs, generics, shape};
use super::super::key::Key;
use super::super::model::{Entity, Field};
use super::part;
use super::unique;
use crate::shared::path::private;

/// Emits the struct of the key, and one constant with all the rest, so that the rest cannot clash
/// with the user's names.
pub fn emit(entity: &Entity) -> TokenStream {
    let (key, item) = (Key::of(entity), &entity.item);
    let (key_struct, key_method, prefix_impls) = (key.item(), key.method(), key.prefix_impls());
    let implementation = implementation(entity, &key);
    // A part has no declaration: that of the whole has its fields.
    let entry = match &entity.part_of {
        None => {
            let (declared, uniques) = (manifest_entry(entity), unique::entries(entity));
            quote_spanned!(Span::mixed_site()=> #declared #uniques)
        }
        Some(whole) => part::checks(entity, whole),
    };
    let all = quote_spanned!(Span::mixed_site()=> #implementation #key_method #prefix_impls #entry);
    let constant = item.sdk.anonymous_const(&item.lints, &all);
    quote_spanned!(Span::mixed_site()=> #key_struct #constant)
}

fn implementation(entity: &Entity, key: &Key<'_>) -> TokenStream {
    let here = Span::mixed_site();
    let private = private(here);
    let (ident, item) = (&entity.item.ident, &entity.item);
    let own = generics(item.lifetime.as_ref());
    let of = item
        .lifetime
        .as_ref()
        .map(|_| quote_spanned!(here=> <'__of>));
    let (kind, storage, capability) = kind_words(entity.kind);
    let name = entity.qualified_name();
    let order = item.key.iter().map(|field| &field.name.value);
    let partition_fields = Literal::usize_unsuffixed(entity.partition_fields);
    let whole = entity.part_of.is_none().then(|| {
        quote_spanned! {here=>
            #[automatically_derived]
            impl #own #private::Whole for #ident #own {}
        }
    });
    let (key_descs, value_descs) = (field_descs(key.fields()), field_descs(&item.fields));
    let value_path = quote_spanned!(here=> <Self as #private::Entity>::FIELDS);
    let key_path = quote_spanned!(here=> <Self as #private::Entity>::KEY_FIELDS);
    let value_shape = shape(&name, &item.fields, &value_path);
    let key_shape = shape(&name, key.fields(), &key_path);
    let methods = methods(entity, key);
    quote_spanned! {here=>
        #[automatically_derived]
        impl #own #private::Entity for #ident #own {
            type WithLifetime<'__of> = #ident #of;
            const NAME: &'static ::core::primitive::str = #name;
            const KIND: #private::EntityKind = #private::EntityKind::#kind;
            const STORAGE: #private::Storage = #private::Storage::#storage;
            const FIELDS: &'static [#private::FieldDesc] = #value_descs;
            const KEY_FIELDS: &'static [#private::FieldDesc] = #key_descs;
            const KEY_ORDER: #private::KeyOrder = #private::KeyOrder {
                names: &[#(#order),*],
                partition_fields: #partition_fields,
            };
            const SHAPE: &'static #private::Shape = #value_shape;
            const KEY_SHAPE: &'static #private::Shape = #key_shape;
            #methods
        }

        #[automatically_derived]
        impl #own #private::#capability for #ident #own {}

        #whole
    }
}

/// Kind and storage of an entity, and the trait for its uses.
pub fn kind_words(kind: EntityKind) -> (Ident, Ident, Ident) {
    let words = match kind {
        EntityKind::View => ("View", "View", "View"),
        EntityKind::Record => ("Record", "Record", "RecordEntity"),
        EntityKind::Singleton => ("Singleton", "Record", "Singleton"),
    };
    let word = |word| Ident::new(word, Span::mixed_site());
    (word(words.0), word(words.1), word(words.2))
}

fn methods(entity: &Entity, key: &Key<'_>) -> TokenStream {
    let (writing, reading) = (writing(entity, key), reading(entity, key));
    quote_spanned!(Span::mixed_site()=> #writing #reading)
}

/// Emits the way from the struct to the records of its key and of its value.
fn writing(entity: &Entity, key: &Key<'_>) -> TokenStream {
    let here = Span::mixed_site();
    let private = private(here);
    let (key_fields, fields) = (key.fields(), &entity.item.fields);
    let (keys, values) = (Parts::new(key_fields), Parts::new(fields));
    let key_array = keys.values();
    let value_array = values.values();
    let (same_keys, same_values) = (keys.same(), values.same());
    let take = quote_spanned!(here=> __take);
    let key_descs = quote_spanned!(here=> <Self as #private::Entity>::KEY_FIELDS);
    let descs = quote_spanned!(here=> <Self as #private::Entity>::FIELDS);
    let take_key = keys.take(&key_descs, key_fields.len(), &take);
    let take_value = values.take(&descs, fields.len(), &take);
    quote_spanned! {here=>
        fn with_key<__R>(
            &self,
            __take: impl ::core::ops::FnOnce(&dyn #private::Encode) -> __R,
        ) -> __R {
            #take_key
        }

        fn with_value<__R>(
            &self,
            __take: impl ::core::ops::FnOnce(&dyn #private::Encode) -> __R,
        ) -> __R {
            #take_value
        }

        fn with_values<__R>(
            &self,
            __take: impl ::core::ops::FnOnce(
                &[#private::FieldValue<'_>],
                &mut [#private::FieldValue<'_>],
            ) -> __R,
        ) -> __R {
            __take(&#key_array, &mut #value_array)
        }

        fn compare<__R>(
            &self,
            __other: &Self,
            __take: impl ::core::ops::FnOnce(
                ::core::primitive::bool,
                &[::core::primitive::bool],
            ) -> __R,
        ) -> __R {
            let _ = __other;
            __take(true #(&& #same_keys)*, &[#(#same_values),*])
        }
    }
}

/// Emits the way from the records of a key and of a value to the struct.
fn reading(entity: &Entity, key: &Key<'_>) -> TokenStream {
    let here = Span::mixed_site();
    let private = private(here);
    let item = &entity.item;
    let (keys, values) = (Parts::new(key.fields()), Parts::new(&item.fields));
    let own = item.lifetime.as_ref();
    let read = keys
        .read("__key", own)
        .and(values.read("__value", own))
        .last_first();
    let (all_key, all_value) = (keys.all(), values.all());
    let key_count = Literal::usize_unsuffixed(key.fields().len());
    let value_count = Literal::usize_unsuffixed(item.fields.len());
    let ident = &item.ident;
    let copied = if item.lifetime.is_some() {
        quote_spanned!(here=> let (__key, __value) = (__copy(__key), __copy(__value));)
    } else {
        quote_spanned!(here=> let _ = __copy;)
    };
    quote_spanned! {here=>
        fn assemble<'__of>(
            __key: #private::RecordRef<'__of>,
            __value: #private::RecordRef<'__of>,
        ) -> ::core::result::Result<Self::WithLifetime<'__of>, #private::Error> {
            let mut __key_slots = #private::UnwrittenSlots::<#key_count>::new();
            let __key = #private::FieldSlots::of(
                __key,
                <Self as #private::Entity>::KEY_FIELDS,
                <Self as #private::Entity>::NAME,
                &mut __key_slots,
            )?;
            let mut __value_slots = #private::UnwrittenSlots::<#value_count>::new();
            let __value = #private::FieldSlots::of(
                __value,
                <Self as #private::Entity>::FIELDS,
                <Self as #private::Entity>::NAME,
                &mut __value_slots,
            )?;
            let _ = (&__key, &__value);
            #read
            ::core::result::Result::Ok(#ident { #all_key #all_value })
        }

        fn assemble_copied<'__of>(
            __key: #private::RecordRef<'_>,
            __value: #private::RecordRef<'_>,
            __copy: impl ::core::ops::Fn(#private::RecordRef<'_>) -> #private::RecordRef<'__of>,
        ) -> ::core::result::Result<Self::WithLifetime<'__of>, #private::Error> {
            #copied
            Self::assemble(__key, __value)
        }
    }
}

/// Emits the declaration in the manifest. The macro knows the names, and the compiler fills in the
/// types.
fn manifest_entry(entity: &Entity) -> TokenStream {
    let here = Span::mixed_site();
    let private = private(here);
    let decl = |field: &Field| {
        // Some names have one type only.
        let mut known = manifest::SYS_FIELDS.iter();
        let known = known.find(|(name, _)| *name == field.name.value);
        let ty = match (known, entity.kind) {
            (Some((_, ty)), _) => *ty,
            (None, EntityKind::Record) => FieldType::Id,
            (None, _) => FieldType::I32,
        };
        FieldDecl::new(field.name.value.clone(), ty)
    };
    let declaration = manifest::Entity {
        name: entity.name.value.clone(),
        kind: entity.kind,
        partition_fields: u8::try_from(entity.partition_fields).unwrap_or(u8::MAX),
        key: entity.item.key.iter().map(decl).collect(),
        value: entity.item.fields.iter().map(decl).collect(),
    };
    let Ok(entry) = declaration.encode() else {
        let text = "the entity does not fit into the manifest";
        return syn::Error::new(entity.name.span, text).into_compile_error();
    };
    // Header, tag, kind, name, number of partition fields, numbers of key and of value fields.
    let mut at = 4 + 1 + 1 + 1 + entity.name.value.len() + 1 + 2 + 2;
    let mut types = TokenStream::new();
    let (ident, item) = (&entity.item.ident, &entity.item);
    let any = item.lifetime.as_ref().map(|_| quote_spanned!(here=> <'_>));
    let declared = [("KEY_SHAPE", &item.key), ("SHAPE", &item.fields)];
    for (shape, fields) in declared {
        let shape = Ident::new(shape, here);
        for field in fields {
            let before = |other: &&Field| other.name.value < field.name.value;
            let index = Literal::usize_unsuffixed(fields.iter().filter(before).count());
            let place = Literal::usize_unsuffixed(at);
            types.extend(quote_spanned! {here=>
                (#place, #private::type_at(<#ident #any as #private::Entity>::#shape, #index)),
            });
            at += 1 + 1 + field.name.value.len();
        }
    }
    let size = Literal::usize_unsuffixed(entry.len());
    let entry = Literal::byte_string(&entry);
    quote_spanned! {here=>
        const __DECLARATION: &[::core::primitive::u8; #size] =
            &#private::with_types(*#entry, [#types]);
        #private::manifest! { __DECLARATION }
    }
}
