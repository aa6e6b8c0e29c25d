//! The layer over the database: all writes since the log was last emptied, in memory.

use std::ops::ControlFlow;

use super::super::tree::Tree;
use super::super::{Element, Put, ScanRange, TableId, Visit, Write};

/// Tables, numbered from 0. A clone copies little more than a reference count for each.
#[derive(Clone, Default)]
pub(super) struct Over(Vec<Table>);

#[derive(Clone, Default)]
struct Table {
    tree: Tree,
    /// True if the table in the database below no longer counts.
    is_cleared: bool,
}

impl Over {
    /// Creates this many empty tables.
    pub(super) fn new(tables: usize) -> Self {
        Self(vec![Table::default(); tables])
    }

    /// Adds an empty table.
    pub(super) fn add_table(&mut self) -> Result<TableId, String> {
        let table = TableId::numbered(self.0.len()).ok_or("there are too many")?;
        self.0.push(Table::default());
        Ok(table)
    }

    /// Returns an error if there is no such table.
    pub(super) fn check(&self, table: TableId) -> Result<(), String> {
        self.table(table).map(|_| ())
    }

    pub(super) fn write(&mut self, write: Write<'_>) -> Result<(), String> {
        let (Write::Put(Put { table, .. }) | Write::Clear(table)) = write;
        let Some(to) = self.0.get_mut(table.0 as usize) else {
            return Err(no_table(table));
        };
        match write {
            Write::Put(put) => to.tree.put(put.to_element()),
            Write::Clear(_) => {
                to.tree = Tree::default();
                to.is_cleared = true;
            }
        }
        Ok(())
    }

    /// Returns the element that was put under the key, and whether to read the database below if
    /// there is none.
    pub(super) fn get(
        &self,
        table: TableId,
        sort_key: &[u8],
    ) -> Result<(Option<&Element>, bool), String> {
        let table = self.table(table)?;
        Ok((table.tree.get(sort_key), !table.is_cleared))
    }

    /// Returns whether this table exists.
    pub(super) fn has(&self, table: TableId) -> bool {
        (table.0 as usize) < self.0.len()
    }

    /// Returns whether the table in the database below no longer counts.
    pub(super) fn is_cleared(&self, table: TableId) -> Result<bool, String> {
        Ok(self.table(table)?.is_cleared)
    }

    /// Visits the elements in a range that were put.
    pub(super) fn scan(
        &self,
        table: TableId,
        range: &ScanRange<'_>,
        visit: &mut Visit<'_>,
    ) -> Result<(), String> {
        self.table(table)?.tree.scan(range, visit);
        Ok(())
    }

    /// The tables that were cleared.
    pub(super) fn cleared(&self) -> impl Iterator<Item = TableId> {
        let cleared = (0..).zip(&self.0).filter(|(_, table)| table.is_cleared);
        cleared.map(|(id, _)| TableId(id))
    }

    /// Calls `of` for each element that was put, in order, up to the first error.
    pub(super) fn each(
        &self,
        of: &mut dyn FnMut(TableId, &Element) -> Result<(), String>,
    ) -> Result<(), String> {
        let mut done = Ok(());
        for (id, table) in (0..).zip(&self.0) {
            table.tree.scan(&ScanRange::ALL, &mut |element| {
                done = of(TableId(id), element);
                if done.is_ok() {
                    ControlFlow::Continue(())
                } else {
                    ControlFlow::Break(())
                }
            });
            if done.is_err() {
                break;
            }
        }
        done
    }

    fn table(&self, table: TableId) -> Result<&Table, String> {
        self.0.get(table.0 as usize).ok_or_else(|| no_table(table))
    }
}

fn no_table(table: TableId) -> String {
    format!("there is no table {}", table.0)
}
