//! `HostGetElem`: copies one element into room that the guest provides.

use heeus_abi::{GetCode, KeyRef, import};
use wasmtime::{Caller, Result};

use super::data::{GuestBuffer, ReadSlot, StoreData, breach, with_slot};
use super::memory::{GuestSlice, block, malformed};
use crate::engine::session::GET;
use crate::error::ErrorKind;
use crate::state::Element;

/// The import.
///
/// # Errors
/// The error that ends the run: a call that breaks a rule, a get that the kind may not do, a guest
/// that fails in `WasmMalloc`.
pub(super) fn get_elem(mut caller: Caller<'_, StoreData>, key: u32, elem_ptr: u32) -> Result<u32> {
    with_slot(&mut caller, import::GET_ELEM, |caller, slot| {
        let (found, call) = look_up(caller, slot, key, elem_ptr)?;
        let code = match &found {
            Ok(element) => deliver(caller, slot, element, elem_ptr)?,
            Err(code) => *code,
        };
        let session = &mut caller.data_mut().session;
        session.got(call, code, found.ok().as_ref());
        Ok(code.number())
    })
}

/// Returns the element, or the code for the reason that there is none, and the index of the
/// recorded call.
#[inline]
fn look_up(
    caller: &mut Caller<'_, StoreData>,
    slot: &ReadSlot,
    key_ptr: u32,
    elem_ptr: u32,
) -> Result<(Result<Element, GetCode>, usize), ErrorKind> {
    let (memory, data) = slot.guest.memory.data_and_store_mut(caller);
    let key = block(memory, key_ptr, "key block").map_err(|what| breach(GET, what))?;
    let key =
        KeyRef::check(key).map_err(|error| breach(GET, malformed("key block", key_ptr, &error)))?;
    GuestSlice::new(elem_ptr, 4)
        .within(memory, "place for the element's address")
        .map_err(|what| breach(GET, what))?;
    match &data.reader {
        Some(reader) => data.session.get(reader, &key, data.depth),
        None => Err(breach(GET, "called outside of a run".to_owned())),
    }
}

/// Copies the element into the guest and writes its address there.
#[inline]
fn deliver(
    caller: &mut Caller<'_, StoreData>,
    slot: &ReadSlot,
    element: &Element,
    elem_ptr: u32,
) -> Result<GetCode> {
    let bytes = u32::try_from(element.len())?;
    let addr = slot.malloc(caller, bytes)?;
    let memory = slot.guest.memory.data_mut(&mut *caller);
    let Some(room) = GuestBuffer::given(addr, bytes, memory.len())? else {
        return Ok(GetCode::NoMemory);
    };
    // Both places were checked to be inside of the memory, which does not shrink.
    if let Some(to) = GuestSlice::new(room.addr, bytes).get_mut(memory) {
        to.copy_from_slice(element);
    }
    if let Some(to) = GuestSlice::new(elem_ptr, 4).get_mut(memory) {
        to.copy_from_slice(&room.addr.to_le_bytes());
    }
    Ok(GetCode::Exists)
}
