//! Reading a manifest from any source.

use std::collections::BTreeMap;

use heeus_abi::manifest::{Entity, Extension, FieldDecl, Manifest};
use heeus_abi::{EntityKind, FieldType};

use crate::error::{Finding, Findings};

/// The section of ABI.md about manifests.
const SECTION: u8 = 12;

/// Reads the manifest in `entries`; errors call it `what`. The decoder checks each declaration by
/// itself.
///
/// # Errors
/// All findings: there are no entries, they are malformed, or they contradict each other.
pub(super) fn read(what: &str, entries: &[u8]) -> Result<Manifest, Vec<Finding>> {
    let wrong = |found: String, expected: &str| {
        let finding = Finding::new(what, found, expected).of_section(SECTION);
        vec![finding]
    };
    if entries.is_empty() {
        return Err(wrong("none".into(), "at least one entry"));
    }
    let manifest = Manifest::decode(entries).map_err(|error| {
        let found = format!("a bad {} at byte {}", error.part, error.at);
        wrong(found, error.expected)
    })?;
    let findings = check(&manifest);
    if findings.is_empty() {
        Ok(manifest)
    } else {
        Err(findings)
    }
}

/// Returns the contradictions between declarations, up to a limit.
pub(super) fn check(manifest: &Manifest) -> Vec<Finding> {
    let mut findings = Findings::default();
    extensions(&manifest.extensions, &mut findings);
    entities(&manifest.entities, &mut findings);
    uniques(manifest, &mut findings);
    findings.into_vec()
}

fn extensions(extensions: &[Extension], findings: &mut Findings) {
    let mut seen = BTreeMap::new();
    for extension in extensions {
        if let Some(kind) = seen.insert(extension.name.as_str(), extension.kind) {
            let what = format!("extension {}", extension.name);
            let found = format!("two of this name, a {kind} and a {}", extension.kind);
            findings.add(SECTION, what, found, "each name once");
        }
    }
}

fn entities(entities: &[Entity], findings: &mut Findings) {
    let mut seen: BTreeMap<&str, &Entity> = BTreeMap::new();
    for entity in entities {
        let before = seen.entry(&entity.name).or_insert(entity);
        if *before != entity {
            let what = format!("entity {}", entity.name);
            let found = format!("{} and {}", declared(before), declared(entity));
            findings.add(SECTION, what, found, "each entity declared in one way");
        }
    }
}

fn uniques(manifest: &Manifest, findings: &mut Findings) {
    for unique in &manifest.uniques {
        let mut entities = manifest.entities.iter();
        let entity = entities.find(|entity| entity.name == unique.entity);
        let what = || {
            format!(
                "unique fields ({}) of {}",
                unique.fields.join(", "),
                unique.entity
            )
        };
        let Some(entity) = entity.filter(|entity| entity.kind == EntityKind::Record) else {
            let found = entity.map_or("no such entity".to_owned(), |of| format!("a {}", of.kind));
            findings.add(SECTION, what(), found, "a record that the module declares");
            continue;
        };
        for name in &unique.fields {
            let field = entity.value.iter().find(|field| field.name == *name);
            let found = match field {
                None => format!("no field {name}"),
                Some(field) if field.ty >= FieldType::Record => field.to_string(),
                Some(_) => continue,
            };
            findings.add(
                SECTION,
                what(),
                found,
                "value fields, no records and no arrays",
            );
        }
    }
}

fn declared(entity: &Entity) -> String {
    let fields = |fields: &[FieldDecl]| {
        let fields = fields.iter().map(FieldDecl::to_string);
        fields.collect::<Vec<_>>().join(", ")
    };
    let (key, value) = (fields(&entity.key), fields(&entity.value));
    format!(
        "a {} ({key}; partition fields: {}) {{{value}}}",
        entity.kind, entity.partition_fields
    )
}
