//! The checks of error types.

use quote::ToTokens as _;
use syn::spanned::Spanned;
use syn::{Expr, GenericParam};

use super::model::{
    Content, Error, Field, Settings, Variant, Written, WrittenField, WrittenVariant,
};
use super::text;
use crate::shared::diag::Diag;
use crate::shared::path::respan;

/// Returns the error type, or reports why it is none.
pub fn check(written: &Written, diag: &mut Diag) -> Option<Error> {
    for param in &written.generics.params {
        if matches!(param, GenericParam::Type(_) | GenericParam::Const(_)) {
            let message = "an error has no type parameters: its text must be known";
            diag.on(param, message);
        }
    }
    if written.is_enum {
        whole_enum(&written.settings, diag);
    }
    let variants = written.variants.iter();
    let variants: Vec<_> = variants
        .filter_map(|variant| self::variant(written, variant, diag))
        .collect();
    distinct_sources(&written.variants, diag);
    diag.is_empty().then(|| Error {
        sdk: written.settings.sdk.clone().unwrap_or_default(),
        ident: respan(&written.ident),
        generics: written.generics.clone(),
        lints: written.lints.clone(),
        variants,
    })
}

/// Reports what only a variant may have.
fn whole_enum(settings: &Settings, diag: &mut Diag) {
    let message = "an enum has a text for each variant: write it on the variant";
    if let Some(text) = &settings.text {
        diag.at(text.span, message);
    }
    if let Some(span) = settings.transparent {
        diag.at(span, message);
    }
}

fn variant(written: &Written, variant: &WrittenVariant, diag: &mut Diag) -> Option<Variant> {
    let of_type = &written.settings;
    let own = if written.is_enum {
        &variant.settings
    } else {
        of_type
    };
    if let Some(sdk) = variant.settings.sdk.as_ref().and(variant.ident.as_ref()) {
        diag.on(sdk, "`crate` is for the whole type: write it there");
    }
    let fields = &variant.fields;
    let from = from(fields, diag);
    let source = source(fields, from, diag);
    let is_transparent = own.transparent.is_some() || (own.text.is_none() && from.is_some());
    let content = match (&own.text, is_transparent) {
        (Some(text), true) => {
            let message = "`transparent` takes the text of the inner error: leave this text out";
            diag.at(text.span, message);
            return None;
        }
        (Some(text), false) => Content::Parts(text::parts(text, fields, diag)),
        (None, true) => Content::Transparent,
        (None, false) if own.has_unread => return None,
        (None, false) => {
            let whose = if written.is_enum { "variant" } else { "struct" };
            let message = format!("a text is missing: `#[error(\"..\")]` on the {whose}");
            diag.at(variant.span, message);
            return None;
        }
    };
    if let (Some(span), false) = (own.transparent, fields.len() == 1) {
        diag.at(
            span,
            "`transparent` needs exactly one field: the inner error",
        );
    }
    Some(Variant {
        ident: variant.ident.as_ref().map(respan),
        conditions: variant.conditions.clone(),
        fields: fields.iter().map(field).collect(),
        is_named: variant.is_named,
        code: code(own, of_type, &content),
        content,
        from,
        source,
    })
}

fn field(field: &WrittenField) -> Field {
    Field {
        name: field.name.clone(),
        ty: field.ty.clone(),
    }
}

/// Returns the code of a variant: its own, or that of the type. The code of an inner error is its
/// own unless the variant has one.
fn code(own: &Settings, of_type: &Settings, content: &Content) -> Option<Expr> {
    match (&own.code, content) {
        (Some(code), _) => Some(code.clone()),
        (None, Content::Transparent) => None,
        (None, Content::Parts(_)) => {
            Some(of_type.code.clone().unwrap_or_else(|| syn::parse_quote!(0)))
        }
    }
}

/// Returns the index of the field with `#[from]`, which must be the only one.
fn from(fields: &[WrittenField], diag: &mut Diag) -> Option<usize> {
    let from = fields.iter().position(|field| field.from.is_some())?;
    if let [_, other, ..] = fields {
        let message = "`#[from]` needs exactly one field: there is no value for the others";
        diag.at(
            fields.get(from)?.from.unwrap_or_else(|| other.ty.span()),
            message,
        );
    }
    Some(from)
}

/// Reports types that `?` would turn into two variants. Of variants under conditions only one may
/// exist.
fn distinct_sources(variants: &[WrittenVariant], diag: &mut Diag) {
    let mut known = Vec::new();
    for variant in variants.iter().filter(|one| one.conditions.is_empty()) {
        for field in variant.fields.iter().filter(|one| one.from.is_some()) {
            let ty = field.ty.to_token_stream().to_string();
            if known.contains(&ty) {
                let message = "another variant has `#[from]` for this type: `?` could not choose";
                diag.on(&field.ty, message);
            }
            known.push(ty);
        }
    }
}

/// Returns the index of the field with the cause.
fn source(fields: &[WrittenField], from: Option<usize>, diag: &mut Diag) -> Option<usize> {
    let mut marked = fields.iter().enumerate();
    let mut marked = marked.by_ref().filter(|(_, field)| field.source.is_some());
    let first = marked.next().map(|(index, _)| index);
    if let Some(span) = marked.next().and_then(|(_, field)| field.source) {
        diag.at(span, "an error has at most one source");
    }
    first.or(from)
}
