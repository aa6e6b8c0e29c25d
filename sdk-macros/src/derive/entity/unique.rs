//! The unique fields of a record.

use heeus_abi::EntityKind;
use heeus_abi::manifest::Unique;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote_spanned;
use syn::Expr;
use syn::ext::IdentExt;

use super::super::check::{Settings, UNIQUE, not_here};
use super::super::model::{Entity, Field, Setting};
use crate::shared::diag::Diag;
use crate::shared::path::private;
use crate::shared::suggest;

const FORM: &str =
    "`unique` has names of fields: `unique(code)`, or several that are unique together";

/// Returns the sets of unique fields, by their names on the wire.
pub fn check(
    settings: &Settings<'_>,
    (kind, is_part): (EntityKind, bool),
    (key, value): (&[Field], &[Field]),
    diag: &mut Diag,
) -> Vec<Vec<String>> {
    let mut sets: Vec<Vec<String>> = Vec::new();
    for setting in settings.all(UNIQUE) {
        if is_part {
            not_here(setting, "a part has the unique fields of the whole", diag);
        } else if kind != EntityKind::Record {
            let message = format!("a {kind} has no unique fields, only a record has");
            not_here(setting, &message, diag);
        } else {
            let set = set(setting, (key, value), diag);
            let mut sorted = set.clone();
            sorted.sort_unstable();
            if !sorted.is_empty() && sets.contains(&sorted) {
                diag.on(&setting.key, "these fields are unique already");
            }
            sets.push(sorted);
        }
    }
    sets
}

fn set(setting: &Setting, (key, value): (&[Field], &[Field]), diag: &mut Diag) -> Vec<String> {
    let words = match &setting.value {
        Some(Expr::Paren(one)) => vec![&*one.expr],
        Some(Expr::Tuple(some)) if !some.elems.is_empty() => some.elems.iter().collect(),
        _ => {
            diag.on(&setting.key, FORM);
            return Vec::new();
        }
    };
    let mut names = Vec::new();
    for word in words {
        let Some(ident) = ident(word) else {
            diag.on(word, FORM);
            continue;
        };
        let is = |field: &&Field| field.ident == ident;
        if key.iter().any(|field| is(&field)) {
            diag.on(word, "the id of a record is unique anyway");
        } else if let Some(field) = value.iter().find(is) {
            if names.contains(&field.name.value) {
                diag.on(word, format!("`{ident}` is given twice"));
            }
            names.push(field.name.value.clone());
        } else {
            let known: Vec<String> = value
                .iter()
                .map(|field| field.ident.unraw().to_string())
                .collect();
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            diag.on(word, suggest::unknown("field", &ident.to_string(), &known));
        }
    }
    names
}

fn ident(word: &Expr) -> Option<Ident> {
    match word {
        Expr::Path(path) => path.path.get_ident().cloned(),
        _ => None,
    }
}

/// Emits the entries in the manifest.
pub fn entries(entity: &Entity) -> TokenStream {
    let here = Span::mixed_site();
    let private = private(here);
    let entry = |fields: &Vec<String>| {
        let unique = Unique {
            entity: entity.name.value.clone(),
            fields: fields.clone(),
        };
        let Ok(entry) = unique.encode() else {
            let text = "the unique fields do not fit into the manifest";
            return syn::Error::new(entity.name.span, text).into_compile_error();
        };
        let entry = Literal::byte_string(&entry);
        quote_spanned!(here=> #private::manifest! { #entry })
    };
    entity.uniques.iter().map(entry).collect()
}
