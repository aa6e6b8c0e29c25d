//! Parts of entities: structs with some of the fields.

use heeus_abi::manifest::SYS_IS_ACTIVE;
use heeus_abi::{EntityKind, FieldDesc};

/// The names of key fields in the order of the key.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub struct KeyOrder {
    /// The names.
    pub names: &'static [&'static str],
    /// The number of leading fields that form the partition key.
    pub partition_fields: usize,
}

/// Kind, order of the key and fields of the key of an entity.
type KeyOf = (EntityKind, KeyOrder, &'static [FieldDesc]);

/// Returns whether a part has the kind and the key of the whole.
// No generics with a bound: then a whole that is no entity is one error.
pub const fn has_same_key(whole: KeyOf, part: KeyOf) -> bool {
    let (whole_kind, whole, whole_fields) = whole;
    let (part_kind, part, part_fields) = part;
    let mut same = whole_kind as u8 == part_kind as u8
        && whole.partition_fields == part.partition_fields
        && whole.names.len() == part.names.len();
    let mut at = 0;
    while same && at < part.names.len() {
        same =
            is_same(whole.names[at], part.names[at]) && has_field(whole_fields, &part_fields[at]);
        at += 1;
    }
    same
}

/// Returns whether one of the fields has the name and the type of `field`, and is optional if it
/// is.
pub const fn has_field(mut fields: &[FieldDesc], field: &FieldDesc) -> bool {
    if is_same(field.name(), SYS_IS_ACTIVE) {
        // Each record has it.
        return true;
    }
    while let [first, rest @ ..] = fields {
        if is_same(first.name(), field.name()) {
            return first.ty() as u8 == field.ty() as u8
                && first.is_optional() == field.is_optional();
        }
        fields = rest;
    }
    false
}

const fn is_same(one: &str, other: &str) -> bool {
    let (mut one, mut other) = (one.as_bytes(), other.as_bytes());
    while let ([a, one_rest @ ..], [b, other_rest @ ..]) = (one, other) {
        if *a != *b {
            return false;
        }
        (one, other) = (one_rest, other_rest);
    }
    one.len() == other.len()
}
