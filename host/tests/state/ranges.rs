//! Reads with a range, compared with a model of ordinary maps.

#[path = "../shared/folder.rs"]
mod folder;

use std::collections::BTreeMap;
use std::ops::{Bound, ControlFlow};

use heeus_abi::manifest::Entity;
use heeus_abi::{
    EntityKind, ExtensionKind, FieldType, KeyRange, KeyRef, RecordBuf, Storage, Value,
};
use heeus_host::state::{HostState, ReadError, Reader};
use heeus_host::storage::{DurableStorage, FailingStorage, MemoryStorage, Storage as Store};
use proptest::collection::vec;
use proptest::prelude::*;

use self::folder::Folder;
use crate::support::{decl, record, without_section};

const VIEW: &str = "test.View";

type Key = (i32, String, i64);

/// A bound: how many fields of a key it has, and the key.
type Place = (usize, Key);

/// `test.View (Part, Name, At) {Sum}`.
fn view() -> Entity {
    Entity {
        name: VIEW.into(),
        kind: EntityKind::View,
        partition_fields: 1,
        key: vec![
            decl("Part", FieldType::I32),
            decl("Name", FieldType::Str),
            decl("At", FieldType::I64),
        ],
        value: vec![decl("Sum", FieldType::I64)],
    }
}

/// The first fields of a key.
fn leading((part, name, at): &Key, count: usize) -> RecordBuf {
    let fields = [
        ("Part", Value::I32(*part)),
        ("Name", Value::Str(name)),
        ("At", Value::I64(*at)),
    ];
    record(&fields[..count])
}

fn state_of(storage: impl Store + 'static, rows: &BTreeMap<Key, i64>) -> HostState {
    let mut state = HostState::with_storage(Box::new(storage));
    state.declare(&view()).expect("a good declaration");
    for (key, sum) in rows {
        let (key, value) = (leading(key, 3), record(&[("Sum", Value::I64(*sum))]));
        let put = state.put(Storage::View, VIEW, key.as_ref(), value.as_ref());
        put.expect("a good row");
    }
    state
}

fn sums(reader: &Reader, key: &RecordBuf, range: KeyRange<'_>) -> Result<Vec<i64>, ReadError> {
    let key = KeyRef {
        storage: Storage::View,
        entity: VIEW,
        record: key.as_ref(),
        range,
    };
    let mut sums = Vec::new();
    reader.read_elements(&key, &mut |element| {
        match element.value().get("Sum") {
            Some(Value::I64(sum)) => sums.push(sum),
            other => panic!("{other:?}"),
        }
        ControlFlow::Continue(())
    })?;
    Ok(sums)
}

/// Compares the first fields of two keys.
fn order(one: &Key, other: &Key, count: usize) -> std::cmp::Ordering {
    let first = one.0.cmp(&other.0);
    let second = || one.1.cmp(&other.1);
    let third = || one.2.cmp(&other.2);
    match count {
        0 => std::cmp::Ordering::Equal,
        1 => first,
        2 => first.then_with(second),
        _ => first.then_with(second).then_with(third),
    }
}

#[derive(Debug, Clone)]
struct Case {
    prefix: Place,
    lower: Bound<Place>,
    upper: Bound<Place>,
    after: Option<Place>,
    is_reverse: bool,
}

impl Case {
    /// The sums in the order of the read; `None` if a bound is not within the prefix.
    fn wanted(&self, rows: &BTreeMap<Key, i64>) -> Option<Vec<i64>> {
        let (count, prefix) = &self.prefix;
        let third = self.after.clone().map_or(Bound::Unbounded, Bound::Excluded);
        for bound in [&self.lower, &self.upper, &third] {
            if let Bound::Included((fields, key)) | Bound::Excluded((fields, key)) = bound
                && (fields < count || order(key, prefix, *count).is_ne())
            {
                return None;
            }
        }
        let is_within = |key: &Key| {
            let after = match &self.lower {
                Bound::Unbounded => true,
                Bound::Included((count, bound)) => order(key, bound, *count).is_ge(),
                Bound::Excluded((count, bound)) => order(key, bound, *count).is_gt(),
            };
            let before = match &self.upper {
                Bound::Unbounded => true,
                Bound::Included((count, bound)) => order(key, bound, *count).is_le(),
                Bound::Excluded((count, bound)) => order(key, bound, *count).is_lt(),
            };
            let behind = match &self.after {
                None => true,
                Some((count, bound)) if self.is_reverse => order(key, bound, *count).is_lt(),
                Some((count, bound)) => order(key, bound, *count).is_gt(),
            };
            after && before && behind && order(key, prefix, *count).is_eq()
        };
        let within = rows.iter().filter(|(key, _)| is_within(key));
        let mut sums: Vec<_> = within.map(|(_, sum)| *sum).collect();
        if self.is_reverse {
            sums.reverse();
        }
        Some(sums)
    }

