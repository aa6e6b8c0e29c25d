//! The rules of a single declaration, apart from its encoding.

use alloc::collections::BTreeSet;

use super::{
    Entity, Extension, FieldDecl, RECORD_ID, SYS_ABSENT, SYS_FIELDS, Unique, WORKSPACE, has_targets,
};
use crate::names::RESERVED_PREFIX;
use crate::qname::is_qname;
use crate::{EntityKind, ExtensionKind, FieldType, limits};

impl Extension {
    /// Returns what was expected by the rule that the declaration breaks; `None` if it keeps all
    /// rules.
    pub fn broken_rule(&self) -> Option<&'static str> {
        let mut targets = BTreeSet::new();
        if self.name.starts_with(RESERVED_PREFIX) {
            Some("a name that does not begin with Wasm")
        } else if !self.targets.is_empty() && !has_targets(self.kind) {
            Some("targets only of a validator or a projector")
        } else if self.sync && self.kind != ExtensionKind::Projector {
            Some("only a projector as synchronous")
        } else if self.targets.len() > usize::from(u8::MAX) {
            Some("at most 255 targets")
        } else if !self.targets.iter().all(|name| is_target(self.kind, name)) {
            Some("names of commands of the package, or of events with or without a package")
        } else if !self.targets.iter().all(|name| targets.insert(name)) {
            Some("each target once")
        } else {
            None
        }
    }
}

/// Returns whether an extension of a kind can have a target of this name. A validator checks
/// commands of its own package. A name of an event with a dot in it begins with a package.
pub fn is_target(kind: ExtensionKind, name: &str) -> bool {
    match kind {
        ExtensionKind::Projector if name.contains('.') => is_qname(name),
        _ => is_name(name),
    }
}

fn is_name(name: &str) -> bool {
    (1..=limits::MAX_NAME).contains(&name.len()) && !name.contains('\0')
}

impl Unique {
    /// Returns what was expected by the rule that the declaration breaks; `None` if it keeps all
    /// rules.
    pub fn broken_rule(&self) -> Option<&'static str> {
        let mut names = BTreeSet::new();
        if !is_qname(&self.entity) {
            Some("a qualified name: package path, dot, entity")
        } else if !(1..=usize::from(u8::MAX)).contains(&self.fields.len()) {
            Some("1 to 255 unique fields")
        } else if !self.fields.iter().all(|name| is_name(name)) {
            Some("names of fields of 1 to 255 bytes without NUL")
        } else if !self.fields.iter().all(|name| names.insert(name)) {
            Some("each unique field once")
        } else {
            None
        }
    }
}

impl Entity {
    /// Returns what was expected by the rule that the declaration breaks; `None` if it keeps all
    /// rules.
    pub fn broken_rule(&self) -> Option<&'static str> {
        if !is_qname(&self.name) {
            return Some("a qualified name: package path, dot, entity");
        }
        if self.key.len().max(self.value.len()) > limits::MAX_FIELDS {
            return Some("at most 1024 fields in the key and in the value");
        }
        if !self.key.iter().chain(&self.value).all(is_named) {
            return Some("names of fields of 1 to 255 bytes without NUL");
        }
        if let Some(rule) = self.broken_partition() {
            return Some(rule);
        }
        if !distinct(&self.key) || !distinct(&self.value) {
            return Some("each name at most once in the key and at most once in the value");
        }
        let ordered = |ty| !matches!(ty, FieldType::Record | FieldType::Array);
        if !self.key.iter().all(|field| ordered(field.ty)) {
            return Some("key fields that have an order: no record, no array");
        }
        if self.key.iter().any(|field| field.optional) {
            return Some("key fields that no row may lack");
        }
        if self.kind != EntityKind::View && !self.value.iter().all(is_sys_field_or_own) {
            return Some("sys.ID as a record id and sys.IsActive as a bool, if declared");
        }
        if self.value.iter().any(|field| field.name == SYS_ABSENT) {
            return Some("no value field sys.Absent: the contract keeps that name for updates");
        }
        match (self.kind, self.key.as_slice()) {
            (EntityKind::View, key) if key.iter().any(|field| field.name == WORKSPACE) => {
                Some("no key field WSID in a view: the contract keeps that name for workspaces")
            }
            (EntityKind::View, _) | (EntityKind::Singleton, []) => None,
            (EntityKind::Singleton, _) => Some("no key fields in a singleton"),
            (EntityKind::Record, [id]) if id.name == RECORD_ID && id.ty == FieldType::Id => None,
            (EntityKind::Record, _) => Some("the key field ID of a record, a record id"),
        }
    }

    /// Returns the broken rule about the number of partition fields, if there is one.
    fn broken_partition(&self) -> Option<&'static str> {
        let fields = usize::from(self.partition_fields);
        match self.kind {
            EntityKind::View if fields == 0 => Some("at least one partition field in a view"),
            EntityKind::View if fields > self.key.len() => {
                Some("at most as many partition fields as key fields")
            }
            EntityKind::Record | EntityKind::Singleton if fields != 0 => {
                Some("no partition fields in a record or singleton")
            }
            _ => None,
        }
    }
}

/// Returns whether a value field of a record has the type that the contract fixes for its name, if
/// it fixes one.
fn is_sys_field_or_own(field: &FieldDecl) -> bool {
    let given = SYS_FIELDS.iter().find(|(name, _)| *name == field.name);
    given.is_none_or(|(_, ty)| *ty == field.ty)
}

/// Returns whether a record can have a field of this name.
fn is_named(field: &FieldDecl) -> bool {
    is_name(&field.name)
}

/// Returns whether all names differ.
fn distinct(fields: &[FieldDecl]) -> bool {
    let mut names = BTreeSet::new();
    fields.iter().all(|field| names.insert(field.name.as_str()))
}
