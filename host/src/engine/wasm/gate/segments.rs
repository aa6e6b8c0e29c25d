//! The check that active segments are within the initial memory and tables of instances.

use super::scan::Scan;
use crate::error::Findings;

/// Section of ABI.md about modules.
const MODULE: u8 = 1;

/// Checks that data are within the `memory` bytes that the module starts with, and elements within
/// their tables.
pub(super) fn check(scan: &Scan<'_>, memory: usize, findings: &mut Findings) {
    for (index, segment) in scan.segments.iter().enumerate() {
        let Some(place) = segment else { continue };
        if place.end > memory as u64 {
            let found = format!("bytes {} to {}", place.start, place.end);
            let expected = format!("bytes within the {memory} of the initial memory");
            findings.add(MODULE, format!("data segment {index}"), found, expected);
        }
    }
    for (index, (table, place)) in scan.elements.iter().enumerate() {
        let Some(place) = place else { continue };
        let initial = scan
            .tables
            .get(*table as usize)
            .map_or(0, |table| table.initial);
        if place.end > initial {
            let found = format!("elements {} to {} of table {table}", place.start, place.end);
            let expected = format!("elements within the {initial} of the initial table");
            findings.add(MODULE, format!("element segment {index}"), found, expected);
        }
    }
}
