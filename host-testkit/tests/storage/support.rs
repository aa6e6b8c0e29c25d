//! Folders for storages, elements, and what is seen of them.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use heeus_abi::{RecordBuf, RecordBuilder, Value};
use heeus_host_testkit::storage::{
    Batch, DurableStorage, Snapshot, Storage, StorageError, TableId,
};

/// A path of the test's own, at which there is nothing. What is made there goes with it.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "storage-{}-{}",
            std::process::id(),
            NEXT.fetch_add(1, Relaxed)
        );
        Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn open(&self) -> DurableStorage {
        DurableStorage::open(&self.0).expect("a storage")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = std::fs::remove_dir_all(&self.0);
    }
}

fn record(name: &str, value: Value<'_>) -> RecordBuf {
    let mut builder = RecordBuilder::new();
    builder.put(name, value);
    builder.build().expect("a record")
}

/// The key's record that stands for an ordered key.
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
    let mut found = Vec::new();
    snapshot.scan(table, prefix, &mut |element| {
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
