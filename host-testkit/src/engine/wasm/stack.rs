//! The stack that a guest keeps in its own memory, and whether it is exhausted.
//!
//! Compilers of the LLVM family put what needs an address on a stack in the guest's memory, which grows downwards. Where it
//! lies lowest, a guest that exhausts it reaches below address 0, and the machine sees an access far outside. So the host
//! looks at the pointer to that stack when a guest has trapped.

use std::ops::Range;

use wasmparser::{ExternalKind, KnownCustom, Name, Operator, Parser, Payload, TypeRef, ValType};

use super::gate::GateReport;
use crate::error::Limit;

/// What linkers call the pointer to the stack.
const POINTER: &str = "__stack_pointer";
/// What begins at a multiple of this: every frame of the stack.
const ALIGN: u32 = 16;
/// Bytes below the pointer that a function which calls no other may use without moving it.
const RED_ZONE: u32 = 128;

/// The stack in a guest's memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stack {
    /// The export of the pointer, a mutable i32.
    pub(super) export: String,
    /// Addresses that the stack has; the pointer begins at their end.
    range: Range<u32>,
}

impl Stack {
    pub(super) const fn new(export: String, range: Range<u32>) -> Self {
        Self { export, range }
    }

    /// Addresses that the stack has.
    pub(super) fn range(&self) -> Range<u32> {
        self.range.clone()
    }

    /// Finds the stack of a module that the gate let through: the global that is the pointer, and the addresses. `None`
    /// where there is no such stack, or nothing tells where.
    pub(super) fn find(bytes: &[u8], report: &GateReport) -> Option<(u32, Range<u32>)> {
        let (index, top) = Scan::new(bytes).pointer(report)?;
        let floor = match &report.statics {
            Some(statics) if statics.end <= top => statics.end,
            Some(statics) if statics.start < top => return None,
            _ => 0,
        };
        Some((index, floor..top))
    }

    /// The limit that a guest met which trapped while its pointer was there; `outside` is whether it trapped at an access
    /// outside of its memory.
    pub(super) fn exhausted(&self, pointer: u32, outside: bool) -> Option<Limit> {
        let Range { start, end } = self.range;
        // A pointer below 0 has wrapped.
        let beyond = pointer > end || pointer < start;
        let at_the_end = outside && start == 0 && pointer < RED_ZONE;
        (beyond || at_the_end).then(|| Limit::GuestStack(self.range.len()))
    }
}

/// What tells of the pointer.
#[derive(Default)]
struct Scan<'a> {
    /// Imported globals, which have the first numbers.
    imported: u32,
    /// Where each global of the module's own begins, if it is a mutable i32 and begins with a constant.
    begins: Vec<Option<u32>>,
    /// Exported globals.
    exports: Vec<(&'a str, u32)>,
    /// The global that the names of the module call the pointer.
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

    /// Number of the pointer, and where it begins: by its name, else by where linkers put it.
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
        // The first of the module's own, below all statics, in a module that tells what only a linker knows.
        report.heap_base?;
        let (index, top) = begin(self.imported)?;
        let statics = report.statics.as_ref()?;
        (top <= statics.start && top.is_multiple_of(ALIGN)).then_some((index, top))
    }
}

/// The global that is called the pointer.
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
