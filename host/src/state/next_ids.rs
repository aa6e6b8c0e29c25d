//! The next id of each workspace, stored together with the records that got the ids before it.

use heeus_abi::{RAW_IDS, RecordBuilder, RecordRef, Value};

use super::error::StateError;
use crate::storage::{self, Batch};

/// Table of the next ids, by the number of the workspace.
const NEXT_IDS: &str = "sys.NextIDs";
/// Field of the values: the first id that was never given.
const NEXT: &str = "Next";

/// The sort key of a workspace; none for elements without one.
fn sort_key(workspace: Option<i64>) -> Vec<u8> {
    workspace.map_or_else(Vec::new, |workspace| workspace.to_be_bytes().into())
}

/// The first id that was never given in the workspace.
pub(super) fn first(
    storage: &dyn storage::Storage,
    workspace: Option<i64>,
) -> Result<i64, StateError> {
    // Nothing is created for a look.
    let found = match storage.find(NEXT_IDS) {
        None => None,
        Some(table) => storage.snapshot().get(table, &sort_key(workspace))?,
    };
    let next = found.and_then(|element| match element.value().get(NEXT) {
        Some(Value::Id(next)) => Some(next),
        _ => None,
    });
    Ok(next.unwrap_or(RAW_IDS.end() + 1))
}

/// Adds the first id that was never given in the workspace.
pub(super) fn add(
    batch: &mut Batch,
    storage: &mut dyn storage::Storage,
    (workspace, next): (Option<i64>, i64),
) -> Result<(), StateError> {
    let table = storage.table(NEXT_IDS)?;
    let mut value = RecordBuilder::new();
    value.put(NEXT, Value::Id(next));
    let (key, value) = (RecordRef::empty(), value.build()?);
    let (key, value) = (key.as_bytes(), value.as_ref().as_bytes());
    batch.put(table, key, value, &sort_key(workspace));
    Ok(())
}
