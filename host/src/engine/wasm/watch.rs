//! State that a module can change besides its memory, exported so that the host sees it.

use std::collections::BTreeSet;

use wasm_encoder::{ExportKind, ExportSection, Module, RawSection};
use wasmparser::{FunctionBody, Operator, Parser, Payload, Result, TypeRef, ValType};

/// The beginning of the names of the host's own exports; longer if the module itself has such
/// names.
const PREFIX: &str = "heeus-host";

/// State that the code of a module changes besides its memory.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Watched {
    /// Exports of the globals that it sets.
    pub(super) globals: Vec<String>,
    /// Exports of the tables that it changes.
    pub(super) tables: Vec<String>,
    /// True if it drops segments, which nothing can restore.
    pub(super) drops: bool,
    /// True if a global may be the pointer to a stack in the memory.
    pub(super) pointer: bool,
}

/// The parts that code changes, by their indices.
#[derive(Default)]
struct Changed {
    globals: BTreeSet<u32>,
    tables: BTreeSet<u32>,
    drops: bool,
    pointer: bool,
    /// Names of the module's own exports.
    names: Vec<String>,
}

impl Watched {
    /// Finds the state that a module changes; the module has passed the gate. Returns it with the
    /// module, in which all of that state and the global `stack` are exported; the last part of the
    /// result is the name of the export of `stack`.
    pub(super) fn find(
        bytes: &[u8],
        stack: Option<u32>,
    ) -> Result<(Self, Vec<u8>, Option<String>)> {
        let changed = Changed::read(bytes)?;
        let prefix = changed.prefix();
        let name = |what: &str, index: u32| format!("{prefix}: {what} {index}");
        let globals = changed.globals.iter().copied();
        let globals: Vec<_> = globals
            .map(|index| (name("global", index), index))
            .collect();
        let tables = changed.tables.iter().copied();
        let tables: Vec<_> = tables.map(|index| (name("table", index), index)).collect();
        let stack = stack.map(|index| (name("stack pointer", index), index));
        let more = globals.iter().chain(&stack);
        let more = more.map(|(name, index)| (name.as_str(), ExportKind::Global, *index));
        let more_tables = tables.iter();
        let more_tables =
            more_tables.map(|(name, index)| (name.as_str(), ExportKind::Table, *index));
        let more: Vec<_> = more.chain(more_tables).collect();
        let module = exporting(bytes, &more)?;
        let names = |parts: Vec<(String, u32)>| parts.into_iter().map(|(name, _)| name).collect();
        let watched = Self {
            globals: names(globals),
            tables: names(tables),
            drops: changed.drops,
            pointer: changed.pointer,
        };
        Ok((watched, module, stack.map(|(name, _)| name)))
    }
}

impl Changed {
    fn read(bytes: &[u8]) -> Result<Self> {
        let mut changed = Self::default();
        for payload in Parser::new(0).parse_all(bytes) {
            match payload? {
                Payload::ImportSection(section) => {
                    debug_assert!(
                        section
                            .into_imports()
                            .all(|import| import.is_ok_and(|it| matches!(it.ty, TypeRef::Func(_)))),
                        "the gate lets nothing else be imported"
                    );
                }
                Payload::GlobalSection(section) => {
                    for global in section {
                        let global = global?;
                        let begin = global.init_expr.get_operators_reader().read()?;
                        changed.pointer |= global.ty.mutable
                            && global.ty.content_type == ValType::I32
                            && matches!(begin, Operator::I32Const { value }
                                if value != 0 && value % 16 == 0);
                    }
                }
                Payload::ExportSection(section) => {
                    for export in section {
                        changed.names.push(export?.name.to_owned());
                    }
                }
                Payload::CodeSectionEntry(body) => changed.body(&body)?,
                _ => {}
            }
        }
        Ok(changed)
    }

    fn body(&mut self, body: &FunctionBody<'_>) -> Result<()> {
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            match operators.read()? {
                Operator::GlobalSet { global_index } => {
                    self.globals.insert(global_index);
                }
                Operator::TableSet { table }
                | Operator::TableGrow { table }
                | Operator::TableFill { table }
                | Operator::TableInit { table, .. }
                | Operator::TableCopy {
                    dst_table: table, ..
                } => {
                    self.tables.insert(table);
                }
                Operator::DataDrop { .. } | Operator::ElemDrop { .. } => self.drops = true,
                _ => {}
            }
        }
        Ok(())
    }

    /// Returns a prefix that no export of the module begins with.
    fn prefix(&self) -> String {
        let mut prefix = PREFIX.to_owned();
        while self.names.iter().any(|name| name.starts_with(&prefix)) {
            prefix.push('+');
        }
        prefix
    }
}

/// Returns the module with these additional exports, and without custom sections that the engine
/// does not read.
fn exporting(bytes: &[u8], more: &[(&str, ExportKind, u32)]) -> Result<Vec<u8>> {
    let mut module = Module::new();
    for payload in Parser::new(0).parse_all(bytes) {
        match payload? {
            Payload::ExportSection(section) => {
                let mut exports = ExportSection::new();
                for export in section {
                    let export = export?;
                    exports.export(export.name, export.kind.into(), export.index);
                }
                for (name, kind, index) in more {
                    exports.export(name, *kind, *index);
                }
                module.section(&exports);
            }
            Payload::CustomSection(section) if section.name() != "name" => {}
            payload => {
                let section = payload.as_section();
                let section = section.and_then(|(id, range)| Some((id, bytes.get(range)?)));
                if let Some((id, data)) = section {
                    module.section(&RawSection { id, data });
                }
            }
        }
    }
    Ok(module.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_code_changes_is_exported() {
        let text = r#"(module
            (memory 1) (data $d "x")
            (table $t 1 funcref) (table $u 1 funcref)
            (global $a (mut i32) (i32.const 0)) (global $b (mut i64) (i64.const 0))
            (func (export "heeus-host: mine")
                (global.set $b (i64.const 1)) (data.drop $d)
                (table.set $u (i32.const 0) (ref.null func))))"#;
        let bytes = wat::parse_str(text).unwrap();
        let (watched, module, stack) = Watched::find(&bytes, Some(0)).unwrap();
        let expected = Watched {
            globals: vec!["heeus-host+: global 1".into()],
            tables: vec!["heeus-host+: table 1".into()],
            drops: true,
            pointer: false,
        };
        assert_eq!(watched, expected);
        assert_eq!(stack.unwrap(), "heeus-host+: stack pointer 0");
        let mut again = Changed::read(&module).unwrap();
        assert_eq!(again.names.len(), 4);
        assert_eq!(again.globals.pop_first(), Some(1));
    }
}
