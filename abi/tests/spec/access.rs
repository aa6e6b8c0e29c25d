//! The access table: each kind with each storage.

use heeus_abi::{Access, ExtensionKind, Storage, allowed};

use crate::spec;

/// The allowed ways in the form of the table: "G R", "-".
fn cell(kind: ExtensionKind, storage: Storage) -> String {
    let letters: Vec<&str> = allowed(kind, storage)
        .iter()
        .map(|access| match access {
            Access::Get => "G",
            Access::Read => "R",
            Access::Insert => "I",
            Access::Update => "U",
        })
        .collect();
    if letters.is_empty() {
        return "-".into();
    }
    letters.join(" ")
}

#[test]
fn what_each_kind_may_do() {
    let header: Vec<&str> = ["storage"]
        .into_iter()
        .chain(ExtensionKind::ALL.iter().map(|kind| kind.name()))
        .collect();
    let source: Vec<Vec<String>> = Storage::ALL
        .iter()
        .map(|&storage| {
            [storage.name().into()]
                .into_iter()
                .chain(ExtensionKind::ALL.iter().map(|&kind| cell(kind, storage)))
                .collect()
        })
        .collect();
    assert_eq!(spec().rows(&header), source);
}
