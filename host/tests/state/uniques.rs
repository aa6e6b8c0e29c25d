//! Unique fields: the cost of look-ups, and the states that have them.

use heeus_abi::{ExtensionKind, FieldType, Op, Value};
use heeus_host::state::{HostState, ReadError, StateError};
use heeus_host::storage::{FailingStorage, Failures, MemoryStorage, SharedStorage};

use crate::support::{decl, get, intend, record};
use crate::unique_model::{PLACE, THINGS, UNIQ, things};

/// A state with this many records that have different numbers, and the operations of its storage.
fn many(count: i64, is_in_workspace: bool) -> (HostState, Failures) {
    let (storage, operations) = FailingStorage::new(MemoryStorage::new());
    let mut state = HostState::with_storage(Box::new(storage));
    if is_in_workspace {
        state.keep_unique(THINGS, &["Other"]).expect("kept");
    }
    state.declare(&things()).expect("declared");
    if is_in_workspace {
        state.enter(7).expect("a workspace");
    } else {
        state.unique(THINGS, &["Other"]).expect("declared");
    }
    for id in 0..count {
        let (key, value) = (
            record(&[("ID", Value::Id(id))]),
            record(&[("Other", Value::I64(id * 3))]),
        );
        let put = state.put(PLACE.0, PLACE.1, key.as_ref(), value.as_ref());
        put.expect("a good record");
    }
    (state, operations)
}

#[test]
fn look_ups_and_checks_visit_as_few_elements_among_many_records_as_among_few() {
    for is_in_workspace in [false, true] {
        let visited = [1_000, 40_000].map(|count| {
            let (mut state, operations) = many(count, is_in_workspace);
            let number = |number| [("Other", Value::I64(number))];
            operations.fail_at(0);
            let reader = state.begin_run(ExtensionKind::Query);
            let last = get(&reader, UNIQ, &number(3 * (count - 1)));
            assert_eq!(last, Ok(Some(record(&[("ID", Value::Id(count - 1))]))));
            assert_eq!(get(&reader, UNIQ, &number(1)), Ok(None));
            let looked_up = operations.operations();
            drop(reader);
            drop(state.begin_run(ExtensionKind::Command));
            operations.fail_at(0);
            let key = [("ID", Value::Id(count))];
            intend(&mut state, Op::Insert, PLACE, &key, &number(1)).expect("a free number");
            let taken = intend(&mut state, Op::Update, PLACE, &key, &number(3));
            assert!(matches!(taken, Err(StateError::Duplicate(_))), "{taken:?}");
            (looked_up, operations.operations())
        });
        // A look-up reads the index, and the record if there is one.
        assert_eq!(visited[0].0, 3);
        assert_eq!(visited[0], visited[1]);
        assert!(visited[0].1 < 12, "{visited:?}");
    }
}

#[test]
fn a_value_that_many_records_had_costs_no_more() {
    let (mut state, operations) = many(500, false);
    let number = |number| [("Other", Value::I64(number))];
    for id in 0..500 {
        drop(state.begin_run(ExtensionKind::Command));
        let key = [("ID", Value::Id(id))];
        intend(&mut state, Op::Update, PLACE, &key, &number(-1)).expect("free again");
        state.apply().expect("applied");
        operations.fail_at(0);
        let reader = state.begin_run(ExtensionKind::Query);
        let found = get(&reader, UNIQ, &number(-1));
        assert_eq!(found, Ok(Some(record(&key))));
        assert_eq!(operations.operations(), 2, "record {id}");
        drop(reader);
        drop(state.begin_run(ExtensionKind::Command));
        let inactive = [("sys.IsActive", Value::Bool(false))];
        intend(&mut state, Op::Update, PLACE, &key, &inactive).expect("inactive");
        state.apply().expect("applied");
        operations.fail_at(0);
        let found = get(&state.begin_run(ExtensionKind::Query), UNIQ, &number(-1));
        assert_eq!((found, operations.operations()), (Ok(None), 1));
    }
}

#[test]
fn records_are_compared_and_not_only_the_index() {
    // Both zeros are one value, and not-a-number is none.
    let mut state = HostState::new();
    state.declare(&things()).expect("declared");
    state.unique(THINGS, &["Float", "Text"]).expect("declared");
    let float = |float| [("Float", Value::F64(float)), ("Text", Value::Str("a"))];
    drop(state.begin_run(ExtensionKind::Command));
    let insert = |state: &mut HostState, id, value| {
        intend(
            state,
            Op::Insert,
            PLACE,
            &[("ID", Value::Id(id))],
            &float(value),
        )
    };
    insert(&mut state, 1, 0.0).expect("the first");
    insert(&mut state, 2, f64::NAN).expect("no value");
    insert(&mut state, 3, f64::NAN).expect("no value either");
    let zero = insert(&mut state, 4, -0.0);
    assert!(matches!(zero, Err(StateError::Duplicate(_))), "{zero:?}");
}

#[test]
fn what_is_kept_is_indexed_in_a_later_state_too() {
    let storage = SharedStorage::new(Box::new(MemoryStorage::new()));
    let open = || {
        let mut state = HostState::with_storage(Box::new(storage.clone()));
        state.load_schema().expect("loaded");
        state
    };
    let mut first = open();
    first.keep_unique(THINGS, &["Number"]).expect("kept");
    first.keep(&things()).expect("kept");
    let number = [("Number", Value::I32(5))];
    for workspace in [None, Some(7), Some(8)] {
        let mut state = open();
        if let Some(workspace) = workspace {
            state.enter(workspace).expect("a workspace");
        }
        drop(state.begin_run(ExtensionKind::Command));
        intend(
            &mut state,
            Op::Insert,
            PLACE,
            &[("ID", Value::Id(1))],
            &number,
        )
        .expect("free");
        state.apply().expect("applied");
        let mut state = open();
        if let Some(workspace) = workspace {
            state.enter(workspace).expect("a workspace");
        }
        let found = get(&state.begin_run(ExtensionKind::Query), UNIQ, &number);
        assert_eq!(found, Ok(Some(record(&[("ID", Value::Id(1))]))));
        let taken = intend(
            &mut state,
            Op::Insert,
            PLACE,
            &[("ID", Value::Id(2))],
            &number,
        );
        assert!(taken.is_err(), "a query writes no records");
        drop(state.begin_run(ExtensionKind::Command));
        let taken = intend(
            &mut state,
            Op::Insert,
            PLACE,
            &[("ID", Value::Id(2))],
            &number,
        );
        assert!(matches!(taken, Err(StateError::Duplicate(_))), "{taken:?}");
    }
}

#[test]
fn fields_that_cannot_be_unique_are_refused() {
    let mut state = HostState::new();
    let mut entity = things();
    entity.value.push(decl("Parts", FieldType::Array));
    state.declare(&entity).expect("declared");
    let refused = |refused: Result<(), StateError>| refused.expect_err("refused").to_string();
    let text = refused(state.unique(THINGS, &["Number", "Parts"]));
    assert!(
        text.contains("the field Parts of type array cannot be unique"),
        "{text}"
    );
    let text = refused(state.keep_unique(THINGS, &["Number"]));
    assert!(text.contains("(Number) cannot become unique"), "{text}");
    let key = [("Number", Value::I32(1))];
    let found = get(&state.begin_run(ExtensionKind::Query), UNIQ, &key);
    assert!(matches!(found, Err(ReadError::NotOffered(_))), "{found:?}");
}
