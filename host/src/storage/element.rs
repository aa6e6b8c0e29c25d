//! Elements: two records in one buffer.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use heeus_abi::RecordRef;

/// An element of a storage: the record of its key and the record of its value, side by side. Cheap
/// to clone; dereferences to the bytes of the record of the value. Elements are equal if their
/// records are, whichever storage they are from.
#[derive(Clone)]
pub struct Element {
    /// Key record, value record, sort key.
    bytes: Arc<[u8]>,
    value: u32,
    sort_key: u32,
}

impl Element {
    /// Creates an element that is in no ordered table, or whose storage keeps sort keys
    /// elsewhere.
    ///
    /// # Panics
    /// If both records together have 4 GiB or more.
    pub fn new(key: RecordRef<'_>, value: RecordRef<'_>) -> Self {
        let (key, value) = (key.as_bytes(), value.as_bytes());
        Self::from_buffer(&[key, value].concat(), key.len(), key.len() + value.len())
    }

    /// Splits `buffer` into the record of the key, from `value` on the record of the value, and
    /// from `sort_key` on the sort key.
    pub(super) fn from_buffer(buffer: &[u8], value: usize, sort_key: usize) -> Self {
        let at = |at| u32::try_from(at).expect("an element is smaller than 4 GiB");
        Self {
            bytes: buffer.into(),
            value: at(value),
            sort_key: at(sort_key),
        }
    }

    /// The record of the key.
    pub fn key(&self) -> RecordRef<'_> {
        RecordRef::trusted(self.part(0, self.value))
    }

    /// The record of the value.
    #[inline]
    pub fn value(&self) -> RecordRef<'_> {
        RecordRef::trusted(self)
    }

    /// Both records, the key first: the bytes of the element in a page.
    #[inline]
    pub fn records(&self) -> &[u8] {
        self.part(0, self.sort_key)
    }

    /// The sort key.
    #[inline]
    pub(super) fn sort_key(&self) -> &[u8] {
        self.bytes.get(self.sort_key as usize..).unwrap_or_default()
    }

    #[inline]
    fn part(&self, from: u32, to: u32) -> &[u8] {
        self.bytes
            .get(from as usize..to as usize)
            .unwrap_or_default()
    }
}

impl PartialEq for Element {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value && self.records() == other.records()
    }
}

impl Eq for Element {}

impl Deref for Element {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        self.part(self.value, self.sort_key)
    }
}

impl fmt::Debug for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Element");
        out.field("key", &self.key());
        out.field("value", &self.value()).finish()
    }
}
