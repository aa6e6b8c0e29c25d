//! Reads a record in place.

use core::fmt;

use crate::bytes::{slice_at, u16_at, u32_at, u64_at};
use crate::layout::{field, record};
use crate::name::{is_name_of, prefix};
use crate::{ArrayRef, Field, FieldType, Malformed, Value, check_record};

/// A record in borrowed bytes, checked or not. Reads never go past the end of the bytes, whatever
/// they contain.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct RecordRef<'a> {
    bytes: &'a [u8],
}

/// A record without fields.
static EMPTY: [u8; record::EMPTY] = [8, 0, 0, 0, 0, 0, 0, 0];

impl<'a> RecordRef<'a> {
    /// A record without fields.
    pub const fn empty() -> Self {
        Self { bytes: &EMPTY }
    }

    /// Checks that `bytes` are one whole canonical record.
    ///
    /// # Errors
    /// [`Malformed`] names the part that breaks the contract.
    pub fn check(bytes: &'a [u8]) -> Result<Self, Malformed> {
        check_record(bytes)
    }

    /// Wraps bytes without a check: for records that were checked before or need no check, as those
    /// that a host gives to a guest. A malformed record yields wrong fields or none, but never a
    /// read beyond `bytes`.
    pub const fn trusted(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    /// Size in bytes of the record at the start of `bytes`, read from its header.
    pub fn stated_size(bytes: &[u8]) -> Option<usize> {
        Some(u32_at(bytes, record::SIZE)? as usize)
    }

    /// The record's bytes.
    pub const fn as_bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Number of fields.
    #[inline]
    pub fn len(&self) -> usize {
        u16_at(self.bytes, record::COUNT).unwrap_or(0).into()
    }

    /// Returns whether the record has no fields.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The field of this name, undecoded; `None` if it is absent.
    #[inline]
    pub fn find(&self, name: &str) -> Option<RawField<'a>> {
        let record = self.bytes;
        let entry = self.entry(prefix(name), name)?;
        Some(RawField { record, entry })
    }

    /// Looks up the slot of a field: a scalar, or the place of a payload for
    /// [`payload`](Self::payload).
    #[inline]
    pub fn look_up(&self, name: &str, ty: FieldType) -> LookUp {
        // Inlining makes the prefix of a literal a constant; the search itself exists only once.
        self.slot(prefix(name), name, ty as u32)
    }

    #[inline(never)]
    fn slot(&self, prefix: u32, name: &str, ty: u32) -> LookUp {
        match self.entry(prefix, name) {
            None => LookUp::Absent,
            Some(entry) if u32::from(entry[field::TYPE]) != ty => {
                LookUp::NotOfType(entry[field::TYPE])
            }
            Some(entry) => LookUp::Slot(u64_at(entry, field::SLOT).unwrap_or(0)),
        }
    }

    /// The entry of the name with this prefix.
    #[inline]
    fn entry(&self, prefix: u32, name: &str) -> Option<&'a [u8; field::ENTRY]> {
        let (header, table) = self.bytes.split_first_chunk::<{ record::TABLE }>()?;
        let count = u16::from_le_bytes([header[record::COUNT], header[record::COUNT + 1]]);
        let table = table.get(..usize::from(count) * field::ENTRY)?;
        let (entries, _) = table.as_chunks::<{ field::ENTRY }>();
        entries
            .iter()
            .find(|entry| is_name_of(entry, self.bytes, prefix, &name))
    }

    /// The payload at the place that a slot gives; empty if the record ends before it.
    #[inline]
    pub fn payload(&self, slot: u64) -> &'a [u8] {
        let (at, len) = ((slot & 0xffff_ffff) as usize, (slot >> 32) as usize);
        slice_at(self.bytes, at, len).unwrap_or_default()
    }

    /// The value of the field of this name; `None` if the field is absent.
    ///
    /// ```
    /// use heeus_abi::{RecordBuilder, Value};
    /// let mut fields = RecordBuilder::new();
    /// fields.put("Year", Value::I32(2026));
    /// let record = fields.build()?;
    /// assert_eq!(record.as_ref().get("Year"), Some(Value::I32(2026)));
    /// assert_eq!(record.as_ref().get("Month"), None);
    /// # Ok::<(), heeus_abi::EncodeError>(())
    /// ```
    pub fn get(&self, name: &str) -> Option<Value<'a>> {
        self.find(name)?.value()
    }

    /// All fields, in the order of their names.
    pub fn fields(&self) -> Fields<'a> {
        Fields {
            record: *self,
            next: 0,
        }
    }

    /// The field at this place of the table, undecoded.
    pub fn raw(&self, index: usize) -> Option<RawField<'a>> {
        if index >= self.len() {
            return None;
        }
        let entry = self
            .bytes
            .get(record::TABLE + index * field::ENTRY..)?
            .first_chunk()?;
        Some(RawField {
            record: self.bytes,
            entry,
        })
    }
}

