//! Ids of new records: raw ids, and the ids that the state gives for them.

use std::collections::BTreeMap;

use crate::model::{Record, Value};

/// The ids that were given.
#[derive(Debug)]
pub struct Ids {
    /// The next id, before the run and in it.
    next: i64,
    next_of_run: i64,
    /// The ids of the run, by the raw ids.
    given: BTreeMap<i64, i64>,
}

impl Ids {
    pub fn new() -> Self {
        Self {
            next: 65_536,
            next_of_run: 65_536,
            given: BTreeMap::new(),
        }
    }

    /// Ends a run.
    pub fn end(&mut self, is_applied: bool) {
        self.given.clear();
        if is_applied {
            self.next = self.next_of_run;
        }
        self.next_of_run = self.next;
    }

    /// Puts ids in the place of raw ids; that of a new record moves into its key. Returns `None`
    /// for a wrong raw id.
    pub fn replace(
        &mut self,
        is_new_record: bool,
        (key, value): (&Record, &Record),
        is_taken: impl Fn(i64) -> bool,
    ) -> Option<(Record, Record)> {
        let (mut key, mut value) = (key.clone(), value.clone());
        let raw = match value.get("sys.ID") {
            Some(Value::Id(id)) if is_new_record && key.is_empty() => Some(*id),
            _ => None,
        };
        if let Some(raw) = raw {
            if !(1..=65_535).contains(&raw) || self.given.contains_key(&raw) {
                return None;
            }
            let mut step = 1;
            while is_taken(self.next_of_run) {
                self.next_of_run += step;
                step *= 2;
            }
            self.given.insert(raw, self.next_of_run);
            self.next_of_run += 1;
            value.remove("sys.ID");
            key.insert("ID".to_owned(), Value::Id(raw));
        }
        self.in_record(&mut key);
        self.in_record(&mut value);
        Some((key, value))
    }

    fn in_record(&self, record: &mut Record) {
        for value in record.values_mut() {
            self.in_value(value);
        }
    }

    fn in_value(&self, value: &mut Value) {
        match value {
            Value::Id(id) => *id = self.given.get(id).copied().unwrap_or(*id),
            Value::Record(record) => self.in_record(record),
            Value::Array(_, items) => items.iter_mut().for_each(|item| self.in_value(item)),
            _ => {}
        }
    }
}
