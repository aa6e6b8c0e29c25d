//! Byte offsets of every block. Each is derived from the one before it.

/// Every block, and every payload in it, begins at a multiple of this from the block's start.
pub const ALIGN: usize = 8;

/// Rounds `n` up to a multiple of [`ALIGN`]; `None` on overflow.
pub const fn pad(n: usize) -> Option<usize> {
    match n.checked_add(ALIGN - 1) {
        Some(n) => Some(n & !(ALIGN - 1)),
        None => None,
    }
}

/// Bytes of zeros between `n` and the next multiple of [`ALIGN`].
pub const fn gap(n: usize) -> usize {
    n.wrapping_neg() & (ALIGN - 1)
}

/// A record: header, table of fields, names, payloads.
pub mod record {
    /// `u32`: bytes of the whole record.
    pub const SIZE: usize = 0;
    /// `u16`: number of fields.
    pub const COUNT: usize = SIZE + 4;
    /// `u16`: zero.
    pub const RESERVED: usize = COUNT + 2;
    /// First entry of the table of fields.
    pub const TABLE: usize = RESERVED + 2;
    /// Bytes of a record without fields.
    pub const EMPTY: usize = TABLE;
}

/// One entry of a record's table.
pub mod field {
    /// `[u8; 4]`: the first bytes of the name, zeros after a shorter one.
    pub const PREFIX: usize = 0;
    /// `u8`: the [`FieldType`](crate::FieldType).
    pub const TYPE: usize = PREFIX + 4;
    /// `u8`: bytes of the name.
    pub const NAME_LEN: usize = TYPE + 1;
    /// `u16`: offset of the name from the record's start.
    pub const NAME_OFFSET: usize = NAME_LEN + 1;
    /// 8 bytes: the scalar itself, or offset and length of the payload.
    pub const SLOT: usize = NAME_OFFSET + 2;
    /// `u32`: offset of the payload from the record's start.
    pub const OFFSET: usize = SLOT;
    /// `u32`: bytes of the payload.
    pub const LENGTH: usize = OFFSET + 4;
    /// Bytes of an entry.
    pub const ENTRY: usize = SLOT + 8;
}

/// An array, the payload of an array field.
pub mod array {
    /// `u32`: number of items.
    pub const COUNT: usize = 0;
    /// `u8`: type of the items, then three zeros.
    pub const TYPE: usize = COUNT + 4;
    /// Three zeros.
    pub const RESERVED: usize = TYPE + 1;
    /// First item, or first entry of the table of items.
    pub const ITEMS: usize = RESERVED + 3;
    /// Bytes of a table entry: `u32` offset from the array's start, `u32` length.
    pub const ENTRY: usize = 8;
}

/// A key block: header, entity's name, record of key fields.
pub mod key {
    /// `u32`: bytes of the whole block.
    pub const SIZE: usize = 0;
    /// `u16`: the [`Storage`](crate::Storage).
    pub const STORAGE: usize = SIZE + 4;
    /// `u16`: bytes of the entity's name.
    pub const ENTITY_LEN: usize = STORAGE + 2;
    /// The entity's name, zeros up to a multiple of 8, then the record.
    pub const ENTITY: usize = ENTITY_LEN + 2;
}

/// A range, which may follow the record in the key block of a read.
pub mod range {
    /// `u8`: 1 if the read begins with the last element, otherwise 0.
    pub const ORDER: usize = 0;
    /// `u8`: 0 for no lower bound, 1 for one that includes its elements, 2 for one that excludes
    /// them.
    pub const LOWER_KIND: usize = ORDER + 1;
    /// `u8`: the same for the upper bound.
    pub const UPPER_KIND: usize = LOWER_KIND + 1;
    /// `u8`: 1 if there is a place that the read continues after, otherwise 0.
    pub const AFTER_KIND: usize = UPPER_KIND + 1;
    /// `u32`: bytes of the lower bound.
    pub const LOWER_LEN: usize = AFTER_KIND + 1;
    /// `u32`: bytes of the upper bound.
    pub const UPPER_LEN: usize = LOWER_LEN + 4;
    /// `u32`: bytes of the place that the read continues after.
    pub const AFTER_LEN: usize = UPPER_LEN + 4;
    /// The lower bound, the upper bound and the place, each with zeros up to a multiple of 8.
    pub const BOUNDS: usize = AFTER_LEN + 4;
}

/// The read context, to which `ctx_id` points while a read runs.
pub mod ctx {
    /// `u32`: the guest sets it to anything but 0 to stop the read.
    pub const STOP: usize = 0;
    /// `u32`: the most elements that the guest wants, 0 for all.
    pub const LIMIT: usize = STOP + 4;
    /// Bytes of the block.
    pub const BYTES: usize = LIMIT + 4;
}

/// A page of elements.
pub mod page {
    /// `u32`: bytes of the whole page.
    pub const SIZE: usize = 0;
    /// `u32`: number of elements.
    pub const COUNT: usize = SIZE + 4;
    /// First element: its key's record, then its value's record.
    pub const ELEMENTS: usize = COUNT + 4;
}

