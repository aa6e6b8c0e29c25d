//! Shapes of sections: large ones beside the code.

use wasm_encoder::{Function, ValType};

use super::parts::{NOTHING, names, number};
use super::shape::Shape;

pub(super) const SHAPES: &[Shape] = &[
    Shape {
        name: "functions_empty",
        add: |size, parts| {
            for _ in 0..size {
                parts.function(NOTHING, empty(&[]));
            }
        },
    },
    Shape {
        name: "functions_in_table",
        add: |size, parts| {
            parts.tables = vec![size.into()];
            let functions = (0..size).map(|_| parts.function(NOTHING, empty(&[])));
            let functions = functions.collect();
            parts.elements.push((0, functions));
        },
    },
    Shape {
        name: "functions_in_table_of_long_types",
        add: |size, parts| {
            parts.tables = vec![size.into()];
            let ty = parts.ty(&[ValType::F64; 128], &[]);
            let functions = (0..size).map(|_| parts.function(ty, empty(&[])));
            let functions = functions.collect();
            parts.elements.push((0, functions));
        },
    },
    Shape {
        name: "functions_exported_of_many_types",
        add: |size, parts| {
            for index in 0..size {
                let ty = kinds(index, 127);
                let ty = parts.ty(&ty, &[]);
                let function = parts.function(ty, empty(&[]));
                parts.exports.push((format!("f{index}"), function));
            }
        },
    },
    Shape {
        name: "types_of_results",
        add: |size, parts| {
            for index in 0..size {
                let ty = kinds(index, 64);
                parts.ty(&ty, &ty);
            }
        },
    },
    Shape {
        name: "locals_of_many_functions",
        add: |size, parts| {
            for _ in 0..size {
                parts.function(NOTHING, empty(&[(1_900, ValType::I64)]));
            }
        },
    },
    Shape {
        name: "locals_of_one_function",
        add: |size, parts| {
            parts.function(NOTHING, empty(&[(size, ValType::I64)]));
        },
    },
    Shape {
        name: "tables",
        add: |size, parts| parts.tables = vec![16_384 / u64::from(size.max(1)); size as usize],
    },
    Shape {
        name: "table_elements",
        add: |size, parts| {
            parts.tables = vec![size.into()];
            parts.elements.push((0, vec![0; size as usize]));
        },
    },
    Shape {
        name: "table_elements_behind_an_expression",
        add: |size, parts| {
            parts.tables = vec![size.max(1).into()];
            parts.expression = true;
            parts.elements.push((0, vec![0; size as usize]));
        },
    },
    Shape {
        name: "passive_elements",
        add: |size, parts| parts.passive = vec![vec![0; size as usize]],
    },
    Shape {
        name: "element_segments",
        add: |size, parts| {
            parts.tables = vec![16_384];
            parts.elements = (0..size).map(|at| (at.cast_signed(), vec![0])).collect();
        },
    },
    Shape {
        name: "globals",
        add: |size, parts| parts.globals = vec![ValType::I64; size as usize],
    },
    Shape {
        name: "data_segments",
        add: |size, parts| {
            let at = |index: u32| (index * 16).cast_signed();
            parts.data = (0..size).map(|index| (at(index), vec![1])).collect();
        },
    },
    Shape {
        name: "data_segments_apart",
        add: |size, parts| {
            parts.pages = 256;
            let at = |index: u32| (index * 8_192).cast_signed();
            let data = (0..size.min(2_000)).map(|index| (at(index), vec![1]));
            parts.data = data.collect();
            parts.custom = vec![("pad".to_owned(), vec![0; size as usize])];
        },
    },
    Shape {
        name: "data_apart",
        add: |size, parts| {
            parts.pages = 256;
            let last = (256 << 16) - 1;
            parts.data = vec![(0, vec![1]), (last, vec![1])];
            parts.data.truncate(size.min(2) as usize);
            parts.custom = vec![("pad".to_owned(), vec![0; size as usize])];
        },
    },
    Shape {
        name: "data_of_many_bytes",
        add: |size, parts| {
            parts.pages = 256;
            parts.data = vec![(0, vec![1; size.min(255 << 16) as usize])];
        },
    },
    Shape {
        name: "names",
        add: |size, parts| parts.custom = vec![("name".to_owned(), names(size))],
    },
    Shape {
        name: "custom_sections",
        add: |size, parts| {
            parts.custom = (0..size).map(|_| ("c".to_owned(), Vec::new())).collect();
        },
    },
    Shape {
        name: "custom_bytes",
        add: |size, parts| parts.custom = vec![("c".to_owned(), vec![7; size as usize])],
    },
];

fn empty(locals: &[(u32, ValType)]) -> Function {
    let mut function = Function::new(locals.iter().copied());
    function.instructions().end();
    function
}

/// A list of `length` types, a different one for each index.
fn kinds(index: u32, length: usize) -> Vec<ValType> {
    let kinds = [ValType::I32, ValType::I64, ValType::F32, ValType::F64];
    let kind = |place| kinds.get((index >> (2 * (place % 8)) & 3) as usize);
    (0..number(length)).filter_map(kind).copied().collect()
}
