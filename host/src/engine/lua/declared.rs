//! The declarations of a script.

use std::collections::BTreeMap;

use heeus_abi::FieldType;
use heeus_abi::manifest::{Entity, Extension, Sdk, Unique};
use mlua::Function;

/// The declarations so far.
#[derive(Default)]
pub(super) struct Declared {
    /// The only extension that a run needs: the manifest has the others, and the entities.
    pub(super) only: Option<String>,
    pub(super) extensions: Vec<Declaring>,
    pub(super) entities: Vec<Entity>,
    pub(super) uniques: Vec<Unique>,
}

/// An extension, with its function and the types of its fields.
pub(super) struct Declaring {
    pub(super) extension: Extension,
    pub(super) run: Function,
    /// Names and types of the arguments' fields, and true for the optional ones.
    pub(super) args: BTreeMap<String, (FieldType, bool)>,
    pub(super) returns: BTreeMap<String, FieldType>,
}

impl Declared {
    /// Begins declarations that take only this extension, and skip all others.
    pub(super) fn of_run(name: &str) -> Self {
        Self {
            only: Some(name.to_owned()),
            ..Self::default()
        }
    }

    /// Returns its manifest, encoded as in a module.
    ///
    /// # Errors
    /// The declaration that is invalid, and the reason.
    pub(super) fn encode(&self) -> Result<Vec<u8>, (String, &'static str)> {
        let sdk = Sdk {
            name: "lua".to_owned(),
            version: "5.4".to_owned(),
        };
        let mut entries = sdk
            .encode()
            .map_err(|error| (String::new(), error.text()))?;
        for declaring in &self.extensions {
            let extension = &declaring.extension;
            let entry = extension.encode().map_err(|error| {
                let rule = extension.broken_rule().unwrap_or(error.text());
                (format!("extension {}", extension.name), rule)
            })?;
            entries.extend(entry);
        }
        for entity in &self.entities {
            let entry = entity.encode().map_err(|error| {
                let rule = entity.broken_rule().unwrap_or(error.text());
                (format!("entity {}", entity.name), rule)
            })?;
            entries.extend(entry);
        }
        for unique in &self.uniques {
            let entry = unique.encode().map_err(|error| {
                let rule = unique.broken_rule().unwrap_or(error.text());
                (format!("unique fields of {}", unique.entity), rule)
            })?;
            entries.extend(entry);
        }
        Ok(entries)
    }
}
