//! The static gate: whether a module is one of the contract, before anything of it is compiled or run.

mod exports;
mod findings;
mod imports;
mod manifest;
mod scan;
mod statics;
mod version;

use std::ops::Range;

use heeus_abi::manifest::Manifest;
use wasmparser::{Validator, WasmFeatures};

use crate::error::{Error, ErrorKind, Finding, Phase};
use findings::Findings;
use scan::Scan;

/// What the gate found in a module that it lets through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GateReport {
    /// The version of the contract, major and minor.
    pub version: (u32, u32),
    /// What the module tells of itself.
    pub manifest: Manifest,
    /// What it offers beyond what it must.
    pub capabilities: Capabilities,
    /// Names of the host's functions that it imports.
    pub imports: Vec<String>,
    /// Exports that mean nothing to the contract.
    pub extra_exports: Vec<String>,
    /// Bytes of memory that it starts with.
    pub start_memory: usize,
    /// Addresses of its static data, where the module tells them.
    pub statics: Option<Range<u32>>,
    /// Where its heap begins, where the module tells it.
    pub heap_base: Option<u32>,
}

/// What a guest offers beyond what it must.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Capabilities {
    /// It takes pages: `WasmOnReadPage`.
    pub pages: bool,
    /// Address of its fault block: `WasmFault`.
    pub fault: Option<u32>,
    /// Address of its arena block: `WasmArena`.
    pub arena: Option<u32>,
}

/// What a guest may be made of (ABI.md, section 1).
const FEATURES: WasmFeatures = WasmFeatures::WASM1
    .union(WasmFeatures::MUTABLE_GLOBAL)
    .union(WasmFeatures::SATURATING_FLOAT_TO_INT)
    .union(WasmFeatures::SIGN_EXTENSION)
    .union(WasmFeatures::REFERENCE_TYPES)
    .union(WasmFeatures::MULTI_VALUE)
    .union(WasmFeatures::BULK_MEMORY);

/// Checks a module of any start size. Nothing of it is compiled or run.
///
/// # Errors
/// [`ErrorKind::Load`] with all that is wrong with it.
pub fn gate(bytes: &[u8]) -> Result<GateReport, Error> {
    gate_within(bytes, usize::MAX)
}

/// Checks a module that may start with at most `mem_limit` bytes of memory.
///
/// # Errors
/// As [`gate`].
pub fn gate_within(bytes: &[u8], mem_limit: usize) -> Result<GateReport, Error> {
    check(bytes, mem_limit).map_err(|findings| Error {
        module: "module".to_owned(),
        extension: None,
        phase: Phase::Load,
        kind: ErrorKind::Load(findings),
    })
}

fn check(bytes: &[u8], mem_limit: usize) -> Result<GateReport, Vec<Finding>> {
    let mut findings = Findings::default();
    let scan = Scan::new(bytes);
    if let Err(error) = Validator::new_with_features(FEATURES).validate_all(bytes) {
        let found = format!("{} (at byte {})", error.message(), error.offset());
        findings.add(
            "module",
            found,
            "valid wasm of the MVP, with the proposals that ABI.md names",
        );
    }
    if let Some(stop) = &scan.stop {
        // What stands behind this place is unknown: a list of what is missing would mislead.
        findings.add_unless_any("module", stop.clone(), "a core wasm module");
        return Err(findings.into_vec());
    }
    let start_memory = exports::memory(&scan, mem_limit, &mut findings);
    let report = GateReport {
        version: version::check(&scan, &mut findings),
        manifest: manifest::check(&scan, &mut findings),
        capabilities: exports::check(&scan, start_memory, &mut findings),
        imports: imports::check(&scan, &mut findings),
        extra_exports: exports::extra(&scan),
        start_memory,
        statics: statics::range(&scan),
        heap_base: scan.global_address(statics::HEAP_BASE),
    };
    let findings = findings.into_vec();
    if findings.is_empty() {
        Ok(report)
    } else {
        Err(findings)
    }
}
