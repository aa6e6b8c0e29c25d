//! A snapshot of a durable storage: the recent writes, over the database.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::super::{Element, ScanRange, Snapshot, StorageError, TableId, Visit};
use super::base::{BaseSnapshot, Under};
use super::over::Over;

/// The layers of a snapshot; a later write replaces the part that it changes by a new one.
#[derive(Clone)]
pub(super) struct Layers {
    pub(super) over: Arc<Over>,
    pub(super) base: Arc<BaseSnapshot>,
}

impl Layers {
    fn find(&self, table: TableId, sort_key: &[u8]) -> Result<Option<Element>, String> {
        if !self.over.has(table) {
            return Ok(None);
        }
        match self.over.get(table, sort_key)? {
            (Some(element), _) => Ok(Some(element.clone())),
            (None, true) => self.base.get(table, sort_key),
            (None, false) => Ok(None),
        }
    }

    fn visit(
        &self,
        table: TableId,
        range: &ScanRange<'_>,
        visit: &mut Visit<'_>,
    ) -> Result<(), String> {
        if !self.over.has(table) || range.is_empty() {
            return Ok(());
        }
        if self.over.is_cleared(table)? {
            return self.over.scan(table, range, visit);
        }
        let mut below = self.base.under(table, range)?;
        let mut went = Ok(ControlFlow::Continue(()));
        self.over.scan(table, range, &mut |element| {
            went = before(&mut below, element, visit);
            match went {
                Ok(ControlFlow::Continue(())) => visit(element).map_break(|()| {
                    went = Ok(ControlFlow::Break(()));
                }),
                _ => ControlFlow::Break(()),
            }
        })?;
        if went?.is_break() {
            return Ok(());
        }
        rest(&mut below, visit)
    }
}

/// Visits the elements before the given one, and skips the one that it hides.
fn before(
    below: &mut Under,
    element: &Element,
    visit: &mut Visit<'_>,
) -> Result<ControlFlow<()>, String> {
    while let Some(sort_key) = below.sort_key() {
        let order = below.order(sort_key.cmp(element.sort_key()));
        if order.is_gt() {
            break;
        }
        if order.is_lt() && visit_next(below, visit)?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
        below.advance()?;
    }
    Ok(ControlFlow::Continue(()))
}

fn rest(below: &mut Under, visit: &mut Visit<'_>) -> Result<(), String> {
    while below.sort_key().is_some() {
        if visit_next(below, visit)?.is_break() {
            break;
        }
        below.advance()?;
    }
    Ok(())
}

fn visit_next(below: &Under, visit: &mut Visit<'_>) -> Result<ControlFlow<()>, String> {
    let element = below.element()?;
    Ok(element.map_or(ControlFlow::Continue(()), |element| visit(&element)))
}

impl Snapshot for Layers {
    fn get(&self, table: TableId, sort_key: &[u8]) -> Result<Option<Element>, StorageError> {
        let found = self.find(table, sort_key);
        found.map_err(|reason| StorageError {
            doing: "get",
            reason,
        })
    }

    fn scan(
        &self,
        table: TableId,
        range: &ScanRange<'_>,
        visit: &mut Visit<'_>,
    ) -> Result<(), StorageError> {
        let visited = self.visit(table, range, visit);
        visited.map_err(|reason| StorageError {
            doing: "scan",
            reason,
        })
    }
}
