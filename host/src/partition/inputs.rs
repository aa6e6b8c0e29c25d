//! Inputs and outputs of a run that have the same form for all kinds.

use heeus_abi::{EncodeError, RecordBuf, RecordRef, Storage, limits};

use super::error::InvokeError;
use super::request::Args;
use crate::engine::LogEntry;
use crate::state::{HostState, StateError};

/// Sets the only element of a storage, or removes it.
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

/// Upper bound of the bytes of an event besides the arguments and the writes of the command.
const AROUND: usize = 4096;

/// Returns the record of the arguments, which must fit into a field of another record.
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

/// Log lines that the last applied run put into sys.Logger.
pub(super) fn logged(state: &HostState) -> impl Iterator<Item = LogEntry> {
    state.logs().iter().map(|record| LogEntry {
        level: record.level,
        target: String::new(),
        file: String::new(),
        line: 0,
        text: record.message.clone(),
    })
}
