//! The parser of structs.

use proc_macro2::{Ident, Span, TokenTree};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::spanned::Spanned;
use syn::{Attribute, Data, DeriveInput, Fields, Meta, Token};

use super::check::{DEFAULT, RENAME, RENAME_ALL};
use super::model::{Setting, Written, WrittenField};
use crate::shared::attributes;
use crate::shared::diag::Diag;
use crate::shared::list::separated;
use crate::shared::path::CRATE;

/// The attribute of the derive macro of entities, which also reads the attribute of records.
const ENTITY: &str = "entity";

/// Reads the struct of a derive macro; `own` is the name of the macro's attribute.
pub fn parse(input: &DeriveInput, own: &str, diag: &mut Diag) -> Option<Written> {
    let fields = named_fields(input, own, diag)?;
    let attributes = fields.iter().flat_map(|field| &field.attributes);
    let mut all = input.attrs.clone();
    all.extend(attributes.cloned());
    Some(Written {
        settings: settings(&input.attrs, own, diag).0,
        visibility: input.vis.clone(),
        ident: input.ident.clone(),
        generics: input.generics.clone(),
        lints: attributes::lints(&all),
        non_exhaustive: attributes::has(&input.attrs, "non_exhaustive"),
        fields,
    })
}

fn named_fields(input: &DeriveInput, own: &str, diag: &mut Diag) -> Option<Vec<WrittenField>> {
    let article = if own == "entity" { "an" } else { "a" };
    let expected = |what: &str| {
        format!(
            "{article} {own} is a struct with named fields, which are its fields on the wire; this is {what}"
        )
    };
    let data = match &input.data {
        Data::Struct(data) => data,
        Data::Enum(data) => {
            diag.on(data.enum_token, expected("an enum"));
            return None;
        }
        Data::Union(data) => {
            diag.on(data.union_token, expected("a union"));
            return None;
        }
    };
    match &data.fields {
        Fields::Unit => Some(Vec::new()),
        Fields::Unnamed(fields) => {
            diag.at(fields.span(), expected("a tuple"));
            None
        }
        Fields::Named(fields) => {
            let field = |(place, field): (usize, &syn::Field)| {
                let (settings, attributes) = settings(&field.attrs, own, diag);
                Some(WrittenField {
                    place,
                    visibility: field.vis.clone(),
                    attributes,
                    ident: field.ident.clone()?,
                    ty: field.ty.clone(),
                    settings,
                })
            };
            Some(fields.named.iter().enumerate().filter_map(field).collect())
        }
    }
}

/// Splits attributes into the settings of the macro's own and the other attributes. An entity takes
/// from `#[record(..)]` the settings that both have and that it does not set itself.
fn settings(
    attributes: &[Attribute],
    own: &str,
    diag: &mut Diag,
) -> (Vec<Setting>, Vec<Attribute>) {
    let (mut said, others) = settings_of(attributes, own, diag);
    if own != ENTITY {
        return (said, others);
    }
    let (shared, others) = settings_of(&others, "record", diag);
    for setting in shared {
        let word = setting.key.to_string();
        if ![RENAME_ALL, RENAME, DEFAULT, CRATE].contains(&word.as_str()) {
            let message = format!("of an entity this is said by `#[entity({word})]`");
            diag.on(&setting.key, message);
        }
        if !said.iter().any(|own| own.key == word) {
            said.push(setting);
        }
    }
    (said, others)
}

/// Splits attributes into the settings of those with this name and the other attributes.
pub fn settings_of(
    attributes: &[Attribute],
    own: &str,
    diag: &mut Diag,
) -> (Vec<Setting>, Vec<Attribute>) {
    let mut settings = Vec::new();
    let mut others = Vec::new();
    for attribute in attributes {
        if !attribute.path().is_ident(own) {
            others.push(attribute.clone());
            continue;
        }
        let Meta::List(list) = &attribute.meta else {
            diag.on(attribute, format!("expected `#[{own}(key = value, ..)]`"));
            continue;
        };
        let parsed =
            list.parse_args_with(|input: ParseStream<'_>| Ok(separated(input, diag, setting)));
        settings.extend(parsed.unwrap_or_default());
    }
    (settings, others)
}

/// `key` or `key = value`.
fn setting(input: ParseStream<'_>) -> syn::Result<Setting> {
    if !input.peek(Ident::peek_any) {
        let found: TokenTree = input.parse()?;
        return Err(syn::Error::new_spanned(
            found,
            "expected `key` or `key = value`",
        ));
    }
    let key = input.call(Ident::parse_any)?;
    if !input.peek(Token![=]) {
        return Ok(Setting { key, value: None });
    }
    let equals: Token![=] = input.parse()?;
    if input.is_empty() || input.peek(Token![,]) {
        return Err(missing(equals.span, &key));
    }
    Ok(Setting {
        key,
        value: Some(input.parse()?),
    })
}

fn missing(at: Span, key: &Ident) -> syn::Error {
    syn::Error::new(at, format!("expected a value: `{key} = ..`"))
}
