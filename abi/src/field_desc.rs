//! Fields that are known at compile time.

use crate::layout::field;
use crate::name::{entry_word, is_name_of, prefix};
use crate::{FieldType, limits};

/// The name and type of a field, required or optional.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldDesc {
    name: &'static str,
    /// The first four bytes of the name, as a table entry has them.
    prefix: u32,
    ty: FieldType,
    optional: bool,
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
            name,
            prefix: prefix(name),
            ty,
            optional: false,
        }
    }

    /// Makes a required field optional if `optional` is true.
    #[must_use]
    pub const fn optional(self, optional: bool) -> Self {
        Self {
            optional: self.optional || optional,
            ..self
        }
    }

    /// Returns whether the field is optional.
    #[inline]
    pub const fn is_optional(&self) -> bool {
        self.optional
    }

    /// The field's name.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The field's type.
    pub const fn ty(&self) -> FieldType {
        self.ty
    }

    /// Returns the first word of a table entry whose name begins at `name_at`.
    #[inline]
    pub const fn word(&self, name_at: usize) -> u64 {
        entry_word(self.prefix, self.name, self.ty, name_at)
    }

    /// Returns whether this entry of the table of `record` has this name.
    #[inline]
    pub(crate) fn is_at(&self, record: &[u8], entry: &[u8; field::ENTRY]) -> bool {
        is_name_of(entry, record, self.prefix, &self.name)
    }
}
