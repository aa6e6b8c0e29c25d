//! Room that blocks are written to.
//!
//! Each step is there once in a module and is called from everywhere: a guest is made of many blocks, and small code is
//! what counts. What does not fit the room is dropped; the other side refuses the block then.

use heeus_abi::layout::gap;
use heeus_abi::write::{Writer, copy};

/// Room being filled, and how far.
pub struct Out<'room> {
    room: &'room mut [u8],
    /// The next byte that is written.
    pub at: usize,
}

impl<'room> Out<'room> {
    /// Begins at the start of `room`.
    pub const fn new(room: &'room mut [u8]) -> Self {
        Self { room, at: 0 }
    }

    /// Writes a word to a place.
    #[inline(never)]
    pub fn patch(&mut self, at: usize, word: u64) {
        let room = self.room.get_mut(at..).and_then(<[u8]>::first_chunk_mut);
        if let Some(room) = room {
            *room = word.to_le_bytes();
        }
    }

    /// Two halves of the next word.
    pub fn pair(&mut self, low: usize, high: usize) {
        self.patch(self.at, low as u64 | (high as u64) << 32);
        self.at += 8;
    }

    /// Copies bytes to a place; returns where they end.
    #[inline(never)]
    pub fn copy(&mut self, at: usize, bytes: &[u8]) -> usize {
        copy(self.room.get_mut(at..).unwrap_or_default(), bytes);
        at + bytes.len()
    }

    /// The next bytes.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.at = self.copy(self.at, bytes);
    }

    /// Zeros from a place up to the next multiple of 8; returns that.
    #[inline(never)]
    pub fn zeros(&mut self, at: usize) -> usize {
        let end = at + gap(at);
        if let Some(room) = self.room.get_mut(at..end) {
            room.iter_mut().for_each(|byte| *byte = 0);
        }
        end
    }

    /// Zeros up to the next multiple of 8.
    pub fn pad(&mut self) {
        self.at = self.zeros(self.at);
    }

    /// The next `size` bytes, to be written in another way.
    pub fn part(&mut self, size: usize) -> Writer<'_> {
        let start = self.at;
        self.at += size;
        Writer::new(self.room.get_mut(start..self.at).unwrap_or_default())
    }
}