/// A result block: header, intents, log lines, text.
pub mod outcome {
    /// `u32`: bytes of the whole block.
    pub const SIZE: usize = 0;
    /// `u32`: the [`Status`](crate::Status).
    pub const STATUS: usize = SIZE + 4;
    /// `i32`: the extension's own code, 0 for none.
    pub const CODE: usize = STATUS + 4;
    /// `u32`: number of intents.
    pub const INTENT_COUNT: usize = CODE + 4;
    /// `u32`: bytes of all intents.
    pub const INTENT_BYTES: usize = INTENT_COUNT + 4;
    /// `u32`: number of log lines.
    pub const LOG_COUNT: usize = INTENT_BYTES + 4;
    /// `u32`: bytes of all log lines.
    pub const LOG_BYTES: usize = LOG_COUNT + 4;
    /// `u32`: bytes of the text.
    pub const TEXT_LEN: usize = LOG_BYTES + 4;
    /// First intent; log lines, the text and zeros up to a multiple of 8 follow.
    pub const INTENTS: usize = TEXT_LEN + 4;
}

/// One intent: header, key block, record of the value.
pub mod intent {
    /// `u32`: the [`Op`](crate::Op).
    pub const OP: usize = 0;
    /// `u32`: bytes of the whole intent.
    pub const SIZE: usize = OP + 4;
    /// The key block, then the value's record.
    pub const KEY: usize = SIZE + 4;
}

/// One log line.
pub mod log {
    /// `u32`: bytes of the whole line.
    pub const SIZE: usize = 0;
    /// `u8`: the [`LogLevel`](crate::LogLevel), then a zero.
    pub const LEVEL: usize = SIZE + 4;
    /// `u8`: zero.
    pub const RESERVED: usize = LEVEL + 1;
    /// `u16`: bytes of the target.
    pub const TARGET_LEN: usize = RESERVED + 1;
    /// `u16`: bytes of the source file's name.
    pub const FILE_LEN: usize = TARGET_LEN + 2;
    /// `u16`: zero.
    pub const RESERVED_2: usize = FILE_LEN + 2;
    /// `u32`: line in the source file, 0 for none.
    pub const LINE: usize = RESERVED_2 + 2;
    /// `u32`: bytes of the text.
    pub const TEXT_LEN: usize = LINE + 4;
    /// `u32`: zero.
    pub const RESERVED_3: usize = TEXT_LEN + 4;
    /// Target, file, text, zeros up to a multiple of 8.
    pub const BODY: usize = RESERVED_3 + 4;
}

/// The fault block.
pub mod fault {
    /// `u32`: the [`FaultCause`](crate::FaultCause).
    pub const CAUSE: usize = 0;
    /// `u32`: line in the source file, 0 for none.
    pub const LINE: usize = CAUSE + 4;
    /// `u32`: column in that line, 0 for none.
    pub const COLUMN: usize = LINE + 4;
    /// `u32`: address of the source file's name.
    pub const FILE_PTR: usize = COLUMN + 4;
    /// `u32`: bytes of the source file's name.
    pub const FILE_LEN: usize = FILE_PTR + 4;
    /// `u32`: address of the text.
    pub const TEXT_PTR: usize = FILE_LEN + 4;
    /// `u32`: bytes of the text.
    pub const TEXT_LEN: usize = TEXT_PTR + 4;
    /// `u32`: address of the log lines of the run.
    pub const LOG_PTR: usize = TEXT_LEN + 4;
    /// `u32`: bytes of the log lines.
    pub const LOG_LEN: usize = LOG_PTR + 4;
    /// `u32`: bytes of the last allocation that failed, 0 for none.
    pub const FAILED_ALLOC: usize = LOG_LEN + 4;
    /// Bytes of the block.
    pub const BYTES: usize = FAILED_ALLOC + 4;
}

/// The arena block.
pub mod arena {
    /// `u32`: address where the arena begins after a reset.
    pub const BASE: usize = 0;
    /// `u32`: address of the first free byte.
    pub const POSITION: usize = BASE + 4;
    /// `u32`: the highest position since the reset, if it is above the current position.
    pub const PEAK: usize = POSITION + 4;
    /// Bytes of the block.
    pub const BYTES: usize = PEAK + 4;
}

/// One entry of the manifest section.
pub mod manifest {
    /// `u32`: bytes of the whole entry.
    pub const SIZE: usize = 0;
    /// `u8`: the tag, which is the kind of the entry.
    pub const TAG: usize = SIZE + 4;
    /// The body, whose form depends on the tag.
    pub const BODY: usize = TAG + 1;
}

const _: () = {
    assert!(record::TABLE == 8 && field::ENTRY == 16 && array::ITEMS == 8 && key::ENTITY == 8);
    assert!(page::ELEMENTS == 8 && outcome::INTENTS == 32 && intent::KEY == 8 && log::BODY == 24);
    assert!(fault::BYTES == 40 && ctx::BYTES == 8 && arena::BYTES == 12);
    assert!(range::BOUNDS == 16);
};
