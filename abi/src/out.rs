//! Room that blocks are written to.
//!
//! Each step is there once in a module and is called from everywhere: a guest is made of many blocks, and small code is
//! what counts. What does not fit the room is dropped, and `at` tells how much room it takes: so
//! there is no second piece of code that knows how large a block is. No byte before `at` is passed
//! over: room that is left is zeros until something is written there. The same pass finds what the
//! contract forbids.

use crate::layout::gap;
use crate::qname::is_qname;
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
    depth: u32,
    breach: Option<Breach<'static>>,
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
            breach: None,
        }
    }

    /// The whole room.
    #[inline]
    pub fn into_room(self) -> &'room mut [u8] {
        self.room
    }

    /// The first rule that was broken so far.
    #[inline]
    pub const fn breach(&self) -> Option<&Breach<'static>> {
        self.breach.as_ref()
    }

    /// The same, where a block of more than `most` bytes breaks a rule too.
    #[inline(never)]
    pub fn breach_of(&mut self, most: usize) -> Option<Breach<'static>> {
        if self.at > most {
            self.refuse(const { EncodeError::TooLarge.text() });
        }
        self.breach
    }

    /// Notes that a rule is broken, unless another one is already.
    #[cold]
    #[inline(never)]
    pub fn refuse(&mut self, error: &'static str) {
        if self.breach.is_none() {
            self.breach = Some(Breach { field: "", error });
        }
    }

    /// Returns whether a record may stand here, inside of those that are being written.
    #[inline(never)]
    pub fn may_stand(&mut self) -> bool {
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

    /// Ends the payload of the field of this name, in which a rule may have been broken.
    #[inline]
    pub fn leave(&mut self, name: &'static str) {
        self.depth -= 1;
        if let Some(breach) = &mut self.breach
            && breach.field.is_empty()
        {
            breach.field = name;
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
        if !record.fits_at(self.depth as usize) {
            self.refuse(const { EncodeError::TooDeep.text() });
        }
        self.bytes(record.as_bytes());
    }

    /// The bytes of an array that is there already.
    pub fn array(&mut self, array: ArrayRef<'_>) {
        if !array.fits_at(self.depth.saturating_sub(1) as usize) {
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

    /// Writes two halves of a word to a place.
    #[inline(never)]
    pub fn patch_pair(&mut self, at: usize, low: usize, high: usize) {
        self.patch(at, low as u64 | (high as u64) << 32);
    }

    /// Two halves of the next word.
    #[inline(never)]
    pub fn pair(&mut self, low: usize, high: usize) {
        self.patch_pair(self.at, low, high);
        self.at = self.at.saturating_add(8);
    }

    /// The next words of 32 bits.
    #[inline]
    pub fn words<const N: usize>(&mut self, words: [u32; N]) {
        self.bytes(words.map(u32::to_le_bytes).as_flattened());
    }

    /// Leaves room, which is zeros until something is written there.
    #[inline(never)]
    pub fn skip(&mut self, bytes: usize) {
        let end = self.at.saturating_add(bytes);
        if let Some(room) = self.room.get_mut(self.at..end) {
            room.fill(0);
        }
        self.at = end;
    }

    /// The next bytes. A sum that overflows is beyond every limit anyway.
    #[inline(never)]
    pub fn bytes(&mut self, bytes: &[u8]) {
        copy(self.room.get_mut(self.at..).unwrap_or_default(), bytes);
        self.at = self.at.saturating_add(bytes.len());
    }

    /// Bytes at another place, which was left free; returns where they end.
    #[inline]
    pub fn bytes_at(&mut self, at: usize, bytes: &[u8]) -> usize {
        let next = core::mem::replace(&mut self.at, at);
        self.bytes(bytes);
        core::mem::replace(&mut self.at, next)
    }

    /// The low bytes of a slot: an item of an array of scalars that are so wide.
    pub fn low_bytes(&mut self, slot: u64, width: usize) {
        self.bytes(slot.to_le_bytes().get(..width).unwrap_or_default());
    }

    /// Zeros up to the next multiple of 8.
    #[inline(never)]
    pub fn pad(&mut self) {
        const ZEROS: [u8; 8] = [0; 8];
        let gap = gap(self.at);
        if gap != 0 {
            self.bytes(ZEROS.get(..gap).unwrap_or_default());
        }
    }
}

/// Copies bytes to the start of `to`, if they fit. Most are names of a few letters, and in a guest a copy by the machine's
/// own instruction is a call of the host's code.
#[inline]
fn copy(to: &mut [u8], from: &[u8]) {
    let Some(to) = to.get_mut(..from.len()) else {
        return;
    };
    if from.len() > 16 {
        to.copy_from_slice(from);
    } else if !copy_ends::<8>(to, from) && !copy_ends::<4>(to, from) {
        for (to, from) in to.iter_mut().zip(from) {
            *to = *from;
        }
    }
}

/// Copies `N` to `2 * N` bytes by their first and their last `N`; returns whether there are so many.
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
