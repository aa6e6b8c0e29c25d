//! The stack that a guest keeps in its own memory, and the check for its exhaustion.
//!
//! Compilers of the LLVM family put data that need an address on a stack in the guest's memory,
//! which grows downwards. If the stack lies below all other data, a guest that exhausts it reaches
//! below address 0, and the machine reports an access far outside. So the host checks the pointer
//! to that stack after a guest has trapped.

use std::ops::Range;

use wasmparser::{ExternalKind, KnownCustom, Name, Operator, Parser, Payload, TypeRef, ValType};

use super::gate::GateReport;
use crate::error::Limit;

/// The name that linkers give the pointer to the stack.
const POINTER: &str = "__stack_pointer";
/// The alignment of every frame of the stack.
const ALIGN: u32 = 16;
/// Bytes below the pointer that a function without calls may use without moving the pointer.
const RED_ZONE: u32 = 128;

/// The stack in a guest's memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stack {
    /// The export of the pointer, a mutable i32.
    pub(super) export: String,
    /// Addresses of the stack; the pointer starts at their end.
    range: Range<u32>,
}

impl Stack {
    pub(super) const fn new(export: String, range: Range<u32>) -> Self {
        Self { export, range }
    }

    /// Returns the addresses of the stack.
    pub(super) fn range(&self) -> Range<u32> {
        self.range.clone()
    }

    /// Finds the stack of a module that passed the gate: the index of the global that is the
    /// pointer, and the addresses. `None` if the module has no such stack, or its place is unknown.
    pub(super) fn find(bytes: &[u8], report: &GateReport) -> Option<(u32, Range<u32>)> {
        let (index, top) = Scan::new(bytes).pointer(report)?;
        let floor = match &report.statics {
            Some(statics) if statics.end <= top => statics.end,
            Some(statics) if statics.start < top => return None,
            _ => 0,
        };
        Some((index, floor..top))
    }

    /// Returns the limit of the stack, if `pointer` shows that a trapped guest exhausted it.
    /// `outside` is true if the guest trapped at an access outside of its memory.
    pub(super) fn exhausted(&self, pointer: u32, outside: bool) -> Option<Limit> {
        let Range { start, end } = self.range;
        // A pointer below 0 has wrapped.
        let beyond = pointer > end || pointer < start;
        let at_the_end = outside && start == 0 && pointer < RED_ZONE;
        (beyond || at_the_end).then(|| Limit::GuestStack(self.range.len()))
    }
}

/// The parts of a module from which the pointer can be found.
#[derive(Default)]
struct Scan<'a> {
    /// Number of imported globals, which have the first indices.
    imported: u32,
    /// The initial value of each global of the module's own, if it is a mutable i32 with a constant
    /// value.
    begins: Vec<Option<u32>>,
    /// Exported globals.
    exports: Vec<(&'a str, u32)>,
    /// The global with the pointer's name in the module's section of names.
    named: Option<u32>,
}

impl<'a> Scan<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        let mut scan = Self::default();
        for payload in Parser::new(0).parse_all(bytes).map_while(Result::ok) {
            scan.payload(payload);
        }
        scan
    }

    fn payload(&mut self, payload: Payload<'a>) {
        match payload {
            Payload::ImportSection(section) => {
                let imports = section.into_imports().filter_map(Result::ok);
                let globals = imports.filter(|import| matches!(import.ty, TypeRef::Global(_)));
                self.imported += u32::try_from(globals.count()).unwrap_or(u32::MAX);
            }
            Payload::GlobalSection(section) => {
                self.begins = section
                    .into_iter()
                    .map_while(Result::ok)
                    .map(|global| {
                        let begin = global.init_expr.get_operators_reader().read();
                        match begin {
                            Ok(Operator::I32Const { value })
                                if global.ty.mutable && global.ty.content_type == ValType::I32 =>
                            {
                                Some(value.cast_unsigned())
                            }
                            _ => None,
                        }
                    })
                    .collect();
            }
            Payload::ExportSection(section) => {
                let exports = section.into_iter().filter_map(Result::ok);
                let globals = exports.filter(|export| export.kind == ExternalKind::Global);
                self.exports = globals.map(|export| (export.name, export.index)).collect();
            }
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(names) = section.as_known() {
                    self.named = self.named.or(named(names));
                }
            }
            _ => {}
        }
    }

    /// Returns the index of the pointer and its initial value. It is found by its name, otherwise
    /// by the place where linkers put it.
    fn pointer(&self, report: &GateReport) -> Option<(u32, u32)> {
        let begin = |index: u32| {
            let own = index.checked_sub(self.imported)?;
            let begin = self.begins.get(own as usize).copied().flatten()?;
            Some((index, begin)).filter(|_| begin > 0)
        };
        let exported = self.exports.iter().find(|(name, _)| *name == POINTER);
        if let Some(index) = exported.map(|&(_, index)| index).or(self.named) {
            return begin(index);
        }
        // By place it is the first global of the module's own, with a value below all statics, in a
        // module with an export that only a linker writes.
        report.heap_base?;
        let (index, top) = begin(self.imported)?;
        let statics = report.statics.as_ref()?;
        (top <= statics.start && top.is_multiple_of(ALIGN)).then_some((index, top))
    }
}

/// Returns the global with the pointer's name.
fn named(names: wasmparser::NameSectionReader<'_>) -> Option<u32> {
    names
        .into_iter()
        .map_while(Result::ok)
        .find_map(|name| match name {
            Name::Global(names) => {
                let mut names = names.into_iter().map_while(Result::ok);
                names.find(|name| name.name == POINTER)
            }
            _ => None,
        })
        .map(|name| name.index)
}
