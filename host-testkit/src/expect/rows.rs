//! Expectations of stored rows.

use std::fmt::Write as _;

use heeus_abi::{EntityKind, FieldType, RecordBuf};

use super::bounds::{LINE, shown};
use super::diff::{LEGEND, diff};
use super::intent::{ID, id_key, without_id};
use super::kit::Kit;
use super::render;
use super::value::{Content, DynRecord};
use heeus_host::shown::bounded;

/// The most keys that a failure lists.
const SHOWN_KEYS: usize = 12;

/// Key and value of a row.
pub(super) type Row = (DynRecord, DynRecord);

impl Kit {
    /// Expects a row of an entity, with just these fields. The key of a record is `record! { ID:
    /// RecordId(5) }`, that of a singleton `record! {}`.
    ///
    /// # Panics
    /// If there is no row under the key, or it has other fields.
    #[track_caller]
    pub fn expect_row(
        &self,
        entity: &str,
        key: impl Into<DynRecord>,
        value: impl Into<DynRecord>,
    ) -> &Self {
        need_row(entity, &self.rows(entity), (key.into(), value.into()));
        self
    }

    /// Expects a record, with just these fields.
    ///
    /// # Panics
    /// If there is none with this id, or it has other fields.
    #[track_caller]
    pub fn expect_record(&self, entity: &str, id: i64, value: impl Into<DynRecord>) -> &Self {
        self.expect_row(entity, id_key(id), value)
    }

    /// Expects a singleton, with just these fields.
    ///
    /// # Panics
    /// If there is none, or it has other fields.
    #[track_caller]
    pub fn expect_singleton(&self, entity: &str, value: impl Into<DynRecord>) -> &Self {
        self.expect_row(entity, DynRecord::new(), value)
    }

    /// Expects that there is no row under this key. A key with only some of the fields covers all
    /// rows whose keys have these fields with these values.
    ///
    /// # Panics
    /// If there is one; or if the entity declares its key in another way, so that no row could have
    /// this key.
    #[track_caller]
    pub fn expect_no_row(&self, entity: &str, key: impl Into<DynRecord>) -> &Self {
        let key = key.into();
        self.need_key(entity, &key);
        need_no_row(entity, &self.rows(entity), &key);
        self
    }

    /// Fails the test if no row of an entity could have such a key.
    #[track_caller]
    fn need_key(&self, name: &str, key: &DynRecord) {
        let (_, entity) = self.entity(name);
        let mut declared: Vec<(&str, FieldType)> = Vec::new();
        match entity.kind {
            EntityKind::View => {
                let fields = entity.key.iter();
                declared.extend(fields.map(|field| (field.name.as_str(), field.ty)));
            }
            EntityKind::Record => declared.push((ID, FieldType::Id)),
            EntityKind::Singleton => {}
        }
        let known = |(field, value): (&str, &Content)| {
            let ty = value.encode().map(|value| value.field_type());
            ty.is_ok_and(|ty| declared.contains(&(field, ty)))
        };
        assert!(
            key.fields().all(known),
            "{name}: no row can be under {}; the fields of its key are {declared:?}",
            fitted(key)
        );
    }

    /// Expects just these rows of an entity, in key order.
    ///
    /// # Panics
    /// If there are others, or another order.
    #[track_caller]
    pub fn expect_rows(
        &self,
        entity: &str,
        expected: impl IntoIterator<Item = (DynRecord, DynRecord)>,
    ) -> &Self {
        need_rows(entity, &self.rows(entity), expected);
        self
    }

    /// All rows of an entity in key order. A record's `sys.ID` is left out if it equals the id in
    /// the key.
    ///
    /// # Panics
    /// If the entity is not declared or the storage fails.
    #[track_caller]
    pub fn rows(&self, entity: &str) -> Vec<(DynRecord, DynRecord)> {
        let (storage, _) = self.entity(entity);
        let rows = match self.state().rows(storage, entity) {
            Ok(rows) => rows,
            Err(error) => panic!("{}: {error}", self.name()),
        };
        rows.into_iter().map(decoded).collect()
    }
}

/// A stored row, as an expectation has it.
pub(super) fn decoded((key, value): (RecordBuf, RecordBuf)) -> Row {
    plain((key.into(), value.into()))
}

/// A row without the id that its key has as well.
fn plain((key, value): Row) -> Row {
    let value = without_id(&key, value);
    (key, value)
}

/// Fails the test unless the rows have this one.
#[track_caller]
pub(super) fn need_row(entity: &str, rows: &[Row], expected: Row) {
    let (key, value) = plain(expected);
    let Some((_, actual)) = rows.iter().find(|(other, _)| *other == key) else {
        let known = keys(rows);
        panic!("{entity}: no row under {}; {known}", fitted(&key));
    };
    if *actual != value {
        let diff = diff(&format!("{value:#}"), &format!("{actual:#}"));
        panic!(
            "{entity}: another row under {} {LEGEND}\n{diff}",
            fitted(&key)
        );
    }
}

/// Fails the test if the key of a row has all the fields of this one.
#[track_caller]
pub(super) fn need_no_row(entity: &str, rows: &[Row], key: &DynRecord) {
    let under = |row: &DynRecord| {
        key.fields()
            .all(|(name, value)| row.get(name) == Some(value))
    };
    if let Some((key, value)) = rows.iter().find(|(row, _)| under(row)) {
        let (key, value) = (fitted(key), value.to_string());
        let value = shown(&value);
        panic!("{entity}: a row under {key} that the test does not expect\n+ {value}");
    }
}

/// Fails the test unless these are the rows, in this order.
#[track_caller]
pub(super) fn need_rows(entity: &str, actual: &[Row], expected: impl IntoIterator<Item = Row>) {
    let expected: Vec<_> = expected.into_iter().map(plain).collect();
    if actual != expected {
        let diff = diff(&text(&expected), &text(actual));
        panic!("{entity}: other rows {LEGEND}\n{diff}");
    }
}

/// Rows as a test would write them.
fn text(rows: &[(DynRecord, DynRecord)]) -> String {
    let mut out = String::new();
    for (key, value) in rows {
        let result = writeln!(out, "({key}, {value:#}),");
        debug_assert!(result.is_ok(), "writing to a String does not fail");
    }
    out
}

/// A key, as far as a failure shows it.
fn fitted(key: &DynRecord) -> String {
    shown(&render::fitted(key)).into_owned()
}

/// The keys of all rows.
fn keys(rows: &[(DynRecord, DynRecord)]) -> String {
    if rows.is_empty() {
        return "there are none".to_owned();
    }
    let mut out = String::from("there are");
    for (key, _) in rows.iter().take(SHOWN_KEYS) {
        out.push_str("\n  ");
        out.push_str(&bounded(LINE, key));
    }
    if let Some(more @ 1..) = rows.len().checked_sub(SHOWN_KEYS) {
        out.push_str("\n  and ");
        out.push_str(&more.to_string());
        out.push_str(" more");
    }
    out
}
