//! Room that blocks are written to.
//!
//! Each step is there once in a module and is called from everywhere: a guest is made of many blocks, and small code is
//! what counts. What does not fit the room is dropped. So a block is measured by writing it to no room at all, and there
//! is no second piece of code that knows how large it is. The same pass finds what the contract forbids.

use crate::encode::is_qname;
use crate::layout::gap;
use crate::write::{Writer, copy};
use crate::{ArrayRef, EncodeError, FieldType, RecordRef, limits};

/// The first rule of the contract that a block breaks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Breach<'a> {
    /// The name of the innermost field that it is in, empty where it is in none.
    pub field: &'a str,
    /// The rule, as a text; empty where none is broken.
    pub error: &'static str,
}

/// Room being filled, and how far.
#[derive(Debug)]
pub struct Out<'room> {
    room: &'room mut [u8],
    /// The next byte that is written.
    pub at: usize,
    /// Fields whose payloads are being written inside each other.
    depth: usize,
    breach: Breach<'static>,
}

impl<'room> Out<'room> {
    /// Only counts.
    pub const fn counting() -> Self {
        Self::new(&mut [])
    }

    /// Begins at the start of `room`.
    pub const fn new(room: &'room mut [u8]) -> Self {
        Self {
            room,
            at: 0,
            depth: 0,
            breach: Breach {
                field: "",
                error: "",
            },
        }
    }

    /// The first rule that was broken so far.
    #[inline]
    pub fn breach(&self) -> Option<&Breach<'static>> {
        let is_broken = !self.breach.error.is_empty();
        is_broken.then_some(&self.breach)
    }

    /// Notes that a rule is broken, unless another one is already.
    #[cold]
    #[inline(never)]
    pub fn refuse(&mut self, error: &'static str) {
        if self.breach.error.is_empty() {
            self.breach.error = error;
        }
    }

    /// Returns whether a record may stand here, inside of those that are being written.
    #[inline(never)]
    pub fn may_stand(&mut self) -> bool {
        let may = self.depth <= limits::MAX_DEPTH;
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

    /// Ends the payload of the field of this name, in which a rule may have been broken.
    #[inline]
    pub fn leave(&mut self, name: &'static str) {
        self.depth -= 1;
        if !self.breach.error.is_empty() && self.breach.field.is_empty() {
            self.breach.field = name;
        }
    }

    /// Begins an array of so many items of a type.
    #[inline(never)]
    pub fn items(&mut self, count: usize, ty: FieldType) {
        if count > limits::MAX_ITEMS {
            self.refuse(const { EncodeError::TooManyItems.text() });
        }
        self.pair(count, ty as usize);
    }

    /// The bytes of a record that is there already.
    pub fn record(&mut self, record: RecordRef<'_>) {
        if !record.fits_at(self.depth) {
            self.refuse(const { EncodeError::TooDeep.text() });
        }
        self.bytes(record.as_bytes());
    }

    /// The bytes of an array that is there already.
    pub fn array(&mut self, array: ArrayRef<'_>) {
        if !array.fits_at(self.depth.saturating_sub(1)) {
            self.refuse(const { EncodeError::TooDeep.text() });
        }
        self.bytes(array.as_bytes());
    }

    /// The bytes of a qualified name.
    pub fn qname(&mut self, name: &str) {
        if !is_qname(name) {
            self.refuse(const { EncodeError::QName.text() });
        }
        self.bytes(name.as_bytes());
    }

    /// Writes a word to a place.
    #[inline(never)]
    pub fn patch(&mut self, at: usize, word: u64) {
        let room = self.room.get_mut(at..).and_then(<[u8]>::first_chunk_mut);
        if let Some(room) = room {
            *room = word.to_le_bytes();
        }
    }

    /// Writes two words to a place.
    #[inline(never)]
    pub fn patch_two(&mut self, at: usize, first: u64, second: u64) {
        let room = self.room.get_mut(at..).and_then(<[u8]>::first_chunk_mut);
        if let Some(room) = room {
            *room = (u128::from(first) | u128::from(second) << 64).to_le_bytes();
        }
    }

    /// Whether it only counts.
    #[inline]
    pub const fn counts(&self) -> bool {
        self.room.is_empty()
    }

    /// Two halves of the next word.
    pub fn pair(&mut self, low: usize, high: usize) {
        self.patch(self.at, low as u64 | (high as u64) << 32);
        self.skip(8);
    }

    /// Leaves room.
    pub const fn skip(&mut self, bytes: usize) {
        self.at = self.at.saturating_add(bytes);
    }

    /// Copies bytes to a place; returns where they end. A sum that overflows is beyond every limit anyway.
    #[inline(never)]
    pub fn copy(&mut self, at: usize, bytes: &[u8]) -> usize {
        copy(self.room.get_mut(at..).unwrap_or_default(), bytes);
        at.saturating_add(bytes.len())
    }

    /// The next bytes.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.at = self.copy(self.at, bytes);
    }

    /// The low bytes of a slot: an item of an array of scalars that are so wide.
    pub fn low_bytes(&mut self, slot: u64, width: usize) {
        self.bytes(slot.to_le_bytes().get(..width).unwrap_or_default());
    }

    /// Zeros from a place up to the next multiple of 8; returns that.
    #[inline(never)]
    pub fn zeros(&mut self, at: usize) -> usize {
        const ZEROS: [u8; 8] = [0; 8];
        let zeros = ZEROS.get(..gap(at)).unwrap_or_default();
        self.copy(at, zeros)
    }

    /// Zeros up to the next multiple of 8.
    pub fn pad(&mut self) {
        self.at = self.zeros(self.at);
    }

    /// The next `size` bytes, to be written in another way.
    pub fn part(&mut self, size: usize) -> Writer<'_> {
        let start = self.at;
        self.skip(size);
        Writer::new(self.room.get_mut(start..self.at).unwrap_or_default())
    }
}
