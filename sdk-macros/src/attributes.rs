//! What the attributes of the user's item tell.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Attribute, Expr, Lit, Meta};

/// The first line of the doc comment that says anything; empty where there is none.
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

/// Whether it is a doc comment.
pub fn is_doc(attribute: &Attribute) -> bool {
    doc(attribute).is_some()
}

/// The `#[cfg]`s: what is generated for an item is there under the item's own conditions.
pub fn conditions(attributes: &[Attribute]) -> TokenStream {
    let mut conditions = TokenStream::new();
    for attribute in attributes.iter().filter(|a| a.path().is_ident("cfg")) {
        attribute.to_tokens(&mut conditions);
    }
    conditions
}

fn doc(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(meta) = &attribute.meta else {
        return None;
    };
    if !meta.path.is_ident("doc") {
        return None;
    }
    let mut value = &meta.value;
    while let Expr::Group(group) = value {
        value = &group.expr;
    }
    match value {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}
