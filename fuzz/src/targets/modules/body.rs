//! Bodies of a guest's functions, as text.

use std::fmt::{Display, Write};

use arbitrary::{Result, Unstructured};

use crate::generate;
use crate::model::{Intent, Key, Outcome, Record, Value, write_key, write_outcome};

/// The body of the prelude's work.
const WORK: &str = "  (call $get (i32.const 1024)))";
/// Functions of the prelude without a body. One in this many inputs gives the function a body.
const EMPTY: [(&str, u8); 3] = [
    ("(func $WasmInit (export \"WasmInit\"))", 12),
    ("(func $WasmFinit (export \"WasmFinit\"))", 12),
    (
        "(func $WasmOnRead (export \"WasmOnRead\") (param $ctx i32) (param $key i32) (param \
         $element i32))",
        2,
    ),
];
const RESET: &str = "(func $WasmReset (export \"WasmReset\")\n";

/// The prelude as a module, always with other work, and seldom with other changes.
pub fn module(from: &mut Unstructured<'_>, prelude: &str) -> Result<String> {
    let mut text = prelude.to_owned();
    let mut work = String::new();
    statements(from, &mut work, 3)?;
    term(from, &mut work, 2)?;
    put(&mut text, WORK, &format!("{work})"));
    for (place, seldom) in EMPTY {
        if from.ratio(1, seldom)? {
            let mut body = place.trim_end_matches(')').to_owned();
            body.push_str(&")".repeat(place.len() - body.len() - 1));
            statements(from, &mut body, 3)?;
            put(&mut text, place, &format!("{body})"));
        }
    }
    if from.ratio(1, 12)? {
        let mut body = RESET.to_owned();
        statements(from, &mut body, 3)?;
        put(&mut text, RESET, &body);
    }
    blocks(from, &mut text)?;
    more(from, &mut text)?;
    Ok(format!("(module\n{text}\n)"))
}

fn put(text: &mut String, place: &str, other: &str) {
    assert!(text.contains(place), "the prelude has {place}");
    *text = text.replacen(place, other, 1);
}

/// Adds a table, a start function, an element segment, and declarations of statics.
fn more(from: &mut Unstructured<'_>, text: &mut String) -> Result<()> {
    let most = *generate::one(from, &["", "10", "100000000"])?;
    let least = *generate::one(from, &["0", "1", "10"])?;
    let most = if least == "10" && most.is_empty() {
        ""
    } else {
        most
    };
    let _ = writeln!(text, "(table $table {least} {most} funcref)");
    if from.ratio(1, 8)? {
        let _ = writeln!(text, "(func $start (call $WasmInit))\n(start $start)");
    }
    if from.ratio(1, 8)? {
        let _ = writeln!(text, "(elem (i32.const 0) $WasmInit $WasmReset)");
    }
    if from.ratio(1, 4)? {
        let end = generate::one(from, &[0, 200, 4096, 65_536, 70_000])?;
        let _ = writeln!(
            text,
            "(global (export \"__data_end\") i32 (i32.const {end}))\n\
             (global (export \"__global_base\") i32 (i32.const 16))\n\
             (global (export \"__heap_base\") i32 (i32.const {end}))"
        );
    }
    Ok(())
}

/// Replaces the prelude's key block, and adds a result block; both are mostly valid.
fn blocks(from: &mut Unstructured<'_>, text: &mut String) -> Result<()> {
    let mut data = |from: &mut Unstructured<'_>, at: u32, mut bytes: Vec<u8>| -> Result<()> {
        if from.ratio(1, 4)? && !bytes.is_empty() {
            let place = from.choose_index(bytes.len())?;
            bytes[place] = from.arbitrary()?;
        }
        let _ = write!(text, "(data (i32.const {at}) \"");
        for byte in bytes {
            let _ = write!(text, "\\{byte:02x}");
        }
        text.push_str("\")\n");
        Ok(())
    };
    if from.arbitrary()? {
        let key = key(from)?;
        data(from, 1024, write_key(&key))?;
    }
    let mut outcome: Outcome = generate::outcome(from)?;
    if from.ratio(3, 4)? {
        outcome.status = 0;
        outcome.intents = generate::some(from, 2, |from| {
            Ok(Intent {
                op: from.int_in_range(1..=2)?,
                key: key(from)?,
                value: Record::from([("Amount".into(), Value::I64(from.arbitrary()?))]),
            })
        })?;
    }
    data(from, 2048, write_outcome(&outcome))
}

