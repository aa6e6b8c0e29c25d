//! Addresses of a guest. Each is an allegation until it is checked against the guest's memory here.

use std::ops::Range;

use heeus_abi::{Malformed, limits};

/// Bytes that a guest claims to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct GuestSlice {
    pub(super) addr: u32,
    pub(super) len: u32,
}

impl GuestSlice {
    pub(super) const fn new(addr: u32, len: u32) -> Self {
        Self { addr, len }
    }

    /// Returns the range of the bytes; cannot overflow, since a `usize` is wider than the sum of
    /// both numbers.
    const fn range(self) -> Range<usize> {
        let start = self.addr as usize;
        start..start + self.len as usize
    }

    /// Returns the bytes, if all of them are in `memory`.
    #[inline]
    pub(super) fn get(self, memory: &[u8]) -> Option<&[u8]> {
        memory.get(self.range())
    }

    /// Returns the bytes for writing, if all of them are in `memory`.
    #[inline]
    pub(super) fn get_mut(self, memory: &mut [u8]) -> Option<&mut [u8]> {
        memory.get_mut(self.range())
    }

    /// Returns the bytes.
    ///
    /// # Errors
    /// A text with `what` and the expected place of the bytes.
    #[inline]
    pub(super) fn within<'m>(self, memory: &'m [u8], what: &str) -> Result<&'m [u8], String> {
        self.get(memory)
            .ok_or_else(|| self.outside(what, memory.len()))
    }

    #[cold]
    pub(super) fn outside(self, what: &str, memory: usize) -> String {
        let Self { addr, len } = self;
        format!(
            "{what} of {len} bytes at address {addr}: expected within the memory of {memory} bytes"
        )
    }
}

const _: () = assert!(
    usize::BITS > u32::BITS,
    "GuestSlice::range needs a wider usize"
);

/// Returns a number of the contract as the guest has it: all of them are far below 4 GiB.
#[expect(
    clippy::cast_possible_truncation,
    reason = "offsets and sizes that the contract sets"
)]
pub(super) const fn number(n: usize) -> u32 {
    n as u32
}

/// Returns the word at `addr`, if it is in `memory`.
#[inline]
pub(super) fn word(memory: &[u8], addr: u32) -> Option<u32> {
    let bytes = GuestSlice::new(addr, 4).get(memory)?;
    Some(u32::from_le_bytes(*bytes.first_chunk()?))
}

/// Returns the block at `addr`, which begins with its own size.
///
/// # Errors
/// A text with `what` and the reason that it cannot be there.
#[inline]
pub(super) fn block<'m>(memory: &'m [u8], addr: u32, what: &str) -> Result<&'m [u8], String> {
    let Some(size) = word(memory, addr) else {
        return Err(GuestSlice::new(addr, 4).outside(what, memory.len()));
    };
    if size as usize > limits::MAX_BLOCK {
        return Err(too_large(what, addr, size));
    }
    GuestSlice::new(addr, size).within(memory, what)
}

#[cold]
fn too_large(what: &str, addr: u32, size: u32) -> String {
    format!(
        "{what} at address {addr} says that it has {size} bytes: expected at most {}",
        limits::MAX_BLOCK
    )
}

/// Describes a malformed block.
#[cold]
pub(super) fn malformed(what: &str, addr: u32, error: &Malformed) -> String {
    format!("{what} at address {addr}: {error}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_must_all_be_inside() {
        let memory = [7; 16];
        let get = |addr, len| GuestSlice::new(addr, len).get(&memory).map(<[u8]>::len);
        assert_eq!(get(0, 16), Some(16));
        assert_eq!(get(16, 0), Some(0));
        for (addr, len) in [
            (0, 17),
            (16, 1),
            (17, 0),
            (u32::MAX, u32::MAX),
            (8, u32::MAX),
        ] {
            assert_eq!(get(addr, len), None, "{addr} {len}");
        }
        assert_eq!(word(&memory, 12), Some(0x0707_0707));
        assert_eq!(word(&memory, 13), None);
        assert_eq!(word(&memory, u32::MAX), None);
    }

    #[test]
    fn a_block_reports_its_size_but_is_not_believed() {
        let mut memory = [0; 64];
        let mut tell = |size: u32| {
            memory[8..12].copy_from_slice(&size.to_le_bytes());
            block(&memory, 8, "key").map(<[u8]>::len)
        };
        assert_eq!(tell(24), Ok(24));
        assert_eq!(tell(0), Ok(0));
        assert_eq!(tell(56), Ok(56));
        assert_eq!(
            tell(57),
            Err("key of 57 bytes at address 8: expected within the memory of 64 bytes".into())
        );
        assert_eq!(
            tell(u32::MAX),
            Err(
                "key at address 8 says that it has 4294967295 bytes: expected at most 16777216"
                    .into()
            )
        );
        assert!(block(&memory, 61, "key").is_err());
    }
}
