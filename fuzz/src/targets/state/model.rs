//! The state as maps.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::ids::Ids;
use crate::model::{Declared, Record, Value};

/// A key in the order of elements: its fields in the order of their declaration.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OrderedKey(pub Vec<Part>);

/// One field of a key.
#[derive(Debug, Clone)]
pub struct Part(pub Value);

impl Ord for Part {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Value::I32(a), Value::I32(b)) => a.cmp(b),
            (Value::I64(a), Value::I64(b)) | (Value::Id(a), Value::Id(b)) => a.cmp(b),
            (Value::F32(a), Value::F32(b)) => f32::from_bits(*a).total_cmp(&f32::from_bits(*b)),
            (Value::F64(a), Value::F64(b)) => f64::from_bits(*a).total_cmp(&f64::from_bits(*b)),
            (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
            (Value::Str(a), Value::Str(b)) | (Value::QName(a), Value::QName(b)) => {
                a.as_bytes().cmp(b.as_bytes())
            }
            (Value::Bytes(a), Value::Bytes(b)) => a.cmp(b),
            (a, b) => panic!("fields of one key: {a:?} and {b:?}"),
        }
    }
}

impl PartialOrd for Part {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Part {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Part {}

/// The rows of an entity: values by key.
pub type Rows = BTreeMap<OrderedKey, Record>;

/// A declared entity and its rows.
#[derive(Debug, Clone)]
pub struct Table {
    pub entity: Declared,
    pub rows: Rows,
    /// The writes of the current run: for each key, the fields that updates set.
    pub written: BTreeMap<OrderedKey, BTreeSet<String>>,
}

/// Sorts of refusals that must be the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum No {
    Run,
    Forbidden,
    Invalid,
    Exists,
    Missing,
    Declaration,
    Redeclared,
    Overwrite,
}

/// Numbers of storages and kinds of entities that this model covers.
pub const VIEW: u8 = 1;
pub const RECORD: u8 = 2;

/// Returns whether a kind of extension may get, read, or write in these storages (section 11).
pub fn may(kind: u8, storage: u8, does: Does) -> bool {
    match (storage, does) {
        (VIEW | RECORD, Does::Get) => true,
        (VIEW, Does::Read) => kind != 1,
        (VIEW, Does::Write) => matches!(kind, 4 | 5),
        (RECORD, Does::Write) => kind == 1,
        _ => false,
    }
}

/// An action of an extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Does {
    Get,
    Read,
    Write,
}

/// The storage of a kind of entity.
pub fn storage_of(entity: &Declared) -> u8 {
    if entity.kind == 1 { VIEW } else { RECORD }
}

impl Table {
    /// The key with these fields: with all of them, or with the leading ones.
    pub fn key(&self, fields: &Record, whole: bool) -> Result<OrderedKey, No> {
        let declared = &self.entity.key;
        if fields.len() > declared.len() || (whole && fields.len() < declared.len()) {
            return Err(No::Invalid);
        }
        let leading = declared.iter().take(fields.len()).map(|(name, ty)| {
            let value = fields.get(name).filter(|value| value.number() == *ty);
            value.cloned().map(Part).ok_or(No::Invalid)
        });
        leading.collect::<Result<_, _>>().map(OrderedKey)
    }

    /// Checks a value.
    pub fn check(&self, key: &Record, value: &Record) -> Result<(), No> {
        for (name, value) in value {
            let declared = self.entity.value.iter().find(|(known, _)| known == name);
            let ty = declared.map(|(_, ty)| *ty).or(match name.as_str() {
                "sys.ID" if self.entity.kind != 1 => Some(9),
                "sys.IsActive" if self.entity.kind != 1 => Some(5),
                _ => None,
            });
            if ty != Some(value.number()) {
                return Err(No::Invalid);
            }
        }
        match (self.entity.kind, key.get("ID"), value.get("sys.ID")) {
            (2, Some(a), Some(b)) if a != b => Err(No::Invalid),
            _ => Ok(()),
        }
    }

    /// Applies an intent to the rows.
    pub fn write(
        &mut self,
        is_new: bool,
        element: (&Record, &Record),
        ids: &mut Ids,
    ) -> Result<(), No> {
        let is_taken = |id| {
            let key = OrderedKey(vec![Part(Value::Id(id))]);
            self.rows.contains_key(&key)
        };
        let is_new_record = is_new && self.entity.kind == 2;
        let replaced = ids.replace(is_new_record, element, is_taken);
        let (key, value) = &replaced.ok_or(No::Invalid)?;
        let order = self.key(key, true)?;
        self.check(key, value)?;
        let row = self.rows.get_mut(&order);
        if is_new {
            if row.is_some() && self.entity.kind != 1 {
                return Err(No::Exists);
            }
            if self.written.contains_key(&order) {
                return Err(No::Overwrite);
            }
            self.written.insert(order.clone(), BTreeSet::new());
            self.rows.insert(order, value.clone());
            return Ok(());
        }
        let row = row.ok_or(No::Missing)?;
        row.extend(value.clone());
        let written = self.written.entry(order).or_default();
        let mut names = value.keys();
        if names.all(|name| written.insert(name.clone())) {
            Ok(())
        } else {
            Err(No::Overwrite)
        }
    }
}

/// The fields of a key by their names.
pub fn named(entity: &Declared, key: &OrderedKey) -> Record {
    let names = entity.key.iter().map(|(name, _)| name.clone());
    names.zip(key.0.iter().map(|part| part.0.clone())).collect()
}
