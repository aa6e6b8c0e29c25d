//! What a declaration must be by itself, besides being readable.

use alloc::collections::BTreeSet;

use super::{Entity, Extension, FieldDecl, RECORD_ID};
use crate::encode::is_qname;
use crate::names::RESERVED_PREFIX;
use crate::{EntityKind, FieldType, limits};

impl Extension {
    /// What is expected of the declaration and is not so, `None` where it keeps all rules.
    pub fn broken_rule(&self) -> Option<&'static str> {
        let reserved = self.name.starts_with(RESERVED_PREFIX);
        reserved.then_some("a name that does not begin with Wasm")
    }
}

impl Entity {
    /// What is expected of the declaration and is not so, `None` where it keeps all rules.
    pub fn broken_rule(&self) -> Option<&'static str> {
        if !is_qname(&self.name) || self.name.contains('\0') {
            return Some("a qualified name: package path, dot, entity");
        }
        if self.key.len().max(self.value.len()) > limits::MAX_FIELDS {
            return Some("at most 1024 fields in the key and in the value");
        }
        if !self.key.iter().chain(&self.value).all(is_named) {
            return Some("names of fields of 1 to 255 bytes without NUL");
        }
        if usize::from(self.partition_fields) > self.key.len() {
            return Some("at most as many partition fields as key fields");
        }
        if !distinct(&self.key) || !distinct(&self.value) {
            return Some("names that stand once in the key and once in the value");
        }
        let ordered = |ty| !matches!(ty, FieldType::Record | FieldType::Array);
        if !self.key.iter().all(|field| ordered(field.ty)) {
            return Some("key fields that have an order: no record, no array");
        }
        match (self.kind, self.key.as_slice()) {
            (EntityKind::View, _) | (EntityKind::Singleton, []) => None,
            (EntityKind::Singleton, _) => Some("no key fields in a singleton"),
            (EntityKind::Record, [id]) if id.name == RECORD_ID && id.ty == FieldType::Id => None,
            (EntityKind::Record, _) => Some("the key field ID of a record, a record id"),
        }
    }
}

/// Whether a record can have a field of this name.
fn is_named(field: &FieldDecl) -> bool {
    (1..=limits::MAX_NAME).contains(&field.name.len()) && !field.name.contains('\0')
}

/// Whether no name stands twice.
fn distinct(fields: &[FieldDecl]) -> bool {
    let mut seen = BTreeSet::new();
    fields.iter().all(|field| seen.insert(field.name.as_str()))
}
