//! The figures of `make size`: bytes of modules as cargo builds them, and what is in them.

mod sections;
mod wasm_opt;

pub use sections::{Section, sections};
pub use wasm_opt::WasmOpt;

use crate::figure::{Amount, Figure};
use crate::{Error, rig};

/// What is weighed: name, crate, whether with its default features, bar.
const MODULES: [(&str, &str, bool, u64); 3] = [
    ("size_minimal", "examples/minimal", false, 1_100),
    ("size_minimal_message", "examples/minimal", true, 4_500),
    ("size_orders_message", "examples/orders", true, 12_000),
];

/// Weighs all modules. Each figure's notes tell the bytes of its sections, and those that `optimiser` leaves.
///
/// # Errors
/// Where a module cannot be built or read, or the optimiser fails.
pub fn all(optimiser: Option<&WasmOpt>) -> Result<Vec<Figure>, Error> {
    let mut figures = Vec::new();
    for (name, path, default_features, bar) in MODULES {
        let mut guest = rig::fixture(path);
        if !default_features {
            guest = guest.no_default_features();
        }
        let wasm = guest.wasm()?;
        let mut notes = table(&sections(wasm.bytes())?);
        if let Some(optimiser) = optimiser {
            let bytes = optimiser.optimised(wasm.bytes(), name)?;
            notes.push(format!("{bytes:>8}  all, after wasm-opt -Oz"));
        }
        figures.push(Figure {
            name,
            value: Amount::Bytes(u64::try_from(wasm.bytes().len())?),
            bar: Amount::Bytes(bar),
            notes,
        });
    }
    Ok(figures)
}

fn table(sections: &[Section]) -> Vec<String> {
    let row = |section: &Section| {
        let Section { name, bytes, items } = section;
        match items {
            Some(items) => format!("{bytes:>8}  {name} ({items})"),
            None => format!("{bytes:>8}  {name}"),
        }
    };
    sections.iter().map(row).collect()
}
