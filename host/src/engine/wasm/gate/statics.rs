//! The addresses of a module's static data.

use std::ops::Range;

use super::scan::Scan;

/// The linker's export for the end of static data.
const DATA_END: &str = "__data_end";
/// The linker's export for the first address after statics and stack.
pub(super) const HEAP_BASE: &str = "__heap_base";

/// Returns the addresses of static data: from the lowest data segment to the end that the linker
/// exports, or to the end of the highest segment. `__heap_base` is not used as the end: the stack
/// may lie before it.
pub(super) fn range(scan: &Scan<'_>) -> Option<Range<u32>> {
    let segments = scan.segments.iter().cloned().collect::<Option<Vec<_>>>()?;
    let start = segments.iter().map(|segment| segment.start).min()?;
    let end = segments.iter().map(|segment| segment.end).max()?;
    let address = |at| u32::try_from(at).unwrap_or(u32::MAX);
    let (start, end) = (address(start), address(end));
    let told = scan.global_address(DATA_END).unwrap_or(end);
    Some(start..told.max(end))
}