    fn check(&self, reader: &Reader, rows: &BTreeMap<Key, i64>) {
        let bytes = |bound: &Bound<Place>| {
            let bound = bound.clone();
            bound.map(|(count, key)| leading(&key, count).into_bytes())
        };
        let (lower, upper) = (bytes(&self.lower), bytes(&self.upper));
        let after = self.after.clone();
        let after = after.map(|(count, key)| leading(&key, count).into_bytes());
        let range = KeyRange {
            lower: lower.as_ref().map(Vec::as_slice),
            upper: upper.as_ref().map(Vec::as_slice),
            after: after.as_deref(),
            is_reverse: self.is_reverse,
        };
        let found = sums(reader, &leading(&self.prefix.1, self.prefix.0), range);
        match self.wanted(rows) {
            Some(wanted) => assert_eq!(found, Ok(wanted), "{self:?}"),
            None => assert!(matches!(found, Err(ReadError::InvalidKey(_))), "{self:?}"),
        }
    }
}

fn key() -> impl Strategy<Value = Key> + Clone {
    // Few different values, so that keys share fields; 255 is the last byte under any prefix, and a
    // zero is escaped.
    let names = ["", "\0", "a", "a\0", "ab", "\u{7f}", "\u{10ffff}"].map(str::to_owned);
    let parts = prop::sample::select(vec![-1, 1, i32::MAX]);
    let at = prop::sample::select(vec![i64::MIN, -1, 0, i64::MAX]);
    (parts, prop::sample::select(names.to_vec()), at)
}

