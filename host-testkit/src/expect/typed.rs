//! The author's own structs in the place of records: what a test arranges, calls with and expects.

#![expect(
    clippy::needless_pass_by_value,
    reason = "a test writes its keys in place, without an ampersand"
)]

use heeus_abi::{Op, RecordRef, Storage};
use heeus_sdk::{Entity, Key, Record as ReadRecord, ToRecord};

use super::diff::{LEGEND, diff};
use super::intent::Intent;
use super::kit::Kit;
use super::outcome::Outcome;
use super::value::Record;

/// A struct that derives `Record`, as a test writes it: `kit.run("NewOrder", &order)`.
impl<T: ToRecord> From<&T> for Record {
    fn from(record: &T) -> Self {
        decoded(&record.to_bytes())
    }
}

fn decoded(bytes: &[u8]) -> Record {
    RecordRef::trusted(bytes).into()
}

fn key_of<E: Entity>(entity: &E) -> Record {
    decoded(&entity.key_to_bytes())
}

fn value_of<E: Entity>(entity: &E) -> Record {
    decoded(&entity.value_to_bytes())
}

/// The intent that inserts this row of a view, record or singleton.
///
/// ```
/// use heeus_host_testkit::prelude::*;
/// use heeus_sdk::Entity;
///
/// #[derive(Entity)]
/// #[entity(view = "shop.Totals")]
/// struct Totals {
///     #[entity(partition)]
///     year: i32,
///     amount: i64,
/// }
///
/// let intent = inserted(&Totals { year: 2026, amount: 5 });
/// assert_eq!(intent, insert_view("shop.Totals", record! { Year: 2026 }).with("Amount", 5i64));
/// ```
pub fn inserted<E: Entity>(entity: &E) -> Intent {
    Intent {
        op: Op::New,
        storage: E::STORAGE,
        entity: E::NAME.to_owned(),
        key: key_of(entity),
        value: value_of(entity),
    }
}

/// The intent that makes `after` of `before`: an update of the fields in which they differ.
///
/// # Panics
/// Where their keys differ, or nothing else does: no update comes to that.
#[track_caller]
pub fn updated<E: Entity>(before: &E, after: &E) -> Intent {
    let (key, other) = (key_of(before), key_of(after));
    assert!(
        key == other,
        "{}: an update cannot make {other} of {key}",
        E::NAME
    );
    let old = value_of(before);
    let new = value_of(after);
    let changed = new
        .fields()
        .filter(|(name, value)| old.get(name) != Some(*value));
    let changed = changed.fold(Record::new(), |record, (name, value)| {
        record.with(name, value.clone())
    });
    assert!(
        !changed.is_empty(),
        "{}: nothing is changed, so there is no update",
        E::NAME
    );
    Intent {
        op: Op::Update,
        value: changed,
        ..inserted(before)
    }
}

impl Kit {
    /// Arranges a row of a view, a record or a singleton, in place of the one that has its key.
    ///
    /// # Panics
    /// Where the module declares the entity in another way.
    #[track_caller]
    pub fn given<E: Entity>(&mut self, entity: &E) -> &mut Self {
        self.put(E::STORAGE, E::NAME, key_of(entity), value_of(entity))
    }

    /// Arranges the event that projectors follow: this argument of its command, and nothing else.
    ///
    /// # Panics
    /// Where the argument is no record of the contract.
    #[track_caller]
    pub fn event_of<A: ToRecord>(&mut self, argument: &A) -> &mut Self {
        let event = Record::new().with("ArgumentObject", Record::from(argument));
        self.put(Storage::Event, "", Record::new(), event)
    }

    /// Expects that just this is stored under its key.
    ///
    /// # Panics
    /// Where there is nothing, or something else.
    #[track_caller]
    pub fn expect_stored<E: Entity>(&self, entity: &E) -> &Self {
        self.expect_row(E::NAME, key_of(entity), value_of(entity))
    }

