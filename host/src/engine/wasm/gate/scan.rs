//! The contents of a module's sections, read once.

use std::collections::BTreeMap;
use std::ops::Range;

use heeus_abi::manifest::SECTION;
use wasmparser::{
    BinaryReaderError, ConstExpr, DataKind, Element, ElementItems, ElementKind, Encoding,
    ExternalKind, FuncType, GlobalType, Imports, MemoryType, Operator, Parser, Payload, TableType,
    TypeRef,
};

use super::cost::Passed;
use super::counts::Counts;
use crate::engine::ModuleLimits;

/// The parts of a module that the contract is about. In an invalid module an index may lead
/// nowhere.
#[derive(Default)]
pub(super) struct Scan<'a> {
    types: Vec<FuncType>,
    /// Type of each function, imported ones first.
    funcs: Vec<u32>,
    globals: Vec<Global>,
    /// Memories, imported ones first.
    pub(super) memories: Vec<MemoryType>,
    /// Tables, imported ones first.
    pub(super) tables: Vec<TableType>,
    pub(super) imports: Vec<Import<'a>>,
    pub(super) exports: BTreeMap<&'a str, (ExternalKind, u32)>,
    /// Addresses of active data segments, `None` for a segment whose offset is not a constant.
    pub(super) segments: Vec<Option<Range<u64>>>,
    /// Active element segments: the table, and the range of its elements.
    pub(super) elements: Vec<(u32, Option<Range<u64>>)>,
    /// Contents of the manifest's section; of all such sections, if there are several.
    pub(super) manifest: Option<Vec<u8>>,
    /// The reason for which reading stopped before the end.
    pub(super) stop: Option<String>,
}

pub(super) struct Import<'a> {
    pub(super) module: &'a str,
    pub(super) name: &'a str,
    pub(super) ty: TypeRef,
}

struct Global {
    ty: GlobalType,
    value: Option<u32>,
}

impl<'a> Scan<'a> {
    /// Reads a module.
    ///
    /// # Errors
    /// The limit that its parts exceed.
    pub(super) fn new(bytes: &'a [u8], limits: &ModuleLimits) -> Result<Self, Passed> {
        let mut scan = Self::default();
        let mut counts = Counts::default();
        for payload in Parser::new(0).parse_all(bytes) {
            if let Ok(Payload::Version {
                encoding: Encoding::Component,
                ..
            }) = payload
            {
                scan.stop = Some("a component".to_owned());
                break;
            }
            let read = payload.and_then(|payload| {
                let counted = counts.section(&payload, limits)?;
                scan.payload(payload).map(|()| counted)
            });
            match read {
                Ok(counted) => counted?,
                Err(error) => {
                    scan.stop = Some(format!("{} (at byte {})", error.message(), error.offset()));
                    break;
                }
            }
        }
        counts.bytes(bytes.len() as u64, limits)?;
        Ok(scan)
    }

    fn payload(&mut self, payload: Payload<'a>) -> Result<(), BinaryReaderError> {
        match payload {
            Payload::TypeSection(section) => {
                for ty in section.into_iter_err_on_gc_types() {
                    self.types.push(ty?);
                }
            }
            Payload::ImportSection(section) => {
                for group in section {
                    // The grouped forms belong to a proposal that the contract leaves out:
                    // validation reports them.
                    if let Imports::Single(_, import) = group? {
                        self.import(import);
                    }
                }
            }
            Payload::FunctionSection(section) => {
                for ty in section {
                    self.funcs.push(ty?);
                }
            }
            Payload::MemorySection(section) => {
                for memory in section {
                    self.memories.push(memory?);
                }
            }
            Payload::TableSection(section) => {
                for table in section {
                    self.tables.push(table?.ty);
                }
            }
            Payload::ElementSection(section) => {
                for segment in section {
                    self.elements.extend(places(&segment?));
                }
            }
            Payload::ExportSection(section) => {
                for export in section {
                    let export = export?;
                    self.exports
                        .insert(export.name, (export.kind, export.index));
                }
            }
            Payload::CustomSection(section) if section.name() == SECTION => {
                let manifest = self.manifest.get_or_insert_default();
                manifest.extend_from_slice(section.data());
            }
            payload => self.contents(payload)?,
        }
        Ok(())
    }

    /// Reads the sections with the initial contents of instances.
    fn contents(&mut self, payload: Payload<'a>) -> Result<(), BinaryReaderError> {
        match payload {
            Payload::GlobalSection(section) => {
                for global in section {
                    let global = global?;
                    let value = constant(&global.init_expr);
                    self.globals.push(Global {
                        ty: global.ty,
                        value,
                    });
                }
            }
            Payload::DataSection(section) => {
                for data in section {
                    let data = data?;
                    if let DataKind::Active { offset_expr, .. } = data.kind {
                        let start = constant(&offset_expr);
                        let len = data.data.len() as u64;
                        self.segments
                            .push(start.map(|at| at.into()..u64::from(at).saturating_add(len)));
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn import(&mut self, import: wasmparser::Import<'a>) {
        match import.ty {
            TypeRef::Func(ty) | TypeRef::FuncExact(ty) => self.funcs.push(ty),
            TypeRef::Memory(memory) => self.memories.push(memory),
            TypeRef::Global(ty) => self.globals.push(Global { ty, value: None }),
            TypeRef::Table(table) => self.tables.push(table),
            TypeRef::Tag(_) => {}
        }
        let wasmparser::Import { module, name, ty } = import;
        self.imports.push(Import { module, name, ty });
    }

    /// Returns the type with this index.
    pub(super) fn func_type(&self, index: u32) -> Option<&FuncType> {
        self.types.get(index as usize)
    }

    /// Returns the type of the function with this index.
    pub(super) fn type_of_func(&self, index: u32) -> Option<&FuncType> {
        self.func_type(*self.funcs.get(index as usize)?)
    }

    /// Returns the type of the global with this index, and its value if it is an i32 constant.
    pub(super) fn global(&self, index: u32) -> Option<(&GlobalType, Option<u32>)> {
        let global = self.globals.get(index as usize)?;
        Some((&global.ty, global.value))
    }

    /// Returns the value of an exported immutable i32 global.
    pub(super) fn global_address(&self, export: &str) -> Option<u32> {
        let (ExternalKind::Global, index) = self.exports.get(export)? else {
            return None;
        };
        let (ty, value) = self.global(*index)?;
        value.filter(|_| !ty.mutable)
    }
}

/// Returns the value of an expression that is one i32 constant.
fn constant(expr: &ConstExpr<'_>) -> Option<u32> {
    let mut operators = expr.get_operators_reader();
    let Ok(Operator::I32Const { value }) = operators.read() else {
        return None;
    };
    matches!(operators.read(), Ok(Operator::End)).then_some(value.cast_unsigned())
}

/// Returns the table of an active element segment and the range of its elements; the range is
/// `None` if the offset is not a constant.
fn places(segment: &Element<'_>) -> Option<(u32, Option<Range<u64>>)> {
    let ElementKind::Active {
        table_index,
        offset_expr,
    } = &segment.kind
    else {
        return None;
    };
    let items = match &segment.items {
        ElementItems::Functions(items) => items.count(),
        ElementItems::Expressions(_, items) => items.count(),
    };
    let places = constant(offset_expr).map(u64::from);
    let places = places.map(|start| start..start.saturating_add(items.into()));
    Some((table_index.unwrap_or(0), places))
}
