//! What a module tells of itself.

use std::collections::BTreeMap;

use heeus_abi::manifest::{Entity, Manifest, SECTION};
use heeus_abi::{EntityKind, FieldType};

use super::findings::Findings;
use super::scan::Scan;

/// Names that begin so are the contract's own.
const RESERVED: &str = "Wasm";
/// The key of every record entity.
const RECORD_KEY: &str = "ID";

/// The manifest; findings where it is missing, malformed or contradicts itself.
pub(super) fn check(scan: &Scan<'_>, findings: &mut Findings) -> Manifest {
    let what = format!("custom section {SECTION}");
    let Some(section) = scan
        .manifest
        .as_deref()
        .filter(|section| !section.is_empty())
    else {
        findings.add(what, "none", "at least one entry");
        return Manifest::default();
    };
    let manifest = match Manifest::decode(section) {
        Ok(manifest) => manifest,
        Err(error) => {
            let found = format!("a malformed {} at byte {}", error.part, error.at);
            findings.add(what, found, error.expected);
            return Manifest::default();
        }
    };
    extensions(&manifest, findings);
    entities(&manifest, findings);
    manifest
}

fn extensions(manifest: &Manifest, findings: &mut Findings) {
    let mut seen = BTreeMap::new();
    for extension in &manifest.extensions {
        let what = || format!("extension {}", extension.name);
        if extension.name.starts_with(RESERVED) {
            findings.add(
                what(),
                "this name",
                format!("a name that does not begin with {RESERVED}"),
            );
        }
        if let Some(kind) = seen.insert(extension.name.as_str(), extension.kind) {
            let found = format!("two of this name, a {kind} and a {}", extension.kind);
            findings.add(what(), found, "each name once");
        }
    }
}

fn entities(manifest: &Manifest, findings: &mut Findings) {
    let mut seen: BTreeMap<&str, &Entity> = BTreeMap::new();
    for entity in &manifest.entities {
        let what = || format!("entity {}", entity.name);
        let parts = entity.name.rsplit_once('.');
        if !parts.is_some_and(|(path, name)| !path.is_empty() && !name.is_empty()) {
            findings.add(what(), "this name", "package path, dot, entity");
        }
        let allowed = match entity.kind {
            EntityKind::View => None,
            EntityKind::Record => (!is_record_key(entity)).then_some("the key field ID: record id"),
            EntityKind::Singleton => (!entity.key.is_empty()).then_some("no key fields"),
        };
        if let Some(allowed) = allowed {
            findings.add(
                what(),
                format!("a {} with {}", entity.kind, key(entity)),
                allowed,
            );
        }
        let before = seen.entry(&entity.name).or_insert(entity);
        if *before != entity {
            let found = format!("{} and {}", declared(before), declared(entity));
            findings.add(what(), found, "each entity declared in one way");
        }
    }
}

fn is_record_key(entity: &Entity) -> bool {
    matches!(&entity.key[..], [field] if field.name == RECORD_KEY && field.ty == FieldType::Id)
}

fn key(entity: &Entity) -> String {
    if entity.key.is_empty() {
        return "no key fields".to_owned();
    }
    let fields = entity
        .key
        .iter()
        .map(|field| format!("{}: {}", field.name, field.ty));
    format!("the key fields {}", fields.collect::<Vec<_>>().join(", "))
}

fn declared(entity: &Entity) -> String {
    let fields = |fields: &[heeus_abi::manifest::FieldDecl]| {
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
