//! A read by `WasmOnRead`: one call for each element.

use std::ops::ControlFlow;

use heeus_abi::KeyRef;

use super::super::data::GuestBuffer;
use super::super::inside::Inside;
use super::super::memory::GuestSlice;
use super::{Delivery, End, wants_more};
use crate::state::{Element, ReadError, Reader};

/// The least room to ask a guest for: most elements fit, so the host asks once a run.
const ROOM: u32 = 512;

/// Delivers every element. If the read ends early, `delivery.end` has the cause.
///
/// # Errors
/// Those of the state.
pub(super) fn read(
    delivery: &mut Delivery<'_, '_>,
    reader: &Reader,
    key: &KeyRef<'_>,
) -> Result<(), ReadError> {
    let before = std::mem::replace(&mut delivery.caller.data_mut().inside, Inside::OnRead);
    let read = reader.read_elements(key, &mut |element| match delivery.one(element) {
        Ok(()) => ControlFlow::Continue(()),
        Err(end) => {
            delivery.end = Some(end);
            ControlFlow::Break(())
        }
    });
    // After an error, `inside` still has the function in which it happened.
    if !matches!(delivery.end, Some(End::Error(_))) {
        delivery.caller.data_mut().inside = before;
    }
    read
}

impl Delivery<'_, '_> {
    /// Delivers one element in a call of its own.
    #[inline]
    pub(super) fn one(&mut self, element: &Element) -> Result<(), End> {
        let records = element.records();
        let key = records.len() - element.len();
        let (Ok(bytes), Ok(key)) = (u32::try_from(records.len()), u32::try_from(key)) else {
            return Err(End::NoMemory);
        };
        let room = match self.slot.room {
            Some(room) if room.bytes >= bytes => room,
            _ => self.grow(bytes)?,
        };
        let memory = self.slot.guest.memory.data_mut(&mut *self.caller);
        // Checks the stop word after the previous delivery here: one access to the memory serves
        // both.
        if self.elements != 0 {
            wants_more(memory, self.ctx_id)?;
        }
        if let Some(to) = GuestSlice::new(room.addr, bytes).get_mut(memory) {
            to.copy_from_slice(records);
        }
        let addresses = (self.ctx_id, room.addr, room.addr + key);
        self.slot.guest.on_read.call(&mut *self.caller, addresses)?;
        self.delivered(1, u64::from(bytes));
        if self.left == 0 {
            Err(End::Enough)
        } else {
            Ok(())
        }
    }

    #[cold]
    fn grow(&mut self, bytes: u32) -> Result<GuestBuffer, End> {
        // The host asks for no more room if the guest wants no more elements.
        if self.elements != 0 {
            wants_more(self.slot.guest.memory.data(&*self.caller), self.ctx_id)?;
        }
        let bytes = bytes.max(ROOM).next_power_of_two();
        self.slot.room(self.caller, bytes)?.ok_or(End::NoMemory)
    }
}
