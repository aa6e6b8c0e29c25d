//! The parser of structs.

use proc_macro2::{Ident, Span, TokenTree};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::spanned::Spanned;
use syn::{Attribute, Data, DeriveInput, Fields, Meta, Token, token};

use super::check::{DEFAULT, RENAME, RENAME_ALL, UNIQUE};
use super::model::{Setting, Written, WrittenField};
use crate::shared::attributes;
use crate::shared::diag::Diag;
use crate::shared::list::separated;
use crate::shared::path::CRATE;

/// The attribute of the derive macro of entities, which also reads the attribute of records.
const ENTITY: &str = "entity";

/// Settings of a record.
const OF_RECORD: &str = "`rename_all = \"..\"` or `crate = \"..\"`";
/// Settings of a field of a record.
const OF_FIELD: &str = "`rename = \"..\"`, `default` or `default = ..`";
/// Settings of an entity.
const OF_ENTITY: &str =
    "`view = \"package.Entity\"`, `record = ..`, `singleton = ..` or `part_of = Entity`";
/// Settings of a field of an entity.
const OF_ENTITY_FIELD: &str =
    "`partition`, `clustering`, `id`, `rename = \"..\"`, `default` or `default = ..`";

/// Reads the struct of a derive macro; `own` is the name of the macro's attribute.
pub fn parse(input: &DeriveInput, own: &str, diag: &mut Diag) -> Option<Written> {
    let fields = named_fields(input, own, diag)?;
    let attributes = fields.iter().flat_map(|field| &field.attributes);
    let mut all = input.attrs.clone();
    all.extend(attributes.cloned());
    let expected = if own == ENTITY { OF_ENTITY } else { OF_RECORD };
    let mut unread = Diag::default();
    let (settings, _) = settings(&input.attrs, (own, expected), &mut unread);
    let has_unread = !unread.is_empty();
    diag.append(unread);
    Some(Written {
        settings,
        has_unread,
        visibility: input.vis.clone(),
        ident: input.ident.clone(),
        generics: input.generics.clone(),
        lints: attributes::lints(&all),
        non_exhaustive: attributes::has(&input.attrs, "non_exhaustive"),
        fields,
    })
}

fn named_fields(input: &DeriveInput, own: &str, diag: &mut Diag) -> Option<Vec<WrittenField>> {
    let (article, settings_of_field) = match own {
        ENTITY => ("an", OF_ENTITY_FIELD),
        _ => ("a", OF_FIELD),
    };
    let expected = |what: &str| {
        format!(
            "{article} {own} is a struct with named fields, which are its fields on the wire; this \
             is {what}"
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
                let (settings, attributes) = settings(&field.attrs, (own, settings_of_field), diag);
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
    (own, expected): (&str, &str),
    diag: &mut Diag,
) -> (Vec<Setting>, Vec<Attribute>) {
    let (mut settings, others) = settings_of(attributes, (own, expected), diag);
    if own != ENTITY {
        return (settings, others);
    }
    let (shared, others) = settings_of(&others, ("record", expected), diag);
    for setting in shared {
        let word = setting.key.to_string();
        if ![RENAME_ALL, RENAME, DEFAULT, CRATE].contains(&word.as_str()) {
            let message = format!("in an entity write `#[entity({word})]`");
            diag.on(&setting.key, message);
        }
        if !settings.iter().any(|own| own.key == word) {
            settings.push(setting);
        }
    }
    (settings, others)
}

/// Splits attributes into the settings of those with this name and the other attributes. Messages
/// have the text of what is `expected` there.
pub fn settings_of(
    attributes: &[Attribute],
    (own, expected): (&str, &str),
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
            diag.on(
                attribute,
                format!("expected `#[{own}(..)]`, with {expected} inside"),
            );
            continue;
        };
        let setting = |input: ParseStream<'_>| setting(input, expected);
        let parsed =
            list.parse_args_with(|input: ParseStream<'_>| Ok(separated(input, diag, setting)));
        settings.extend(parsed.unwrap_or_default());
    }
    (settings, others)
}

/// `key`, `key = value` or `unique(..)`.
fn setting(input: ParseStream<'_>, expected: &str) -> syn::Result<Setting> {
    if !input.peek(Ident::peek_any) {
        let found: TokenTree = input.parse()?;
        return Err(syn::Error::new_spanned(
            found,
            format!("expected {expected}"),
        ));
    }
    let key = input.call(Ident::parse_any)?;
    if input.peek(token::Paren) && key == UNIQUE {
        return Ok(Setting {
            key,
            value: Some(input.parse()?),
        });
    }
    if input.peek(token::Paren) {
        let message = format!("expected `{key} = ..`, without parentheses");
        return Err(syn::Error::new_spanned(key, message));
    }
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
