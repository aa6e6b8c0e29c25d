//! Writing records and arrays piece by piece into room that was measured: sizes and offsets are put in when they are known.

use crate::FieldType;
use crate::layout::{self, array};
use crate::write::{Writer, padded};

impl Writer<'_> {
    /// Ends a payload that began where `at` bytes were left, in a record that began where `start` were; returns its slot.
    pub fn payload_slot(&mut self, start: usize, at: usize) -> u64 {
        let length = at - self.left();
        self.pad();
        (start - at) as u64 | (length as u64) << 32
    }

    /// Zeros up to the next aligned place, of which the end of the room is one.
    pub fn pad(&mut self) {
        self.take(self.left() % layout::ALIGN).fill(0);
    }

    /// An array of scalars, each of these bytes.
    #[inline]
    pub fn scalars<const N: usize>(
        &mut self,
        ty: FieldType,
        items: impl ExactSizeIterator<Item = [u8; N]>,
    ) {
        self.pair(items.len(), ty as usize);
        let (room, _) = self.take(items.len() * N).as_chunks_mut();
        for (to, item) in room.iter_mut().zip(items) {
            *to = item;
        }
    }

    /// An array of payloads, each written by `write`.
    #[inline]
    pub fn payloads<T>(
        &mut self,
        ty: FieldType,
        items: impl ExactSizeIterator<Item = T>,
        mut write: impl FnMut(T, &mut Self),
    ) {
        let start = self.left();
        self.pair(items.len(), ty as usize);
        let mut table = Writer::new(self.take(items.len() * array::ENTRY));
        for item in items {
            self.pad();
            let at = self.left();
            write(item, self);
            table.pair(start - at, at - self.left());
        }
    }
}

/// Bytes that an array of so many scalars of `width` bytes takes in a record.
#[inline]
pub const fn scalars_room(count: usize, width: usize) -> usize {
    padded(array::ITEMS.saturating_add(count.saturating_mul(width)))
}

/// Bytes that an array of payloads takes in a record; `items` are the bytes of each.
#[inline]
pub fn payloads_room(items: impl ExactSizeIterator<Item = usize>) -> usize {
    let table = array::ITEMS.saturating_add(items.len().saturating_mul(array::ENTRY));
    items.fold(table, |sum, item| sum.saturating_add(padded(item)))
}
