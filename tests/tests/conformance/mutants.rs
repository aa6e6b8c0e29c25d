//! The table fails if the storage is wrong: some scenario catches each mutant of a storage.

use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::sync::Arc;

use heeus_abi::{RecordBuf, RecordBuilder, RecordRef};
use heeus_host::engine::EngineKind;
use heeus_host::storage::Element;
use heeus_host::storage::{
    Batch, MemoryStorage, Put, ScanRange, Snapshot, Storage, StorageError, TableId, Visit, Write,
};
use heeus_host_testkit::prelude::*;

use super::all;

/// A defect of a storage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wrong {
    /// None: it checks this test itself.
    Not,
    /// Scans go backwards.
    Backwards,
    /// Nothing is stored.
    Forgets,
    /// A write over an element keeps only the fields that changed.
    Replaces,
    /// An element keeps its first value.
    Keeps,
    /// The last write of a batch is dropped.
    LosesLast,
    /// Scans ignore the prefix.
    ScansAll,
    /// Scans omit their first element.
    SkipsFirst,
    /// Gets find nothing.
    GetsNothing,
    /// Elements have values without fields.
    Empties,
    /// The next ids of new records are not stored.
    ForgetsIds,
}

/// A storage in memory with one defect.
struct Mutant {
    inner: MemoryStorage,
    wrong: Wrong,
    /// The table of the next ids.
    next_ids: Option<TableId>,
}

impl Mutant {
    fn put(&self, put: Put<'_>, batch: &mut Batch) {
        let before = self.inner.snapshot().get(put.table, put.sort_key());
        let before = before.expect("memory does not fail");
        let value = match (self.wrong, before) {
            (Wrong::Forgets, _) | (Wrong::Keeps, Some(_)) => return,
            (Wrong::ForgetsIds, _) if self.next_ids == Some(put.table) => return,
            (Wrong::Empties, _) => RecordRef::empty().into(),
            (Wrong::Replaces, Some(before)) => changed(&before, RecordRef::trusted(put.value())),
            _ => RecordRef::trusted(put.value()).into(),
        };
        let value: RecordBuf = value;
        batch.put(
            put.table,
            put.key(),
            value.as_ref().as_bytes(),
            put.sort_key(),
        );
    }
}

/// The fields that differ from those before; all fields if none differs.
fn changed(before: &Element, now: RecordRef<'_>) -> RecordBuf {
    let mut record = RecordBuilder::new();
    let mut fields = now.fields();
    if fields.all(|field| before.value().get(field.name) == Some(field.value)) {
        return now.into();
    }
    for field in now.fields() {
        if before.value().get(field.name) != Some(field.value) {
            record.put(field.name, field.value);
        }
    }
    record.build().expect("a part of a record is one")
}

impl Storage for Mutant {
    fn table(&mut self, name: &str) -> Result<TableId, StorageError> {
        let table = self.inner.table(name)?;
        if name == "sys.NextIDs" {
            self.next_ids = Some(table);
        }
        Ok(table)
    }

    fn find(&self, name: &str) -> Option<TableId> {
        self.inner.find(name)
    }

    fn snapshot(&self) -> Arc<dyn Snapshot> {
        let (inner, wrong) = (self.inner.snapshot(), self.wrong);
        Arc::new(Seen { inner, wrong })
    }

    fn apply(&mut self, batch: &Batch) -> Result<(), StorageError> {
        let kept = batch.len() - usize::from(self.wrong == Wrong::LosesLast && batch.len() > 1);
        for write in batch.iter().take(kept) {
            let mut one = Batch::new();
            match write {
                Write::Put(put) => self.put(put, &mut one),
                Write::Clear(table) => one.clear_table(table),
            }
            self.inner.apply(&one)?;
        }
        Ok(())
    }
}

struct Seen {
    inner: Arc<dyn Snapshot>,
    wrong: Wrong,
}

impl Snapshot for Seen {
    fn get(&self, table: TableId, order: &[u8]) -> Result<Option<Element>, StorageError> {
        if self.wrong == Wrong::GetsNothing {
            return Ok(None);
        }
        self.inner.get(table, order)
    }

    fn scan(
        &self,
        table: TableId,
        range: &ScanRange<'_>,
        visit: &mut Visit<'_>,
    ) -> Result<(), StorageError> {
        let mut elements = Vec::new();
        let range = if self.wrong == Wrong::ScansAll {
            &ScanRange::ALL
        } else {
            range
        };
        self.inner.scan(table, range, &mut |element| {
            elements.push(element.clone());
            ControlFlow::Continue(())
        })?;
        match self.wrong {
            Wrong::Backwards => elements.reverse(),
            Wrong::SkipsFirst if !elements.is_empty() => drop(elements.remove(0)),
            _ => {}
        }
        let _stopped = elements.iter().try_for_each(visit);
        Ok(())
    }
}

/// The names of the scenarios that fail over a storage with this defect.
fn caught(wrong: Wrong) -> Vec<&'static str> {
    let scenarios = all().into_iter();
    let native = scenarios.filter(|of| of.is_on(EngineKind::Builtin));
    let caught = native.filter(|scenario| {
        let mut kit = Kit::native("conformance");
        let inner = MemoryStorage::new();
        let mutant = Mutant {
            inner,
            wrong,
            next_ids: None,
        };
        kit.storage(mutant).ignore_unused();
        let told = scenario.tell(&mut kit);
        !told.is_ok_and(|told| scenario.states(&told))
    });
    caught.map(|scenario| scenario.name).collect()
}

#[test]
fn every_wrong_storage_is_caught() {
    assert_eq!(caught(Wrong::Not), [""; 0]);
    let mut told = String::new();
    for wrong in [
        Wrong::Backwards,
        Wrong::Forgets,
        Wrong::Replaces,
        Wrong::Keeps,
        Wrong::LosesLast,
        Wrong::ScansAll,
        Wrong::SkipsFirst,
        Wrong::GetsNothing,
        Wrong::Empties,
        Wrong::ForgetsIds,
    ] {
        let caught = caught(wrong);
        assert!(!caught.is_empty(), "{wrong:?} is not caught");
        writeln!(told, "{wrong:?}: {}", caught[0]).expect("a text takes all");
    }
    expect![[r#"
        Backwards: a get of what is there and what is not
        Forgets: a get of what is there and what is not
        Replaces: an update changes what it has
        Keeps: a new row replaces one
        LosesLast: an update follows a new row of the same run
        ScansAll: gets that fail at the first, second and third call
        SkipsFirst: a get of what is there and what is not
        GetsNothing: a get of what is there and what is not
        Empties: a get of what is there and what is not
        ForgetsIds: a new id that an earlier intent refers to
    "#]]
    .assert_eq(&told);
}
