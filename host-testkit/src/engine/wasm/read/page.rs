//! A read by `WasmOnReadPage`: one call for each page of elements.

use std::ops::ControlFlow;

use heeus_abi::layout::page::ELEMENTS;
use heeus_abi::{KeyRef, encode_page_header, export};

use super::super::memory::{GuestSlice, number};
use super::{Delivery, End};
use crate::state::{Element, ReadError, Reader};

/// The first page of a run is small, since most reads are.
const FIRST: u32 = 2 << 10;
/// Every other page.
const PAGE: u32 = 16 << 10;
/// Bytes before the first element.
const HEADER: u32 = number(ELEMENTS);

/// A page that is being filled, in the guest's memory.
struct Page<'d, 'r, 'c> {
    delivery: &'d mut Delivery<'r, 'c>,
    addr: u32,
    /// Bytes of the room that it lies in.
    room: u32,
    /// Bytes that are filled.
    end: u32,
    count: u32,
}

/// Delivers every element. What ends the read early is in `delivery.end`.
///
/// # Errors
/// Those of the state; elements before it are delivered.
pub(super) fn read(
    delivery: &mut Delivery<'_, '_>,
    reader: &Reader,
    key: &KeyRef<'_>,
) -> Result<(), ReadError> {
    let before = std::mem::replace(
        &mut delivery.caller.data_mut().function,
        export::ON_READ_PAGE.name,
    );
    let room = delivery.lane.room;
    let mut page = Page {
        addr: room.map_or(0, |room| room.addr),
        room: room.map_or(0, |room| room.bytes),
        end: HEADER,
        count: 0,
        delivery,
    };
    let mut end = None;
    let read = reader.read_elements(key, &mut |element| match page.element(element) {
        Ok(()) => ControlFlow::Continue(()),
        Err(stop) => {
            end = Some(stop);
            ControlFlow::Break(())
        }
    });
    if end.is_none() {
        end = page.deliver().err();
    }
    // An error keeps the function that it happened in.
    if !matches!(end, Some(End::Error(_))) {
        delivery.caller.data_mut().function = before;
    }
    delivery.end = end;
    read
}

impl Page<'_, '_, '_> {
    #[inline]
    fn element(&mut self, element: &Element) -> Result<(), End> {
        let both = element.both();
        let Ok(bytes) = u32::try_from(both.len()) else {
            return Err(End::NoMemory);
        };
        if self.room.saturating_sub(self.end) < bytes {
            self.make_room(bytes)?;
        }
        let memory = self
            .delivery
            .lane
            .guest
            .memory
            .data_mut(&mut *self.delivery.caller);
        if let Some(to) = GuestSlice::new(self.addr + self.end, bytes).get_mut(memory) {
            to.copy_from_slice(both);
        }
        self.end += bytes;
        self.count += 1;
        if u64::from(self.count) == self.delivery.left {
            return self.deliver();
        }
        Ok(())
    }

    /// Delivers the page and makes room for an element of `bytes` bytes in the next one.
    #[cold]
    fn make_room(&mut self, bytes: u32) -> Result<(), End> {
        let first = self.delivery.lane.room.is_none();
        self.deliver()?;
        let least = if first { FIRST } else { PAGE };
        let bytes = bytes.saturating_add(HEADER).max(least).next_power_of_two();
        let room = self.delivery.lane.room(self.delivery.caller, bytes)?;
        let room = room.ok_or(End::NoMemory)?;
        (self.addr, self.room) = (room.addr, room.bytes);
        Ok(())
    }

    /// Gives the page to the guest, where it holds anything.
    fn deliver(&mut self) -> Result<(), End> {
        if self.count == 0 {
            return Ok(());
        }
        let (count, end) = (self.count, self.end);
        let Delivery {
            caller,
            lane,
            ctx_id,
            ..
        } = &mut *self.delivery;
        let memory = lane.guest.memory.data_mut(&mut **caller);
        if let Some(page) = GuestSlice::new(self.addr, end).get_mut(memory) {
            encode_page_header(page, count);
        }
        let call = lane
            .guest
            .on_read_page
            .as_ref()
            .map(|f| f.call(&mut **caller, (*ctx_id, self.addr)));
        call.transpose()?;
        (self.end, self.count) = (HEADER, 0);
        self.delivery.delivered(count, u64::from(end - HEADER))
    }
}
