//! Sort keys: bytes that sort in the order of the fields.
//!
//! Signed numbers are big-endian with the sign bit flipped; floats sort in IEEE total order. In
//! texts and bytes each zero is followed by 255, and two zeros end them, so that a text sorts
//! before its continuations and the leading fields of a key are the leading bytes.

use std::ops::Deref;

use heeus_abi::{FieldType, RawField};

use crate::storage::pass_prefix;

/// Bytes of a key that need no allocation.
const SHORT: usize = 64;
const SIGN_32: u32 = 1 << 31;
const SIGN_64: u64 = 1 << 63;

/// A sort key, built field by field.
#[derive(Clone)]
pub(super) struct SortKey {
    short: [u8; SHORT],
    /// Bytes in `short`, as long as `long` is empty.
    len: usize,
    long: Vec<u8>,
}

/// The sort key of a record with this id.
pub(super) fn of_id(id: i64) -> [u8; 8] {
    (id.cast_unsigned() ^ SIGN_64).to_be_bytes()
}

impl SortKey {
    pub(super) const fn new() -> Self {
        Self {
            short: [0; SHORT],
            len: 0,
            long: Vec::new(),
        }
    }

    #[inline]
    fn push(&mut self, bytes: &[u8]) {
        let end = self.len + bytes.len();
        match self.short.get_mut(self.len..end) {
            Some(room) if self.long.is_empty() => {
                room.copy_from_slice(bytes);
                self.len = end;
            }
            _ => self.push_long(bytes),
        }
    }

    #[cold]
    fn push_long(&mut self, bytes: &[u8]) {
        if self.long.is_empty() {
            self.long.reserve(2 * (self.len + bytes.len()));
            let short = self.short.get(..self.len).unwrap_or_default();
            self.long.extend_from_slice(short);
        }
        self.long.extend_from_slice(bytes);
    }

    /// Appends one field of this type. `None` if its bytes do not fit the type.
    #[inline]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a narrow scalar lies in the slot's low bytes"
    )]
    pub(super) fn append(&mut self, ty: FieldType, raw: &RawField<'_>) -> Option<()> {
        match ty {
            FieldType::I32 => self.push(&(raw.scalar(ty)? as u32 ^ SIGN_32).to_be_bytes()),
            FieldType::I64 | FieldType::Id => {
                self.push(&(raw.scalar(ty)? ^ SIGN_64).to_be_bytes());
            }
            FieldType::F32 => {
                let bits = raw.scalar(ty)? as u32;
                let is_negative = bits & SIGN_32 != 0;
                let flipped = if is_negative { !bits } else { bits ^ SIGN_32 };
                self.push(&flipped.to_be_bytes());
            }
            FieldType::F64 => {
                let bits = raw.scalar(ty)?;
                let is_negative = bits & SIGN_64 != 0;
                let flipped = if is_negative { !bits } else { bits ^ SIGN_64 };
                self.push(&flipped.to_be_bytes());
            }
            FieldType::Bool => self.push(&[u8::from(raw.scalar(ty)? != 0)]),
            FieldType::Str | FieldType::Bytes | FieldType::QName => {
                self.append_text(raw.payload(ty)?);
            }
            FieldType::Record | FieldType::Array => return None,
        }
        Some(())
    }

    /// Changes the key to the least bytes above all that begin with it. Returns whether there are
    /// any.
    #[inline]
    pub(super) fn pass(&mut self) -> bool {
        let is_short = self.long.is_empty();
        let bytes = if is_short {
            self.short.get_mut(..self.len).unwrap_or_default()
        } else {
            &mut self.long
        };
        let Some(length) = pass_prefix(bytes) else {
            return false;
        };
        if is_short {
            self.len = length;
        } else {
            self.long.truncate(length);
        }
        true
    }

    fn append_text(&mut self, text: &[u8]) {
        let mut parts = text.split(|&byte| byte == 0);
        self.push(parts.next().unwrap_or_default());
        for part in parts {
            self.push(&[0, 255]);
            self.push(part);
        }
        self.push(&[0, 0]);
    }
}

impl Deref for SortKey {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        if self.long.is_empty() {
            self.short.get(..self.len).unwrap_or_default()
        } else {
            &self.long
        }
    }
}
