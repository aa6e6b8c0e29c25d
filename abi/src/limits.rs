//! Limits of blocks. A host may set lower limits for a run, but never higher ones.

/// Bytes of any one block: record, key, page, result.
pub const MAX_BLOCK: usize = 16 << 20;
/// Fields of one record.
pub const MAX_FIELDS: usize = 1024;
/// Bytes of a field's or an extension's name, or of an entity's qualified name.
pub const MAX_NAME: usize = 255;
/// Bytes from a record's start to the end of its names: the reach of a 16-bit offset.
pub const MAX_HEAD: usize = 65_535;
/// Records inside records; an array of records counts as one step.
pub const MAX_DEPTH: usize = 8;
/// Items of one array.
pub const MAX_ITEMS: usize = 1 << 20;
/// Reads inside the callbacks of reads.
pub const MAX_READ_DEPTH: usize = 8;
/// Bytes that a host reads of each text of a fault block; it cuts the rest.
pub const MAX_FAULT_TEXT: usize = 4096;
