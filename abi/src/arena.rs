//! The arena block: how much of its arena a run used.

use crate::bytes::u32_at;
use crate::layout::arena;

/// The arena block. Addresses are what the guest says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ArenaBlock {
    /// Address that the arena begins at after a reset.
    pub base: u32,
    /// Address of the first free byte.
    pub position: u32,
    /// The highest that the position stood since the reset, where that is above the position.
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

    /// The block's bytes.
    pub fn to_bytes(&self) -> [u8; arena::BYTES] {
        let mut bytes = [0; arena::BYTES];
        let words = [self.base, self.position, self.peak];
        for (to, word) in bytes.as_chunks_mut::<4>().0.iter_mut().zip(words) {
            *to = word.to_le_bytes();
        }
        bytes
    }

    /// The most bytes that were in use at one time since the reset; 0 where the block makes no sense.
    pub fn used(&self) -> u32 {
        self.position.max(self.peak).saturating_sub(self.base)
    }
}
