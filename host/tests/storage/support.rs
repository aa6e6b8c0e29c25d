//! Folders for storages, elements, and views of their content.

#[path = "../shared/folder.rs"]
mod folder;

use std::ops::ControlFlow;

use heeus_abi::{RecordBuf, RecordBuilder, Value};
use heeus_host::storage::{
    Batch, DurableStorage, ScanRange, Snapshot, Storage, StorageError, TableId, after_prefix,
};

pub use folder::Folder;

impl Folder {
    pub fn open(&self) -> DurableStorage {
        DurableStorage::open(self.path()).expect("a storage")
    }
}

fn record(name: &str, value: Value<'_>) -> RecordBuf {
    let mut builder = RecordBuilder::new();
    builder.put(name, value);
    builder.build().expect("a record")
}

/// The record of the key with this ordered form.
pub fn key(order: &[u8]) -> RecordBuf {
    record("Key", Value::Bytes(order))
}

pub fn value(number: i64) -> RecordBuf {
    record("Value", Value::I64(number))
}

pub fn put(batch: &mut Batch, table: TableId, order: &[u8], number: i64) {
    let (key, value) = (key(order), value(number));
    batch.put(
        table,
        key.as_ref().as_bytes(),
        value.as_ref().as_bytes(),
        order,
    );
}

/// Applies one element.
pub fn put_one(
    storage: &mut dyn Storage,
    table: TableId,
    order: &[u8],
    number: i64,
) -> Result<(), StorageError> {
    let mut batch = Batch::new();
    put(&mut batch, table, order, number);
    storage.apply(&batch)
}

/// Ordered key and number of each element under a prefix.
pub fn scan(
    snapshot: &dyn Snapshot,
    table: TableId,
    prefix: &[u8],
) -> Result<Vec<(Vec<u8>, i64)>, StorageError> {
    let until = after_prefix(prefix);
    let range = ScanRange {
        from: prefix,
        until: until.as_deref(),
        ..ScanRange::ALL
    };
    scan_range(snapshot, table, &range)
}

/// Ordered key and number of each element in a range.
pub fn scan_range(
    snapshot: &dyn Snapshot,
    table: TableId,
    range: &ScanRange<'_>,
) -> Result<Vec<(Vec<u8>, i64)>, StorageError> {
    let mut found = Vec::new();
    snapshot.scan(table, range, &mut |element| {
        let Some(Value::Bytes(order)) = element.key().get("Key") else {
            panic!("{element:?}");
        };
        let Some(Value::I64(number)) = element.value().get("Value") else {
            panic!("{element:?}");
        };
        found.push((order.to_vec(), number));
        ControlFlow::Continue(())
    })?;
    Ok(found)
}

pub fn all(storage: &dyn Storage, table: TableId) -> Vec<(Vec<u8>, i64)> {
    scan(&*storage.snapshot(), table, &[]).expect("a scan")
}
