//! Raw ids in a result block.

use heeus_abi::layout::outcome::{INTENT_COUNT, INTENTS};
use heeus_abi::manifest::{Entity, FieldDecl};
use heeus_abi::{
    EntityKind, ExtensionKind, Field, FieldType, Op, OutcomeParts, Status, Storage, Value,
    encode_intent, encode_outcome_header,
};
use heeus_host::error::ErrorClass;
use heeus_host::state::HostState;

use super::guest::{DATA, Guest, record, run_as};

const GOODS: &str = "test.Goods";

/// A state with records that name another one.
fn state() -> HostState {
    let mut state = HostState::new();
    let entity = Entity {
        name: GOODS.into(),
        kind: EntityKind::Record,
        partition_fields: 0,
        key: vec![FieldDecl::new("ID", FieldType::Id)],
        value: vec![FieldDecl::new("Parent", FieldType::Id)],
    };
    state.declare(&entity).unwrap();
    state
}

/// A result block of a row with this id, and of records, each with a raw id and its parent's id.
fn block(row: i64, goods: &[(i64, i64)]) -> Vec<u8> {
    block_with(row, goods, None)
}

/// The same; if the block counts new ids, the records have their ids in their keys.
fn block_with(row: i64, goods: &[(i64, i64)], count: Option<i32>) -> Vec<u8> {
    let id = |name, id| Field {
        name,
        value: Value::Id(id),
    };
    let mut out = vec![0; INTENTS];
    let result = (Storage::Result, "", &[][..]);
    encode_intent(Op::Insert, result, &[id("Id", row)], &mut out).unwrap();
    for &(raw, parent) in goods {
        let (key, value) = match count {
            None => (vec![], vec![id("Parent", parent), id("sys.ID", raw)]),
            Some(_) => (vec![id("ID", raw)], vec![id("Parent", parent)]),
        };
        let key = (Storage::Record, GOODS, &*key);
        encode_intent(Op::Insert, key, &value, &mut out).unwrap();
    }
    let parts = OutcomeParts {
        status: Status::Ok,
        code: count.unwrap_or(0),
        intent_count: u32::try_from(1 + goods.len()).unwrap(),
        log_count: 0,
        log_bytes: &[],
        text: "",
    };
    encode_outcome_header(&parts, &mut out).unwrap();
    out
}

/// A guest that leaves the block if it is called as a command.
fn leaving(block: &[u8]) -> Guest {
    let body = format!(
        "(if (i32.eq (local.get $kind) (i32.const 1)) (then (return (i32.const {DATA})))) \
         (i32.const 0)"
    );
    Guest::running(body, block)
}

#[test]
fn a_raw_id_may_come_before_the_insert_that_introduces_it() {
    // The first record names the second one, which names itself; 7 is introduced by none.
    let bytes = block(2, &[(3, 2), (2, 2), (4, 7)]);
    let mut engine = leaving(&bytes).engine();
    let mut state = state();
    for (first, _) in [(65_536, 0), (65_539, 0)] {
        let report = run_as(&mut engine, &mut state, ExtensionKind::Command);
        assert_eq!(report.result, Ok(()));
        state.apply().unwrap();
        let second = first + 1;
        assert_eq!(state.results(), [record(&[("Id", Value::Id(second))])]);
        let new: Vec<_> = state
            .new_ids()
            .iter()
            .map(|new| (new.raw, new.id))
            .collect();
        assert_eq!(new, [(3, first), (2, second), (4, second + 1)]);
        let rows = state.rows(Storage::Record, GOODS).unwrap();
        let expected = [(first, second), (second, second), (second + 1, 7)];
        let expected = expected.map(|(id, parent)| {
            let key = record(&[("ID", Value::Id(id))]);
            (key, record(&[("Parent", Value::Id(parent))]))
        });
        assert!(rows.ends_with(&expected), "{rows:?}");
    }
}

#[test]
fn a_block_may_count_its_raw_ids() {
    // 65,534 is the last but one, 65,533 is not counted.
    let goods = [(65_533, 65_535), (65_534, 65_534), (65_535, 7)];
    let bytes = block_with(65_534, &goods, Some(2));
    let mut engine = leaving(&bytes).engine();
    let mut state = state();
    let report = run_as(&mut engine, &mut state, ExtensionKind::Command);
    assert_eq!(report.result, Ok(()));
    state.apply().unwrap();
    assert_eq!(state.results(), [record(&[("Id", Value::Id(65_536))])]);
    let new: Vec<_> = state
        .new_ids()
        .iter()
        .map(|new| (new.raw, new.id))
        .collect();
    assert_eq!(new, [(65_534, 65_536), (65_535, 65_537)]);
    let rows = state.rows(Storage::Record, GOODS).unwrap();
    let expected = [(65_533, 65_537), (65_536, 65_536), (65_537, 7)];
    let expected = expected.map(|(id, parent)| {
        let key = record(&[("ID", Value::Id(id))]);
        (key, record(&[("Parent", Value::Id(parent))]))
    });
    assert_eq!(rows, expected);
    // The next block counts nothing.
    let bytes = block_with(65_534, &goods[1..], Some(0));
    let mut engine = leaving(&bytes).engine();
    let report = run_as(&mut engine, &mut state, ExtensionKind::Command);
    assert_eq!(report.result, Ok(()));
    state.apply().unwrap();
    assert_eq!(state.new_ids(), []);
    assert_eq!(state.results(), [record(&[("Id", Value::Id(65_534))])]);
}

#[test]
fn a_block_with_wrong_raw_ids_is_refused_as_a_whole() {
    let refused = |bytes: &[u8], class| {
        let mut state = state();
        let mut limits = *state.limits();
        limits.intents.command = 3;
        state.set_limits(limits);
        let mut engine = leaving(bytes).engine();
        let report = run_as(&mut engine, &mut state, ExtensionKind::Command);
        let error = report.result.expect_err("it is refused");
        assert_eq!(error.class(), class, "{error}");
        assert!(state.apply().is_err(), "the run has ended");
        assert_eq!(state.rows(Storage::Record, GOODS), Ok(vec![]));
        error.to_string()
    };
    let twice = refused(&block(5, &[(2, 2), (2, 2)]), ErrorClass::State);
    assert!(
        twice.contains("intent 2: test.Goods: sys.ID: an earlier new"),
        "{twice}"
    );
    let large = refused(&block(5, &[(2, 2), (65_536, 2)]), ErrorClass::State);
    assert!(
        large.contains("found 65536, expected a raw id, 1 to 65535"),
        "{large}"
    );
    // More than a run may insert.
    let many = [1, 2, 3, 4].map(|raw| (raw, raw));
    refused(&block(5, &many), ErrorClass::StateLimit);
    let mut lies = block(5, &[(2, 2)]);
    lies[INTENT_COUNT] = 9;
    refused(&lies, ErrorClass::Abi);
}
