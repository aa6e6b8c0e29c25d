//! Intents are applied together or not at all.

use heeus_abi::{ExtensionKind, IntentRef, Op, RecordRef, Storage, Value};
use heeus_host::state::{HostState, Overwrites, StateError};
use heeus_host::storage::{FailingStorage, MemoryStorage};

use crate::support::{
    GOODS, ORDERS, SETTINGS, WRITER, amounts, declare_all, intend, intend_order, order_key,
    put_order, read_across_partitions, record, shop, wire,
};

/// Amount and note of the one row.
fn row(state: &HostState) -> Vec<String> {
    let rows = state.rows(Storage::View, ORDERS).expect("declared");
    rows.iter().map(|(_, value)| format!("{value:?}")).collect()
}

fn note(state: &mut HostState, op: Op, note: &str) {
    let (key, value) = (order_key(2026, 7, 1), [("Note", Value::Str(note))]);
    intend(state, op, (Storage::View, ORDERS), &key, &value).expect("a good intent");
}

#[test]
fn an_update_merges_and_a_new_value_replaces() {
    let mut state = shop();
    put_order(&mut state, 1, 100);
    let mut run = |step: &dyn Fn(&mut HostState)| {
        state.begin_run(WRITER);
        step(&mut state);
        let applied = state.apply().expect("apply");
        assert!(state.pending().is_empty());
        assert_eq!(applied.intents, applied.written);
        row(&state).join(" ")
    };
    let amount =
        |op, amount| move |state: &mut HostState| intend_order(state, op, 1, amount).expect("good");
    assert_eq!(run(&amount(Op::Update, 7)), r#"{"Amount": I64(7)}"#);
    let text = run(&|state| note(state, Op::Update, "a"));
    assert_eq!(text, r#"{"Amount": I64(7), "Note": Str("a")}"#);
    let text = run(&|state| note(state, Op::Update, "longer than before"));
    assert_eq!(
        text,
        r#"{"Amount": I64(7), "Note": Str("longer than before")}"#
    );
    let text = run(&amount(Op::Update, 8));
    assert_eq!(
        text,
        r#"{"Amount": I64(8), "Note": Str("longer than before")}"#
    );
    assert_eq!(
        run(&|state| note(state, Op::Insert, "b")),
        r#"{"Note": Str("b")}"#
    );
    assert_eq!(
        run(&amount(Op::Update, 9)),
        r#"{"Amount": I64(9), "Note": Str("b")}"#
    );
    assert_eq!(run(&|_| ()), r#"{"Amount": I64(9), "Note": Str("b")}"#);
}

#[test]
fn an_updated_element_is_canonical() {
    let mut state = shop();
    put_order(&mut state, 1, 100);
    state.begin_run(WRITER);
    note(&mut state, Op::Update, "x");
    intend_order(&mut state, Op::Update, 1, -1).expect("update");
    state.apply().expect("apply");
    let rows = state.rows(Storage::View, ORDERS).expect("declared");
    let expected = record(&[("Amount", Value::I64(-1)), ("Note", Value::Str("x"))]);
    assert_eq!(rows, [(record(&order_key(2026, 7, 1)), expected)]);
}

#[test]
fn later_intents_see_earlier_ones_of_the_run() {
    let mut state = shop();
    put_order(&mut state, 1, 100);
    state.begin_run(WRITER);
    intend_order(&mut state, Op::Insert, 2, 1).expect("new");
    note(&mut state, Op::Update, "kept");
    intend_order(&mut state, Op::Update, 1, 5).expect("update of an update");
    intend_order(&mut state, Op::Update, 2, 3).expect("update of an insert");
    assert_eq!(state.pending().len(), 4);
    state.apply().expect("apply");
    assert_eq!(amounts(&state), [(1, 5), (2, 3)]);
    assert_eq!(row(&state)[0], r#"{"Amount": I64(5), "Note": Str("kept")}"#);
}

fn new_goods(
    state: &mut HostState,
    key: &[(&str, Value<'_>)],
    id: Option<i64>,
) -> Result<(), StateError> {
    let mut value = vec![("Name", Value::Str("tea"))];
    value.extend(id.map(|id| ("sys.ID", Value::Id(id))));
    intend(state, Op::Insert, (Storage::Record, GOODS), key, &value)
}

#[test]
fn a_new_record_must_not_exist() {
    let id = [("ID", Value::Id(5))];
    let exists = |entity: &str, key: &str| {
        Err(StateError::Exists {
            entity: entity.into(),
            key: key.into(),
        })
    };
    let mut state = shop();
    state.begin_run(ExtensionKind::Command);
    assert_eq!(new_goods(&mut state, &id, None), Ok(()));
    assert_eq!(
        new_goods(&mut state, &id, None),
        exists(GOODS, "{ID: 5}"),
        "in one run"
    );
    assert_eq!(state.apply(), Err(StateError::NoRun), "the run is over");
    assert_eq!(state.rows(Storage::Record, GOODS), Ok(vec![]));

    state.begin_run(ExtensionKind::Command);
    new_goods(&mut state, &id, None).expect("nothing was left");
    state.apply().expect("apply");
    state.begin_run(ExtensionKind::Command);
    assert_eq!(
        new_goods(&mut state, &id, None),
        exists(GOODS, "{ID: 5}"),
        "in two runs"
    );

    state.begin_run(ExtensionKind::Command);
    let singleton = (Storage::Record, SETTINGS);
    intend(&mut state, Op::Insert, singleton, &[], &[]).expect("the first");
    state.apply().expect("apply");
    state.begin_run(ExtensionKind::Command);
    let again = intend(&mut state, Op::Insert, singleton, &[], &[]);
    assert_eq!(again, exists(SETTINGS, "{}"));
}

#[test]
fn a_new_record_may_repeat_its_id_in_the_value() {
    let mut state = shop();
    state.begin_run(ExtensionKind::Command);
    new_goods(&mut state, &[("ID", Value::Id(8))], Some(8)).expect("id in both");
    state.apply().expect("apply");
    let rows = state.rows(Storage::Record, GOODS).expect("declared");
    let ids: Vec<_> = rows.iter().map(|(key, _)| key.as_ref().get("ID")).collect();
    assert_eq!(ids, [Some(Value::Id(8))]);

    state.begin_run(ExtensionKind::Command);
    let other = new_goods(&mut state, &[("ID", Value::Id(9))], Some(10));
    let text = other.expect_err("two ids").to_string();
    assert_eq!(
        text,
        "shop.Goods: ID of the key is 9, sys.ID of the value 10"
    );
    state.begin_run(ExtensionKind::Command);
    let again = new_goods(&mut state, &[("ID", Value::Id(8))], Some(8));
    assert!(again.is_err(), "it exists");
}

#[test]
fn pending_intents_are_what_was_made() {
    let mut state = shop();
    put_order(&mut state, 1, 0);
    let id = [("ID", Value::Id(5))];
    let made = [
        wire(
            Op::Insert,
            Storage::View,
            ORDERS,
            &order_key(1, 2, 3),
            &[("Note", Value::Str("n"))],
        ),
        wire(
            Op::Update,
            Storage::View,
            ORDERS,
            &order_key(2026, 7, 1),
            &[("Amount", Value::I64(1))],
        ),
        wire(
            Op::Insert,
            Storage::Logger,
            "",
            &[("LogLevel", Value::I32(3))],
            &[("Message", Value::Str("m"))],
        ),
    ];
    state.begin_run(WRITER);
    for bytes in &made {
        let (intent, _) = IntentRef::check(bytes).expect("sound");
        state.add_intent(&intent).expect("good");
    }
    let pending = state.pending();
    assert_eq!((pending.len(), pending.is_empty()), (3, false));
    assert_eq!(pending.as_bytes(), made.concat());
    for (index, intent) in pending.iter().enumerate() {
        let (expected, _) = IntentRef::check(&made[index]).expect("sound");
        assert_eq!(intent, expected);
        assert_eq!(pending.get(index), Some(expected));
    }
    assert_eq!(pending.get(3), None);

    state.begin_run(ExtensionKind::Command);
    assert!(state.pending().is_empty(), "a run begins with none");
    new_goods(&mut state, &id, None).expect("good");
    state.discard();
    assert!(state.pending().is_empty());
    assert_eq!(state.apply(), Err(StateError::NoRun));
    assert_eq!(new_goods(&mut state, &id, None), Err(StateError::NoRun));
    assert_eq!(amounts(&state), [(1, 0)], "nothing of it was applied");
}

/// Writes everywhere a command can write.
fn busy_run(state: &mut HostState) -> Result<(), StateError> {
    state.begin_run(ExtensionKind::Command);
    let update = [("Price", Value::I64(2))];
    intend(
        state,
        Op::Update,
        (Storage::Record, GOODS),
        &[("ID", Value::Id(1))],
        &update,
    )?;
    new_goods(state, &[("ID", Value::Id(2))], None)?;
    intend(
        state,
        Op::Insert,
        (Storage::Record, SETTINGS),
        &[],
        &[("Currency", Value::Str("EUR"))],
    )?;
    intend(
        state,
        Op::Insert,
        (Storage::Result, ""),
        &[],
        &[("NewID", Value::Id(2))],
    )?;
    new_goods(state, &[("ID", Value::Id(3))], None)?;
    state.apply().map(|_| ())
}

#[test]
fn a_failure_at_any_operation_leaves_nothing() {
    let mut n = 0;
    let mut failed = 0;
    loop {
        n += 1;
        let (storage, failures) = FailingStorage::new(MemoryStorage::new());
        let mut state = HostState::with_storage(Box::new(storage));
        declare_all(&mut state);
        let (key, value) = (
            record(&[("ID", Value::Id(1))]),
            record(&[("Price", Value::I64(1))]),
        );
        let put = state.put(Storage::Record, GOODS, key.as_ref(), value.as_ref());
        put.expect("arranged");
        let rows = |state: &HostState| {
            let rows = [GOODS, SETTINGS].map(|entity| state.rows(Storage::Record, entity));
            rows.map(|rows| rows.expect("readable"))
        };
        let before = rows(&state);

        failures.fail_at(n);
        let ran = busy_run(&mut state);
        let operations = failures.operations();
        failures.fail_at(0);
        if ran.is_ok() {
            assert!(operations < n, "it passed all that there is to fail");
            let after = rows(&state);
            assert_eq!(after.map(|rows| rows.len()), [3, 1]);
            assert_eq!(state.results().len(), 1);
            break;
        }
        failed += 1;
        assert!(matches!(ran, Err(StateError::Storage(_))), "{ran:?}");
        assert_eq!(operations, n);
        assert_eq!(rows(&state), before, "operation {n}");
        assert!(state.results().is_empty() && state.pending().is_empty());
        busy_run(&mut state).expect("the next run works");
    }
    // Four look-ups of existing elements, four writes.
    assert_eq!(failed, 8);
}

#[test]
fn a_failed_look_is_an_io_error_for_the_guest() {
    let (storage, failures) = FailingStorage::new(MemoryStorage::new());
    let mut state = HostState::with_storage(Box::new(storage));
    declare_all(&mut state);
    read_across_partitions(&mut state);
    for day in 1..=3 {
        put_order(&mut state, day, 1);
    }
    let reader = state.begin_run(ExtensionKind::Query);
    let key = record(&order_key(2026, 7, 1));
    let key = crate::support::key_ref(Storage::View, ORDERS, &key);
    failures.fail_at(1);
    let error = reader.get(&key).expect_err("the look fails");
    assert_eq!(
        error.to_string(),
        "storage failed to get: injected failure: operation 1"
    );
    assert!(matches!(error, heeus_host::state::ReadError::Io(_)));
    assert!(reader.get(&key).expect("only once").is_some());

    failures.fail_at(3);
    let all = heeus_abi::KeyRef {
        record: RecordRef::empty(),
        ..key
    };
    let mut seen = 0;
    let read = reader.read(&all, &mut |_, _| {
        seen += 1;
        std::ops::ControlFlow::Continue(())
    });
    assert!(matches!(read, Err(heeus_host::state::ReadError::Io(_))));
    assert_eq!(seen, 2);
}

const WHY: &str = "Reads do not see the writes of the run, so the later intent would overwrite the \
                   earlier one; combine both into one intent";

#[test]
fn intents_that_overwrite_each_other_are_refused_unless_the_host_allows_it() {
    let mut state = shop();
    put_order(&mut state, 1, 100);
    let twice = |state: &mut HostState, ops: [Op; 2], day: i32| {
        state.begin_run(WRITER);
        intend_order(state, ops[0], day, 5).expect("the first one");
        let second = intend_order(state, ops[1], day, 6);
        second.map_err(|error| error.to_string())
    };
    assert_eq!(
        twice(&mut state, [Op::Update, Op::Update], 1),
        Err(format!(
            "shop.Orders {{Day: 1, Month: 7, Year: 2026}}: two intents of the run set Amount; \
             intent 0: update {{Amount: 5}}, then intent 1: update {{Amount: 6}}. {WHY}"
        ))
    );
    // The run is over, and nothing of it remains.
    assert!(state.pending().is_empty());
    for first in [Op::Insert, Op::Update] {
        let error = twice(&mut state, [first, Op::Insert], 1).expect_err("a row is replaced");
        assert!(
            error.contains("two intents of the run set the row"),
            "{error}"
        );
    }
    assert_eq!(twice(&mut state, [Op::Insert, Op::Update], 2), Ok(()));
    let mut limits = *state.limits();
    limits.overwrites = Overwrites::Allow;
    state.set_limits(limits);
    for ops in [
        [Op::Update, Op::Update],
        [Op::Insert, Op::Insert],
        [Op::Update, Op::Insert],
    ] {
        assert_eq!(twice(&mut state, ops, 1), Ok(()));
        state.apply().expect("apply");
        assert_eq!(amounts(&state), [(1, 6)]);
    }
}
