//! Errors of blocks: malformed bytes, and content that cannot be encoded.

use core::fmt;

/// The place where a block breaks the contract, and what was expected there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Malformed {
    /// The part of the block: "record size", "field name", ..
    pub part: &'static str,
    /// Byte offset of that part from the start of the outermost block.
    pub at: usize,
    /// The form that the contract expects there.
    pub expected: &'static str,
}

/// First words of the parts of blocks, and the section of ABI.md that describes the block.
const SECTIONS: &[(&str, u8)] = &[
    ("record", 5),
    ("nested", 5),
    ("field", 5),
    ("padding", 5),
    ("string", 5),
    ("qualified", 5),
    ("array", 5),
    ("key", 6),
    ("intent", 7),
    ("result", 8),
    ("log", 8),
    ("page", 9),
    ("manifest", 12),
    ("extension", 12),
    ("entity", 12),
    ("doc", 12),
    ("declared", 12),
    ("unique", 12),
    ("SDK", 12),
];

impl Malformed {
    /// The section of ABI.md that describes the part; 0 if there is none.
    pub fn section(&self) -> u8 {
        let word = self.part.split(' ').next();
        let known = SECTIONS.iter().find(|(known, _)| Some(*known) == word);
        known.map_or(0, |(_, section)| *section)
    }

    /// The same error, with its place counted from a block that begins `by` bytes earlier.
    pub(crate) fn moved(self, by: usize) -> Self {
        Self {
            at: self.at.saturating_add(by),
            ..self
        }
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} at byte {}: expected {} (ABI.md, section {})",
            self.part,
            self.at,
            self.expected,
            self.section()
        )
    }
}

impl core::error::Error for Malformed {}

/// The reason why content cannot be encoded as a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EncodeError {
    /// A name is empty, longer than [`MAX_NAME`](crate::limits::MAX_NAME) or contains a NUL.
    Name,
    /// A qualified name is not a package path, a dot and an entity.
    QName,
    /// Fields are not in the order of their names, or a name occurs twice.
    Order,
    /// More fields or longer names than [`limits`](crate::limits) allow.
    TooManyFields,
    /// More items than [`MAX_ITEMS`](crate::limits::MAX_ITEMS).
    TooManyItems,
    /// An item has another type than its array, or is an array.
    ItemType,
    /// Records are nested deeper than [`MAX_DEPTH`](crate::limits::MAX_DEPTH).
    TooDeep,
    /// Bytes that are given as a finished record are not a record.
    Malformed,
    /// A declaration breaks a rule of the manifest.
    Declaration,
    /// A block would be larger than [`MAX_BLOCK`](crate::limits::MAX_BLOCK).
    TooLarge,
}

impl EncodeError {
    /// The message.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Name => "a name is empty, longer than 255 bytes or contains a NUL",
            Self::QName => "a qualified name is not 'package.Entity'",
            Self::Order => "fields are not in the order of their names",
            Self::TooManyFields => {
                "a record has too many fields: at most 1024, and 65535 bytes up to the end of \
                 their names"
            }
            Self::TooManyItems => "an array has more than 1048576 items",
            Self::ItemType => "an item has another type than its array, or is an array",
            Self::TooDeep => "records are more than 8 deep",
            Self::Malformed => "the bytes are not a record",
            Self::Declaration => "a declaration breaks a rule of the manifest",
            Self::TooLarge => "a block is larger than 16 MiB",
        }
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

impl core::error::Error for EncodeError {}
