//! The access table of the contract as rows of tokens, from which the SDK makes its traits.
//!
//! A macro by example could pass the table on, but not its words: the compiler takes the texts of
//! `on_unimplemented` only as literals.

use heeus_abi::{Access, ExtensionKind, Storage, allowed};
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

/// Calls the macro `callback` with a row for each access to a storage that some kind has: name of
/// the trait, words for the access, message for other kinds, access of all kinds to the storage,
/// and contexts of the kinds.
pub fn rows(callback: &TokenStream) -> TokenStream {
    let storages = Storage::ALL.iter();
    let rows =
        storages.flat_map(|storage| Access::ALL.into_iter().filter_map(|way| row(*storage, way)));
    quote!(#callback! { #(#rows)* })
}

fn row(storage: Storage, access: Access) -> Option<TokenStream> {
    let kinds = kinds_with(storage, access);
    if kinds.is_empty() {
        return None;
    }
    let words = match access {
        Access::Read if !kinds_with(storage, Access::Get).is_empty() => "read many from",
        _ => access.phrase(),
    };
    let name = format_ident!("{access:?}{storage:?}");
    let may = format!("{words} {storage}");
    let may_not = format!("`{{Self}}` may not {may}");
    let [may, may_not, all] = [may, may_not, all_of(storage)].map(|text| Literal::string(&text));
    let contexts = kinds.iter().map(|kind| format_ident!("{kind:?}Context"));
    Some(quote!(#name, #may, #may_not, #all, #(#contexts)*;))
}

fn kinds_with(storage: Storage, access: Access) -> Vec<ExtensionKind> {
    let may = |kind: &&ExtensionKind| allowed(**kind, storage).contains(access);
    ExtensionKind::ALL.iter().filter(may).copied().collect()
}

/// The access of all kinds to a storage: "sys.Event: a validator or projector gets".
fn all_of(storage: Storage) -> String {
    let mut parts: Vec<(String, Vec<&str>)> = Vec::new();
    for &kind in ExtensionKind::ALL {
        let verbs: Vec<&str> = allowed(kind, storage).iter().map(verb).collect();
        let verbs = verbs.join(", ");
        match parts.iter_mut().find(|part| part.0 == verbs) {
            _ if verbs.is_empty() => {}
            Some((_, kinds)) => kinds.push(kind.name()),
            None => parts.push((verbs, vec![kind.name()])),
        }
    }
    let parts = parts
        .iter()
        .map(|(verbs, kinds)| format!("a {} {verbs}", one_of(kinds)));
    format!("{storage}: {}", parts.collect::<Vec<_>>().join("; "))
}

const fn verb(access: Access) -> &'static str {
    match access {
        Access::Get => "gets",
        Access::Read => "reads",
        Access::Insert => "inserts",
        Access::Update => "updates",
    }
}

/// Writes "command, query or validator".
fn one_of(kinds: &[&str]) -> String {
    match kinds {
        [before @ .., last] if !before.is_empty() => format!("{} or {last}", before.join(", ")),
        _ => kinds.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::tokens;

    #[test]
    fn a_row_has_the_words_of_its_access() {
        let rows = rows(&tokens("access")).to_string();
        let expected = [
            r#"
            ReadView, "read many from sys.View", "`{Self}` may not read many from sys.View",
            "sys.View: a command gets; a query or validator gets, reads; a projector or job gets, reads, inserts, updates",
            QueryContext ValidatorContext ProjectorContext JobContext;
            "#,
            r#"
            InsertRecord, "insert into sys.Record", "`{Self}` may not insert into sys.Record",
            "sys.Record: a command gets, inserts, updates; a query, validator, projector or job gets",
            CommandContext;
            "#,
            r#"
            ReadHttp, "read from sys.Http", "`{Self}` may not read from sys.Http",
            "sys.Http: a query, projector or job reads",
            QueryContext ProjectorContext JobContext;
            "#,
        ];
        for row in expected {
            let row = tokens(row).to_string();
            assert!(rows.contains(&row), "{row}\nis not in\n{rows}");
        }
        assert!(rows.starts_with("access ! {"), "{rows}");
        assert!(!rows.contains("UpdateEvent"), "{rows}");
    }
}
