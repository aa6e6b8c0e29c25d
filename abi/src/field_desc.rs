//! Fields that are known at compile time.

use crate::layout::field;
use crate::name::{is_name_at, name_word, tail};
use crate::{FieldType, limits};

/// The name and type of a field in the form of its table entry: the parts that are the same in
/// every record, which is all but the name's offset and the slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldDesc {
    /// The first word of the entry. In place of the name's offset it has 1 if the field is
    /// optional.
    word: u64,
    /// The last four bytes of a name of more than four bytes.
    tail: u32,
    name: &'static str,
    ty: FieldType,
}

impl FieldDesc {
    /// Creates the description of a required field.
    ///
    /// # Panics
    /// If the name is empty or longer than [`MAX_NAME`](limits::MAX_NAME); at compile time in a
    /// constant.
    pub const fn new(name: &'static str, ty: FieldType) -> Self {
        assert!(
            !name.is_empty() && name.len() <= limits::MAX_NAME,
            "the name of a field has 1 to 255 bytes"
        );
        Self {
            word: name_word(name) | (ty as u64) << (8 * field::TYPE),
            tail: tail(name),
            name,
            ty,
        }
    }

    /// Makes a required field optional if `optional` is true.
    #[must_use]
    pub const fn optional(self, optional: bool) -> Self {
        Self {
            word: self.word | (optional as u64) << (8 * field::NAME_OFFSET),
            ..self
        }
    }

    /// Returns whether the field is optional.
    #[inline]
    pub const fn is_optional(&self) -> bool {
        self.word >> (8 * field::NAME_OFFSET) != 0
    }

    /// The field's name.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The field's type.
    pub const fn ty(&self) -> FieldType {
        self.ty
    }

    /// Returns whether this is the number of the field's type.
    #[inline]
    pub(crate) const fn is_of(&self, type_number: u8) -> bool {
        self.ty as u8 == type_number
    }

    /// Returns the first word of a table entry whose name begins at `name_at`.
    #[inline]
    pub const fn word(&self, name_at: usize) -> u64 {
        const BEFORE: u64 = (1 << (8 * field::NAME_OFFSET)) - 1;
        self.word & BEFORE | (name_at as u64) << (8 * field::NAME_OFFSET)
    }

    /// Returns whether `word`, from the table of `record`, is the first word of an entry of this
    /// name.
    #[inline]
    pub(crate) fn is_at(&self, record: &[u8], word: u64) -> bool {
        is_name_at(record, word, self.word, || self.tail, &self.name)
    }
}
