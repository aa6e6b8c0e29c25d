//! `BlockWriter`: writes blocks to a buffer.
//!
//! Each step exists once in a module and is called from everywhere: a guest writes many blocks, and
//! its code must be small. Elsewhere the compiler decides. Bytes that do not fit the buffer are
//! dropped, but `at` counts them too, so no second piece of code has to know the size of a block. A
//! buffer may have data of earlier blocks: who skips bytes writes all of them before the block is
//! complete. The same pass finds content that the contract forbids.

use crate::layout::{ALIGN, gap};
use crate::qname::is_qname;
use crate::{ArrayRef, EncodeError, FieldType, RecordRef, limits};

/// The first rule of the contract that a block breaks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Breach<'a> {
    /// The name of the innermost field with the breach; empty if it is in no field.
    pub field: &'a str,
    /// The text of the rule; empty if no rule is broken.
    pub error: &'static str,
}

/// A writer of blocks: a buffer that is being filled, and the place of the next byte.
#[derive(Debug)]
pub struct BlockWriter<'buffer> {
    buffer: &'buffer mut [u8],
    /// The place of the next byte.
    pub at: usize,
    /// The number of fields whose payloads are being written, one inside the other.
    depth: u32,
    breach: Option<Breach<'static>>,
}

impl<'buffer> BlockWriter<'buffer> {
    /// Creates a writer without a buffer, which only counts.
    pub const fn counting() -> Self {
        Self::new(&mut [])
    }

    /// Creates a writer that begins at the start of `buffer`.
    pub const fn new(buffer: &'buffer mut [u8]) -> Self {
        Self {
            buffer,
            at: 0,
            depth: 0,
            breach: None,
        }
    }