fn case() -> impl Strategy<Value = Case> {
    let place = (1..=3_usize, key());
    let bound = prop_oneof![
        1 => Just(Bound::Unbounded),
        2 => place.clone().prop_map(Bound::Included),
        2 => place.clone().prop_map(Bound::Excluded),
    ];
    let after = prop::option::of(place.clone());
    let bounds = (bound.clone(), bound, after);
    (place, bounds, any::<bool>(), any::<bool>()).prop_map(
        |(prefix, (lower, upper, after), is_reverse, is_near)| {
            // Most bounds would be in another partition.
            let near = |(count, mut key): Place| {
                if !is_near {
                    return (count, key);
                }
                key.0 = prefix.1.0;
                if prefix.0 > 1 {
                    key.1.clone_from(&prefix.1.1);
                }
                (count.max(prefix.0), key)
            };
            let (lower, upper, after) = (lower.map(near), upper.map(near), after.map(near));
            Case {
                prefix,
                lower,
                upper,
                after,
                is_reverse,
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 24,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn ranges_against_maps(
        rows in prop::collection::btree_map(key(), any::<i64>(), 0..40),
        cases in vec(case(), 1..40),
    ) {
        let folder = Folder::new();
        let open = || DurableStorage::open(folder.path()).expect("a storage");
        // The rows of the first half are in the database, those of the second half over it.
        let (first, second): (BTreeMap<_, _>, BTreeMap<_, _>) =
            rows.clone().into_iter().partition(|(_, sum)| sum % 2 == 0);
        drop(state_of(open(), &first));
        for mut state in [state_of(MemoryStorage::new(), &rows), state_of(open(), &second)] {
            let reader = state.begin_run(ExtensionKind::Query);
            for case in &cases {
                case.check(&reader, &rows);
            }
        }
    }
}

/// Rows of one partition, by `At`.
fn many(count: i64) -> BTreeMap<Key, i64> {
    (0..count).map(|at| ((1, String::new(), at), at)).collect()
}

#[test]
fn a_page_costs_the_same_wherever_it_is() {
    const ROWS: i64 = 10_000;
    const PAGE: usize = 20;
    let (storage, failures) = FailingStorage::new(MemoryStorage::new());
    let mut state = state_of(storage, &many(ROWS));
    let reader = state.begin_run(ExtensionKind::Query);
    let part = leading(&(1, String::new(), 0), 1);
    for is_reverse in [false, true] {
        for page in [0, 1, 99, 499] {
            let place = page * 20;
            let last = if is_reverse { ROWS - place } else { place - 1 };
            let last = leading(&(1, String::new(), last), 3);
            let key = KeyRef {
                storage: Storage::View,
                entity: VIEW,
                record: part.as_ref(),
                range: KeyRange {
                    after: Some(last.as_ref().as_bytes()),
                    is_reverse,
                    ..KeyRange::ALL
                },
            };
            failures.fail_at(0);
            let mut seen = Vec::new();
            let read = reader.read_elements(&key, &mut |element| {
                seen.push(element.value().get("Sum").map(|sum| match sum {
                    Value::I64(sum) => sum,
                    other => panic!("{other:?}"),
                }));
                if seen.len() == PAGE {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            });
            assert_eq!(read, Ok(()));
            let first = if is_reverse { ROWS - 1 - place } else { place };
            assert_eq!(seen.first(), Some(&Some(first)));
            // An element of the storage each, and none besides.
            assert_eq!(failures.operations(), PAGE as u64, "page {page}");
        }
    }
}

#[track_caller]
fn refused(range: KeyRange<'_>, why: &str) {
    let mut state = state_of(MemoryStorage::new(), &many(3));
    let reader = state.begin_run(ExtensionKind::Query);
    match sums(&reader, &leading(&(1, String::new(), 0), 1), range) {
        Err(ReadError::InvalidKey(text)) => assert_eq!(without_section(&text), why),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_bound_that_does_not_fit_is_named() {
    let after = |bytes| KeyRange {
        lower: Bound::Excluded(bytes),
        ..KeyRange::ALL
    };
    let before = |bytes| KeyRange {
        upper: Bound::Excluded(bytes),
        ..KeyRange::ALL
    };
    refused(
        after(b"garbage!"),
        "a bound of the range: record size at byte 0: expected the number of bytes of the \
         record",
    );
    let other = leading(&(2, String::new(), 0), 3);
    refused(
        before(other.as_ref().as_bytes()),
        "test.View: a bound of the range does not begin with the fields of the key",
    );
    let shorter = record(&[]);
    refused(
        before(shorter.as_ref().as_bytes()),
        "a bound of the range: test.View: a read needs the whole partition key, but Part is \
         missing; partition key: Part i32",
    );
    let unknown = record(&[("Part", Value::I32(1)), ("Nmae", Value::Str("a"))]);
    refused(
        before(unknown.as_ref().as_bytes()),
        "a bound of the range: test.View: key has no field Nmae; declared: Part i32, Name string, \
         At i64; did you mean Name?",
    );
    let wrong = record(&[("Part", Value::I64(1))]);
    refused(
        before(wrong.as_ref().as_bytes()),
        "a bound of the range: test.View: key field Part: found i64, expected i32",
    );
}

#[test]
fn a_host_without_ranges_says_so() {
    let mut state = state_of(MemoryStorage::new(), &many(3));
    let mut limits = *state.limits();
    limits.ranges = false;
    state.set_limits(limits);
    let reader = state.begin_run(ExtensionKind::Query);
    let part = leading(&(1, String::new(), 0), 1);
    let reverse = KeyRange {
        is_reverse: true,
        ..KeyRange::ALL
    };
    assert!(matches!(
        sums(&reader, &part, reverse),
        Err(ReadError::NoRanges(_))
    ));
    assert_eq!(sums(&reader, &part, KeyRange::ALL), Ok(vec![0, 1, 2]));
}
