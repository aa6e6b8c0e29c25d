//! A storage that fails on demand.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use super::{Batch, Element, ScanRange, Snapshot, Storage, StorageError, TableId, Visit};

/// A wrapper that lets one operation of a storage fail. Operations are counted from 1: each get,
/// each element of a scan, each write of a batch, each creation of a table, each sync. If one write
/// of a batch fails, the whole batch is not written, as [`Storage::apply`] promises.
pub struct FailingStorage<S> {
    inner: S,
    failures: Failures,
}

/// A handle of a [`FailingStorage`], which counts its operations and chooses the one to fail.
/// Clones belong to the same storage.
#[derive(Debug, Clone, Default)]
pub struct Failures {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    done: AtomicU64,
    fail_at: AtomicU64,
}

impl Failures {
    /// Lets the `n`-th operation from now on fail, once; 0 for none.
    pub fn fail_at(&self, n: u64) {
        self.shared.done.store(0, Relaxed);
        self.shared.fail_at.store(n, Relaxed);
    }

    /// Number of operations since the last [`fail_at`](Self::fail_at), including the failed one.
    pub fn operations(&self) -> u64 {
        self.shared.done.load(Relaxed)
    }

    fn step(&self, doing: &'static str) -> Result<(), StorageError> {
        let n = self.shared.done.fetch_add(1, Relaxed) + 1;
        if n != self.shared.fail_at.load(Relaxed) {
            return Ok(());
        }
        Err(StorageError {
            doing,
            reason: format!("injected failure: operation {n}"),
        })
    }
}

impl<S> FailingStorage<S> {
    /// Wraps `inner`; nothing fails until [`Failures::fail_at`] is called.
    pub fn new(inner: S) -> (Self, Failures) {
        let failures = Failures::default();
        let handle = failures.clone();
        (Self { inner, failures }, handle)
    }
}

impl<S: Storage> Storage for FailingStorage<S> {
    fn table(&mut self, name: &str) -> Result<TableId, StorageError> {
        self.failures.step("create a table")?;
        self.inner.table(name)
    }

    fn find(&self, name: &str) -> Option<TableId> {
        self.inner.find(name)
    }

    fn snapshot(&self) -> Arc<dyn Snapshot> {
        Arc::new(FailingSnapshot {
            inner: self.inner.snapshot(),
            failures: self.failures.clone(),
        })
    }

    fn apply(&mut self, batch: &Batch) -> Result<(), StorageError> {
        for _ in batch.iter() {
            self.failures.step("apply")?;
        }
        self.inner.apply(batch)
    }

    fn is_durable(&self) -> bool {
        self.inner.is_durable()
    }

    fn sync(&self) -> Result<(), StorageError> {
        self.failures.step("sync")?;
        self.inner.sync()
    }
}

struct FailingSnapshot {
    inner: Arc<dyn Snapshot>,
    failures: Failures,
}

impl Snapshot for FailingSnapshot {
    fn get(&self, table: TableId, sort_key: &[u8]) -> Result<Option<Element>, StorageError> {
        self.failures.step("get")?;
        self.inner.get(table, sort_key)
    }

    fn scan(
        &self,
        table: TableId,
        range: &ScanRange<'_>,
        visit: &mut Visit<'_>,
    ) -> Result<(), StorageError> {
        let mut failed = Ok(());
        self.inner.scan(table, range, &mut |element| {
            failed = self.failures.step("scan");
            if failed.is_err() {
                return ControlFlow::Break(());
            }
            visit(element)
        })?;
        failed
    }
}
