//! The parser of enums of events.

use proc_macro2::TokenTree;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Attribute, Data, DeriveInput, Expr, Ident, LitStr, Token};

use super::model::{Settings, Written, WrittenVariant};
use crate::shared::attributes;
use crate::shared::diag::Diag;
use crate::shared::path::{CRATE, Sdk};
use crate::shared::text::Text;
use crate::shared::{settings, suggest};

/// The attribute of the derive macro.
const EVENT: &str = "event";
const OTHER: &str = "other";
/// The form of the attribute.
pub const FORM: &str = "`#[event(\"orders.NewOrder\")]`";

/// Reads the type of a derive macro.
pub fn parse(input: &DeriveInput, diag: &mut Diag) -> Option<Written> {
    let own = settings(&input.attrs, diag);
    if let Some(name) = &own.name {
        diag.at(name.span, "an event is one of a variant: write it there");
    }
    if let Some(span) = own.other {
        diag.at(span, "`other` is for a variant: write it there");
    }
    let data = match &input.data {
        Data::Enum(data) => data,
        Data::Struct(data) => {
            let message = "events are an enum with a variant for each; this is a struct, and one \
                           event alone needs no derive: `Event<Order>`";
            diag.on(data.struct_token, message);
            return None;
        }
        Data::Union(data) => {
            let message = "events are an enum with a variant for each; this is a union";
            diag.on(data.union_token, message);
            return None;
        }
    };
    let mut all = input.attrs.clone();
    let variants = data.variants.iter().map(|variant| {
        all.extend(variant.attrs.clone());
        for attribute in variant.fields.iter().flat_map(|field| &field.attrs) {
            if attribute.path().is_ident(EVENT) {
                let message = format!("expected {FORM} on a variant, not on a field");
                diag.on(&attribute.meta, message);
            }
        }
        WrittenVariant {
            ident: variant.ident.clone(),
            conditions: attributes::conditions(&variant.attrs),
            settings: settings(&variant.attrs, diag),
            fields: variant.fields.clone(),
        }
    });
    let variants = variants.collect();
    Some(Written {
        sdk: own.sdk,
        ident: input.ident.clone(),
        generics: input.generics.clone(),
        lints: attributes::lints(&all),
        variants,
    })
}

/// Reads all attributes of the macro.
pub fn settings(attributes: &[Attribute], diag: &mut Diag) -> Settings {
    let mut settings = Settings::default();
    let one = |input: ParseStream<'_>, diag: &mut Diag| setting(input, &mut settings, diag);
    let has_unread = settings::read(attributes, (EVENT, FORM), diag, one);
    settings.has_unread = has_unread;
    settings
}

/// Reads one setting between commas.
fn setting(input: ParseStream<'_>, settings: &mut Settings, diag: &mut Diag) -> syn::Result<()> {
    if input.peek(LitStr) {
        let name: LitStr = input.parse()?;
        if settings.name.is_some() {
            diag.on(&name, "a variant is one event: write another variant");
        }
        settings.name.get_or_insert(Text::from(&name));
        return Ok(());
    }
    if !input.peek(Ident::peek_any) {
        let found: TokenTree = input.parse()?;
        return Err(syn::Error::new_spanned(found, format!("expected {FORM}")));
    }
    let key = input.call(Ident::parse_any)?;
    match key.to_string().as_str() {
        OTHER => {
            settings.other = Some(key.span());
            Ok(())
        }
        CRATE => {
            input.parse::<Token![=]>()?;
            let path: Expr = input.parse()?;
            settings.sdk = Some(Sdk::given(&path, diag));
            Ok(())
        }
        unknown => {
            let message = suggest::unknown("key", unknown, &[OTHER, CRATE]);
            let message = format!("{message}; the name has no key: {FORM}");
            Err(syn::Error::new(key.span(), message))
        }
    }
}
