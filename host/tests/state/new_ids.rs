//! Raw ids of new records, and the ids that the host gives for them.

use std::time::{Duration, Instant};

use heeus_abi::{ArrayBuf, ExtensionKind, Items, Op, Storage, Value};
use heeus_host::state::{HostState, NewId, StateError};
use heeus_host::storage::{FailingStorage, MemoryStorage, SharedStorage};

use crate::support::{Fields, GOODS, SETTINGS, declare_all, intend, record, shop};

const RECORD: (Storage, &str) = (Storage::Record, GOODS);

/// Inserts goods under this raw id.
fn new_goods(state: &mut HostState, raw: i64) -> Result<(), StateError> {
    let value = [("Name", Value::Str("tea")), ("sys.ID", Value::Id(raw))];
    intend(state, Op::Insert, RECORD, &[], &value)
}

fn add_result(state: &mut HostState, row: Fields<'_>) {
    intend(state, Op::Insert, (Storage::Result, ""), &[], row).expect("a row");
}

/// Runs a command that inserts goods under these raw ids.
fn added(state: &mut HostState, raws: &[i64]) -> Vec<NewId> {
    state.begin_run(ExtensionKind::Command);
    for &raw in raws {
        new_goods(state, raw).expect("a new raw id");
    }
    state.apply().expect("apply");
    state.new_ids().to_vec()
}

fn stored(state: &HostState) -> Vec<i64> {
    let rows = state.rows(Storage::Record, GOODS).expect("declared");
    let id = |key: Option<Value<'_>>| match key {
        Some(Value::Id(id)) => id,
        other => panic!("{other:?}"),
    };
    rows.iter()
        .map(|(key, _)| id(key.as_ref().get("ID")))
        .collect()
}

fn ids(new: &[NewId]) -> Vec<(i64, i64)> {
    new.iter().map(|new| (new.raw, new.id)).collect()
}

#[test]
fn each_raw_id_gets_an_id_that_was_never_given() {
    let mut state = shop();
    assert_eq!(ids(&added(&mut state, &[65_535])), [(65_535, 65_536)]);
    let two = added(&mut state, &[1, 65_535]);
    assert_eq!(ids(&two), [(1, 65_537), (65_535, 65_538)]);
    assert_eq!(stored(&state), [65_536, 65_537, 65_538]);
    let value = &state.rows(Storage::Record, GOODS).expect("declared")[0].1;
    let expected = record(&[("Name", Value::Str("tea"))]);
    assert_eq!(*value, expected, "the id is in the key only");

    assert_eq!(added(&mut state, &[]), [], "of the last run only");
    state.begin_run(ExtensionKind::Command);
    new_goods(&mut state, 5).expect("a raw id");
    state.discard();
    assert_eq!(ids(&added(&mut state, &[5])), [(5, 65_539)], "not used up");
}

#[test]
fn raw_ids_are_replaced_in_all_fields_of_the_type() {
    let mut state = shop();
    state.begin_run(ExtensionKind::Command);
    new_goods(&mut state, 9).expect("a raw id");
    let price = [("Price", Value::I64(9))];
    let key = [("ID", Value::Id(9))];
    intend(&mut state, Op::Update, RECORD, &key, &price).expect("an update of the new one");
    let ids = ArrayBuf::new(Items::Id(&[9, 8, 9])).expect("ids");
    let inner = record(&[("A", Value::Id(9)), ("B", Value::Array(ids.as_ref()))]);
    let records = [inner.as_ref(), inner.as_ref()];
    let records = ArrayBuf::new(Items::Record(&records)).expect("records");
    let outer = record(&[("In", Value::Record(inner.as_ref()))]);
    add_result(
        &mut state,
        &[
            ("Bytes", Value::Bytes(&9i64.to_le_bytes())),
            ("Id", Value::Id(9)),
            ("Number", Value::I64(9)),
            ("Other", Value::Id(8)),
            ("Outer", Value::Record(outer.as_ref())),
            ("Records", Value::Array(records.as_ref())),
        ],
    );
    state.apply().expect("apply");
    let inner = "{\"A\": Id(65536), \"B\": Array([Id(65536), Id(8), Id(65536)])}";
    let shown = format!("{:?}", state.results());
    let expected = format!(
        "[{{\"Bytes\": Bytes([9, 0, 0, 0, 0, 0, 0, 0]), \"Id\": Id(65536), \"Number\": I64(9), \
         \"Other\": Id(8), \"Outer\": Record({{\"In\": Record({inner})}}), \"Records\": \
         Array([Record({inner}), Record({inner})])}}]"
    );
    assert_eq!(shown, expected);
    let rows = state.rows(Storage::Record, GOODS).expect("declared");
    assert_eq!(rows[0].1.as_ref().get("Price"), Some(Value::I64(9)));
}

#[test]
fn ids_that_records_have_are_skipped() {
    let mut state = shop();
    let explicit = |state: &mut HostState, id| {
        intend(state, Op::Insert, RECORD, &[("ID", Value::Id(id))], &[]).expect("a free id");
    };
    state.begin_run(ExtensionKind::Command);
    explicit(&mut state, 65_537);
    explicit(&mut state, 65_538);
    explicit(&mut state, 7);
    state.apply().expect("apply");
    state.begin_run(ExtensionKind::Command);
    explicit(&mut state, 65_536);
    new_goods(&mut state, 7).expect("a raw id");
    state.apply().expect("apply");
    assert_eq!(ids(state.new_ids()), [(7, 65_539)]);
    assert_eq!(stored(&state), [7, 65_536, 65_537, 65_538, 65_539]);
}

