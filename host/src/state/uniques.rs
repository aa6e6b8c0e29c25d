//! Fields that are declared unique together, by entity.

use std::collections::HashMap;

/// The declared sets of fields, in the order of their declaration.
#[derive(Clone, Default)]
pub(super) struct Uniques {
    sets: Vec<UniqueSet>,
    /// The places of the sets of each entity.
    places: HashMap<Box<str>, Vec<usize>>,
}

/// Fields of an entity that are unique together.
#[derive(Clone)]
pub(super) struct UniqueSet {
    pub(super) entity: Box<str>,
    /// The names in the order of keys, each once.
    pub(super) fields: Vec<String>,
    pub(super) indexed: Indexed,
}

/// The states that keep an index of unique fields. The others read all records of the entity.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Indexed {
    /// All: the fields were declared before the first record was written.
    Always,
    /// States without a workspace, which can read all of their records at the declaration.
    OutsideOfWorkspaces,
    /// None: an earlier host has stored records without an index.
    Never,
}

impl Uniques {
    /// Adds a set. Returns its place.
    pub(super) fn add(&mut self, set: UniqueSet) -> usize {
        let place = self.sets.len();
        self.places
            .entry(set.entity.clone())
            .or_default()
            .push(place);
        self.sets.push(set);
        place
    }

    /// All sets, in the order of their declaration.
    pub(super) fn all(&self) -> &[UniqueSet] {
        &self.sets
    }

    /// The sets of an entity, each with its place.
    pub(super) fn of(&self, entity: &str) -> impl Iterator<Item = (usize, &UniqueSet)> {
        let places = self.places.get(entity).map(Vec::as_slice);
        let places = places.unwrap_or_default().iter();
        places.filter_map(|&place| Some((place, self.sets.get(place)?)))
    }

    /// Returns whether exactly these fields are unique together. The names have the order of keys.
    pub(super) fn has(&self, entity: &str, names: &[String]) -> bool {
        self.of(entity).any(|(_, set)| set.fields == names)
    }
}

impl UniqueSet {
    /// Returns whether states keep an index of it, in this workspace or outside of all.
    pub(super) fn is_indexed(&self, workspace: Option<i64>) -> bool {
        match self.indexed {
            Indexed::Always => true,
            Indexed::OutsideOfWorkspaces => workspace.is_none(),
            Indexed::Never => false,
        }
    }
}