/// A key of the view, seldom another one.
fn key(from: &mut Unstructured<'_>) -> Result<Key> {
    if from.ratio(1, 6)? {
        return generate::key(from);
    }
    let mut fields = Record::from([("Year".into(), Value::I32(2026))]);
    if from.ratio(3, 4)? {
        fields.insert("Month".into(), Value::I32(from.int_in_range(7..=9)?));
    }
    Ok(Key {
        storage: 1,
        entity: "air.Orders".into(),
        fields,
    })
}

/// Statements: `?` stands for any term, `*` for any statements.
const STATEMENTS: [&str; 14] = [
    "(nop)",
    "(unreachable)",
    "(global.set $ran (i32.const 0))",
    "(call $WasmReset)",
    "(call $WasmInit)",
    "(call $WasmFinit)",
    "(drop ?)",
    "(i32.store ? ?)",
    "(i32.store8 ? ?)",
    "(memory.fill ? ? ?)",
    "(memory.copy ? ? ?)",
    "(call_indirect $table ?)",
    "(if ? (then *))",
    "(loop * (br_if 0 ?))",
];

/// Terms that contain no other terms.
const LEAVES: [&str; 4] = [
    "(memory.size)",
    "(global.get $ran)",
    "(table.size $table)",
    "(i32.const 1024)",
];

/// Terms that contain other terms.
const TERMS: [&str; 14] = [
    "(call $get ?)",
    "(call $read ?)",
    "(call $work ?)",
    "(call $status ? ?)",
    "(call $WasmMalloc ?)",
    "(call $HostGetElem ? ?)",
    "(call $HostReadElems ? ?)",
    "(memory.grow ?)",
    "(table.grow $table (ref.null func) ?)",
    "(i32.load ?)",
    "(i32.eqz ?)",
    "(i32.add ? ?)",
    "(i32.and ? ?)",
    "(i32.div_u ? ?)",
];

/// Addresses of things in the prelude, and of the end of its memory.
const ADDRESSES: &str = "0 1 8 16 21 64 100 128 132 136 1024 2048 32768 65535 65536 4294967295";

/// A few statements, nested at most `depth` times.
fn statements(from: &mut Unstructured<'_>, out: &mut String, depth: usize) -> Result<()> {
    for _ in 0..from.int_in_range(0..=4)? {
        let form = generate::one(from, &STATEMENTS)?;
        if depth > 0 || !form.contains('*') {
            fill(from, out, form, depth)?;
        }
    }
    Ok(())
}

/// A number, mostly an address.
fn term(from: &mut Unstructured<'_>, out: &mut String, depth: usize) -> Result<()> {
    match from.int_in_range(0..=5)? {
        0 => out.push_str(generate::one(from, &LEAVES)?),
        1 => number(out, from.arbitrary::<i32>()?),
        2.. if depth > 0 => {
            let form = generate::one(from, &TERMS)?;
            fill(from, out, form, depth.min(3))?;
        }
        _ => {
            let all: Vec<&str> = ADDRESSES.split(' ').collect();
            number(out, generate::one(from, &all)?);
        }
    }
    Ok(())
}

fn number(out: &mut String, number: impl Display) {
    let _ = write!(out, "(i32.const {number})");
}

/// Writes a form, with its placeholders filled.
fn fill(from: &mut Unstructured<'_>, out: &mut String, form: &str, depth: usize) -> Result<()> {
    for letter in form.chars() {
        match letter {
            '?' => term(from, out, depth.saturating_sub(1))?,
            '*' => statements(from, out, depth.saturating_sub(1))?,
            other => out.push(other),
        }
    }
    Ok(())
}
