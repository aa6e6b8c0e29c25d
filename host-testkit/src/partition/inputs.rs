//! What a run is given, and what is taken from it in the same form for all kinds.

use heeus_abi::{EncodeError, RecordBuf, RecordRef, Storage, limits};

use super::error::InvokeError;
use super::request::Args;
use crate::engine::LogEntry;
use crate::state::{HostState, StateError};

/// The one element of a storage that has one, or none.
pub(super) fn put(
    state: &mut HostState,
    storage: Storage,
    value: Option<RecordRef<'_>>,
) -> Result<(), StateError> {
    match value {
        Some(value) => state.put(storage, "", RecordRef::empty(), value),
        None => state.clear(storage),
    }
}

/// Bytes that an event has beside the arguments and what the command wrote, and more.
const AROUND: usize = 4096;

/// The record that arguments are, which may stand in a field of another one.
pub(super) fn record(args: &Args) -> Result<RecordRef<'_>, InvokeError> {
    let args = args.0.as_ref().map(RecordBuf::as_ref);
    let args = args.map_err(|error| InvokeError::Args(*error))?;
    if !args.fits_at(1) {
        return Err(InvokeError::ArgsInside(EncodeError::TooDeep));
    }
    if args.as_bytes().len() > limits::MAX_BLOCK - AROUND {
        return Err(InvokeError::ArgsInside(EncodeError::TooLarge));
    }
    Ok(args)
}

/// What the last applied run put into sys.Logger.
pub(super) fn logged(state: &HostState) -> impl Iterator<Item = LogEntry> {
    state.logs().iter().map(|record| LogEntry {
        level: record.level,
        target: String::new(),
        file: String::new(),
        line: 0,
        text: record.message.clone(),
    })
}
