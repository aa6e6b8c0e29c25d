//! A guest in parts: those that the contract requires, and those that a shape adds.

use heeus_abi::manifest::{Extension, SECTION};
use heeus_abi::{ExtensionKind, export, version};
use wasm_encoder::{
    CodeSection, ConstExpr, CustomSection, DataSection, ElementSection, Elements, Encode,
    ExportKind, ExportSection, Function, FunctionSection, GlobalSection, GlobalType, HeapType,
    MemorySection, MemoryType, Module, RefType, TableSection, TableType, TypeSection, ValType,
};

/// The additions of a shape to a guest that does nothing.
pub(super) struct Parts {
    types: Vec<(Vec<ValType>, Vec<ValType>)>,
    functions: Vec<(u32, Function)>,
    /// The initial number of elements of each table.
    pub(super) tables: Vec<u64>,
    /// Functions in element segments, each with its offset in the first table.
    pub(super) elements: Vec<(i32, Vec<u32>)>,
    /// Functions in passive element segments.
    pub(super) passive: Vec<Vec<u32>>,
    /// True if the first active element segment has an expression; whatever follows it is unknown
    /// until code runs.
    pub(super) expression: bool,
    pub(super) globals: Vec<ValType>,
    /// The names of exported functions.
    pub(super) exports: Vec<(String, u32)>,
    pub(super) data: Vec<(i32, Vec<u8>)>,
    pub(super) custom: Vec<(String, Vec<u8>)>,
    /// The repetitions in each function.
    pub(super) each: u32,
    /// The pages of memory at the start.
    pub(super) pages: u64,
}

/// The type of a function without parameters and results.
pub(super) const NOTHING: u32 = 0;

const I32: ValType = ValType::I32;
/// The functions of every guest: types and names.
const OWN: [(u32, &str); 7] = [
    (0, version::EXPORT),
    (0, export::INIT.name),
    (0, export::RESET.name),
    (0, export::FINIT.name),
    (1, export::RUN.name),
    (2, export::MALLOC.name),
    (3, export::ON_READ.name),
];

impl Parts {
    pub(super) fn new() -> Self {
        let mut parts = Self {
            types: Vec::new(),
            functions: Vec::new(),
            tables: Vec::new(),
            elements: Vec::new(),
            passive: Vec::new(),
            expression: false,
            globals: Vec::new(),
            exports: Vec::new(),
            data: Vec::new(),
            custom: Vec::new(),
            pages: 1,
            each: 1,
        };
        parts.ty(&[], &[]);
        parts.ty(&[I32; 3], &[I32]);
        parts.ty(&[I32], &[I32]);
        parts.ty(&[I32; 3], &[]);
        for (ty, name) in OWN {
            let mut function = Function::new([]);
            if matches!(ty, 1 | 2) {
                function.instructions().i32_const(4096);
            }
            function.instructions().end();
            let index = parts.function(ty, function);
            parts.exports.push((name.to_owned(), index));
        }
        parts
    }

    /// Adds a type; returns its index.
    pub(super) fn ty(&mut self, params: &[ValType], results: &[ValType]) -> u32 {
        self.types.push((params.to_vec(), results.to_vec()));
        number(self.types.len() - 1)
    }

    /// Adds a function; returns its index.
    pub(super) fn function(&mut self, ty: u32, function: Function) -> u32 {
        self.functions.push((ty, function));
        number(self.functions.len() - 1)
    }

    /// The module.
    pub(super) fn module(&self) -> Vec<u8> {
        let mut module = Module::new();
        let (mut types, mut functions) = (TypeSection::new(), FunctionSection::new());
        for (params, results) in &self.types {
            types.ty().function(params.clone(), results.clone());
        }
        let mut code = CodeSection::new();
        for (ty, body) in &self.functions {
            functions.function(*ty);
            code.function(body);
        }
        module.section(&types).section(&functions);
        self.tables(&mut module);
        module.section(MemorySection::new().memory(MemoryType {
            minimum: self.pages,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        }));
        self.globals(&mut module);
        self.exports(&mut module);
        self.elements(&mut module);
        module.section(&code);
        self.data(&mut module);
        for (name, data) in &self.custom {
            module.section(&custom(name, data));
        }
        let extension = Extension::new("Work", ExtensionKind::Job);
        module.section(&custom(SECTION, &extension.encode().unwrap_or_default()));
        module.finish()
    }

    fn tables(&self, module: &mut Module) {
        let mut tables = TableSection::new();
        for minimum in &self.tables {
            tables.table(TableType {
                element_type: RefType::FUNCREF,
                table64: false,
                minimum: *minimum,
                maximum: None,
                shared: false,
            });
        }
        module.section(&tables);
    }

    fn globals(&self, module: &mut Module) {
        let mut globals = GlobalSection::new();
        for ty in &self.globals {
            let ty = GlobalType {
                val_type: *ty,
                mutable: true,
                shared: false,
            };
            globals.global(ty, &ConstExpr::i64_const(7));
        }
        module.section(&globals);
    }

    fn exports(&self, module: &mut Module) {
        let mut exports = ExportSection::new();
        exports.export("memory", ExportKind::Memory, 0);
        for (name, index) in &self.exports {
            exports.export(name, ExportKind::Func, *index);
        }
        module.section(&exports);
    }

    fn elements(&self, module: &mut Module) {
        let mut elements = ElementSection::new();
        for items in &self.passive {
            elements.passive(Elements::Functions(items.as_slice().into()));
        }
        if self.expression {
            let null = [ConstExpr::ref_null(HeapType::FUNC)];
            let items = Elements::Expressions(RefType::FUNCREF, null.as_slice().into());
            elements.active(Some(0), &ConstExpr::i32_const(0), items);
        }
        for (offset, items) in &self.elements {
            let offset = ConstExpr::i32_const(*offset);
            elements.active(
                Some(0),
                &offset,
                Elements::Functions(items.as_slice().into()),
            );
        }
        module.section(&elements);
    }

    fn data(&self, module: &mut Module) {
        let mut data = DataSection::new();
        for (offset, bytes) in &self.data {
            data.active(0, &ConstExpr::i32_const(*offset), bytes.iter().copied());
        }
        module.section(&data);
    }
}

fn custom<'a>(name: &'a str, data: &'a [u8]) -> CustomSection<'a> {
    CustomSection {
        name: name.into(),
        data: data.into(),
    }
}

/// The custom section `name` with `count` names of functions.
pub(super) fn names(count: u32) -> Vec<u8> {
    let mut map = Vec::new();
    count.encode(&mut map);
    for index in 0..count {
        index.encode(&mut map);
        "n".encode(&mut map);
    }
    let mut section = vec![1];
    map.len().encode(&mut section);
    section.extend(map);
    section
}

/// A number of parts, always far below 4 billion.
pub(super) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
