//! The imports that a module may have.

use heeus_abi::{IMPORT_MODULE, IMPORTS};
use wasmparser::TypeRef;

use super::exports::{fits, show, signature};
use super::scan::Scan;
use crate::error::Findings;

/// The section of ABI.md about imports.
const IMPORTED: u8 = 3;

pub(super) const FUNCTION: &str = "a function";
pub(super) const TABLE: &str = "a table";
pub(super) const MEMORY: &str = "a memory";
pub(super) const GLOBAL: &str = "a global";
pub(super) const TAG: &str = "a tag";

/// Checks all imports. Returns the names of the host's functions that the module imports.
pub(super) fn check(scan: &Scan<'_>, findings: &mut Findings) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    for import in &scan.imports {
        let what = format!("import {}.{}", import.module, import.name);
        let known = IMPORTS.iter().find(|func| func.name == import.name);
        let Some(func) = known.filter(|_| import.module == IMPORT_MODULE) else {
            let names: Vec<String> = IMPORTS
                .iter()
                .map(|func| format!("{IMPORT_MODULE}.{}", func.name))
                .collect();
            findings.add(
                IMPORTED,
                what,
                found(scan, import.ty),
                format!("only {}", names.join(", ")),
            );
            continue;
        };
        let ty = match import.ty {
            TypeRef::Func(ty) => scan.func_type(ty),
            _ => None,
        };
        if !ty.is_some_and(|ty| fits(ty, *func)) {
            findings.add(IMPORTED, what, found(scan, import.ty), signature(*func));
            continue;
        }
        if seen.iter().any(|name| name == func.name) {
            findings.add(IMPORTED, what, "more than one", "each import at most once");
            continue;
        }
        seen.push(func.name.to_owned());
    }
    seen
}

fn found(scan: &Scan<'_>, ty: TypeRef) -> String {
    match ty {
        TypeRef::Func(ty) | TypeRef::FuncExact(ty) => {
            scan.func_type(ty).map_or_else(|| FUNCTION.to_owned(), show)
        }
        TypeRef::Table(_) => TABLE.to_owned(),
        TypeRef::Memory(_) => MEMORY.to_owned(),
        TypeRef::Global(_) => GLOBAL.to_owned(),
        TypeRef::Tag(_) => TAG.to_owned(),
    }
}
