//! Records that errors keep as text.

use heeus_abi::RecordRef;

use crate::shown::{ShortRecord, bounded};

/// Most bytes of a record that an error keeps as text.
const KEPT: usize = 1_000;

/// A record as an error keeps it: the beginning of the text of [`ShortRecord`].
pub(super) fn kept(record: RecordRef<'_>) -> String {
    bounded(KEPT, ShortRecord(record))
}
