//! A guest that counts its instructions, each function for itself.

use std::collections::BTreeMap;

use wasm_encoder::reencode::{self, Reencode, utils};
use wasm_encoder::{
    CodeSection, ConstExpr, ExportKind, ExportSection, GlobalSection, GlobalType, Instruction,
    Module, ValType,
};
use wasmparser::{FunctionBody, KnownCustom, Name, Operator, Parser, Payload};

use crate::Error;

/// A module with a counter for each function, and the names of the functions.
pub struct Counted {
    /// The module; the counter of a function is the exported global of [`counter`].
    pub wasm: Vec<u8>,
    /// The names of its own functions, by the number of the function's body.
    pub names: Vec<String>,
}

/// The name of the counter of a function.
pub fn counter(body: usize) -> String {
    format!("instructions of {body}")
}

impl Counted {
    /// Adds the counters to a module.
    ///
    /// # Errors
    /// If the module cannot be read.
    pub fn new(wasm: &[u8]) -> Result<Self, Error> {
        let mut shape = Shape::read(wasm)?;
        let names = shape.names();
        let mut module = Module::new();
        shape
            .parse_core_module(&mut module, Parser::new(0), wasm)
            .map_err(|error| error.to_string())?;
        Ok(Self {
            wasm: module.finish(),
            names,
        })
    }
}

/// The facts about a module that its counters need.
#[derive(Default)]
struct Shape {
    imports: u32,
    bodies: u32,
    globals: u32,
    names: BTreeMap<u32, String>,
    /// The bodies that were written.
    written: u32,
}

impl Shape {
    fn read(wasm: &[u8]) -> Result<Self, Error> {
        let mut shape = Self::default();
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(section) => shape.imports = section.count(),
                Payload::FunctionSection(section) => shape.bodies = section.count(),
                Payload::GlobalSection(section) => shape.globals = section.count(),
                Payload::CustomSection(section) => {
                    if let KnownCustom::Name(names) = section.as_known() {
                        for name in names {
                            shape.functions(name?)?;
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(shape)
    }

    fn functions(&mut self, name: Name<'_>) -> Result<(), Error> {
        if let Name::Function(functions) = name {
            for naming in functions {
                let naming = naming?;
                self.names.insert(naming.index, naming.name.to_owned());
            }
        }
        Ok(())
    }

    fn names(&self) -> Vec<String> {
        let of = |body| {
            let name = self.names.get(&(self.imports + body));
            name.cloned().unwrap_or_else(|| format!("function {body}"))
        };
        (0..self.bodies).map(of).collect()
    }
}

impl Reencode for Shape {
    type Error = std::convert::Infallible;

    fn parse_global_section(
        &mut self,
        globals: &mut GlobalSection,
        section: wasmparser::GlobalSectionReader<'_>,
    ) -> Result<(), reencode::Error> {
        utils::parse_global_section(self, globals, section)?;
        let ty = GlobalType {
            val_type: ValType::I64,
            mutable: true,
            shared: false,
        };
        for _ in 0..self.bodies {
            globals.global(ty, &ConstExpr::i64_const(0));
        }
        Ok(())
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        section: wasmparser::ExportSectionReader<'_>,
    ) -> Result<(), reencode::Error> {
        utils::parse_export_section(self, exports, section)?;
        for (body, index) in (self.globals..).take(self.bodies as usize).enumerate() {
            exports.export(&counter(body), ExportKind::Global, index);
        }
        Ok(())
    }

    fn parse_function_body(
        &mut self,
        code: &mut CodeSection,
        body: FunctionBody<'_>,
    ) -> Result<(), reencode::Error> {
        let global = self.globals + self.written;
        self.written += 1;
        let mut function = self.new_function_with_parsed_locals(&body)?;
        let mut straight = 0;
        for operator in body.get_operators_reader()? {
            let operator = operator?;
            straight += cost(&operator);
            if ends_straight_line(&operator) && straight > 0 {
                function.instruction(&Instruction::GlobalGet(global));
                function.instruction(&Instruction::I64Const(straight));
                function.instruction(&Instruction::I64Add);
                function.instruction(&Instruction::GlobalSet(global));
                straight = 0;
            }
            function.instruction(&self.instruction(operator)?);
        }
        code.function(&function);
        Ok(())
    }
}

/// The fuel of an instruction.
fn cost(operator: &Operator<'_>) -> i64 {
    match operator {
        Operator::Nop
        | Operator::Drop
        | Operator::Block { .. }
        | Operator::Loop { .. }
        | Operator::Unreachable
        | Operator::Return
        | Operator::Else
        | Operator::End => 0,
        _ => 1,
    }
}

/// Returns whether the next instruction may be another one than that which follows.
fn ends_straight_line(operator: &Operator<'_>) -> bool {
    matches!(
        operator,
        Operator::Loop { .. }
            | Operator::If { .. }
            | Operator::Else
            | Operator::End
            | Operator::Br { .. }
            | Operator::BrIf { .. }
            | Operator::BrTable { .. }
            | Operator::Return
            | Operator::Unreachable
    )
}
