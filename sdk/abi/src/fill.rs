//! Writing records and arrays whose shape is known, field by field, into room that was measured.
//!
//! One pass: sizes and offsets are put in when they are known, so nothing is measured twice, however deep records stand
//! in each other. What does not fit the room is dropped, as [`Writer`] does.

use crate::layout::{self, array, field, record};
use crate::write::{Writer, padded};
use crate::{FieldType, Mark, limits};

/// How large a record is up to its first payload.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Head {
    fields: usize,
    names: usize,
}

impl Head {
    /// That of a record without fields.
    pub const EMPTY: Self = Self {
        fields: 0,
        names: 0,
    };

    /// The same with a field more, if it is there.
    #[inline]
    pub const fn with(self, mark: &Mark, is_there: bool) -> Self {
        if !is_there {
            return self;
        }
        Self {
            fields: self.fields + 1,
            names: self.names + mark.name().len(),
        }
    }

    /// Number of fields.
    pub const fn fields(self) -> usize {
        self.fields
    }

    /// Bytes up to the first payload.
    #[inline]
    pub const fn bytes(self) -> usize {
        padded(self.end_of_names())
    }

    /// Whether a record can have such a head.
    pub const fn is_allowed(self) -> bool {
        self.fields <= limits::MAX_FIELDS && self.end_of_names() <= limits::MAX_HEAD
    }

    const fn end_of_names(self) -> usize {
        record::TABLE + self.fields * field::ENTRY + self.names
    }
}

/// A record being written; fields come in the order of their names.
#[derive(Debug)]
pub struct RecordWriter<'w, 'room> {
    to: &'w mut Writer<'room>,
    /// Room behind the record's start when it began.
    room: usize,
    header: Option<&'room mut [u8; 8]>,
    entries: core::slice::IterMut<'room, [u8; field::ENTRY]>,
    names: Writer<'room>,
    name_at: usize,
    fields: usize,
}

impl<'room> Writer<'room> {
    /// Begins a record that has just the fields that `head` was made of.
    #[inline(never)]
    pub fn record<'w>(&'w mut self, head: Head) -> RecordWriter<'w, 'room> {
        let room = self.left();
        let header = self.take(record::TABLE).first_chunk_mut();
        let table = head.fields * field::ENTRY;
        let (entries, _) = self.take(table).as_chunks_mut();
        let name_at = record::TABLE + table;
        RecordWriter {
            room,
            header,
            entries: entries.iter_mut(),
            names: self.part(head.bytes() - name_at),
            name_at,
            fields: head.fields,
            to: self,
        }
    }

    /// An array of scalars, each of these bytes.
    #[inline]
    pub fn scalars<const N: usize>(
        &mut self,
        ty: FieldType,
        items: impl ExactSizeIterator<Item = [u8; N]>,
    ) {
        self.pair(items.len(), ty as usize);
        for item in items {
            self.bytes(&item);
        }
    }

    /// An array of payloads, each written by `write`.
    pub fn payloads<T>(
        &mut self,
        ty: FieldType,
        items: impl ExactSizeIterator<Item = T>,
        mut write: impl FnMut(T, &mut Self),
    ) {
        let start = self.left();
        self.pair(items.len(), ty as usize);
        let mut table = self.part(items.len() * array::ENTRY);
        for item in items {
            self.pad();
            let at = self.left();
            write(item, self);
            table.pair(start - at, at - self.left());
        }
    }

    /// Zeros up to the next aligned place. The end of the room is aligned.
    #[inline]
    fn pad(&mut self) {
        self.take(self.left() % layout::ALIGN).fill(0);
    }
}

impl<'room> RecordWriter<'_, 'room> {
    /// A scalar field.
    #[inline(never)]
    pub fn scalar(&mut self, mark: &Mark, slot: u64) {
        let word = mark.word(self.name_at);
        if let Some(entry) = self.entries.next() {
            *entry = (u128::from(word) | u128::from(slot) << 64).to_le_bytes();
        }
        self.names.bytes(mark.name().as_bytes());
        self.name_at += mark.name().len();
    }

    /// A field with these bytes as its payload.
    #[inline(never)]
    pub fn bytes(&mut self, mark: &Mark, payload: &[u8]) {
        self.payload(mark, |to| to.bytes(payload));
    }

    /// A field with a payload that `write` writes: a record, or an array.
    #[inline]
    pub fn payload(&mut self, mark: &Mark, write: impl FnOnce(&mut Writer<'room>)) {
        let at = self.to.left();
        write(self.to);
        self.payload_from(mark, at);
    }

    /// Ends a payload that began with so much room left.
    fn payload_from(&mut self, mark: &Mark, at: usize) {
        let length = at - self.to.left();
        self.to.pad();
        self.scalar(mark, (self.room - at) as u64 | (length as u64) << 32);
    }

    /// Ends the record.
    #[inline(never)]
    pub fn finish(mut self) {
        let rest = self.names.left();
        self.names.take(rest).fill(0);
        let total = self.room - self.to.left();
        if let Some(header) = self.header {
            *header = (total as u64 | (self.fields as u64) << 32).to_le_bytes();
        }
    }
}

/// Bytes that an array of so many scalars of `width` bytes takes in a record.
#[inline]
pub const fn scalars_room(count: usize, width: usize) -> usize {
    padded(array::ITEMS.saturating_add(count.saturating_mul(width)))
}

/// Bytes that an array of payloads takes in a record: `items` is what each of them takes there.
#[inline]
pub fn payloads_room(items: impl ExactSizeIterator<Item = usize>) -> usize {
    let table = array::ITEMS.saturating_add(items.len().saturating_mul(array::ENTRY));
    items.fold(table, |sum, item| sum.saturating_add(padded(item)))
}
