//! `HostReadElems`: delivers every element under a partial key, one call or one page after the
//! other.

mod element;
mod page;

use heeus_abi::layout::ctx;
use heeus_abi::{KeyRef, ReadCode, import};
use wasmtime::{Caller, Error, Result};

use super::data::{ReadSlot, StoreData, breach, with_slot};
use super::memory::{block, malformed, number, word};
use crate::engine::session::{READ, Session};
use crate::error::ErrorKind;
use crate::state::{ReadError, Reader};

/// The import.
///
/// # Errors
/// The error that ends the run: a call that breaks a rule, a read that the kind may not do, a guest
/// that fails in one of its functions.
pub(super) fn read_elems(mut caller: Caller<'_, StoreData>, ctx_id: u32, key: u32) -> Result<u32> {
    with_slot(&mut caller, import::READ_ELEMS, |caller, slot| {
        let (reader, limit) = begin(caller, slot, ctx_id, key)?;
        // `begin` checked this copy, so an invalid key here would be an error of the host.
        let key_bytes = std::mem::take(&mut slot.key);
        let key = KeyRef::check_read(&key_bytes)
            .map_err(|error| breach(READ, malformed("key block", key, &error)))?;
        let data = caller.data_mut();
        let call = data.session.read(&key, data.depth, limit);
        data.depth += 1;
        let mut delivery = Delivery {
            left: if limit == 0 { u64::MAX } else { limit.into() },
            caller,
            slot,
            ctx_id,
            elements: 0,
            bytes: 0,
            call,
            end: None,
        };
        let read = if delivery.slot.guest.on_read_page.is_some() {
            page::read(&mut delivery, &reader, &key)
        } else {
            element::read(&mut delivery, &reader, &key)
        };
        let code = delivery.finish(read)?;
        slot.key = key_bytes;
        caller.data_mut().depth -= 1;
        Ok(code.number())
    })
}

/// Checks the arguments and copies the key, since the guest runs during the read. Returns the
/// reader, and the limit from the read context.
fn begin(
    caller: &mut Caller<'_, StoreData>,
    slot: &mut ReadSlot,
    ctx_id: u32,
    key_ptr: u32,
) -> Result<(Reader, u32), ErrorKind> {
    let (memory, data) = slot.guest.memory.data_and_store_mut(caller);
    Session::may_read(data.depth)?;
    let key = block(memory, key_ptr, "key block").map_err(|what| breach(READ, what))?;
    KeyRef::check_read(key)
        .map_err(|error| breach(READ, malformed("key block", key_ptr, &error)))?;
    slot.key.clear();
    slot.key.extend_from_slice(key);
    let at = ctx_id.checked_add(number(ctx::LIMIT));
    let Some(limit) = at.and_then(|at| word(memory, at)) else {
        let what = format!(
            "read context of {} bytes at address {ctx_id}: expected within the memory of {} bytes",
            ctx::BYTES,
            memory.len()
        );
        return Err(breach(READ, what));
    };
    match &data.reader {
        Some(reader) => Ok((reader.clone(), limit)),
        None => Err(breach(READ, "called outside of a run".to_owned())),
    }
}

/// A read that delivers elements to the guest.
struct Delivery<'r, 'c> {
    caller: &'r mut Caller<'c, StoreData>,
    slot: &'r mut ReadSlot,
    ctx_id: u32,
    /// Elements that may still be delivered.
    left: u64,
    /// Elements that were delivered, and their bytes.
    elements: u64,
    bytes: u64,
    /// Index of the recorded call.
    call: usize,
    /// The cause of an end before the last element.
    end: Option<End>,
}

/// The cause for which a read ends before the last element.
enum End {
    /// The guest or the limit wants no more elements.
    Enough,
    /// The guest has no memory.
    NoMemory,
    /// The run ends.
    Error(Error),
}

/// Returns `Ok` if the guest did not set its stop word. The context was checked to be inside of the
/// memory, which does not shrink.
#[inline]
fn wants_more(memory: &[u8], ctx_id: u32) -> Result<(), End> {
    if word(memory, ctx_id) == Some(0) {
        Ok(())
    } else {
        Err(End::Enough)
    }
}

impl Delivery<'_, '_> {
    /// Counts elements that were delivered.
    #[inline]
    fn delivered(&mut self, elements: u32, bytes: u64) {
        self.elements += u64::from(elements);
        self.bytes += bytes;
        self.left = self.left.saturating_sub(elements.into());
    }

    /// Returns the code of the read, or the error that ends the run.
    fn finish(self, read: Result<(), ReadError>) -> Result<ReadCode> {
        let session = &mut self.caller.data_mut().session;
        session.delivered(self.call, self.elements, self.bytes);
        let end = match (self.end, read) {
            (Some(End::Error(error)), _) => return Err(error),
            (Some(End::NoMemory), _) => Ok(ReadCode::NoMemory),
            (Some(End::Enough), _) | (None, Ok(())) => Ok(ReadCode::Done),
            (None, Err(error)) => Err(error),
        };
        Ok(session.read_ended(self.call, end)?)
    }
}

impl From<Error> for End {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}
