//! Fields of records in memory, put into keys and intents of the host.

use heeus_abi::{ArrayRef, FieldType, RawField, RecordRef};

use super::env;
use crate::arena::host::stop;

/// A name, as the imports take it.
#[derive(Clone, Copy)]
pub(super) struct Name<'a>(&'a [u8]);

impl<'a> Name<'a> {
    pub(super) const fn of(name: &'a str) -> Self {
        Self(name.as_bytes())
    }

    pub(super) const fn ptr(&self) -> *const u8 {
        self.0.as_ptr()
    }

    pub(super) const fn len(&self) -> usize {
        self.0.len()
    }
}

/// Creates a key.
pub(super) fn key_of(storage: &str, entity: &str) -> u64 {
    env::hostGetKey(
        storage.as_ptr(),
        storage.len(),
        entity.as_ptr(),
        entity.len(),
    )
}

/// A key or an intent of the host, which takes fields.
#[derive(Clone, Copy)]
pub(super) struct Row {
    pub(super) id: u64,
    pub(super) is_intent: bool,
}

impl Row {
    /// Puts all fields of a record.
    pub(super) fn put_all(self, record: RecordRef<'_>) {
        for index in 0..record.len() {
            if let Some(field) = record.raw(index) {
                self.put_field(record, &field);
            }
        }
    }

    fn put_field(self, record: RecordRef<'_>, field: &RawField<'_>) {
        let name = Name(field.name_bytes().unwrap_or_default());
        let Ok(ty) = FieldType::try_from(u32::from(field.type_number())) else {
            return;
        };
        let slot = field.slot();
        if ty.is_scalar() {
            self.put_scalar(name, ty, slot);
        } else {
            self.put_bytes(name, ty, record.payload(slot));
        }
    }

    /// Puts a scalar, as it is in a slot.
    #[inline(never)]
    pub(super) fn put_scalar(self, name: Name<'_>, ty: FieldType, slot: u64) {
        let (row, at, len) = (self.id, name.ptr(), name.len());
        let is_intent = u32::from(self.is_intent);
        let low = slot as u32;
        match ty {
            FieldType::I32 => {
                env::hostRowWriterPutInt32(row, is_intent, at, len, low.cast_signed());
            }
            FieldType::F32 => {
                env::hostRowWriterPutFloat32(row, is_intent, at, len, f32::from_bits(low));
            }
            FieldType::F64 => {
                env::hostRowWriterPutFloat64(row, is_intent, at, len, f64::from_bits(slot));
            }
            FieldType::Bool => {
                env::hostRowWriterPutBool(row, is_intent, at, len, low.cast_signed());
            }
            _ => env::hostRowWriterPutInt64(row, is_intent, at, len, slot.cast_signed()),
        }
    }

    /// Puts the payload of a field.
    #[inline(never)]
    pub(super) fn put_bytes(self, name: Name<'_>, ty: FieldType, bytes: &[u8]) {
        let (row, at, len) = (self.id, name.ptr(), name.len());
        let is_intent = u32::from(self.is_intent);
        let (value, value_len) = (bytes.as_ptr(), bytes.len());
        match ty {
            FieldType::Str => {
                env::hostRowWriterPutString(row, is_intent, at, len, value, value_len);
            }
            FieldType::Bytes => {
                env::hostRowWriterPutBytes(row, is_intent, at, len, value, value_len);
            }
            FieldType::QName => {
                let dot = bytes.iter().rposition(|byte| *byte == b'.').unwrap_or(0);
                let (package, entity) = bytes.split_at_checked(dot).unwrap_or_default();
                let entity = entity.get(1..).unwrap_or_default();
                env::hostRowWriterPutQName(
                    row,
                    is_intent,
                    at,
                    len,
                    package.as_ptr(),
                    package.len(),
                    entity.as_ptr(),
                    entity.len(),
                );
            }
            // Fields that may occur more than once: recipients of a mail, lines of a header.
            FieldType::Array => {
                let array = ArrayRef::trusted(bytes);
                for index in 0..array.len() {
                    match array.item_bytes(index, FieldType::Str) {
                        Some(text) => self.put_bytes(name, FieldType::Str, text),
                        None => stop("Voedger takes no array of these items"),
                    }
                }
            }
            _ => stop("Voedger takes no record inside of a record"),
        }
    }
}
