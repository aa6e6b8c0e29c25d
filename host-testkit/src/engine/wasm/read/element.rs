//! A read by `WasmOnRead`: one call for each element.

use std::ops::ControlFlow;

use heeus_abi::{KeyRef, export};

use super::super::memory::GuestSlice;
use super::{Delivery, End};
use crate::state::{Element, ReadError, Reader};

/// The least room to ask a guest for: most elements fit, so it is asked once a run.
const ROOM: u32 = 512;

/// Delivers every element. What ends the read early is in `delivery.end`.
///
/// # Errors
/// Those of the state.
pub(super) fn read(
    delivery: &mut Delivery<'_, '_>,
    reader: &Reader,
    key: &KeyRef<'_>,
) -> Result<(), ReadError> {
    let before = std::mem::replace(
        &mut delivery.caller.data_mut().function,
        export::ON_READ.name,
    );
    let read = reader.read_elements(key, &mut |element| match delivery.element(element) {
        Ok(()) => ControlFlow::Continue(()),
        Err(end) => {
            delivery.end = Some(end);
            ControlFlow::Break(())
        }
    });
    // An error keeps the function that it happened in.
    if !matches!(delivery.end, Some(End::Error(_))) {
        delivery.caller.data_mut().function = before;
    }
    read
}

impl Delivery<'_, '_> {
    #[inline]
    fn element(&mut self, element: &Element) -> Result<(), End> {
        let both = element.both();
        let (Ok(bytes), Ok(key)) = (
            u32::try_from(both.len()),
            u32::try_from(both.len() - element.len()),
        ) else {
            return Err(End::NoMemory);
        };
        let room = match self.lane.room {
            Some(room) if room.bytes >= bytes => room,
            _ => self.grow(bytes)?,
        };
        let memory = self.lane.guest.memory.data_mut(&mut *self.caller);
        if let Some(to) = GuestSlice::new(room.addr, bytes).get_mut(memory) {
            to.copy_from_slice(both);
        }
        let addresses = (self.ctx_id, room.addr, room.addr + key);
        self.lane.guest.on_read.call(&mut *self.caller, addresses)?;
        self.delivered(1, u64::from(bytes))
    }

    #[cold]
    fn grow(&mut self, bytes: u32) -> Result<super::super::data::Room, End> {
        let bytes = bytes.max(ROOM).next_power_of_two();
        self.lane.room(self.caller, bytes)?.ok_or(End::NoMemory)
    }
}