    /// Expects that nothing is stored under a key.
    ///
    /// # Panics
    /// Where there is something.
    #[track_caller]
    pub fn expect_none<E: Entity>(&self, key: impl Key<E>) -> &Self {
        self.expect_no_row(E::NAME, decoded(&key.prefix_to_bytes()))
    }

    /// Expects just these elements of an entity, in key order.
    ///
    /// # Panics
    /// Where there are others, or another order.
    #[track_caller]
    pub fn expect_all<'e, E: Entity + 'e>(
        &self,
        expected: impl IntoIterator<Item = &'e E>,
    ) -> &Self {
        let expected = expected.into_iter();
        self.expect_rows(
            E::NAME,
            expected.map(|entity| (key_of(entity), value_of(entity))),
        )
    }

    /// All elements of an entity in key order, as the author's structs. They borrow nothing, so that they outlive the
    /// state.
    ///
    /// # Panics
    /// Where one does not fit the struct.
    #[track_caller]
    pub fn stored<E: Entity + for<'a> Entity<Of<'a> = E>>(&self) -> Vec<E> {
        let (storage, _) = self.entity(E::NAME);
        let rows = match self.state().rows(storage, E::NAME) {
            Ok(rows) => rows,
            Err(error) => panic!("{}: {error}", self.name()),
        };
        let row =
            |(key, value): &(heeus_abi::RecordBuf, heeus_abi::RecordBuf)| match E::from_records(
                key.as_ref(),
                value.as_ref(),
            ) {
                Ok(row) => row,
                Err(error) => panic!("{}: {error}", self.name()),
            };
        rows.iter().map(row).collect()
    }
}

impl Outcome {
    /// Expects this row as the result, and no other intents.
    ///
    /// # Panics
    /// Where the run failed, or made other intents.
    #[track_caller]
    pub fn expect_result<R: ToRecord>(self, row: &R) -> Self {
        self.expect_results([row])
    }

    /// Expects these rows as the result, in this order, among the intents that no earlier call expected.
    ///
    /// # Panics
    /// Where the run failed, or its result is another.
    #[track_caller]
    pub fn expect_results<'r, R: ToRecord + 'r>(
        mut self,
        rows: impl IntoIterator<Item = &'r R>,
    ) -> Self {
        self.need_ok();
        let expected: Vec<Record> = rows.into_iter().map(Record::from).collect();
        let actual = self.result_rows();
        if actual != expected {
            let diff = diff(&text(&expected), &text(&actual));
            self.fail(&format!("another result {LEGEND}\n{diff}"));
        }
        self.take_results();
        self
    }

    /// The rows of the result, as the author's structs. They borrow nothing.
    ///
    /// # Panics
    /// Where the run failed, or a row does not fit the struct.
    #[track_caller]
    pub fn results<R: for<'a> ReadRecord<'a>>(&self) -> Vec<R> {
        self.need_ok();
        let read = |row: &Record| {
            let bytes = match row.encode() {
                Ok(bytes) => bytes,
                Err(error) => self.fail(&error.to_string()),
            };
            match R::from_record(bytes.as_ref()) {
                Ok(row) => row,
                Err(error) => self.fail(&error.to_string()),
            }
        };
        self.result_rows().iter().map(read).collect()
    }

    fn result_rows(&self) -> Vec<Record> {
        let results = self.intents().iter().filter(|intent| is_result(intent));
        results.map(|intent| intent.value.clone()).collect()
    }

    /// The results are expected now.
    fn take_results(&mut self) {
        let intents = &self.intents;
        self.left
            .retain(|&place| !intents.get(place).is_some_and(is_result));
    }
}

fn is_result(intent: &Intent) -> bool {
    intent.storage == Storage::Result
}

/// Rows as a test would write them.
fn text(rows: &[Record]) -> String {
    let rows: Vec<String> = rows.iter().map(|row| format!("{row:#}")).collect();
    rows.join("\n")
}
