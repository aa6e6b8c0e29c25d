//! Reading a manifest, whatever it came from.

use std::collections::BTreeMap;

use heeus_abi::manifest::{Entity, Extension, FieldDecl, Manifest};

use crate::error::Finding;

/// The manifest in `entries`, which errors call `what`. The rules for single declarations are its decoder's.
///
/// # Errors
/// All that is wrong: there are no entries, they are malformed, or they contradict each other.
pub(super) fn read(what: &str, entries: &[u8]) -> Result<Manifest, Vec<Finding>> {
    if entries.is_empty() {
        return Err(vec![Finding::new(what, "none", "at least one entry")]);
    }
    let manifest = Manifest::decode(entries).map_err(|error| {
        let found = format!("a bad {} at byte {}", error.part, error.at);
        vec![Finding::new(what, found, error.expected)]
    })?;
    let findings = check(&manifest);
    if findings.is_empty() {
        Ok(manifest)
    } else {
        Err(findings)
    }
}

/// In what declarations contradict each other.
pub(super) fn check(manifest: &Manifest) -> Vec<Finding> {
    let mut findings = extensions(&manifest.extensions);
    findings.append(&mut entities(&manifest.entities));
    findings
}

fn extensions(extensions: &[Extension]) -> Vec<Finding> {
    let mut seen = BTreeMap::new();
    let twice = extensions.iter().filter_map(|extension| {
        let kind = seen.insert(extension.name.as_str(), extension.kind)?;
        let what = format!("extension {}", extension.name);
        let found = format!("two of this name, a {kind} and a {}", extension.kind);
        Some(Finding::new(what, found, "each name once"))
    });
    twice.collect()
}

fn entities(entities: &[Entity]) -> Vec<Finding> {
    let mut seen: BTreeMap<&str, &Entity> = BTreeMap::new();
    let twice = entities.iter().filter_map(|entity| {
        let before = seen.entry(&entity.name).or_insert(entity);
        (*before != entity).then(|| {
            let what = format!("entity {}", entity.name);
            let found = format!("{} and {}", declared(before), declared(entity));
            Finding::new(what, found, "each entity declared in one way")
        })
    });
    twice.collect()
}

fn declared(entity: &Entity) -> String {
    let fields = |fields: &[FieldDecl]| {
        let fields = fields
            .iter()
            .map(|field| format!("{}: {}", field.name, field.ty));
        fields.collect::<Vec<_>>().join(", ")
    };
    let (key, value) = (fields(&entity.key), fields(&entity.value));
    format!(
        "a {} ({key}; {} of them partition) {{{value}}}",
        entity.kind, entity.partition_fields
    )
}
