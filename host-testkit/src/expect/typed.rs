//! The author's own structs in place of records: in arranged state, in arguments and in
//! expectations.

#![expect(
    clippy::needless_pass_by_value,
    reason = "a test writes its keys in place, without an ampersand"
)]

use heeus_abi::{Op, RecordBuf, RecordRef, Storage};
use heeus_sdk::field::Whole;
use heeus_sdk::field::{Key, ToRecord};
use heeus_sdk::{Entity, Record as ReadRecord};

use super::bounds::MOST;
use super::diff::{LEGEND, diff};
use super::expectation::Expectation;
use super::intent::Intent;
use super::kit::Kit;
use super::outcome::Outcome;
use super::render;
use super::value::DynRecord;
use heeus_host::shown::bounded;

impl<T: ToRecord> From<&T> for DynRecord {
    fn from(record: &T) -> Self {
        decoded(&record.to_bytes())
    }
}

pub(super) fn decoded(bytes: &[u8]) -> DynRecord {
    RecordRef::trusted(bytes).into()
}

pub(super) fn key_of<E: Entity>(entity: &E) -> DynRecord {
    decoded(&entity.key_to_bytes())
}

pub(super) fn value_of<E: Entity>(entity: &E) -> DynRecord {
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
pub fn inserted<E: Whole>(entity: &E) -> Intent {
    Intent {
        op: Op::Insert,
        storage: E::STORAGE,
        entity: E::NAME.to_owned(),
        key: key_of(entity),
        value: value_of(entity),
    }
}

/// The intent that turns `before` into `after`: an update of the fields in which they differ.
///
/// ```
/// # use heeus_host_testkit::prelude::*;
/// # use heeus_sdk::Entity;
/// # #[derive(Entity)]
/// # #[entity(view = "shop.Totals")]
/// # struct Totals {
/// #     #[entity(partition)]
/// #     year: i32,
/// #     amount: i64,
/// #     orders: i32,
/// # }
/// let before = Totals { year: 2026, amount: 5, orders: 1 };
/// let after = Totals { amount: 7, ..before };
/// assert_eq!(
///     updated(&before, &after),
///     update_view("shop.Totals", record! { Year: 2026 }).with("Amount", 7i64)
/// );
/// ```
///
/// # Panics
/// If no single update turns one into the other: their keys differ, they are equal, or a field
/// becomes absent, which is an update of its own: `.with("sys.Absent", "Note")`.
#[track_caller]
pub fn updated<E: Entity>(before: &E, after: &E) -> Intent {
    let (name, key, other) = (E::NAME, key_of(before), key_of(after));
    assert!(
        key == other,
        "{name}: an update cannot change the key: before and after are different rows\n  {key}\n  \
         {other}"
    );
    let (old, new) = (value_of(before), value_of(after));
    for (gone, _) in old.fields() {
        assert!(
            new.get(gone).is_some(),
            "{name}: {gone} exists before and not after: a field becomes absent by an update of \
             its own, in sys.Absent"
        );
    }
    let value = new
        .fields()
        .filter(|(name, value)| old.get(name) != Some(*value))
        .fold(DynRecord::new(), |changed, (name, value)| {
            changed.with(name, value.clone())
        });
    assert!(
        !value.is_empty(),
        "{name}: before and after are the same under {key}, so there is no update"
    );
    Intent {
        op: Op::Update,
        storage: E::STORAGE,
        entity: name.to_owned(),
        key,
        value,
    }
}

impl Kit {
    /// Arranges a row of a view, a record or a singleton, in place of the one under its key.
    ///
    /// # Panics
    /// If the module declares the entity in another way.
    #[track_caller]
    pub fn given<E: Whole>(&mut self, entity: &E) -> &mut Self {
        self.put(E::STORAGE, E::NAME, key_of(entity), value_of(entity))
    }

    /// Arranges the event that projectors follow: the argument of its command, and nothing else.
    ///
    /// # Panics
    /// If the argument is no record of the contract.
    #[track_caller]
    pub fn event_of<A: ToRecord>(&mut self, argument: &A) -> &mut Self {
        let event = DynRecord::new().with("ArgumentObject", DynRecord::from(argument));
        self.put(Storage::Event, "", DynRecord::new(), event)
    }

    /// Expects that this element is stored under its key, with just these fields.
    ///
    /// # Panics
    /// If no element is stored there, or it has other fields.
    #[track_caller]
    pub fn expect_stored<E: Whole>(&self, entity: &E) -> &Self {
        self.expect_row(E::NAME, key_of(entity), value_of(entity))
    }

    /// Expects that no element is stored under a key.
    ///
    /// # Panics
    /// If there is one.
    #[track_caller]
    pub fn expect_none<E: Entity>(&self, key: impl Key<E>) -> &Self {
        self.expect_no_row(E::NAME, decoded(&key.prefix_to_bytes()))
    }

    /// Expects just these elements of an entity, in key order.
    ///
    /// # Panics
    /// If there are others, or another order.
    #[track_caller]
    pub fn expect_all<'e, E: Whole + 'e>(
        &self,
        expected: impl IntoIterator<Item = &'e E>,
    ) -> &Self {
        let expected = expected.into_iter();
        self.expect_rows(
            E::NAME,
            expected.map(|entity| (key_of(entity), value_of(entity))),
        )
    }

    /// All elements of an entity in key order, as structs that borrow nothing. For structs that
    /// borrow, use [`expect_all`](Self::expect_all).
    ///
    /// # Panics
    /// If one does not fit the struct.
    #[track_caller]
    pub fn stored<E: Entity + for<'a> Entity<WithLifetime<'a> = E>>(&self) -> Vec<E> {
        let (storage, _) = self.entity(E::NAME);
        let rows = match self.state().rows(storage, E::NAME) {
            Ok(rows) => rows,
            Err(error) => panic!("{}: {error}", self.name()),
        };
        structs(self.name(), &rows)
    }
}

/// Stored rows as structs. `name` is what a failure names.
#[track_caller]
pub(super) fn structs<E: Entity + for<'a> Entity<WithLifetime<'a> = E>>(
    name: &str,
    rows: &[(RecordBuf, RecordBuf)],
) -> Vec<E> {
    let mut stored = Vec::with_capacity(rows.len());
    for (key, value) in rows {
        match E::from_records(key.as_ref(), value.as_ref()) {
            Ok(row) => stored.push(row),
            Err(error) => {
                let (key, value) = (
                    DynRecord::from(key.as_ref()),
                    DynRecord::from(value.as_ref()),
                );
                let row = bounded(MOST, format_args!("({key}, {value})"));
                panic!("{name}: {error}, in {row}");
            }
        }
    }
    stored
}

impl Outcome {
    /// Expects a result of just this row. Intents other than results remain to be expected.
    ///
    /// # Panics
    /// If the run failed, or its result is another.
    #[track_caller]
    pub fn expect_result<R: ToRecord>(self, row: &R) -> Self {
        self.expect_results([row])
    }

    /// Expects a result of just these rows, in this order, besides rows that earlier calls
    /// expected. Intents other than results remain to be expected.
    ///
    /// # Panics
    /// If the run failed, or its result is another.
    #[track_caller]
    pub fn expect_results<'r, R: ToRecord + 'r>(
        mut self,
        rows: impl IntoIterator<Item = &'r R>,
    ) -> Self {
        self.state_once(Expectation::Results);
        self.need_ok();
        let expected: Vec<DynRecord> = rows.into_iter().map(DynRecord::from).collect();
        let left = self.unexpected().filter(|intent| is_result(intent));
        let actual: Vec<&DynRecord> = left.map(|intent| &intent.value).collect();
        if !actual.iter().copied().eq(&expected) {
            let diff = diff(&text(&expected), &text(actual));
            self.fail(&format!("another result {LEGEND}\n{diff}"));
        }
        let intents = &self.intents;
        self.left
            .retain(|&place| !intents.get(place).is_some_and(is_result));
        self
    }

    /// All rows of the result, as structs that borrow nothing. They still remain to be expected.
    ///
    /// # Panics
    /// If the run failed, or a row does not fit the struct.
    #[track_caller]
    pub fn results<R: for<'a> ReadRecord<'a>>(&self) -> Vec<R> {
        self.need_ok();
        let mut results = Vec::new();
        for intent in self.intents.iter().filter(|intent| is_result(intent)) {
            let row = &intent.value;
            let bytes = match row.encode() {
                Ok(bytes) => bytes,
                Err(error) => self.fail(&format!("{error}: {row}")),
            };
            match R::from_record(bytes.as_ref()) {
                Ok(row) => results.push(row),
                Err(error) => self.fail(&format!("{error}, in the result {row}")),
            }
        }
        results
    }
}

fn is_result(intent: &Intent) -> bool {
    intent.storage == Storage::Result
}

/// Rows as a test would write them.
fn text<'r>(rows: impl IntoIterator<Item = &'r DynRecord>) -> String {
    let rows: Vec<String> = rows.into_iter().map(render::fitted).collect();
    rows.join("\n")
}
