//! From tokens to what is written.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::spanned::Spanned;
use syn::{Attribute, Data, DeriveInput, Fields, Meta, Token};

use super::model::{Setting, Written, WrittenField};
use crate::diag::Diag;
use crate::list::separated;

/// Reads the struct that a derive macro stands on; `own` is the name of its attribute.
pub fn parse(input: TokenStream, own: &str, diag: &mut Diag) -> Option<Written> {
    let input: DeriveInput = diag.take(syn::parse2(input))?;
    let fields = named_fields(&input, own, diag)?;
    Some(Written {
        settings: settings(&input.attrs, own, diag).0,
        visibility: input.vis,
        ident: input.ident,
        generics: input.generics,
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

/// What the macro's own attributes say, and the others.
fn settings(
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
