//! The storage in memory alone: large tables, snapshots, batches.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use heeus_abi::RecordRef;
use heeus_host::storage::{Batch, MemoryStorage, ScanRange, Snapshot, Storage, TableId};

type Model = BTreeMap<Vec<u8>, Vec<u8>>;

/// A key of 4 bytes, or of 12 bytes whose first 8 are always the same.
fn key(n: u32) -> Vec<u8> {
    let number = n.to_be_bytes();
    if n.is_multiple_of(2) {
        number.to_vec()
    } else {
        [&[7; 8][..], &number].concat()
    }
}

fn value(n: u32) -> Vec<u8> {
    [&[8, 0, 0, 0, 0, 0, 0, 0][..], &n.to_be_bytes()].concat()
}

fn put(
    storage: &mut MemoryStorage,
    table: TableId,
    model: &mut Model,
    numbers: impl Iterator<Item = u32>,
) {
    let mut batch = Batch::new();
    for n in numbers {
        batch.put(table, RecordRef::empty().as_bytes(), &value(n), &key(n));
        model.insert(key(n), value(n));
    }
    storage.apply(&batch).expect("a known table");
}

fn same(snapshot: &Arc<dyn Snapshot>, table: TableId, model: &Model) {
    let mut seen = Vec::new();
    let scanned = snapshot.scan(table, &ScanRange::ALL, &mut |element| {
        seen.push(element.to_vec());
        ControlFlow::Continue(())
    });
    scanned.expect("a known table");
    assert!(
        model.values().eq(&seen),
        "{} against {}",
        model.len(),
        seen.len()
    );
    let bounds: Vec<_> = model.keys().step_by(1 + model.len() / 7).collect();
    for (from, until) in bounds
        .iter()
        .flat_map(|from| bounds.iter().map(move |to| (from, to)))
    {
        for is_reverse in [false, true] {
            same_range(&**snapshot, table, model, (from, until), is_reverse);
        }
    }
    for (key, value) in model {
        let found = snapshot.get(table, key).expect("a known table");
        assert_eq!(found.as_deref(), Some(&**value));
        assert_eq!(snapshot.get(table, &[key, &[0][..]].concat()), Ok(None));
    }
}

fn same_range(
    snapshot: &dyn Snapshot,
    table: TableId,
    model: &Model,
    (from, until): (&[u8], &[u8]),
    is_reverse: bool,
) {
    let range = ScanRange {
        from,
        until: Some(until),
        is_reverse,
    };
    let mut seen = Vec::new();
    let scanned = snapshot.scan(table, &range, &mut |element| {
        seen.push(element.to_vec());
        ControlFlow::Continue(())
    });
    scanned.expect("a known table");
    if is_reverse {
        seen.reverse();
    }
    let within = model
        .iter()
        .filter(|(key, _)| &***key >= from && &***key < until);
    assert!(within.map(|(_, value)| value).eq(&seen), "{range:?}");
}

/// All numbers below `count`, each once, in a scattered order.
fn shuffled(count: u32) -> impl Iterator<Item = u32> {
    (0..count).map(move |n| (n * 7919) % count)
}

#[test]
fn many_elements_in_any_order_of_coming() {
    let orders: [Box<dyn Iterator<Item = u32>>; 4] = [
        Box::new(0..5000),
        Box::new((0..5000).rev()),
        Box::new(shuffled(5000)),
        Box::new((0..2500).flat_map(|n| [n, 4999 - n])),
    ];
    for order in orders {
        let mut storage = MemoryStorage::new();
        let table = storage.table("t").expect("a table");
        let mut model = Model::new();
        put(&mut storage, table, &mut model, order);
        assert_eq!(model.len(), 5000);
        same(&storage.snapshot(), table, &model);
    }
}

#[test]
fn snapshots_stay_as_they_were() {
    let mut storage = MemoryStorage::new();
    let table = storage.table("t").expect("a table");
    let other = storage.table("other").expect("a table");
    assert_eq!(
        storage.table("t"),
        Ok(table),
        "the same name, the same table"
    );
    let mut model = Model::new();
    let mut kept = Vec::new();
    for part in 0..40 {
        let numbers = shuffled(2000).skip(part * 50).take(50);
        put(&mut storage, table, &mut model, numbers);
        kept.push((storage.snapshot(), model.clone()));
    }
    let mut clear = Batch::new();
    clear.clear_table(table);
    storage.apply(&clear).expect("clear");
    for (snapshot, model) in &kept {
        same(snapshot, table, model);
        same(snapshot, other, &Model::new());
    }
    same(&storage.snapshot(), table, &Model::new());
}

#[test]
fn a_bad_batch_writes_nothing() {
    let mut storage = MemoryStorage::new();
    let table = storage.table("t").expect("a table");
    let mut batch = Batch::new();
    batch.put(table, &[], &[], &[1]);
    batch.clear_table(TableId(9));
    let error = storage.apply(&batch).expect_err("no table 9");
    assert_eq!(
        error.to_string(),
        "storage failed to apply: there is no table 9"
    );
    same(&storage.snapshot(), table, &Model::new());
    assert_eq!(storage.snapshot().get(TableId(9), &[]), Ok(None));
}

#[test]
fn the_last_write_to_a_key_wins() {
    let mut storage = MemoryStorage::new();
    let table = storage.table("t").expect("a table");
    let mut batch = Batch::new();
    batch.put(table, &[], b"first", b"k");
    batch.put(table, &[], b"second", b"k");
    storage.apply(&batch).expect("apply");
    let found = storage.snapshot().get(table, b"k").expect("a known table");
    assert_eq!(found.as_deref(), Some(&b"second"[..]));
}
