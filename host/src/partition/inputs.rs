//! Inputs and outputs of a run that have the same form for all kinds.

use heeus_abi::{EncodeError, RecordRef, Storage, limits};

use super::error::InvokeError;
use super::request::Args;
use crate::engine::LogEntry;
use crate::state::{HostState, RunInputs, StateError};

/// Upper bound of the bytes of an event besides the arguments and the writes of the command.
const AROUND: usize = 4096;

/// Returns the record of the arguments, which must fit into a field of another record.
pub(super) fn record(args: &Args) -> Result<RecordRef<'_>, InvokeError> {
    let args = args.record().map_err(InvokeError::Args)?;
    if !args.fits_at(1) {
        return Err(InvokeError::ArgsInside(EncodeError::TooDeep));
    }
    if args.as_bytes().len() > limits::MAX_BLOCK - AROUND {
        return Err(InvokeError::ArgsInside(EncodeError::TooLarge));
    }
    Ok(args)
}

/// Returns the inputs of a command or a query: its context, and its caller if that is known.
pub(super) fn inputs(
    context: (Storage, RecordRef<'_>),
    subject: Option<&Args>,
) -> Result<RunInputs, InvokeError> {
    let mut inputs = RunInputs::new();
    inputs.set(context.0, context.1).map_err(StateError::from)?;
    if let Some(subject) = subject {
        let set = inputs.set(Storage::RequestSubject, record(subject)?);
        set.map_err(StateError::from)?;
    }
    Ok(inputs)
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
