//! `#[derive(Record)]`.

use proc_macro2::{Literal, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::Lifetime;

use super::check::{self, DEFAULT, RENAME, RENAME_ALL, Settings};
use super::emit::{Parts, generics, run_lifetime, shape};
use super::model::{Struct, Written};
use crate::shared::diag::Diag;
use crate::shared::path::{CRATE, private, respan};
use crate::shared::text::Text;

/// Returns the record, or reports why the struct is none.
pub fn check(written: &Written, diag: &mut Diag) -> Option<Struct> {
    let lifetime = check::lifetime(&written.generics, diag);
    let settings = Settings::sort(&written.settings, &[RENAME_ALL, CRATE], diag);
    let (case, sdk) = (check::case(&settings, diag), check::sdk(&settings, diag));
    let fields: Vec<_> = written
        .fields
        .iter()
        .filter_map(|field| {
            let settings = Settings::sort(&field.settings, &[RENAME, DEFAULT], diag);
            check::field(field, case, &settings, diag)
        })
        .collect();
    check::distinct(&fields, diag);
    let fields = check::own_names(fields, &written.ident, lifetime.as_ref());
    let fields = check::sorted(fields, &written.ident, diag);
    diag.is_empty().then(|| Struct {
        sdk,
        lints: written.lints.clone(),
        ident: respan(&written.ident),
        lifetime,
        key: Vec::new(),
        fields,
    })
}

/// Emits the implementations.
pub fn emit(record: &Struct) -> TokenStream {
    let name = Text::from(&record.ident).value.to_token_stream();
    let impls = record_impls(record, &name, record.lifetime.as_ref());
    record.sdk.anonymous_const(&record.lints, &impls)
}

/// Emits that a struct with this lifetime is a record, which errors call `name`.
pub fn record_impls(
    record: &Struct,
    name: &TokenStream,
    lifetime: Option<&Lifetime>,
) -> TokenStream {
    let here = Span::mixed_site();
    let private = private(here);
    let fields = &record.fields;
    let descs = quote_spanned!(here=> <Self as #private::ToRecord>::FIELDS);
    let parts = Parts::new(fields);
    let (ident, generics) = (&record.ident, generics(lifetime));
    let run = run_lifetime(lifetime);
    let (desc_list, shape) = (
        super::emit::field_descs(fields),
        shape(name, fields, &descs),
    );
    let (read, all) = (parts.read("__fields", None).last_first(), parts.all());
    let take = parts.take(&descs, fields.len(), &quote_spanned!(here=> __write));
    let count = Literal::usize_unsuffixed(fields.len());
    let same = parts.same();
    quote_spanned! {here=>
        #[automatically_derived]
        impl #generics #private::ToRecord for #ident #generics {
            const NAME: &'static ::core::primitive::str = #name;
            const FIELDS: &'static [#private::FieldDesc] = #desc_list;
            const SHAPE: &'static #private::Shape = #shape;

            fn same_record(&self, __other: &Self) -> ::core::primitive::bool {
                let _ = __other;
                true #(&& #same)*
            }
        }

        #[automatically_derived]
        impl #generics #private::Encode for #ident #generics {
            fn write(&self, __to: &mut #private::BlockWriter<'_>) {
                let mut __write =
                    |__record: &dyn #private::Encode| #private::Encode::write(__record, __to);
                #take
            }
        }

        #[automatically_derived]
        impl<#run> #private::Record<#run> for #ident #generics {
            fn from_record(
                __record: #private::RecordRef<#run>,
            ) -> ::core::result::Result<Self, #private::Error> {
                let mut __slots = #private::UnwrittenSlots::<#count>::new();
                let __fields = #private::FieldSlots::of(
                    __record,
                    #descs,
                    <Self as #private::ToRecord>::NAME,
                    &mut __slots,
                )?;
                let _ = &__fields;
                #read
                ::core::result::Result::Ok(Self { #all })
            }
        }
    }
}
