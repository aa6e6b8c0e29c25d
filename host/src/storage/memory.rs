//! The storage that keeps everything in memory.

use std::collections::HashMap;
use std::sync::Arc;

use super::tree::Tree;
use super::{Batch, Element, ScanRange, Snapshot, Storage, StorageError, TableId, Visit, Write};

/// Tables in memory. A snapshot costs one reference count, however much is stored; writes while
/// snapshots exist copy only the parts that they change.
#[derive(Clone, Default)]
pub struct MemoryStorage {
    names: HashMap<Box<str>, TableId>,
    tables: Arc<Tables>,
}

#[derive(Clone, Default)]
struct Tables(Vec<Tree>);

impl MemoryStorage {
    /// A storage without tables.
    pub fn new() -> Self {
        Self::default()
    }
}

impl Tables {
    fn tree(&self, table: TableId) -> Option<&Tree> {
        self.0.get(table.0 as usize)
    }
}

fn no_table(table: TableId) -> StorageError {
    StorageError {
        doing: "apply",
        reason: format!("there is no table {}", table.0),
    }
}

impl Storage for MemoryStorage {
    fn table(&mut self, name: &str) -> Result<TableId, StorageError> {
        if let Some(&table) = self.names.get(name) {
            return Ok(table);
        }
        let table = TableId::numbered(self.names.len()).ok_or_else(|| StorageError {
            doing: "create a table",
            reason: "there are too many".into(),
        })?;
        self.names.insert(name.into(), table);
        Arc::make_mut(&mut self.tables).0.push(Tree::default());
        Ok(table)
    }

    fn find(&self, name: &str) -> Option<TableId> {
        self.names.get(name).copied()
    }

    fn snapshot(&self) -> Arc<dyn Snapshot> {
        Arc::clone(&self.tables) as Arc<dyn Snapshot>
    }

    fn apply(&mut self, batch: &Batch) -> Result<(), StorageError> {
        let count = self.tables.0.len();
        for write in batch.iter() {
            let (Write::Put(super::Put { table, .. }) | Write::Clear(table)) = write;
            if table.0 as usize >= count {
                return Err(no_table(table));
            }
        }
        let tables = Arc::make_mut(&mut self.tables);
        for write in batch.iter() {
            let (Write::Put(super::Put { table, .. }) | Write::Clear(table)) = write;
            let Some(tree) = tables.0.get_mut(table.0 as usize) else {
                continue;
            };
            match write {
                Write::Put(put) => tree.put(put.to_element()),
                Write::Clear(_) => *tree = Tree::default(),
            }
        }
        Ok(())
    }
}

impl Snapshot for Tables {
    fn get(&self, table: TableId, sort_key: &[u8]) -> Result<Option<Element>, StorageError> {
        let tree = self.tree(table);
        Ok(tree.and_then(|tree| tree.get(sort_key)).cloned())
    }

    fn scan(
        &self,
        table: TableId,
        range: &ScanRange<'_>,
        visit: &mut Visit<'_>,
    ) -> Result<(), StorageError> {
        if let Some(tree) = self.tree(table) {
            tree.scan(range, visit);
        }
        Ok(())
    }
}
