//! The code that is generated for a type that derives `Field`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::{GenericParam, Generics, Lifetime, LifetimeParam};

use super::super::emit::run_lifetime;
use super::model::Own;
use super::parts::{OfKey, Parts};
use crate::shared::path::private;

/// Emits the implementations.
pub fn emit(own: &Own) -> TokenStream {
    let parts = Parts::of(own);
    let impls = Impls::new(&own.ident, &own.generics, own.lifetime.as_ref(), &parts);
    own.sdk.anonymous_const(&own.lints, &impls.all())
}

/// The implementations for a type.
pub struct Impls<'a> {
    ident: &'a Ident,
    generics: &'a Generics,
    /// The generics with the lifetime of the data that is read.
    with_run: Generics,
    run: Lifetime,
    borrows: bool,
    parts: &'a Parts,
}

impl<'a> Impls<'a> {
    /// Creates the implementations for a type with these parts.
    pub fn new(
        ident: &'a Ident,
        generics: &'a Generics,
        lifetime: Option<&Lifetime>,
        parts: &'a Parts,
    ) -> Self {
        let run = run_lifetime(lifetime);
        let mut with_run = generics.clone();
        if lifetime.is_none() {
            let param = GenericParam::Lifetime(LifetimeParam::new(run.clone()));
            with_run.params.insert(0, param);
        }
        Self {
            ident,
            generics,
            with_run,
            run,
            borrows: lifetime.is_some(),
            parts,
        }
    }

    /// Emits all implementations.
    pub fn all(&self) -> TokenStream {
        let (to_field, read_field) = (self.to_field(), self.read_field());
        let (to_item, read_item) = (self.to_item(), self.read_item());
        let (key, id) = (self.key_field(), self.id_field());
        let more = &self.parts.more;
        quote_spanned! {Span::mixed_site()=>
            #to_field #read_field #to_item #read_item #key #id #more
        }
    }

    /// `impl of_trait for the type`, under these conditions.
    fn head(&self, of_trait: &TokenStream, is_read: bool, conditions: &TokenStream) -> TokenStream {
        let here = Span::mixed_site();
        let with_run = if is_read {
            &self.with_run
        } else {
            self.generics
        };
        let (own, _, _) = with_run.split_for_impl();
        let (_, types, _) = self.generics.split_for_impl();
        let given = self.generics.where_clause.iter();
        let given = given.flat_map(|given| &given.predicates);
        let ident = self.ident;
        quote_spanned! {here=>
            #[automatically_derived]
            #[diagnostic::do_not_recommend]
            impl #own #of_trait for #ident #types where #(#given,)* #conditions
        }
    }

    /// A condition on the type on the wire. It has a lifetime, so it may be one that never holds.
    fn condition(&self, of_trait: &TokenStream) -> TokenStream {
        let wire = &self.parts.wire;
        if self.parts.has_conditions {
            let more = &self.parts.condition;
            quote_spanned!(Span::mixed_site()=> for<'__any> #wire: #of_trait, #more)
        } else {
            TokenStream::new()
        }
    }

    fn to_field(&self) -> TokenStream {
        let here = Span::mixed_site();
        let private = private(here);
        let head = quote_spanned!(here=> #private::ToField);
        let head = self.head(&head, false, &TokenStream::new());
        let Parts {
            read,
            to_field,
            same,
            ..
        } = self.parts;
        let same = (!same.is_empty()).then(|| {
            quote_spanned! {here=>
                #[inline]
                fn same(&self, __other: &Self) -> ::core::primitive::bool {
                    #same
                }
            }
        });
        quote_spanned! {here=>
            #head {
                const TYPE: #private::FieldType = #read::WIRE;
                const OPTIONAL: ::core::primitive::bool = #read::IS_OPTIONAL;
                const ITEMS: ::core::option::Option<#private::FieldType> =
                    #read::FIELD_SHAPE.items;
                const RECORD_SHAPE: ::core::option::Option<fn() -> &'static #private::Shape> =
                    #read::FIELD_SHAPE.fields;

                #[inline]
                fn to_field(&self) -> #private::FieldValue<'_> {
                    #to_field
                }

                #same
            }
        }
    }

