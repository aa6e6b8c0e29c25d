//! Parts of modules, as text. Each is valid in itself; guests may not have some of them, and some
//! do not fit the rest.

use std::fmt::{Display, Write};

use arbitrary::{Result, Unstructured};

use crate::generate::one;

const TYPES: &str = "i32 i64 f32 f64 funcref";
/// Parts that guests may not have, and that must precede the guest's own parts.
const IMPORTS: &str = r#"(import "env" "HostGetElem" (func (param i32 i32) (result i32)))
(import "env" "memory" (memory 1))
(import "env" "table" (table 1 funcref))
(import "env" "global" (global i32))
(import "env" "global" (global (mut i64)))
(import "env" "HostOther" (func))
(import "sys" "HostGetElem" (func (param i32 i32) (result i32)))"#;

/// Parts that guests may not have.
const REFUSED: &str = r#"(table 1 externref)
(global externref (ref.null extern))
(func (param externref) (result externref) (local.get 0))
(memory 1)
(memory i64 1)
(table i64 1 funcref)
(tag)
(table 2 1 funcref)
(global (mut v128) (v128.const i64x2 0 0))
(type (struct (field i32)))
(global i32 (i32.add (i32.const 1) (i32.const 2)))
(func $tail (return_call $tail))
(table 1 (ref null func))
(export "memory" (func $none))
(export "WasmAbiVersion_1_1" (func $none))
(global (export "WasmOnReadPage") i32 (i32.const 0))"#;

/// Statements on tables, elements, data and globals: `T` stands for a table, `E` for elements, `D`
/// for data, `G` for a global, `?` for a number.
const STATEMENTS: &str = "(table.init T E ? ? ?)
(table.copy T T ? ? ?)
(table.fill T ? (ref.null func) ?)
(table.set T ? (ref.func $none))
(table.set T ? (table.get T ?))
(drop (table.grow T (ref.func $none) ?))
(drop (table.size T))
(drop (ref.is_null (table.get T ?)))
(elem.drop E)
(memory.init D ? ? ?)
(data.drop D)
(memory.copy ? ? ?)
(drop (global.get G))
(global.set G (global.get G))
(call_indirect T (type $none) ?)
(drop (call $many ?)) (drop) (drop)
(drop (select (result funcref) (ref.null func) (ref.func $none) ?))";

/// A module of the prelude and more parts.
///
/// # Errors
/// If the input ends.
pub fn module(from: &mut Unstructured<'_>, prelude: &str) -> Result<String> {
    let mut text = String::from("(module\n");
    if from.ratio(1, 10)? {
        let _ = writeln!(text, "{}", line(from, IMPORTS)?);
    }
    text.push_str(prelude);
    text.push_str("\n(type $none (func))\n(func $none)\n(elem declare func $none)\n");
    text.push_str("(func $many (param i32) (result i32 funcref f64)\n");
    text.push_str("  (local.get 0) (ref.func $none) (f64.const 1))\n");
    let tables = tables(from, &mut text)?;
    let globals = globals(from, &mut text)?;
    let elements = elements(from, &mut text, tables)?;
    let data = data(from, &mut text)?;
    let counts = [tables, elements, data, globals];
    for at in 0..from.int_in_range(1..=3)? {
        let _ = writeln!(text, "(func $use{at} (export \"use{at}\")");
        for _ in 0..from.int_in_range(0..=6)? {
            statement(from, &mut text, counts)?;
        }
        text.push_str(")\n");
    }
    if from.ratio(1, 8)? {
        text.push_str(one(from, &["(start $none)\n", "(start $use0)\n"])?);
    }
    for _ in 0..from.int_in_range(0..=3)? {
        custom(from, &mut text)?;
    }
    if from.ratio(1, 10)? {
        let _ = writeln!(text, "{}", line(from, REFUSED)?);
    }
    text.push_str(")\n");
    Ok(text)
}

fn line<'a>(from: &mut Unstructured<'_>, of: &'a str) -> Result<&'a str> {
    let lines: Vec<&str> = of.lines().collect();
    one(from, &lines).copied()
}

/// Writes tables; returns their number.
fn tables(from: &mut Unstructured<'_>, text: &mut String) -> Result<usize> {
    let count = from.int_in_range(1..=3)?;
    for _ in 0..count {
        let least = *one(from, &[10, 10, 11, 12, 1000, 1])?;
        let more: u32 = *one(from, &[0, 1, 100_000_000])?;
        if from.arbitrary()? {
            let _ = writeln!(text, "(table {least} funcref)");
        } else {
            let _ = writeln!(text, "(table {least} {} funcref)", least + more);
        }
    }
    Ok(count)
}

