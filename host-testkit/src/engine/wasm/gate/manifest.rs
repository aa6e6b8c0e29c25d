//! What a module tells of itself.

use std::collections::BTreeMap;

use heeus_abi::manifest::{Entity, Manifest, SECTION};

use super::findings::Findings;
use super::scan::Scan;

/// The manifest; findings where it is missing, malformed or contradicts itself. The rules for single declarations are
/// its decoder's.
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
            let found = format!("a bad {} at byte {}", error.part, error.at);
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
        if let Some(kind) = seen.insert(extension.name.as_str(), extension.kind) {
            let what = format!("extension {}", extension.name);
            let found = format!("two of this name, a {kind} and a {}", extension.kind);
            findings.add(what, found, "each name once");
        }
    }
}

fn entities(manifest: &Manifest, findings: &mut Findings) {
    let mut seen: BTreeMap<&str, &Entity> = BTreeMap::new();
    for entity in &manifest.entities {
        let before = seen.entry(&entity.name).or_insert(entity);
        if *before != entity {
            let what = format!("entity {}", entity.name);
            let found = format!("{} and {}", declared(before), declared(entity));
            findings.add(what, found, "each entity declared in one way");
        }
    }
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
