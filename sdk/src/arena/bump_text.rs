//! A growing text, in the arena.

use alloc::alloc::{Layout, dealloc};
use alloc::string::String;
use core::mem::ManuallyDrop;
use core::ptr::NonNull;

use super::RunMemory;
use super::bump::{grown_block, padded};

/// A text that grows, in place while it is the last block.
pub(crate) struct RunText {
    // Invariant: if `room` is not 0, at `start` is a block of the allocator with `room` bytes,
    // without a gap behind it, which this text owns. The first `length` of them are UTF-8.
    start: NonNull<u8>,
    length: usize,
    room: usize,
}

impl RunText {
    #[inline]
    pub(crate) const fn new() -> Self {
        Self {
            start: NonNull::dangling(),
            length: 0,
            room: 0,
        }
    }

    #[inline]
    #[expect(clippy::disallowed_methods, reason = "the text is made here")]
    pub(crate) const fn as_str(&self) -> &str {
        // SAFETY: the invariant.
        unsafe {
            let bytes = core::slice::from_raw_parts(self.start.as_ptr(), self.length);
            core::str::from_utf8_unchecked(bytes)
        }
    }

    /// Adds a part; returns whether there was memory for it. Here there always is: else it traps.
    #[inline]
    pub(crate) fn push(&mut self, part: &str) -> bool {
        // Both are in the memory, so their sum is a number.
        let end = self.length.wrapping_add(part.len());
        if end > self.room {
            // As much again, so that a text that other blocks follow is seldom moved.
            let room = padded(end.wrapping_mul(2));
            // SAFETY: the invariant.
            self.start = unsafe { grown_block(self.start, self.room, room) };
            self.room = room;
        }
        // SAFETY: there is room for the part behind the present bytes, in a block of this text's
        // own; with it they are UTF-8.
        unsafe {
            let room = self.start.add(self.length).as_ptr();
            room.copy_from_nonoverlapping(part.as_ptr(), part.len());
        }
        self.length = end;
        true
    }

    /// Returns the text as memory of the run: the reset frees it.
    #[inline]
    pub(crate) fn finish(self, _: &RunMemory) -> &str {
        let text = ManuallyDrop::new(self);
        // SAFETY: the block is valid until the reset, which is after the run, and nothing writes to
        // it any more.
        unsafe { &*core::ptr::from_ref(text.as_str()) }
    }

    #[inline]
    pub(crate) fn into_string(self) -> String {
        let text = ManuallyDrop::new(self);
        // SAFETY: the invariant: a block of the allocator, and UTF-8.
        unsafe { String::from_raw_parts(text.start.as_ptr(), text.length, text.room) }
    }
}

impl Drop for RunText {
    #[inline]
    fn drop(&mut self) {
        if let Ok(layout) = Layout::array::<u8>(self.room)
            && self.room > 0
        {
            // SAFETY: the invariant; the text is used no more.
            unsafe { dealloc(self.start.as_ptr(), layout) };
        }
    }
}
