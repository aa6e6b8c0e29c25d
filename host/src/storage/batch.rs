//! Batches: writes that are applied together or not at all.

use super::{Element, TableId};

/// Writes that are applied together, in one flat buffer. A later write to a key replaces an earlier
/// one.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    /// For each put: key record, value record, sort key.
    bytes: Vec<u8>,
    ops: Vec<Op>,
}

#[derive(Debug, Clone, Copy)]
enum Op {
    Put {
        table: TableId,
        start: usize,
        value: usize,
        sort_key: usize,
        end: usize,
    },
    Clear {
        table: TableId,
    },
}

/// One write of a batch.
#[derive(Debug, Clone, Copy)]
pub enum Write<'a> {
    /// Puts an element in the place of the one under the same key, if there is one.
    Put(Put<'a>),
    /// Removes every element of the table.
    Clear(TableId),
}

/// An element to be put.
#[derive(Debug, Clone, Copy)]
pub struct Put<'a> {
    /// The table of the element.
    pub table: TableId,
    buffer: &'a [u8],
    value: usize,
    sort_key: usize,
}

impl Write<'_> {
    /// The table of the write.
    pub fn table(&self) -> TableId {
        let (Self::Put(Put { table, .. }) | Self::Clear(table)) = self;
        *table
    }
}

impl<'a> Put<'a> {
    /// Bytes of the record of the key.
    pub fn key(&self) -> &'a [u8] {
        self.buffer.get(..self.value).unwrap_or_default()
    }

    /// Bytes of the record of the value.
    pub fn value(&self) -> &'a [u8] {
        self.buffer
            .get(self.value..self.sort_key)
            .unwrap_or_default()
    }

    /// The sort key.
    pub fn sort_key(&self) -> &'a [u8] {
        self.buffer.get(self.sort_key..).unwrap_or_default()
    }

    /// The element, with its own bytes.
    pub(super) fn to_element(self) -> Element {
        Element::from_buffer(self.buffer, self.value, self.sort_key)
    }
}

impl Batch {
    /// An empty batch.
    pub const fn new() -> Self {
        Self {
            bytes: Vec::new(),
            ops: Vec::new(),
        }
    }

    /// Adds an element: the bytes of the records of its key and value, and its sort key.
    pub fn put(&mut self, table: TableId, key: &[u8], value: &[u8], sort_key: &[u8]) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(key);
        self.bytes.extend_from_slice(value);
        self.bytes.extend_from_slice(sort_key);
        self.ops.push(Op::Put {
            table,
            start,
            value: key.len(),
            sort_key: key.len() + value.len(),
            end: self.bytes.len(),
        });
    }

    /// Adds the removal of every element of a table.
    pub fn clear_table(&mut self, table: TableId) {
        self.ops.push(Op::Clear { table });
    }

    /// Moves the writes to other tables.
    pub(crate) fn move_tables(&mut self, moved: impl Fn(TableId) -> TableId) {
        for op in &mut self.ops {
            let (Op::Put { table, .. } | Op::Clear { table }) = op;
            *table = moved(*table);
        }
    }

    /// Number of writes.
    pub fn len(&self) -> usize {
        self.ops.len()
    }

    /// Returns whether the batch has no writes.
    pub fn is_empty(&self) -> bool {
        self.ops.is_empty()
    }

    /// Bytes of all records and sort keys.
    pub fn bytes(&self) -> usize {
        self.bytes.len()
    }

    /// Drops all writes and keeps a capacity of at most this many bytes.
    pub fn reset(&mut self, room: usize) {
        self.bytes.clear();
        self.bytes.shrink_to(room);
        self.ops.clear();
    }

    /// The write at this place.
    pub fn get(&self, index: usize) -> Option<Write<'_>> {
        Some(self.write(*self.ops.get(index)?))
    }

    /// All writes, in order.
    pub fn iter(&self) -> impl Iterator<Item = Write<'_>> {
        self.ops.iter().map(|&op| self.write(op))
    }

    fn write(&self, op: Op) -> Write<'_> {
        match op {
            Op::Clear { table } => Write::Clear(table),
            Op::Put {
                table,
                start,
                value,
                sort_key,
                end,
            } => Write::Put(Put {
                table,
                buffer: self.bytes.get(start..end).unwrap_or_default(),
                value,
                sort_key,
            }),
        }
    }
}
