//! Fields of the storages that have no entities of their own.

use heeus_abi::{FieldType, Presence, STORAGE_FIELDS, Storage, StorageField};

use crate::spec;

/// A field in the form of the table: "Offset? i64", "CUDs? array of record".
fn cell(field: &StorageField) -> String {
    let mark = match field.presence {
        Presence::Required => "",
        Presence::Optional => "?",
        Presence::Repeated => "+",
        Presence::OptionalRepeated => "*",
    };
    match field.items {
        None => format!("{}{mark} {}", field.name, field.ty),
        Some(items) => format!("{}{mark} {} of {items}", field.name, field.ty),
    }
}

fn cells(fields: Option<&[StorageField]>) -> String {
    fields.map_or("any".into(), |fields| {
        let cells: Vec<String> = fields.iter().map(cell).collect();
        cells.join(", ")
    })
}

#[test]
fn fields_of_storages() {
    let source: Vec<[String; 3]> = STORAGE_FIELDS
        .iter()
        .map(|fields| {
            [
                fields.storage.name().into(),
                cells(fields.key),
                cells(fields.value),
            ]
        })
        .collect();
    assert_eq!(spec().rows(&["storage", "key", "value"]), source);
}

#[test]
fn every_storage_has_its_fields_or_entities() {
    let with_fields = STORAGE_FIELDS.iter().map(|fields| fields.storage);
    let all: Vec<Storage> = [Storage::View, Storage::Record]
        .into_iter()
        .chain(with_fields)
        .collect();
    assert_eq!(all, Storage::ALL);
}

#[test]
fn each_storage_is_described() {
    let spec = spec();
    let (_, rest) = spec
        .text
        .split_once("### Fields of storages")
        .expect("told");
    let (told, _) = rest.split_once("\n## ").expect("another section follows");
    for fields in STORAGE_FIELDS {
        let name = fields.storage.name();
        let lines = told.lines().filter(|line| line.starts_with("- "));
        assert!(lines.clone().any(|line| line.contains(name)), "{name}");
    }
}

/// Tests the properties of fields that the encoder and the checks of a host rely on.
#[test]
fn fields_are_sound() {
    for fields in STORAGE_FIELDS {
        for part in [fields.key, fields.value].into_iter().flatten() {
            for (index, field) in part.iter().enumerate() {
                let name = field.name;
                let before = part.iter().take(index);
                assert!(before.clone().all(|before| before.name != name), "{name}");
                assert_eq!(
                    field.items.is_some(),
                    field.ty == FieldType::Array,
                    "{name}"
                );
            }
        }
    }
}

/// A field whose name ends in `At` is a time, an i64. No field has "Time" in its name, timeouts
/// aside.
#[test]
fn times_are_named_alike() {
    let parts = STORAGE_FIELDS
        .iter()
        .flat_map(|fields| [fields.key, fields.value]);
    let fields = parts.flatten().flatten();
    let mut times = Vec::new();
    for field in fields {
        if field.name.ends_with("At") {
            assert_eq!(field.ty, FieldType::I64, "{}", field.name);
            times.push(field.name);
        }
        assert!(!field.name.contains("Time") || field.name.ends_with("TimeoutMilliseconds"));
    }
    times.sort_unstable();
    times.dedup();
    assert_eq!(times, ["RegisteredAt", "StartedAt", "SyncedAt"]);
}
