//! Reads stay in a partition, and keys in their workspace.

use heeus_abi::manifest::Entity;
use heeus_abi::{EntityKind, ExtensionKind, FieldType, Op, RecordRef, Storage, Value};
use heeus_host::state::{HostState, ReadError, StateError};

use crate::support::{
    Fields, WRITER, decl, get, intend, order_key, orders, read_across_partitions, read_keys, record,
};

const VIEW: (Storage, &str) = (Storage::View, "test.Two");

/// A view whose partition key has two fields, and a row of it.
fn two() -> HostState {
    let mut state = HostState::new();
    let entity = Entity {
        name: VIEW.1.into(),
        kind: EntityKind::View,
        partition_fields: 2,
        key: ["Z", "A", "M"]
            .map(|name| decl(name, FieldType::I32))
            .into(),
        value: vec![],
    };
    state.declare(&entity).expect("a good view");
    let row = record(&key(&["A", "M", "Z"]));
    let put = state.put(VIEW.0, VIEW.1, row.as_ref(), RecordRef::empty());
    put.expect("a row");
    state
}

/// Key fields of these names, each with the same number.
fn key<'a>(names: &[&'a str]) -> Vec<(&'a str, Value<'a>)> {
    names.iter().map(|name| (*name, Value::I32(1))).collect()
}

fn keys(state: &mut HostState, names: &[&str]) -> Result<usize, String> {
    let reader = state.begin_run(WRITER);
    match read_keys(&reader, VIEW, &key(names)) {
        Ok(keys) => Ok(keys.len()),
        Err(ReadError::InvalidKey(text)) => Err(text),
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn a_read_has_all_partition_fields_unless_the_host_allows_less() {
    let mut state = two();
    let lacks = |name: &str| {
        Err(format!(
            "test.Two: a read needs the whole partition key, but {name} is missing; \
             partition key: Z i32, A i32 (ABI.md, section 6)"
        ))
    };
    assert_eq!(keys(&mut state, &[]), lacks("Z"));
    assert_eq!(keys(&mut state, &["Z"]), lacks("A"));
    assert_eq!(keys(&mut state, &["A", "Z"]), Ok(1));
    assert_eq!(keys(&mut state, &["A", "M", "Z"]), Ok(1));
    let gap = keys(&mut state, &["A"]).expect_err("a gap");
    assert!(gap.contains("it has A without Z"), "{gap}");
    read_across_partitions(&mut state);
    assert_eq!(keys(&mut state, &[]), Ok(1));
    assert_eq!(keys(&mut state, &["Z"]), Ok(1));
    assert!(keys(&mut state, &["A"]).is_err());
}

#[test]
fn a_get_has_the_whole_key() {
    let mut state = two();
    let reader = state.begin_run(ExtensionKind::Query);
    for names in [&[][..], &["Z"], &["A", "Z"], &["M", "Z"]] {
        let got = get(&reader, VIEW, &key(names));
        assert!(matches!(got, Err(ReadError::InvalidKey(_))), "{names:?}");
    }
    assert!(get(&reader, VIEW, &key(&["A", "M", "Z"])).is_ok());
}

#[test]
fn keys_of_other_workspaces_are_refused_by_name() {
    let mut state = HostState::new();
    state.declare(&orders()).expect("a good view");
    let reader = state.begin_run(ExtensionKind::Query);
    let [year, month, day] = order_key(2026, 1, 1);
    let wsid = ("WSID", Value::I64(5));
    let why = |subject| {
        format!(
            "{subject}: this host has no keys with WSID: leave it out for the workspace of the run"
        )
    };
    let refused = |place, key: Fields<'_>| {
        let section = " (ABI.md, section 6)";
        match (get(&reader, place, key), read_keys(&reader, place, key)) {
            (Err(ReadError::InvalidKey(one)), Err(ReadError::InvalidKey(other))) => {
                assert_eq!(one, other);
                one.strip_suffix(section).expect("a section").to_owned()
            }
            other => panic!("{other:?}"),
        }
    };
    let orders = (Storage::View, "shop.Orders");
    assert_eq!(
        refused(orders, &[year, month, day, wsid]),
        why("shop.Orders")
    );
    let log = (Storage::WLog, "");
    assert_eq!(
        refused(log, &[("Offset", Value::I64(1)), wsid]),
        why("sys.WLog")
    );
    state.begin_run(WRITER);
    let intent = intend(
        &mut state,
        Op::Insert,
        orders,
        &[year, month, day, wsid],
        &[],
    );
    assert_eq!(intent.expect_err("refused").to_string(), why("shop.Orders"));
}

#[test]
fn a_run_responds_at_most_once() {
    let mut state = HostState::new();
    let response = (Storage::Response, "");
    let status = |code| [("StatusCode", Value::I32(code))];
    for kind in [ExtensionKind::Command, ExtensionKind::Query] {
        state.begin_run(kind);
        intend(&mut state, Op::Insert, response, &[], &status(200)).expect("the first");
        let second = intend(&mut state, Op::Insert, response, &[], &status(404));
        let second = second.expect_err("the second");
        assert!(
            second.to_string().contains("responds at most once"),
            "{second}"
        );
        assert_eq!(second.section(), Some(11));
        assert!(matches!(second, StateError::Invalid(_)));
    }
}
