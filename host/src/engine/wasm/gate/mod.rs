//! The static gate: checks a module against the contract before anything of it is compiled or run.

mod cost;
mod counts;
mod exports;
mod imports;
mod locals;
mod manifest;
mod rules;
mod scan;
mod segments;
mod start;
mod statics;
mod validate;
mod version;

use std::ops::Range;

use heeus_abi::manifest::Manifest;

use crate::engine::{ModuleLimit, ModuleLimits};
use crate::error::{Error, ErrorKind, Finding, Findings, Phase};
use cost::Passed;
use counts::within;
use scan::Scan;

/// The gate's report on a module that passes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GateReport {
    /// The version of the contract, major and minor.
    pub version: (u32, u32),
    /// The module's manifest.
    pub manifest: Manifest,
    /// Its optional features.
    pub capabilities: Capabilities,
    /// Names of the host's functions that it imports.
    pub imports: Vec<String>,
    /// Names of its exports that have no meaning in the contract.
    pub extra_exports: Vec<String>,
    /// Bytes of memory that it starts with.
    pub start_memory: usize,
    /// Addresses of its static data, if they are known.
    pub statics: Option<Range<u32>>,
    /// Address at which its heap begins, if the module exports it.
    pub heap_base: Option<u32>,
    /// Cost of compiling its functions, as [`ModuleLimits::cost`] counts it.
    pub cost: u64,
    /// Cost of compiling them with inlining: the engine inlines calls only if this is within the
    /// same limit.
    pub cost_inlined: u64,
}

/// The optional features of a guest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Capabilities {
    /// It accepts pages: `WasmOnReadPage`.
    pub pages: bool,
    /// Address of its fault block: `WasmFault`.
    pub fault: Option<u32>,
    /// Address of its arena block: `WasmArena`.
    pub arena: Option<u32>,
}

/// Checks a module of any start size against the default limits. Nothing of it is compiled or run.
///
/// # Errors
/// [`ErrorKind::Load`] with the findings.
pub fn gate(bytes: &[u8]) -> Result<GateReport, Error> {
    gate_within(bytes, usize::MAX, &ModuleLimits::default())
}

/// Checks a module that may start with at most `mem_limit` bytes of memory and tables, against
/// these limits.
///
/// # Errors
/// As [`gate`].
pub fn gate_within(
    bytes: &[u8],
    mem_limit: usize,
    limits: &ModuleLimits,
) -> Result<GateReport, Error> {
    check(bytes, mem_limit, limits).map_err(|findings| Error {
        module: "module".to_owned(),
        extension: None,
        phase: Phase::Load,
        kind: ErrorKind::Load(findings),
    })
}

/// Checks a module step by step: a step relies on the earlier ones, and reports all its findings.
fn check(
    bytes: &[u8],
    mem_limit: usize,
    limits: &ModuleLimits,
) -> Result<GateReport, Vec<Finding>> {
    let beyond = |passed: Passed| vec![validate::beyond(validate::At::Module, &passed, limits)];
    within(limits, ModuleLimit::Bytes, bytes.len() as u64).map_err(beyond)?;
    let scan = Scan::new(bytes, limits).map_err(beyond)?;
    let mut findings = Findings::default();
    let cost = validate::check(bytes, limits, &mut findings);
    findings.none()?;
    let mut findings = Findings::default();
    if let Some(stop) = &scan.stop {
        findings.add(1, "module", stop.clone(), "a core wasm module");
        return Err(findings.into_vec());
    }
    let start_memory = exports::memory(&scan, mem_limit, &mut findings);
    if findings.is_empty() {
        segments::check(&scan, start_memory, &mut findings);
    }
    let report = GateReport {
        version: version::check(&scan, &mut findings),
        manifest: manifest::check(&scan, &mut findings),
        capabilities: exports::check(&scan, start_memory, &mut findings),
        imports: imports::check(&scan, &mut findings),
        extra_exports: exports::extra(&scan),
        start_memory,
        statics: statics::range(&scan),
        heap_base: scan.global_address(statics::HEAP_BASE),
        cost: cost.plain,
        cost_inlined: cost.inlined,
    };
    findings.none()?;
    Ok(report)
}
