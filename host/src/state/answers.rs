//! Answers of runs, kept so that a repeated request gets the same one.
//!
//! A storage cannot remove single elements. So answers have places, which are numbered from 0 and
//! used again: a new answer replaces the one that has its place.

use std::ops::ControlFlow;

use heeus_abi::{ArrayBuf, Items, RecordBuf, RecordBuilder, RecordRef, Storage, Value};

use super::error::StateError;
use super::host_state::HostState;
use super::intents::Intents;
use super::log_tables::{number, offset_record, sort_key};
use super::new_ids::NewId;
use super::outputs::{Response, response_of};
use crate::storage::{Batch, ScanRange, StorageError, TableId};

/// Table of the answers, by their places.
pub(super) const ANSWERS: &str = "sys.Answers";
/// Field of the values: the description of the request and its run.
const REQUEST: &str = "Request";
/// Fields of the values: records, one behind the other.
const RESULTS: &str = "Results";
const RESPONSES: &str = "Responses";
/// Field of the values: a raw id and an id for each new record, one behind the other.
const NEW_IDS: &str = "NewIDs";

/// An answer to keep: the results, the responses and the new ids of the run.
#[derive(Debug, Clone, Copy)]
pub struct NewAnswer<'a> {
    /// Its place.
    pub place: i64,
    /// The description of the request and its run.
    pub request: RecordRef<'a>,
}

/// An answer that was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAnswer {
    /// The description of the request and its run.
    pub request: RecordBuf,
    /// The results, in order.
    pub results: Vec<RecordBuf>,
    /// The responses, in order.
    pub responses: Vec<Response>,
    /// The ids of the new records, in their order.
    pub new_ids: Vec<NewId>,
}

impl HostState {
    /// Calls `visit` with the place and the description of each answer that is kept, by place.
    ///
    /// # Errors
    /// [`StateError::Storage`] if the storage fails.
    pub fn answers(&mut self, mut visit: impl FnMut(i64, RecordRef<'_>)) -> Result<(), StateError> {
        let table = self.log()?.answers;
        self.storage
            .snapshot()
            .scan(table, &ScanRange::ALL, &mut |element| {
                if let Some(Value::Record(request)) = element.value().get(REQUEST) {
                    visit(number(element.key()), request);
                }
                ControlFlow::Continue(())
            })?;
        Ok(())
    }

    /// Returns the answer in a place; `None` if there is none.
    ///
    /// # Errors
    /// [`StateError::Storage`] if the storage fails.
    pub fn answer(&mut self, place: i64) -> Result<Option<KeptAnswer>, StateError> {
        let table = self.log()?.answers;
        let Some(element) = self.storage.snapshot().get(table, &sort_key(place))? else {
            return Ok(None);
        };
        let value = element.value();
        let Some(Value::Record(request)) = value.get(REQUEST) else {
            return Ok(None);
        };
        let damaged = || StorageError {
            doing: "get",
            reason: format!("damaged: expected an answer in {ANSWERS}"),
        };
        let results = split(value, RESULTS).ok_or_else(damaged)?;
        let responses = split(value, RESPONSES).ok_or_else(damaged)?;
        Ok(Some(KeptAnswer {
            request: request.into(),
            results: results.into_iter().map(Into::into).collect(),
            responses: responses.into_iter().map(response_of).collect(),
            new_ids: new_ids_of(value),
        }))
    }

    /// Drops the answers in these places.
    ///
    /// # Errors
    /// [`StateError::Storage`] if the storage fails.
    pub fn drop_answers(&mut self, places: &[i64]) -> Result<(), StateError> {
        let table = self.log()?.answers;
        let mut batch = Batch::new();
        for &place in places {
            put(&mut batch, (table, place), RecordRef::empty())?;
        }
        self.readers.release();
        Ok(self.storage.apply(&batch)?)
    }
}

/// Adds an answer with the results and responses among the intents of the run.
pub(super) fn add_answer(
    batch: &mut Batch,
    table: TableId,
    answer: &NewAnswer<'_>,
    (intents, new_ids): (&Intents, &[NewId]),
) -> Result<(), StateError> {
    let joined = |storage: Storage| -> Vec<u8> {
        let records = intents.of(storage).map(|intent| intent.value.as_bytes());
        records.flatten().copied().collect()
    };
    let (results, responses) = (joined(Storage::Result), joined(Storage::Response));
    let mut value = RecordBuilder::new();
    value.put(REQUEST, Value::Record(answer.request));
    value.put(RESULTS, Value::Bytes(&results));
    value.put(RESPONSES, Value::Bytes(&responses));
    let ids: Vec<i64> = new_ids.iter().flat_map(|new| [new.raw, new.id]).collect();
    let ids = ArrayBuf::new(Items::Id(&ids))?;
    if !new_ids.is_empty() {
        value.put(NEW_IDS, Value::Array(ids.as_ref()));
    }
    put(batch, (table, answer.place), value.build()?.as_ref())
}

fn put(
    batch: &mut Batch,
    (table, place): (TableId, i64),
    value: RecordRef<'_>,
) -> Result<(), StateError> {
    let key = offset_record(place)?;
    let key = key.as_ref();
    batch.put(table, key.as_bytes(), value.as_bytes(), &sort_key(place));
    Ok(())
}

/// The ids of new records in an answer.
fn new_ids_of(value: RecordRef<'_>) -> Vec<NewId> {
    let Some(Value::Array(ids)) = value.get(NEW_IDS) else {
        return Vec::new();
    };
    let ids: Vec<i64> = ids
        .iter()
        .filter_map(|id| match id {
            Value::Id(id) => Some(id),
            _ => None,
        })
        .collect();
    let (pairs, _) = ids.as_chunks();
    pairs.iter().map(|&[raw, id]| NewId { raw, id }).collect()
}

/// The records of a field, which are one behind the other; `None` if they are not.
fn split<'a>(value: RecordRef<'a>, field: &str) -> Option<Vec<RecordRef<'a>>> {
    let Some(Value::Bytes(mut rest)) = value.get(field) else {
        return None;
    };
    let mut records = Vec::new();
    while !rest.is_empty() {
        let size = RecordRef::stated_size(rest).filter(|size| *size > 0)?;
        let (record, after) = rest.split_at_checked(size)?;
        records.push(RecordRef::trusted(record));
        rest = after;
    }
    Some(records)
}
