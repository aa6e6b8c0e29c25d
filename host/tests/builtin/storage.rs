//! A storage that panics, which is not the extension's fault.

use std::any::Any;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use heeus_host::storage::Element;
use heeus_host::storage::{
    Batch, MemoryStorage, ScanRange, Snapshot, Storage, StorageError, TableId, Visit,
};

use crate::*;

#[derive(Clone, Default)]
struct Broken(Arc<AtomicBool>);

impl Broken {
    fn check(&self) {
        assert!(!self.0.load(Ordering::Relaxed), "the disk is gone");
    }
}

struct BrokenStorage(MemoryStorage, Broken);
struct BrokenSnapshot(Arc<dyn Snapshot>, Broken);

impl Storage for BrokenStorage {
    fn table(&mut self, name: &str) -> Result<TableId, StorageError> {
        self.0.table(name)
    }

    fn find(&self, name: &str) -> Option<TableId> {
        self.0.find(name)
    }

    fn snapshot(&self) -> Arc<dyn Snapshot> {
        Arc::new(BrokenSnapshot(self.0.snapshot(), self.1.clone()))
    }

    fn apply(&mut self, batch: &Batch) -> Result<(), StorageError> {
        self.0.apply(batch)
    }
}

impl Snapshot for BrokenSnapshot {
    fn get(&self, table: TableId, order: &[u8]) -> Result<Option<Element>, StorageError> {
        self.1.check();
        self.0.get(table, order)
    }

    fn scan(
        &self,
        table: TableId,
        range: &ScanRange<'_>,
        visit: &mut Visit<'_>,
    ) -> Result<(), StorageError> {
        self.1.check();
        self.0.scan(table, range, visit)
    }
}

fn message(payload: &(dyn Any + Send)) -> Option<&str> {
    payload.downcast_ref::<&str>().copied()
}

#[test]
fn a_panic_of_the_host_goes_on() {
    let broken = Broken::default();
    let mut kit = Kit::native("test");
    kit.storage(BrokenStorage(MemoryStorage::new(), broken.clone()));
    fill(&mut kit, 1);
    for (name, args) in [("Amount", day(1)), ("Nested", record! { Depth: 1 })] {
        broken.0.store(true, Ordering::Relaxed);
        let run = panic::catch_unwind(AssertUnwindSafe(|| {
            kit.run(name, args).ignore_failure().ignore_intents()
        }));
        let payload = run.expect_err("the storage panics");
        assert_eq!(message(&*payload), Some("the disk is gone"), "{name}");
        broken.0.store(false, Ordering::Relaxed);
        works(&mut kit);
        kit.run("Panics", record! { Text: "way" })
            .expect_fault("no way");
    }
}