    fn read_field(&self) -> TokenStream {
        let here = Span::mixed_site();
        let private = private(here);
        let run = &self.run;
        let head = quote_spanned!(here=> #private::ReadField<#run>);
        let head = self.head(&head, true, &TokenStream::new());
        let Parts {
            wire,
            read,
            has_reason,
            from_wire,
            ..
        } = self.parts;
        quote_spanned! {here=>
            #head {
                const HAS_REASON: ::core::primitive::bool = #has_reason;

                #[inline]
                fn read(
                    __slot: #private::Slot,
                    __record: #private::RecordRef<#run>,
                ) -> ::core::result::Result<Self, #private::Unfit> {
                    let __wire: #wire = #read::read(__slot, __record)?;
                    #from_wire
                }
            }
        }
    }

    fn to_item(&self) -> TokenStream {
        let here = Span::mixed_site();
        let private = private(here);
        let condition =
            self.condition(&quote_spanned!(here=> #private::ToItem + #private::ToField));
        let head = self.head(&quote_spanned!(here=> #private::ToItem), false, &condition);
        let wire = &self.parts.wire;
        quote_spanned! {here=>
            #head {
                const ITEM: #private::FieldType = <#wire as #private::ToItem>::ITEM;
                const RECORD_SHAPE: ::core::option::Option<fn() -> &'static #private::Shape> =
                    <#wire as #private::ToItem>::RECORD_SHAPE;

                fn write(__items: &[Self], __to: &mut #private::BlockWriter<'_>) {
                    #private::write_items(__items, __to);
                }

                #[inline]
                fn same_item(&self, __other: &Self) -> ::core::primitive::bool {
                    #private::ToField::same(self, __other)
                }
            }
        }
    }

    fn read_item(&self) -> TokenStream {
        let here = Span::mixed_site();
        let private = private(here);
        let run = &self.run;
        let condition =
            self.condition(&quote_spanned!(here=> #private::ReadItem<#run> + #private::ToField));
        let head = quote_spanned!(here=> #private::ReadItem<#run>);
        let head = self.head(&head, true, &condition);
        let Parts {
            wire, from_wire, ..
        } = self.parts;
        quote_spanned! {here=>
            #head {
                const HAS_REASON: ::core::primitive::bool =
                    <Self as #private::ReadField<#run>>::HAS_REASON;

                #[inline]
                fn read(
                    __array: #private::ArrayRef<#run>,
                    __index: ::core::primitive::usize,
                ) -> ::core::result::Result<Self, #private::Unfit> {
                    let __wire: #wire = #private::ReadItem::read(__array, __index)?;
                    #from_wire
                }
            }
        }
    }

    fn key_field(&self) -> TokenStream {
        let here = Span::mixed_site();
        let private = private(here);
        let run = &self.run;
        let condition = self.condition(
            &quote_spanned!(here=> #private::KeyField<#run> + #private::ReadField<#run>),
        );
        let more = &self.parts.key_condition;
        let head = quote_spanned!(here=> #private::KeyField<#run>);
        let head = self.head(&head, true, &quote_spanned!(here=> #condition #more));
        let OfKey {
            cloned,
            is,
            as_debug,
        } = &self.parts.key;
        let (consts, methods) = Self::key_items();
        quote_spanned! {here=>
            #head {
                #consts
                #methods

                fn must(
                    __fields: &#private::FieldSlots<'_, #run>,
                    __index: ::core::primitive::usize,
                ) -> ::core::result::Result<Self, #private::Error> {
                    #private::FieldSlots::must(__fields, __index)
                }

                fn cloned(&self) -> Self {
                    #cloned
                }

                fn is(&self, __other: &Self) -> ::core::primitive::bool {
                    #is
                }

                fn as_debug(&self) -> &dyn ::core::fmt::Debug {
                    #as_debug
                }
            }
        }
    }

    fn id_field(&self) -> TokenStream {
        let here = Span::mixed_site();
        let private = private(here);
        // The id of a record is a number, which borrows nothing.
        if self.borrows || !self.parts.has_conditions {
            return TokenStream::new();
        }
        let condition =
            self.condition(&quote_spanned!(here=> #private::IdField + #private::ReadField<'__any>));
        let head = self.head(&quote_spanned!(here=> #private::IdField), false, &condition);
        let (consts, methods) = Self::key_items();
        quote_spanned! {here=>
            #head {
                #consts
                #methods

                fn must(
                    __fields: &#private::FieldSlots<'_, '_>,
                    __index: ::core::primitive::usize,
                ) -> ::core::result::Result<Self, #private::Error> {
                    #private::FieldSlots::must(__fields, __index)
                }
            }
        }
    }

    /// Emits what fields of keys and ids have in common.
    fn key_items() -> (TokenStream, TokenStream) {
        let here = Span::mixed_site();
        let private = private(here);
        let consts = quote_spanned! {here=>
            const WIRE: #private::FieldType = <Self as #private::ToField>::TYPE;
            const FIELD_SHAPE: #private::FieldShape = <Self as #private::ToField>::SHAPE;
        };
        let methods = quote_spanned! {here=>
            #[inline]
            fn to_value(&self) -> #private::FieldValue<'_> {
                #private::ToField::to_field(self)
            }

            #[inline]
            fn is_same(&self, __other: &Self) -> ::core::primitive::bool {
                #private::ToField::same(self, __other)
            }
        };
        (consts, methods)
    }
}
