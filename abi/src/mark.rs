//! Fields that are known when code is compiled.

use crate::layout::field;
use crate::name::{is_name_at, name_word, tail};
use crate::{FieldType, limits};

/// Name and type of a field, as far as they are the same in every record: all of its table entry but where the name
/// begins, and the slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The first word of the entry; in place of the name's offset, 1 where the field may be absent.
    word: u64,
    /// The last four bytes of a name that has more than four.
    tail: u32,
    name: &'static str,
    ty: FieldType,
}

impl Mark {
    /// The mark of a field that must be there where it is looked up.
    ///
    /// # Panics
    /// Where the name is empty or longer than [`MAX_NAME`](limits::MAX_NAME): at compile time, in a constant.
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

    /// The mark of a field that may be absent, if it is `optional`.
    ///
    /// # Panics
    /// As [`new`](Self::new).
    pub const fn maybe(name: &'static str, ty: FieldType, optional: bool) -> Self {
        let mark = Self::new(name, ty);
        Self {
            word: mark.word | (optional as u64) << (8 * field::NAME_OFFSET),
            ..mark
        }
    }

    /// Whether the field may be absent.
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

    /// Whether a field with this number of its type has the type.
    #[inline]
    pub(crate) const fn is_of(&self, type_number: u8) -> bool {
        self.ty as u8 == type_number
    }

    /// The first word of a table entry whose name begins there.
    #[inline]
    pub const fn word(&self, name_at: usize) -> u64 {
        const BEFORE: u64 = (1 << (8 * field::NAME_OFFSET)) - 1;
        self.word & BEFORE | (name_at as u64) << (8 * field::NAME_OFFSET)
    }

    /// Whether this is the first word of the entry of a field of this name, in a record with these bytes.
    #[inline]
    pub(crate) fn is_at(&self, record: &[u8], word: u64) -> bool {
        is_name_at(record, word, self.word, || self.tail, &self.name)
    }
}
