//! The parser of error types.

use proc_macro2::TokenTree;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::spanned::Spanned;
use syn::{Attribute, Data, DeriveInput, Expr, Fields, Ident, LitStr, Meta, Token};

use super::model::{Settings, Written, WrittenField, WrittenVariant};
use crate::shared::attributes;
use crate::shared::diag::Diag;
use crate::shared::path::{CRATE, Sdk};
use crate::shared::text::Text;
use crate::shared::{settings, suggest};

/// The attribute of the derive macro.
pub const ERROR: &str = "error";
const CODE: &str = "code";
const TRANSPARENT: &str = "transparent";
/// The form of the attribute.
const FORM: &str = "`#[error(\"text\")]`, with `code = ..` after the text if the error has a code";

/// Reads the type of a derive macro.
pub fn parse(input: &DeriveInput, diag: &mut Diag) -> Option<Written> {
    let settings = settings(&input.attrs, diag);
    let variants = match &input.data {
        Data::Enum(data) => data
            .variants
            .iter()
            .map(|variant| {
                let own = self::settings(&variant.attrs, diag);
                WrittenVariant {
                    ident: Some(variant.ident.clone()),
                    conditions: attributes::conditions(&variant.attrs),
                    span: variant.ident.span(),
                    settings: own,
                    is_named: matches!(variant.fields, Fields::Named(_)),
                    fields: fields(&variant.fields, diag),
                }
            })
            .collect(),
        Data::Struct(data) => vec![WrittenVariant {
            ident: None,
            conditions: proc_macro2::TokenStream::new(),
            span: input.ident.span(),
            settings: Settings::default(),
            is_named: matches!(data.fields, Fields::Named(_)),
            fields: fields(&data.fields, diag),
        }],
        Data::Union(data) => {
            diag.on(
                data.union_token,
                "an error is an enum or a struct; this is a union",
            );
            return None;
        }
    };
    let mut all = input.attrs.clone();
    if let Data::Enum(data) = &input.data {
        all.extend(
            data.variants
                .iter()
                .flat_map(|variant| variant.attrs.clone()),
        );
    }
    Some(Written {
        settings,
        ident: input.ident.clone(),
        generics: input.generics.clone(),
        lints: attributes::lints(&all),
        variants,
        is_enum: matches!(input.data, Data::Enum(_)),
    })
}

fn fields(fields: &Fields, diag: &mut Diag) -> Vec<WrittenField> {
    let field = |(place, field): (usize, &syn::Field)| {
        let mark = |name: &str, diag: &mut Diag| {
            let mut attributes = field.attrs.iter();
            let found = attributes.find(|attribute| attribute.path().is_ident(name))?;
            if !matches!(found.meta, Meta::Path(_)) {
                diag.on(&found.meta, format!("expected `#[{name}]` alone"));
            }
            Some(found.path().span())
        };
        if let Some(error) = field.attrs.iter().find(|one| one.path().is_ident(ERROR)) {
            diag.on(
                &error.meta,
                format!("expected {FORM}, on a variant and not on a field"),
            );
        }
        WrittenField {
            name: field.ident.as_ref().map_or_else(
                || Text {
                    value: place.to_string(),
                    span: field.ty.span(),
                },
                Text::from,
            ),
            ty: field.ty.clone(),
            from: mark("from", diag),
            source: mark("source", diag),
        }
    };
    fields.iter().enumerate().map(field).collect()
}

/// Reads all attributes of the macro.
pub fn settings(attributes: &[Attribute], diag: &mut Diag) -> Settings {
    let mut settings = Settings::default();
    let one = |input: ParseStream<'_>, diag: &mut Diag| setting(input, &mut settings, diag);
    let has_unread = settings::read(attributes, (ERROR, FORM), diag, one);
    settings.has_unread = has_unread;
    settings
}

/// Reads one setting between commas.
fn setting(input: ParseStream<'_>, settings: &mut Settings, diag: &mut Diag) -> syn::Result<()> {
    if input.peek(LitStr) {
        let text: LitStr = input.parse()?;
        if settings.text.is_some() {
            diag.on(&text, "the text is given twice");
        }
        settings.text.get_or_insert(Text::from(&text));
        return Ok(());
    }
    if !input.peek(Ident::peek_any) {
        let found: TokenTree = input.parse()?;
        return Err(syn::Error::new_spanned(found, format!("expected {FORM}")));
    }
    let key = input.call(Ident::parse_any)?;
    let twice = |diag: &mut Diag| diag.on(&key, format!("`{key}` is given twice"));
    match key.to_string().as_str() {
        TRANSPARENT => {
            if settings.transparent.replace(key.span()).is_some() {
                twice(diag);
            }
        }
        CODE => {
            if settings.code.replace(value(input, &key)?).is_some() {
                twice(diag);
            }
        }
        CRATE => {
            let path = value(input, &key)?;
            settings.sdk = Some(Sdk::given(&path, diag));
        }
        other => {
            let known = [CODE, TRANSPARENT, CRATE];
            let message = suggest::unknown("key", other, &known);
            if input.peek(Token![=]) {
                value(input, &key)?;
            }
            diag.on(
                &key,
                format!("{message}; the text has no key: `#[error(\"..\")]`"),
            );
        }
    }
    Ok(())
}

/// Reads the value behind a key.
fn value(input: ParseStream<'_>, key: &Ident) -> syn::Result<Expr> {
    if !input.peek(Token![=]) {
        return Err(syn::Error::new(
            key.span(),
            format!("expected a value: `{key} = ..`"),
        ));
    }
    let equals: Token![=] = input.parse()?;
    if input.is_empty() || input.peek(Token![,]) {
        let message = format!("expected a value: `{key} = ..`");
        return Err(syn::Error::new(equals.span, message));
    }
    input.parse()
}
