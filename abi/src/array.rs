//! Reads an array in place.

use core::fmt;

use crate::bytes::{slice_at, u32_at};
use crate::layout::array;
use crate::record::{payload_value, scalar_value};
use crate::{FieldType, Malformed, RecordRef, Value, check_array};

/// An array in borrowed bytes, checked or not. Reads never go past the end of the bytes, whatever
/// they contain.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ArrayRef<'a> {
    bytes: &'a [u8],
}

impl<'a> ArrayRef<'a> {
    /// Checks that `bytes` are one whole canonical array.
    ///
    /// # Errors
    /// [`Malformed`] names the part that breaks the contract.
    pub fn check(bytes: &'a [u8]) -> Result<Self, Malformed> {
        check_array(bytes)
    }

    /// Wraps bytes without a check: for arrays that were checked before or need no check.
    pub const fn trusted(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    /// The array's bytes.
    pub const fn as_bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Number of items.
    pub fn len(&self) -> usize {
        u32_at(self.bytes, array::COUNT).unwrap_or(0) as usize
    }

    /// Returns whether the array has no items.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns whether the items have this type.
    pub fn is_of(&self, ty: FieldType) -> bool {
        self.bytes.get(array::TYPE) == Some(&(ty as u8))
    }

    /// Type of the items; `None` if its number is no field type.
    pub fn item_type(&self) -> Option<FieldType> {
        FieldType::try_from(u32::from(*self.bytes.get(array::TYPE)?)).ok()
    }

    /// The bytes of item `index`; `None` if there is no such item or the items have another type.
    #[inline(never)]
    pub fn item_bytes(&self, index: usize, ty: FieldType) -> Option<&'a [u8]> {
        if index >= self.len() || *self.bytes.get(array::TYPE)? != ty as u8 {
            return None;
        }
        if let Some(width) = ty.item_bytes() {
            return slice_at(
                self.bytes,
                index.checked_mul(width)?.checked_add(array::ITEMS)?,
                width,
            );
        }
        let entry = index.checked_mul(array::ENTRY)?.checked_add(array::ITEMS)?;
        let offset = u32_at(self.bytes, entry)? as usize;
        slice_at(self.bytes, offset, u32_at(self.bytes, entry + 4)? as usize)
    }

    /// The value of item `index` as the slot of a field would hold it; `None` if there is no such
    /// item or the items are not scalars of this type.
    pub fn slot(&self, index: usize, ty: FieldType) -> Option<u64> {
        let bytes = self.item_bytes(index, ty).filter(|_| ty.is_scalar())?;
        let mut slot = [0; 8];
        slot.get_mut(..bytes.len())?.copy_from_slice(bytes);
        Some(u64::from_le_bytes(slot))
    }

    /// Item `index` of an array of records.
    pub fn record(&self, index: usize) -> Option<RecordRef<'a>> {
        self.item_bytes(index, FieldType::Record)
            .map(RecordRef::trusted)
    }

    /// Item `index`, decoded.
    pub fn get(&self, index: usize) -> Option<Value<'a>> {
        let ty = self.item_type()?;
        if ty.is_scalar() {
            return scalar_value(ty, self.slot(index, ty)?);
        }
        payload_value(ty, self.item_bytes(index, ty)?)
    }

    /// All items in order.
    pub fn iter(&self) -> impl Iterator<Item = Value<'a>> + use<'a> {
        let array = *self;
        (0..array.len()).map_while(move |index| array.get(index))
    }
}

/// Shows the items, or only the fault if the bytes are no canonical array.
impl fmt::Debug for ArrayRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Err(malformed) = check_array(self.bytes) {
            return malformed.fmt(f);
        }
        f.debug_list().entries(self.iter()).finish()
    }
}

/// Items for a new array.
#[derive(Debug, Clone, Copy)]
pub enum Items<'a> {
    /// 32-bit signed integers.
    I32(&'a [i32]),
    /// 64-bit signed integers.
    I64(&'a [i64]),
    /// 32-bit floats.
    F32(&'a [f32]),
    /// 64-bit floats.
    F64(&'a [f64]),
    /// True or false.
    Bool(&'a [bool]),
    /// Ids of records.
    Id(&'a [i64]),
    /// Texts.
    Str(&'a [&'a str]),
    /// Byte strings.
    Bytes(&'a [&'a [u8]]),
    /// Qualified names.
    QName(&'a [&'a str]),
    /// Records.
    Record(&'a [RecordRef<'a>]),
}

impl Items<'_> {
    /// Type of the items.
    pub const fn item_type(&self) -> FieldType {
        match self {
            Self::I32(_) => FieldType::I32,
            Self::I64(_) => FieldType::I64,
            Self::F32(_) => FieldType::F32,
            Self::F64(_) => FieldType::F64,
            Self::Bool(_) => FieldType::Bool,
            Self::Id(_) => FieldType::Id,
            Self::Str(_) => FieldType::Str,
            Self::Bytes(_) => FieldType::Bytes,
            Self::QName(_) => FieldType::QName,
            Self::Record(_) => FieldType::Record,
        }
    }

    /// Number of items.
    pub const fn len(&self) -> usize {
        match self {
            Self::I32(v) => v.len(),
            Self::I64(v) | Self::Id(v) => v.len(),
            Self::F32(v) => v.len(),
            Self::F64(v) => v.len(),
            Self::Bool(v) => v.len(),
            Self::Str(v) | Self::QName(v) => v.len(),
            Self::Bytes(v) => v.len(),
            Self::Record(v) => v.len(),
        }
    }

    /// Returns whether there are no items.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
