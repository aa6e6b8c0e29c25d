//! The state of a partition over a durable storage.

use heeus_abi::manifest::{Entity, FieldDecl};
use heeus_abi::{EntityKind, FieldType, Storage};
use heeus_host::state::HostState;
use heeus_host::storage::FailingStorage;

use crate::support::{Folder, key, value};

/// `test.View (Key) {Value}`.
fn view() -> Entity {
    let field = |name: &str, ty| FieldDecl::new(name, ty);
    Entity {
        name: "test.View".into(),
        kind: EntityKind::View,
        partition_fields: 1,
        key: vec![field("Key", FieldType::Bytes)],
        value: vec![field("Value", FieldType::I64)],
    }
}

fn opened(folder: &Folder) -> HostState {
    let mut state = HostState::with_storage(Box::new(folder.open()));
    state.declare(&view()).expect("a good declaration");
    state
}

#[test]
fn rows_are_there_again() {
    let folder = Folder::new();
    let mut state = opened(&folder);
    let rows: Vec<_> = (0..9).map(|n| (key(&[n]), value(i64::from(n)))).collect();
    for (key, value) in &rows {
        let put = state.put(Storage::View, "test.View", key.as_ref(), value.as_ref());
        assert_eq!(put, Ok(()));
    }
    drop(state);
    let mut state = opened(&folder);
    assert_eq!(state.rows(Storage::View, "test.View"), Ok(rows));
    assert_eq!(state.clear(Storage::View), Ok(()));
    drop(state);
    let state = opened(&folder);
    assert_eq!(state.rows(Storage::View, "test.View"), Ok(vec![]));
}

#[test]
fn a_failure_on_purpose_leaves_it_sound() {
    let folder = Folder::new();
    let (storage, failures) = FailingStorage::new(folder.open());
    let mut state = HostState::with_storage(Box::new(storage));
    state.declare(&view()).expect("a good declaration");
    let (key, value) = (key(b"k"), value(1));
    let mut put = || state.put(Storage::View, "test.View", key.as_ref(), value.as_ref());
    failures.fail_at(1);
    assert!(put().is_err());
    assert_eq!(put(), Ok(()));
    let rows = state.rows(Storage::View, "test.View");
    assert_eq!(rows, Ok(vec![(key.clone(), value.clone())]));
}
