//! The attributes of the user's item.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::punctuated::Punctuated;
use syn::{Attribute, Meta, Token};

use crate::shared::text;

/// Returns the first line of the doc comment that is not empty; empty if there is none.
pub fn doc_line(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(doc);
    for text in lines {
        let mut lines = text
            .lines()
            .map(|line| line.trim().trim_start_matches('*').trim());
        if let Some(line) = lines.find(|line| !line.is_empty()) {
            return line.to_owned();
        }
    }
    String::new()
}

/// Returns whether it is a doc comment.
pub fn is_doc(attribute: &Attribute) -> bool {
    doc(attribute).is_some()
}

/// Returns the conditions of the user's item, for the code that is generated for it: `#[cfg]`, also
/// in `#[cfg_attr]`.
pub fn conditions(attributes: &[Attribute]) -> TokenStream {
    kept(attributes, &|meta| {
        meta.path().is_ident("cfg").then(|| meta.to_token_stream())
    })
}

/// Returns the lint attributes of the user's item, for the code that is generated for it. An
/// expected lint is found in the user's item, so generated code allows it.
pub fn lints(attributes: &[Attribute]) -> TokenStream {
    kept(attributes, &|meta| {
        let levels = ["allow", "warn", "deny", "forbid"];
        if levels.iter().any(|level| meta.path().is_ident(level)) {
            return Some(meta.to_token_stream());
        }
        let list = meta.path().is_ident("expect").then_some(meta)?;
        let lints = &list.require_list().ok()?.tokens;
        Some(quote_spanned!(Span::mixed_site()=> allow(#lints)))
    })
}

/// Returns whether the item has an attribute of this name, even under conditions.
pub fn has(attributes: &[Attribute], name: &str) -> bool {
    let found = kept(attributes, &|meta| {
        meta.path().is_ident(name).then(|| meta.to_token_stream())
    });
    !found.is_empty()
}

type Keep<'a> = dyn Fn(&Meta) -> Option<TokenStream> + 'a;

/// Returns the attributes for which `keep` returns tokens, also those inside of a `#[cfg_attr]`.
fn kept(attributes: &[Attribute], keep: &Keep<'_>) -> TokenStream {
    let kept = attributes.iter().filter_map(|a| kept_meta(&a.meta, keep));
    let kept = kept.map(|meta| quote_spanned!(Span::mixed_site()=> #[#meta]));
    kept.collect()
}

fn kept_meta(meta: &Meta, keep: &Keep<'_>) -> Option<TokenStream> {
    if !meta.path().is_ident("cfg_attr") {
        return keep(meta);
    }
    let parser = Punctuated::<Meta, Token![,]>::parse_terminated;
    let all = meta.require_list().ok()?.parse_args_with(parser).ok()?;
    let mut all = all.iter();
    let condition = all.next()?;
    let kept: Vec<_> = all.filter_map(|meta| kept_meta(meta, keep)).collect();
    let path = meta.path();
    (!kept.is_empty()).then(|| quote_spanned!(Span::mixed_site()=> #path(#condition, #(#kept),*)))
}

fn doc(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(meta) = &attribute.meta else {
        return None;
    };
    if !meta.path.is_ident("doc") {
        return None;
    }
    text::of(&meta.value).map(|text| text.value)
}
