//! The declarations of a script.

use std::collections::BTreeMap;

use heeus_abi::FieldType;
use heeus_abi::manifest::{Entity, Extension, Sdk};
use mlua::Function;

/// What was declared so far.
#[derive(Default)]
pub(super) struct Declared {
    /// The extension that a run is about: the others, and entities, are known from the manifest.
    pub(super) only: Option<String>,
    pub(super) extensions: Vec<Declaring>,
    pub(super) entities: Vec<Entity>,
}

/// An extension.
pub(super) struct Declaring {
    pub(super) extension: Extension,
    pub(super) run: Function,
    /// Name and type of fields of the arguments, and whether they may be absent.
    pub(super) args: BTreeMap<String, (FieldType, bool)>,
    pub(super) returns: BTreeMap<String, FieldType>,
}

impl Declared {
    /// Takes this extension alone, and skips all other declarations.
    pub(super) fn of_run(name: &str) -> Self {
        Self {
            only: Some(name.to_owned()),
            ..Self::default()
        }
    }

    /// Its manifest, as it stands in a module.
    ///
    /// # Errors
    /// What cannot be declared, and why not.
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
        Ok(entries)
    }
}
