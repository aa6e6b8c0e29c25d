//! The manifest of a module.

use heeus_abi::manifest::{Manifest, SECTION};

use super::scan::Scan;
use crate::engine::manifest;
use crate::error::Findings;

/// Reads the manifest; adds findings if it is missing, malformed or contradicts itself.
pub(super) fn check(scan: &Scan<'_>, findings: &mut Findings) -> Manifest {
    let section = scan.manifest.as_deref().unwrap_or_default();
    manifest::read(&format!("custom section {SECTION}"), section).unwrap_or_else(|found| {
        findings.append(found);
        Manifest::default()
    })
}
