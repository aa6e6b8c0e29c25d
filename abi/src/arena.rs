//! The arena block: how much of its arena a run used.

use crate::bytes::u32_at;
use crate::layout::arena;

/// The arena block. The addresses come from the guest, unchecked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ArenaBlock {
    /// Address where the arena begins after a reset.
    pub base: u32,
    /// Address of the first free byte.
    pub position: u32,
    /// The highest position since the reset, if it is above the current position.
    pub peak: u32,
}

impl ArenaBlock {
    /// Reads the block.
    pub fn read(bytes: &[u8; arena::BYTES]) -> Self {
        let word = |at| u32_at(bytes, at).unwrap_or(0);
        Self {
            base: word(arena::BASE),
            position: word(arena::POSITION),
            peak: word(arena::PEAK),
        }
    }

    /// Returns the block's bytes.
    pub fn to_bytes(&self) -> [u8; arena::BYTES] {
        let mut bytes = [0; arena::BYTES];
        let words = [self.base, self.position, self.peak];
        for (to, word) in bytes.as_chunks_mut::<4>().0.iter_mut().zip(words) {
            *to = word.to_le_bytes();
        }
        bytes
    }

    /// The most bytes in use at one time since the reset; 0 if the block contradicts itself.
    pub fn used(&self) -> u32 {
        self.position.max(self.peak).saturating_sub(self.base)
    }
}
