//! The instructions of a run, by functions of the guest: `make anatomy`.

mod counted;
mod machine;

use std::fmt::Write as _;

use heeus_abi::{ExtensionKind, RecordBuf, Value};

use self::machine::{Elements, Machine};
use crate::figures::writes;
use crate::{Error, setup};

/// Functions with fewer instructions are not shown.
const LEAST: i64 = 20;

/// A run to look at.
struct Case {
    guest: &'static str,
    extension: (&'static str, ExtensionKind),
    args: RecordBuf,
    elements: Elements,
}

/// Returns a table for each run whose extension has `part` in its name.
///
/// # Errors
/// If a guest cannot be built, or traps.
pub fn tables(part: &str) -> Result<String, Error> {
    let mut out = String::new();
    for case in cases()? {
        if !case.extension.0.contains(part) {
            continue;
        }
        // With the names of its functions.
        let guest = setup::fixture(case.guest).env("CARGO_PROFILE_RELEASE_STRIP", "none");
        let wasm = guest.wasm()?;
        let mut machine = Machine::new(wasm.bytes(), case.elements)?;
        let counts = machine.run(case.extension, &case.args)?;
        let sum: i64 = counts.iter().map(|(count, _)| count).sum();
        let (extension, _) = case.extension;
        let _infallible = writeln!(out, "{extension} of {}: {sum} instructions", case.guest);
        for (count, name) in counts {
            if count >= LEAST {
                let _infallible = writeln!(out, "{count:>10}  {}", short(&name));
            }
        }
        out.push('\n');
    }
    Ok(out)
}

/// The start of a name: the rest is of types and a hash.
fn short(name: &str) -> String {
    name.chars().take(110).collect()
}

fn cases() -> Result<Vec<Case>, Error> {
    let row = [(
        setup::record(&[("Day", Value::I32(3)), ("Year", Value::I32(2026))])?,
        setup::record(&[
            ("Amount", Value::I64(7)),
            ("Price", Value::I64(3)),
            ("Quantity", Value::I32(1)),
        ])?,
    )];
    let mut cases = Vec::new();
    for extension in ["Add", "AddTyped"] {
        cases.push(Case {
            guest: "bench/guests/figures",
            extension: (extension, ExtensionKind::Projector),
            args: setup::record(&[("Day", Value::I32(3)), ("Year", Value::I32(2026))])?,
            elements: elements(&row),
        });
    }
    for extension in ["AddLine", "Close", "CloseWhole"] {
        for lines in [0, 20] {
            let bill = setup::record(&[("ID", Value::Id(1))])?;
            cases.push(Case {
                guest: "bench/guests/bill",
                extension: (extension, ExtensionKind::Command),
                args: setup::record(&[("Bill", Value::Id(1))])?,
                elements: elements(&[(bill, writes::bill(lines)?)]),
            });
        }
    }
    Ok(cases)
}

fn elements(pairs: &[(RecordBuf, RecordBuf)]) -> Elements {
    let bytes = |record: &RecordBuf| record.as_ref().as_bytes().to_vec();
    let pairs = pairs.iter();
    pairs
        .map(|(key, value)| (bytes(key), bytes(value)))
        .collect()
}
