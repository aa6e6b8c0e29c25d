//! A read by `WasmOnReadPage`: one call for each page of elements.

use std::ops::ControlFlow;

use heeus_abi::layout::page::ELEMENTS;
use heeus_abi::limits::MAX_BLOCK;
use heeus_abi::{KeyRef, encode_page_header};

use super::super::inside::Inside;
use super::super::memory::GuestSlice;
use super::{Delivery, End, wants_more};
use crate::state::{Element, ReadError, Reader};

/// The most bytes of a page, unless one element has more.
const PAGE: usize = 16 << 10;
/// The least room to ask a guest for.
const ROOM: u32 = 512;

/// A page that is being filled. The host fills it in its own memory, where adding an element is
/// cheapest, and copies it once.
struct Page<'d, 'r, 'c> {
    delivery: &'d mut Delivery<'r, 'c>,
    bytes: Vec<u8>,
    count: u32,
}

/// Delivers every element. If the read ends early, `delivery.end` has the cause.
///
/// # Errors
/// Those of the state; elements before the error are delivered.
pub(super) fn read(
    delivery: &mut Delivery<'_, '_>,
    reader: &Reader,
    key: &KeyRef<'_>,
) -> Result<(), ReadError> {
    let inside = Inside::OnReadPage;
    let before = std::mem::replace(&mut delivery.caller.data_mut().inside, inside);
    let mut page = Page {
        bytes: std::mem::take(&mut delivery.slot.page),
        count: 0,
        delivery,
    };
    page.begin();
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
    delivery.slot.page = page.bytes;
    // After an error, `inside` still has the function in which it happened.
    if !matches!(end, Some(End::Error(_))) {
        delivery.caller.data_mut().inside = before;
    }
    delivery.end = end;
    read
}

impl Page<'_, '_, '_> {
    fn begin(&mut self) {
        self.bytes.clear();
        self.bytes.extend_from_slice(&[0; ELEMENTS]);
        self.count = 0;
    }

    #[inline]
    fn element(&mut self, element: &Element) -> Result<(), End> {
        let records = element.records();
        if self.bytes.len() + records.len() > PAGE {
            self.deliver()?;
            if ELEMENTS + records.len() > MAX_BLOCK {
                return self.alone(element);
            }
        }
        self.bytes.extend_from_slice(records);
        self.count += 1;
        if u64::from(self.count) == self.delivery.left {
            return self.deliver();
        }
        Ok(())
    }

    /// Delivers an element that fits its own blocks, but no page.
    #[cold]
    fn alone(&mut self, element: &Element) -> Result<(), End> {
        let delivery = &mut *self.delivery;
        let before = std::mem::replace(&mut delivery.caller.data_mut().inside, Inside::OnRead);
        delivery.one(element)?;
        delivery.caller.data_mut().inside = before;
        let memory = delivery.slot.guest.memory.data(&*delivery.caller);
        wants_more(memory, delivery.ctx_id)
    }

    /// Delivers the page, unless it is empty, and begins the next one.
    #[cold]
    fn deliver(&mut self) -> Result<(), End> {
        if self.count == 0 {
            return Ok(());
        }
        encode_page_header(&mut self.bytes, self.count);
        let Ok(bytes) = u32::try_from(self.bytes.len()) else {
            return Err(End::NoMemory);
        };
        let room = bytes.max(ROOM).next_power_of_two();
        let delivery = &mut *self.delivery;
        let room = delivery
            .slot
            .room(delivery.caller, room)?
            .ok_or(End::NoMemory)?;
        let memory = delivery.slot.guest.memory.data_mut(&mut *delivery.caller);
        if let Some(to) = GuestSlice::new(room.addr, bytes).get_mut(memory) {
            to.copy_from_slice(&self.bytes);
        }
        if let Some(on_read_page) = &delivery.slot.guest.on_read_page {
            on_read_page.call(&mut *delivery.caller, (delivery.ctx_id, room.addr))?;
        }
        delivery.delivered(self.count, u64::from(bytes) - ELEMENTS as u64);
        self.begin();
        if self.delivery.left == 0 {
            return Err(End::Enough);
        }
        let memory = self.delivery.slot.guest.memory.data(&*self.delivery.caller);
        wants_more(memory, self.delivery.ctx_id)
    }
}
