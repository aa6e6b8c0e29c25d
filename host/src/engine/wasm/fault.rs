//! A guest's own report after it trapped.

use heeus_abi::layout::fault;
use heeus_abi::limits::{MAX_BLOCK, MAX_FAULT_TEXT};
use heeus_abi::{FaultBlock, FaultCause, UnknownCode, export, log_lines};

use super::memory::{GuestSlice, number, word};
use crate::engine::{KeptLimits, LogEntry};
use crate::error::Fault;

/// Reads the fault block at `addr`. `None` if the guest did not trap on purpose.
///
/// # Errors
/// A cause that the contract does not have.
pub(super) fn read(memory: &[u8], addr: u32) -> Result<Option<Fault>, UnknownCode> {
    let bytes = GuestSlice::new(addr, number(fault::BYTES)).get(memory);
    let Some(block) = bytes.and_then(|bytes| bytes.first_chunk()) else {
        return Ok(None);
    };
    let Some(block) = FaultBlock::read(block)? else {
        return Ok(None);
    };
    Ok(Some(Fault {
        cause: block.cause,
        text: text(memory, block.text),
        file: text(memory, block.file),
        line: block.line,
        column: block.column,
        failed_alloc: block.failed_alloc,
        frames: Vec::new(),
    }))
}

/// Returns the lines that a run logged until it stopped or the host stopped it: those before the
/// first malformed one. `addr` is the address of the fault block.
pub(super) fn logged(memory: &[u8], addr: u32, kept: &KeptLimits) -> Vec<LogEntry> {
    let field = |at: usize| word(memory, addr.checked_add(number(at))?);
    let place = field(fault::LOG_PTR).zip(field(fault::LOG_LEN));
    let bytes = place.and_then(|(addr, len)| GuestSlice::new(addr, len).get(memory));
    let bytes = bytes
        .filter(|bytes| bytes.len() <= MAX_BLOCK)
        .unwrap_or_default();
    kept.lines(log_lines(bytes).map_while(Result::ok))
}

/// Returns the fault of a guest that returned no room to the host and reported none itself.
pub(super) fn out_of_memory(bytes: usize) -> Fault {
    Fault {
        cause: FaultCause::OutOfMemory,
        text: format!("{} returned no room to the host", export::MALLOC.name),
        file: String::new(),
        line: 0,
        column: 0,
        failed_alloc: u32::try_from(bytes).unwrap_or(u32::MAX),
        frames: Vec::new(),
    }
}

/// Returns a text, cut between two letters at the limit of the contract; empty if it does not lie
/// in the memory.
fn text(memory: &[u8], (addr, len): (u32, u32)) -> String {
    let most = len.min(number(MAX_FAULT_TEXT));
    let bytes = GuestSlice::new(addr, most).get(memory).unwrap_or_default();
    let broken = bytes.utf8_chunks().last().filter(|_| most < len);
    let broken = broken.map_or(0, |chunk| chunk.invalid().len());
    let whole = bytes.get(..bytes.len() - broken).unwrap_or_default();
    String::from_utf8_lossy(whole).into_owned()
}
