//! The exports that a module must have, and those that it may have.

use heeus_abi::layout::{arena, fault};
use heeus_abi::{ARENA_GLOBAL, EXPORTS, Export, FAULT_GLOBAL, Func, MEMORY, Need, export, version};
use wasmparser::{ExternalKind, FuncType, ValType};

use super::super::limiter::TABLE_ELEMENT;
use super::scan::Scan;
use super::{Capabilities, imports};
use crate::error::Findings;

const PAGE: usize = 65_536;
/// Sections of ABI.md.
const MODULE: u8 = 1;
const BLOCKS: u8 = 10;
const LIMITS: u8 = 13;

/// Checks the functions and globals of the contract. [`super::version`] checks the export of the
/// version.
pub(super) fn check(scan: &Scan<'_>, memory: usize, findings: &mut Findings) -> Capabilities {
    let mut capabilities = Capabilities::default();
    for export in EXPORTS
        .iter()
        .filter(|export| export.func != export::ABI_VERSION)
    {
        let there = function(scan, export.func.name, *export, findings);
        if export.func == export::ON_READ_PAGE {
            capabilities.pages = there;
        }
    }
    capabilities.fault = block(scan, FAULT_GLOBAL, fault::BYTES, memory, findings);
    capabilities.arena = block(scan, ARENA_GLOBAL, arena::BYTES, memory, findings);
    capabilities
}

/// Returns the names of exports that have no meaning in the contract.
pub(super) fn extra(scan: &Scan<'_>) -> Vec<String> {
    let known = |name: &str| {
        [MEMORY, FAULT_GLOBAL, ARENA_GLOBAL].contains(&name)
            || version::parse(name).is_some()
            || EXPORTS.iter().any(|export| export.func.name == name)
    };
    let names = scan.exports.keys().filter(|name| !known(name));
    names.map(|name| (*name).to_owned()).collect()
}

/// Checks a function's type. Returns whether the module exports the function.
pub(super) fn function(
    scan: &Scan<'_>,
    name: &str,
    Export { func, need }: Export,
    findings: &mut Findings,
) -> bool {
    let found = match scan.exports.get(name) {
        None if need == Need::Capability => return false,
        None => "none".to_owned(),
        Some((ExternalKind::Func, index)) => match scan.type_of_func(*index) {
            Some(ty) if fits(ty, func) => return true,
            Some(ty) => show(ty),
            None => "a function without a type".to_owned(),
        },
        Some((kind, _)) => kind_name(*kind).to_owned(),
    };
    findings.add(MODULE, format!("export {name}"), found, signature(func));
    false
}

/// Returns the address in an exported global, which must be the address of `bytes` bytes of memory.
fn block(
    scan: &Scan<'_>,
    name: &str,
    bytes: usize,
    memory: usize,
    findings: &mut Findings,
) -> Option<u32> {
    let (kind, index) = *scan.exports.get(name)?;
    let expected = "an immutable i32 global with the address of a block";
    let what = format!("export {name}");
    if kind != ExternalKind::Global {
        findings.add(BLOCKS, what, kind_name(kind), expected);
        return None;
    }
    let (ty, value) = scan.global(index)?;
    if ty.mutable || ty.content_type != ValType::I32 {
        let mutable = if ty.mutable {
            "a mutable"
        } else {
            "an immutable"
        };
        findings.add(
            BLOCKS,
            what,
            format!("{mutable} {} global", ty.content_type),
            expected,
        );
        return None;
    }
    let Some(address) = value else {
        findings.add(BLOCKS, what, "a global without a constant value", expected);
        return None;
    };
    if address as usize + bytes > memory {
        let expected = format!("{bytes} bytes within the {memory} of the initial memory");
        findings.add(BLOCKS, what, format!("address {address}"), expected);
        return None;
    }
    Some(address)
}

/// Checks the memory. Returns the bytes of memory that the module starts with.
pub(super) fn memory(scan: &Scan<'_>, mem_limit: usize, findings: &mut Findings) -> usize {
    let expected = "one 32-bit memory that is not shared";
    let what = format!("export {MEMORY}");
    let memory = match scan.exports.get(MEMORY) {
        None => {
            findings.add(MODULE, what, "none", expected);
            return 0;
        }
        Some((ExternalKind::Memory, index)) => scan.memories.get(*index as usize),
        Some((kind, _)) => {
            findings.add(MODULE, what, kind_name(*kind), expected);
            return 0;
        }
    };
    let Some(memory) = memory else {
        findings.add(
            MODULE,
            what,
            "a memory that the module does not have",
            expected,
        );
        return 0;
    };
    let bytes = usize::try_from(memory.initial)
        .unwrap_or(usize::MAX)
        .saturating_mul(PAGE);
    let tables = scan.tables.iter().map(|table| table.initial);
    let elements = tables.fold(0, u64::saturating_add);
    let elements = usize::try_from(elements).unwrap_or(usize::MAX);
    let all = bytes.saturating_add(elements.saturating_mul(TABLE_ELEMENT));
    if all > mem_limit {
        let mut found = format!("{} pages at the start, {bytes} bytes", memory.initial);
        if elements > 0 {
            let tables = all - bytes;
            let more = format!(", and {elements} elements of tables, {tables} bytes");
            found.push_str(&more);
        }
        let expected = format!("at most {mem_limit} bytes");
        findings.add(LIMITS, what, found, expected);
    }
    bytes
}

/// Returns whether a function has the type that the contract gives it.
pub(super) fn fits(ty: &FuncType, func: Func) -> bool {
    let i32s = |types: &[ValType]| types.iter().all(|ty| *ty == ValType::I32);
    ty.params().len() == func.params.len()
        && ty.results().len() == usize::from(func.returns)
        && i32s(ty.params())
        && i32s(ty.results())
}

/// Describes a function's type in the contract.
pub(super) fn signature(func: Func) -> String {
    let params: Vec<String> = func
        .params
        .iter()
        .map(|name| format!("{name}: i32"))
        .collect();
    let result = if func.returns { " -> i32" } else { "" };
    format!("a function ({}){result}", params.join(", "))
}

/// Describes a function's type in the module.
pub(super) fn show(ty: &FuncType) -> String {
    let list = |types: &[ValType]| {
        let names: Vec<String> = types.iter().map(ToString::to_string).collect();
        names.join(", ")
    };
    let params = list(ty.params());
    match ty.results() {
        [] => format!("a function ({params})"),
        [one] => format!("a function ({params}) -> {one}"),
        many => format!("a function ({params}) -> ({})", list(many)),
    }
}

fn kind_name(kind: ExternalKind) -> &'static str {
    match kind {
        ExternalKind::Func | ExternalKind::FuncExact => imports::FUNCTION,
        ExternalKind::Table => imports::TABLE,
        ExternalKind::Memory => imports::MEMORY,
        ExternalKind::Global => imports::GLOBAL,
        ExternalKind::Tag => imports::TAG,
    }
}
