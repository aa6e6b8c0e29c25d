//! What a module tells of itself.

use heeus_abi::manifest::{Manifest, SECTION};

use super::scan::Scan;
use crate::engine::manifest;
use crate::error::Findings;

/// The manifest; findings where it is missing, malformed or contradicts itself.
pub(super) fn check(scan: &Scan<'_>, findings: &mut Findings) -> Manifest {
    let section = scan.manifest.as_deref().unwrap_or_default();
    manifest::read(&format!("custom section {SECTION}"), section).unwrap_or_else(|found| {
        findings.append(found);
        Manifest::default()
    })
}