/// Shows the fields. If the bytes are no canonical record, shows only the fault, since such a
/// record might contain itself.
impl fmt::Debug for RecordRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Err(malformed) = check_record(self.bytes) {
            return malformed.fmt(f);
        }
        let fields = self.fields().map(|field| (field.name, field.value));
        f.debug_map().entries(fields).finish()
    }
}

/// The result of looking up a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LookUp {
    /// There is no field of this name.
    Absent,
    /// The field has another type, with this number.
    NotOfType(u8),
    /// The field's slot.
    Slot(u64),
}

/// One entry of a record's table, undecoded.
#[derive(Clone, Copy)]
pub struct RawField<'a> {
    record: &'a [u8],
    entry: &'a [u8; field::ENTRY],
}

impl<'a> RawField<'a> {
    #[inline]
    pub(crate) const fn new(record: &'a [u8], entry: &'a [u8; field::ENTRY]) -> Self {
        Self { record, entry }
    }

    /// Bytes of the name.
    pub fn name_bytes(&self) -> Option<&'a [u8]> {
        let at = u16_at(self.entry, field::NAME_OFFSET)?;
        slice_at(self.record, at.into(), self.entry[field::NAME_LEN].into())
    }

    /// Number of the type, unchecked.
    #[inline]
    pub const fn type_number(&self) -> u8 {
        self.entry[field::TYPE]
    }

    /// The eight bytes of the slot.
    #[inline]
    pub fn slot(&self) -> u64 {
        u64_at(self.entry, field::SLOT).unwrap_or(0)
    }

    /// The slot, if the field has this scalar type.
    #[inline]
    pub fn scalar(&self, ty: FieldType) -> Option<u64> {
        (self.type_number() == ty as u8).then(|| self.slot())
    }

    /// The payload, if the field has this type.
    #[inline]
    pub fn payload(&self, ty: FieldType) -> Option<&'a [u8]> {
        let slot = self.scalar(ty)?;
        slice_at(
            self.record,
            (slot & 0xffff_ffff) as usize,
            (slot >> 32) as usize,
        )
    }

    /// The decoded value; `None` if the bytes do not fit the type.
    pub fn value(&self) -> Option<Value<'a>> {
        let ty = FieldType::try_from(u32::from(self.type_number())).ok()?;
        if ty.is_scalar() {
            return scalar_value(ty, self.slot());
        }
        payload_value(ty, self.payload(ty)?)
    }
}

/// Decodes a scalar from its slot.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a narrow scalar lies in the slot's low bytes"
)]
pub(crate) fn scalar_value<'a>(ty: FieldType, slot: u64) -> Option<Value<'a>> {
    Some(match ty {
        FieldType::I32 => Value::I32((slot as u32).cast_signed()),
        FieldType::I64 => Value::I64(slot.cast_signed()),
        FieldType::F32 => Value::F32(f32::from_bits(slot as u32)),
        FieldType::F64 => Value::F64(f64::from_bits(slot)),
        FieldType::Bool => Value::Bool(slot != 0),
        FieldType::Id => Value::Id(slot.cast_signed()),
        _ => return None,
    })
}

/// Decodes any other value from its payload.
pub(crate) fn payload_value(ty: FieldType, bytes: &[u8]) -> Option<Value<'_>> {
    Some(match ty {
        FieldType::Str => Value::Str(core::str::from_utf8(bytes).ok()?),
        FieldType::QName => Value::QName(core::str::from_utf8(bytes).ok()?),
        FieldType::Bytes => Value::Bytes(bytes),
        FieldType::Record => Value::Record(RecordRef::trusted(bytes)),
        FieldType::Array => Value::Array(ArrayRef::trusted(bytes)),
        _ => return None,
    })
}

/// The fields of a record, in the order of their names.
#[derive(Clone, Debug)]
pub struct Fields<'a> {
    record: RecordRef<'a>,
    next: usize,
}

impl<'a> Iterator for Fields<'a> {
    type Item = Field<'a>;

    fn next(&mut self) -> Option<Field<'a>> {
        let raw = self.record.raw(self.next)?;
        self.next += 1;
        let name = core::str::from_utf8(raw.name_bytes()?).ok()?;
        Some(Field {
            name,
            value: raw.value()?,
        })
    }
}