/// Writes globals; returns their number together with those of the prelude.
fn globals(from: &mut Unstructured<'_>, text: &mut String) -> Result<usize> {
    let count = from.int_in_range(0..=4)?;
    for at in 0..count {
        let types: Vec<&str> = TYPES.split(' ').collect();
        let ty = *one(from, &types)?;
        let begin = match (ty, from.int_in_range(0..=15)?) {
            ("funcref", 0..=7) => "ref.func $none".to_owned(),
            ("funcref", _) => "ref.null func".to_owned(),
            ("i32", 0) => "global.get 0".to_owned(),
            ("f32" | "f64", 0) => format!("{ty}.const nan:0x123456"),
            (_, _) => format!("{ty}.const {}", from.arbitrary::<i32>()?),
        };
        let export = if from.arbitrary()? {
            format!("(export \"global{at}\")")
        } else {
            String::new()
        };
        let ty = if from.arbitrary()? {
            format!("(mut {ty})")
        } else {
            ty.to_owned()
        };
        let _ = writeln!(text, "(global {export} {ty} ({begin}))");
    }
    Ok(count + 3)
}

/// Writes element segments; returns their number together with the one of all modules.
fn elements(from: &mut Unstructured<'_>, text: &mut String, tables: usize) -> Result<usize> {
    let count = from.int_in_range(0..=4)?;
    for _ in 0..count {
        let functions = from.arbitrary()?;
        let place = match from.int_in_range(0..=3)? {
            0 => String::new(),
            // In the text of a module, only segments of functions can be declared.
            1 if functions => "declare".to_owned(),
            _ => {
                let table = from.choose_index(tables)?;
                format!(
                    "(table {table}) (i32.const {})",
                    one(from, &[0, 0, 0, 0, 1, 1, 9, -1])?
                )
            }
        };
        let mut items = String::new();
        for _ in 0..*one(from, &[0, 1, 2, 9])? {
            let item = match (functions, from.arbitrary()?) {
                (true, true) => "$none ",
                (true, false) => "$WasmInit ",
                (false, true) => "(ref.func $none) ",
                (false, false) => "(ref.null func) ",
            };
            items.push_str(item);
        }
        let of = if functions { "func" } else { "funcref" };
        let _ = writeln!(text, "(elem {place} {of} {items})");
    }
    Ok(count + 1)
}

/// Writes data segments; returns their number together with those of the prelude.
fn data(from: &mut Unstructured<'_>, text: &mut String) -> Result<usize> {
    let count = from.int_in_range(0..=4)?;
    for _ in 0..count {
        let offset = match from.int_in_range(0..=3)? {
            0 => String::new(),
            _ => format!(
                "(i32.const {})",
                one(from, &[0, 0, 4096, 4096, 65_000, 65_000, 65_530, -1])?
            ),
        };
        let _ = writeln!(
            text,
            "(data {offset} \"{}\")",
            "x".repeat(from.int_in_range(0..=8)?)
        );
    }
    Ok(count + 4)
}

/// Adds a custom section without a meaning, or an invalid section of names.
fn custom(from: &mut Unstructured<'_>, text: &mut String) -> Result<()> {
    let name = one(
        from,
        &["a", "name", "producers", "dylink.0", "target_features", "é"],
    )?;
    let _ = write!(text, "(@custom \"{name}\" \"");
    for _ in 0..from.int_in_range(0..=12)? {
        let _ = write!(text, "\\{:02x}", from.arbitrary::<u8>()?);
    }
    text.push_str("\")\n");
    Ok(())
}

/// Adds one statement; `counts` are those of tables, elements, data and globals.
fn statement(from: &mut Unstructured<'_>, text: &mut String, counts: [usize; 4]) -> Result<()> {
    for letter in line(from, STATEMENTS)?.chars() {
        match "TEDG".find(letter) {
            Some(at) => index(text, from.int_in_range(0..=counts[at] - 1)?),
            None if letter == '?' => {
                let _ = write!(text, "(i32.const {})", one(from, &[0, 1, 3, 70_000, -1])?);
            }
            None => text.push(letter),
        }
    }
    text.push('\n');
    Ok(())
}

fn index(text: &mut String, index: impl Display) {
    let _ = write!(text, "{index}");
}