#[test]
fn few_of_the_ids_that_records_have_are_looked_at() {
    let (storage, failures) = FailingStorage::new(MemoryStorage::new());
    let mut state = HostState::with_storage(Box::new(storage));
    declare_all(&mut state);
    for id in 65_536..70_000 {
        let key = record(&[("ID", Value::Id(id))]);
        let put = state.put(Storage::Record, GOODS, key.as_ref(), record(&[]).as_ref());
        put.expect("declared");
    }
    let before = failures.operations();
    let new = added(&mut state, &[1, 2]);
    let looked_at = failures.operations() - before;
    assert!(looked_at < 40, "{looked_at} operations");
    assert!(new.iter().all(|new| new.id >= 70_000), "{new:?}");
    assert_eq!(stored(&state).len(), 70_000 - 65_536 + 2);
}

#[test]
fn wrong_raw_ids_are_refused() {
    let mut state = shop();
    for wrong in [0, -1, 65_536, i64::MAX, i64::MIN] {
        state.begin_run(ExtensionKind::Command);
        let error = new_goods(&mut state, wrong).expect_err("no raw id");
        assert_eq!(
            error.to_string(),
            format!(
                "shop.Goods: sys.ID of a new record without a key: found {wrong}, expected a raw \
                 id, 1 to 65535"
            )
        );
        assert_eq!(error.section(), Some(7));
        assert_eq!(state.apply(), Err(StateError::NoRun));
    }
    state.begin_run(ExtensionKind::Command);
    new_goods(&mut state, 5).expect("a raw id");
    let error = new_goods(&mut state, 5).expect_err("it is taken");
    assert_eq!(
        error.to_string(),
        "shop.Goods: sys.ID: an earlier new record of the run has the raw id 5 too"
    );
    state.begin_run(ExtensionKind::Command);
    let error = intend(&mut state, Op::Insert, RECORD, &[], &[]).expect_err("no id at all");
    assert!(
        error.to_string().contains("key field ID is missing"),
        "{error}"
    );
    // A singleton has no id of its own.
    state.begin_run(ExtensionKind::Command);
    let singleton = (Storage::Record, SETTINGS);
    let id = [("sys.ID", Value::Id(70_000))];
    intend(&mut state, Op::Insert, singleton, &[], &id).expect("any number");
    state.apply().expect("apply");
    assert_eq!((state.new_ids(), stored(&state)), (&[][..], Vec::new()));
}

#[test]
fn workspaces_and_processes_count_on() {
    let storage = SharedStorage::new(Box::new(MemoryStorage::new()));
    let open = || {
        let mut state = HostState::with_storage(Box::new(storage.clone()));
        declare_all(&mut state);
        state
    };
    let mut state = open();
    for (workspace, id) in [(1, 65_536), (2, 65_536), (1, 65_537), (-1, 65_536)] {
        state.enter(workspace).expect("a workspace");
        assert_eq!(ids(&added(&mut state, &[3])), [(3, id)]);
    }
    let mut state = open();
    state.enter(1).expect("a workspace");
    assert_eq!(ids(&added(&mut state, &[3])), [(3, 65_538)]);
}

/// Whatever operation of the storage fails, an id is given once, and a run that fails gives none.
#[test]
fn a_failure_at_any_operation_gives_no_id_twice() {
    for n in 1.. {
        let (storage, failures) = FailingStorage::new(MemoryStorage::new());
        let mut state = HostState::with_storage(Box::new(storage));
        declare_all(&mut state);
        state.enter(1).expect("a workspace");
        failures.fail_at(n);
        let mut expected = Vec::new();
        let mut failed = 0;
        for _ in 0..3 {
            state.begin_run(ExtensionKind::Command);
            let done = [5, 6]
                .iter()
                .try_for_each(|&raw| new_goods(&mut state, raw))
                .and_then(|()| state.apply().map(|_| ()));
            match done {
                Ok(()) => expected.extend(state.new_ids().iter().map(|new| new.id)),
                Err(error) => {
                    assert!(error.to_string().contains("injected failure"), "{error}");
                    failed += 1;
                    state.discard();
                }
            }
        }
        failures.fail_at(0);
        assert_eq!(stored(&state), expected, "operation {n}");
        let last = 65_536 + i64::try_from(expected.len()).expect("few");
        assert_eq!(
            expected,
            (65_536..last).collect::<Vec<_>>(),
            "operation {n}"
        );
        if failed == 0 {
            assert!(n > 6, "there were only {n} operations");
            return;
        }
    }
}

/// The time of a run with this many new records, and with 14 MiB of raw ids in its result.
fn time_of(new: i64) -> Duration {
    let mut state = shop();
    state.begin_run(ExtensionKind::Command);
    for raw in 1..=new {
        new_goods(&mut state, raw).expect("a raw id");
    }
    let raws: Vec<i64> = (1..=900_000).map(|at| 1 + at % new).collect();
    let raws = ArrayBuf::new(Items::Id(&raws)).expect("ids");
    let begun = Instant::now();
    for _ in 0..2 {
        add_result(&mut state, &[("Ids", Value::Array(raws.as_ref()))]);
    }
    let time = begun.elapsed();
    state.apply().expect("apply");
    let [row, _] = state.results() else {
        panic!("two rows are expected");
    };
    let Some(Value::Array(ids)) = row.as_ref().get("Ids") else {
        panic!("an array is expected");
    };
    assert_eq!(ids.get(0), Some(Value::Id(65_537)));
    assert!(
        ids.iter()
            .all(|id| matches!(id, Value::Id(65_536..=66_535)))
    );
    time
}

#[test]
fn many_raw_ids_cost_little_more_than_few() {
    let (few, many) = (time_of(10), time_of(900));
    assert!(many < 20 * few, "{few:?} for 10, {many:?} for 900");
}
