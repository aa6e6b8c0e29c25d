//! Pages: many elements of a read in one block.

use crate::bytes::u32_at;
use crate::layout::page;
use crate::{Malformed, RecordRef, check_record, limits};

/// A page from the host. Iteration never goes past the end of its bytes, whatever they contain.
#[derive(Debug, Clone)]
pub struct PageRef<'a> {
    rest: &'a [u8],
    left: u32,
}

impl<'a> PageRef<'a> {
    /// Size in bytes of the page at the start of `bytes`, read from its header.
    pub fn stated_size(bytes: &[u8]) -> Option<usize> {
        Some(u32_at(bytes, page::SIZE)? as usize)
    }

    /// Wraps a page from the host without a check.
    pub fn trusted(bytes: &'a [u8]) -> Self {
        let rest = bytes.get(page::ELEMENTS..).unwrap_or_default();
        Self {
            rest,
            left: u32_at(bytes, page::COUNT).unwrap_or(0),
        }
    }

    /// Checks that `bytes` are one whole page of canonical records.
    ///
    /// # Errors
    /// [`Malformed`] names the part that breaks the contract.
    pub fn check(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let malformed = |part, at, expected| Malformed { part, at, expected };
        if Self::stated_size(bytes) != Some(bytes.len()) || bytes.len() > limits::MAX_BLOCK {
            let expected = "the number of bytes of the page, at most 16 MiB";
            return Err(malformed("page size", page::SIZE, expected));
        }
        let count = u32_at(bytes, page::COUNT).ok_or(malformed("page header", 0, "8 bytes"))?;
        let mut walk = Self::trusted(bytes);
        for _ in 0..count {
            for part in ["page key", "page value"] {
                let at = bytes.len() - walk.rest.len();
                let record = walk.take_record();
                let record = record.ok_or(malformed(part, at, "a record within the page"))?;
                check_record(record.as_bytes()).map_err(|error| error.moved(at))?;
            }
        }
        if !walk.rest.is_empty() {
            let at = bytes.len() - walk.rest.len();
            return Err(malformed("page end", at, "no bytes after the last element"));
        }
        Ok(Self::trusted(bytes))
    }

    #[inline]
    fn take_record(&mut self) -> Option<RecordRef<'a>> {
        let size = RecordRef::stated_size(self.rest)?;
        let (record, rest) = self.rest.split_at_checked(size)?;
        self.rest = rest;
        Some(RecordRef::trusted(record))
    }
}

/// Yields the key and the value of every element, in order.
impl<'a> Iterator for PageRef<'a> {
    type Item = (RecordRef<'a>, RecordRef<'a>);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        Some((self.take_record()?, self.take_record()?))
    }
}

/// Writes the header of a page whose elements follow it in `page`.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a host's page is far below 4 GiB"
)]
pub fn encode_page_header(page: &mut [u8], count: u32) {
    let size = page.len() as u32;
    if let Some(header) = page.first_chunk_mut::<{ page::ELEMENTS }>() {
        *header = (u64::from(size) | u64::from(count) << 32).to_le_bytes();
    }
}
