//! What a new version of a package may change in an entity that has rows.

use std::collections::BTreeSet;

use heeus_abi::manifest::Entity;

use super::error::StateError;
use super::host_state::HostState;

impl HostState {
    /// Whether an entity can be [kept](Self::keep) as a new version of its package declares it. `may_be_absent` are value
    /// fields that its code reads where a stored row lacks them.
    ///
    /// # Errors
    /// [`StateError::Redeclared`] where its kind, its key or the type of a field differs; [`StateError::Declaration`] where a
    /// stored field is gone that rows may need, where a new one is missing in them, or where `may_be_absent` names
    /// another field.
    pub fn check_version(&self, entity: &Entity, may_be_absent: &[&str]) -> Result<(), StateError> {
        self.check_wider(entity)?;
        let bad = |reason: String| {
            let entity = entity.name.clone();
            Err(StateError::Declaration { entity, reason })
        };
        let has = |entity: &Entity, name: &str| entity.value.iter().any(|of| of.name == name);
        if let Some(name) = may_be_absent.iter().find(|name| !has(entity, name)) {
            return bad(format!(
                "the field {name}, which may be absent, is not one of its fields"
            ));
        }
        let Some(before) = self.entities().find(|known| known.name == entity.name) else {
            return Ok(());
        };
        let known = self.absent.get(&*entity.name);
        let may = |name: &str| {
            may_be_absent.contains(&name) || known.is_some_and(|known| known.contains(name))
        };
        let only = |one: &Entity, other: &Entity| -> Vec<String> {
            let fields = one.value.iter().map(|field| field.name.clone());
            fields
                .filter(|name| !has(other, name) && !may(name))
                .collect()
        };
        let (gone, new) = (only(before, entity), only(entity, before));
        if gone.is_empty() && new.is_empty() {
            return Ok(());
        }
        let mut reason = Vec::new();
        if !gone.is_empty() {
            reason.push(format!(
                "stored rows have {}, which is declared no more: keep it, where it was renamed with \
                 #[entity(rename = \"..\")]",
                gone.join(", ")
            ));
        }
        if !new.is_empty() {
            reason.push(format!(
                "stored rows lack the new {}: make it an Option or give it a default, and say so with \
                 Package::may_be_absent",
                new.join(", ")
            ));
        }
        bad(reason.join("; "))
    }

    /// The fields of an entity that may be absent in stored rows, with these.
    pub(super) fn with_absent(&self, entity: &str, more: &[&str]) -> BTreeSet<String> {
        let mut all = self.absent.get(entity).cloned().unwrap_or_default();
        all.extend(more.iter().map(|&name| name.to_owned()));
        all
    }
}
