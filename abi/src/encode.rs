//! Making records and arrays: the one canonical form.

use alloc::vec::Vec;
use core::cmp::Ordering;

use crate::float::{f32_bits, f64_bits};
use crate::layout::{self, array};
use crate::write::{Writer, check_fields, measure_record, write_record};
use crate::{EncodeError, Field, Items, RecordRef, Value, limits};

/// A record with its own bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct RecordBuf {
    bytes: Vec<u8>,
}

impl RecordBuf {
    /// The record, to read.
    pub fn as_ref(&self) -> RecordRef<'_> {
        RecordRef::trusted(&self.bytes)
    }

    /// The bytes.
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

/// Fields on their way into a record, kept in the order of their names.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RecordBuilder<'a> {
    fields: Vec<Field<'a>>,
}

impl<'a> RecordBuilder<'a> {
    /// No fields yet.
    pub const fn new() -> Self {
        Self { fields: Vec::new() }
    }

    /// Sets a field; an earlier value of the same name is replaced.
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

    /// Makes the record.
    ///
    /// # Errors
    /// [`EncodeError`] where a name or a size is not allowed.
    pub fn build(&self) -> Result<RecordBuf, EncodeError> {
        let mut bytes = Vec::new();
        encode_record(&self.fields, &mut bytes)?;
        Ok(RecordBuf { bytes })
    }
}

/// Whether `name` is a qualified one: a package path, a dot and a name, of [`MAX_NAME`](limits::MAX_NAME) bytes at most.
pub fn is_qname(name: &str) -> bool {
    let last_dot = name.bytes().rposition(|byte| byte == b'.');
    let divides = last_dot.is_some_and(|at| at > 0 && at + 1 < name.len());
    divides && name.len() <= limits::MAX_NAME && !name.as_bytes().contains(&0)
}

/// Appends the record of `fields`, which stand in the order of their names, to `out`.
///
/// # Errors
/// [`EncodeError`]; `out` is then as it was.
pub fn encode_record(fields: &[Field<'_>], out: &mut Vec<u8>) -> Result<(), EncodeError> {
    check_fields(fields)?;
    let size = measure_record(fields.iter().copied())?;
    append(out, size.total, |to| {
        write_record(&size, fields.iter().copied(), to);
    })
}

/// Appends room for a block of `size` bytes to `out` and has it filled.
///
/// # Errors
/// [`EncodeError::TooLarge`]; `out` is then as it was.
pub(crate) fn append(
    out: &mut Vec<u8>,
    size: usize,
    fill: impl FnOnce(&mut Writer<'_>),
) -> Result<(), EncodeError> {
    if size > limits::MAX_BLOCK {
        return Err(EncodeError::TooLarge);
    }
    let start = out.len();
    out.resize(start + size, 0);
    if let Some(room) = out.get_mut(start..) {
        fill(&mut Writer::new(room));
    }
    Ok(())
}

/// `total` and `len` bytes more, rounded up; within the limit of a block.
fn add_padded(total: usize, len: usize) -> Result<usize, EncodeError> {
    let sum = layout::pad(len).and_then(|len| total.checked_add(len));
    sum.filter(|&sum| sum <= limits::MAX_BLOCK)
        .ok_or(EncodeError::TooLarge)
}

/// Appends zeros up to the next aligned place, counted from `start`.
pub(crate) fn zeros(out: &mut Vec<u8>, start: usize) {
    let gap = layout::gap(out.len() - start);
    out.extend_from_slice(&[0; layout::ALIGN][..gap]);
}

/// Appends the array of `items` to `out`.
///
/// # Errors
/// [`EncodeError`]; `out` may then hold a part of the array.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the number of items is below MAX_ITEMS"
)]
pub fn encode_array(items: Items<'_>, out: &mut Vec<u8>) -> Result<(), EncodeError> {
    if items.len() > limits::MAX_ITEMS {
        return Err(EncodeError::TooManyItems);
    }
    out.extend_from_slice(&(items.len() as u32).to_le_bytes());
    out.extend_from_slice(&(items.item_type() as u32).to_le_bytes());
    match items {
        Items::I32(v) => fixed(v, out, i32::to_le_bytes),
        Items::I64(v) | Items::Id(v) => fixed(v, out, i64::to_le_bytes),
        Items::F32(v) => fixed(v, out, |v| f32_bits(v).to_le_bytes()),
        Items::F64(v) => fixed(v, out, |v| f64_bits(v).to_le_bytes()),
        Items::Bool(v) => fixed(v, out, |v| [u8::from(v)]),
        Items::Str(v) => payloads(v, out, |v| v.as_bytes())?,
        Items::Bytes(v) => payloads(v, out, |v| v)?,
        Items::QName(v) if !v.iter().all(|v| is_qname(v)) => return Err(EncodeError::QName),
        Items::QName(v) => payloads(v, out, |v| v.as_bytes())?,
        Items::Record(v) => payloads(v, out, |v| v.as_bytes())?,
    }
    Ok(())
}

fn fixed<T: Copy, const N: usize>(items: &[T], out: &mut Vec<u8>, bytes: fn(T) -> [u8; N]) {
    out.reserve(items.len() * N);
    for &item in items {
        out.extend_from_slice(&bytes(item));
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "offsets and lengths are below MAX_BLOCK"
)]
fn payloads<'a, T: Copy + 'a>(
    items: &[T],
    out: &mut Vec<u8>,
    bytes: fn(T) -> &'a [u8],
) -> Result<(), EncodeError> {
    let start = out.len() - array::ITEMS;
    let mut at = array::ITEMS + items.len() * array::ENTRY;
    for &item in items {
        let length = bytes(item).len();
        out.extend_from_slice(&(at as u32).to_le_bytes());
        out.extend_from_slice(&(length as u32).to_le_bytes());
        at = add_padded(at, length)?;
    }
    for &item in items {
        zeros(out, start);
        out.extend_from_slice(bytes(item));
    }
    Ok(())
}
