//! Encodes records and arrays in their one canonical form.

use alloc::vec::Vec;
use core::cmp::Ordering;

use crate::qname::is_qname;
use crate::write::{check_fields, write_array, write_record};
use crate::{BlockWriter, EncodeError, Field, Items, Malformed, RecordRef, Value, limits};

/// A record that owns its bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct RecordBuf {
    bytes: Vec<u8>,
}

impl RecordBuf {
    /// Encodes the record of `fields`, which must be in the order of their names.
    ///
    /// # Errors
    /// [`EncodeError`] if a name or a size is not allowed.
    pub fn new(fields: &[Field<'_>]) -> Result<Self, EncodeError> {
        let mut bytes = Vec::new();
        encode_record(fields, &mut bytes)?;
        Ok(Self { bytes })
    }

    /// Borrows the record for reading.
    pub fn as_ref(&self) -> RecordRef<'_> {
        RecordRef::trusted(&self.bytes)
    }

    /// Returns the record's bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

impl From<RecordRef<'_>> for RecordBuf {
    fn from(record: RecordRef<'_>) -> Self {
        Self {
            bytes: record.as_bytes().to_vec(),
        }
    }
}

/// Checks the bytes of a record, and keeps them without a copy.
///
/// # Errors
/// [`Malformed`] if the bytes break a rule of the contract.
impl TryFrom<Vec<u8>> for RecordBuf {
    type Error = Malformed;

    fn try_from(bytes: Vec<u8>) -> Result<Self, Malformed> {
        RecordRef::check(&bytes)?;
        Ok(Self { bytes })
    }
}

impl Default for RecordBuf {
    fn default() -> Self {
        RecordRef::empty().into()
    }
}

impl core::fmt::Debug for RecordBuf {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        self.as_ref().fmt(f)
    }
}

/// Fields for a new record, kept in the order of their names.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RecordBuilder<'a> {
    fields: Vec<Field<'a>>,
}

impl<'a> RecordBuilder<'a> {
    /// Creates a builder without fields.
    pub const fn new() -> Self {
        Self { fields: Vec::new() }
    }

    /// Sets a field, and replaces an earlier value of the same name.
    pub fn put(&mut self, name: &'a str, value: Value<'a>) {
        let mut after = 0;
        for before in self.fields.iter_mut().rev() {
            match before.name.cmp(name) {
                Ordering::Less => break,
                Ordering::Equal => {
                    before.value = value;
                    return;
                }
                Ordering::Greater => after += 1,
            }
        }
        self.fields.push(Field { name, value });
        // `Vec::insert` would bring a formatted panic into every guest.
        let mut rest = self.fields.as_mut_slice();
        for _ in 0..after {
            let [shorter @ .., last] = rest else { return };
            if let [.., before] = shorter {
                core::mem::swap(before, last);
            }
            rest = shorter;
        }
    }

    /// The fields in the order of their names.
    pub fn fields(&self) -> &[Field<'a>] {
        &self.fields
    }

    /// Builds the record.
    ///
    /// # Errors
    /// [`EncodeError`] if a name or a size is not allowed.
    pub fn build(&self) -> Result<RecordBuf, EncodeError> {
        RecordBuf::new(&self.fields)
    }
}

/// Appends the record of `fields` to `out`. The fields must be in the order of their names.
///
/// # Errors
/// [`EncodeError`]; `out` is then unchanged.
pub fn encode_record(fields: &[Field<'_>], out: &mut Vec<u8>) -> Result<(), EncodeError> {
    let size = check_fields(fields)?;
    append(out, size, |to| write_record(fields.iter().copied(), to))
}

/// Appends the output of `write` to `out`. `write` runs again if it does not fit the `expected`
/// number of bytes, and must write the same each time.
///
/// # Errors
/// [`EncodeError::TooLarge`]; `out` is then unchanged.
pub(crate) fn append(
    out: &mut Vec<u8>,
    expected: usize,
    write: impl Fn(&mut BlockWriter<'_>),
) -> Result<(), EncodeError> {
    let start = out.len();
    // Without room, the first pass only counts.
    let mut room = if expected > limits::MAX_BLOCK {
        0
    } else {
        expected
    };
    loop {
        out.resize(start + room, 0);
        let mut to = BlockWriter::new(out.get_mut(start..).unwrap_or_default());
        write(&mut to);
        let size = to.at;
        if size > limits::MAX_BLOCK {
            out.truncate(start);
            return Err(EncodeError::TooLarge);
        }
        if size <= room {
            out.truncate(start + size);
            return Ok(());
        }
        room = size;
    }
}

/// Appends the array of `items` to `out`.
///
/// # Errors
/// [`EncodeError`]; `out` is then unchanged.
pub fn encode_array(items: Items<'_>, out: &mut Vec<u8>) -> Result<(), EncodeError> {
    if items.len() > limits::MAX_ITEMS {
        return Err(EncodeError::TooManyItems);
    }
    if let Items::QName(names) = items
        && !names.iter().all(|name| is_qname(name))
    {
        return Err(EncodeError::QName);
    }
    append(out, 0, |to| write_array(items, to))
}