    /// Returns the whole buffer.
    #[inline]
    pub fn into_buffer(self) -> &'buffer mut [u8] {
        self.buffer
    }

    /// The first rule that was broken so far, if any.
    #[inline]
    pub const fn breach(&self) -> Option<&Breach<'static>> {
        self.breach.as_ref()
    }

    /// The first broken rule, if any. A block of more than `most` bytes breaks a rule too.
    #[inline(never)]
    pub fn breach_of(&mut self, most: usize) -> Option<Breach<'static>> {
        if self.at > most {
            self.refuse(const { EncodeError::TooLarge.text() });
        }
        self.breach
    }

    /// Notes a broken rule, unless another one was broken before.
    #[cold]
    #[inline(never)]
    pub fn refuse(&mut self, error: &'static str) {
        if self.breach.is_none() {
            self.breach = Some(Breach { field: "", error });
        }
    }

    /// Checks that the limit of depth allows a record here. If not, notes the broken rule and
    /// returns false.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub fn check_depth(&mut self) -> bool {
        let may = self.depth as usize <= limits::MAX_DEPTH;
        if !may {
            self.refuse(const { EncodeError::TooDeep.text() });
        }
        may
    }

    /// Begins the payload of a field. [`leave`](Self::leave) ends it.
    #[inline]
    pub const fn enter(&mut self) {
        self.depth += 1;
    }

    /// Ends the payload of the field of this name, and names the field in a breach that happened in
    /// it.
    #[inline]
    pub fn leave(&mut self, name: &'static str) {
        self.depth -= 1;
        if let Some(breach) = &mut self.breach
            && breach.field.is_empty()
        {
            breach.field = name;
        }
    }

    /// Begins an array of `count` items of a type.
    #[inline(never)]
    pub fn items(&mut self, count: usize, ty: FieldType) {
        if count > limits::MAX_ITEMS {
            self.refuse(const { EncodeError::TooManyItems.text() });
        }
        self.pair(count, ty as usize);
    }

    /// Writes the bytes of a finished record.
    pub fn record(&mut self, record: RecordRef<'_>) {
        if !record.fits_at(self.depth as usize) {
            self.refuse(const { EncodeError::TooDeep.text() });
        }
        self.bytes(record.as_bytes());
    }

    /// Writes the bytes of a finished array.
    pub fn array(&mut self, array: ArrayRef<'_>) {
        if !array.fits_at(self.depth.saturating_sub(1) as usize) {
            self.refuse(const { EncodeError::TooDeep.text() });
        }
        self.bytes(array.as_bytes());
    }

    /// Writes the bytes of a qualified name.
    pub fn qname(&mut self, name: &str) {
        if !is_qname(name) {
            self.refuse(const { EncodeError::QName.text() });
        }
        self.bytes(name.as_bytes());
    }

    /// Writes a word to a place.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub fn patch(&mut self, at: usize, word: u64) {
        let buffer = self.buffer.get_mut(at..).and_then(<[u8]>::first_chunk_mut);
        if let Some(buffer) = buffer {
            *buffer = word.to_le_bytes();
        }
    }

    /// Writes two words to a place.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub fn patch_two(&mut self, at: usize, first: u64, second: u64) {
        let buffer = self.buffer.get_mut(at..).and_then(<[u8]>::first_chunk_mut);
        if let Some(buffer) = buffer {
            *buffer = (u128::from(first) | u128::from(second) << 64).to_le_bytes();
        }
    }

    /// Writes two halves of a word to a place.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub fn patch_pair(&mut self, at: usize, low: usize, high: usize) {
        self.patch(at, low as u64 | (high as u64) << 32);
    }

    /// Writes the two halves of the next word.
    #[inline(never)]
    pub fn pair(&mut self, low: usize, high: usize) {
        self.patch_pair(self.at, low, high);
        self.at = self.at.saturating_add(8);
    }

    /// Writes the next words of 32 bits.
    #[inline]
    pub fn words<const N: usize>(&mut self, words: [u32; N]) {
        self.bytes(words.map(u32::to_le_bytes).as_flattened());
    }

    /// Leaves room for bytes, all of which the caller writes later.
    #[inline]
    pub const fn skip(&mut self, bytes: usize) {
        self.at = self.at.saturating_add(bytes);
    }

    /// Writes the next bytes. A sum that overflows is beyond every limit anyway.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub fn bytes(&mut self, bytes: &[u8]) {
        let Some(end) = self.at.checked_add(bytes.len()) else {
            self.at = usize::MAX;
            return;
        };
        if let Some(to) = self.buffer.get_mut(self.at..end) {
            copy(to, bytes);
        }
        self.at = end;
    }

    /// Writes bytes at another place, which was skipped before; returns their end.
    #[inline]
    pub fn bytes_at(&mut self, at: usize, bytes: &[u8]) -> usize {
        let next = core::mem::replace(&mut self.at, at);
        self.bytes(bytes);
        core::mem::replace(&mut self.at, next)
    }

    /// Writes the low `width` bytes of a slot: an item of an array of scalars of this width.
    pub fn low_bytes(&mut self, slot: u64, width: usize) {
        self.bytes(slot.to_le_bytes().get(..width).unwrap_or_default());
    }

    /// Writes zeros up to the next multiple of 8.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub fn pad(&mut self) {
        let gap = gap(self.at);
        if gap == 0 {
            return;
        }
        // The bytes of the last word before the gap are kept.
        let start = self.at & !(ALIGN - 1);
        let last = self
            .buffer
            .get_mut(start..)
            .and_then(<[u8]>::first_chunk_mut);
        if let Some(last) = last {
            *last = (u64::from_le_bytes(*last) & u64::MAX >> (8 * gap)).to_le_bytes();
        }
        self.at = start.saturating_add(ALIGN);
    }
}

/// Copies bytes to a place of the same size. Most are names of a few letters, and in a guest the
/// machine's own copy instruction would call code of the host.
#[inline]
fn copy(to: &mut [u8], from: &[u8]) {
    if from.len() > 16 {
        to.copy_from_slice(from);
    } else if !copy_ends::<8>(to, from) && !copy_ends::<4>(to, from) {
        for (to, from) in to.iter_mut().zip(from) {
            *to = *from;
        }
    }
}

/// Copies `N` to `2 * N` bytes as their first and their last `N`; returns whether the number of
/// bytes is in this range.
#[inline]
fn copy_ends<const N: usize>(to: &mut [u8], from: &[u8]) -> bool {
    let Some(last) = from.len().checked_sub(N) else {
        return false;
    };
    copy_chunk::<N>(to, from, 0);
    copy_chunk::<N>(to, from, last);
    true
}

/// Copies the `N` bytes at a place.
#[inline]
fn copy_chunk<const N: usize>(to: &mut [u8], from: &[u8], at: usize) {
    let to = to.get_mut(at..).and_then(<[u8]>::first_chunk_mut::<N>);
    let from = from.get(at..).and_then(<[u8]>::first_chunk::<N>);
    if let (Some(to), Some(from)) = (to, from) {
        *to = *from;
    }
}
