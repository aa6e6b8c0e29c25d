//! The figures of `make size`: the bytes of modules as cargo builds them, and of their sections.

mod sections;
mod wasm_opt;

pub use sections::{Section, sections};
pub use wasm_opt::WasmOpt;

use crate::figure::{Amount, Figure, Threshold};
use crate::{Error, setup};

/// The weighed modules: name, crate, features if they are not the default ones, threshold.
///
/// The threshold of the smallest tier is that of the next one minus the least size of a place: the
/// file's name, the record of file, line and column, and the code that stores their addresses are
/// at least 60 bytes.
const MODULES: [(&str, &str, Option<&[&str]>, u64); 10] = [
    ("size_minimal_none", "examples/minimal", Some(&[]), 1_040),
    (
        "size_minimal",
        "examples/minimal",
        Some(&["panic-location"]),
        1_100,
    ),
    ("size_minimal_message", "examples/minimal", None, 4_500),
    (
        "size_typed",
        "bench/guests/typed",
        Some(&["panic-location"]),
        3_000,
    ),
    ("size_typed_message", "bench/guests/typed", None, 6_000),
    ("size_orders_message", "examples/orders", None, 12_000),
    ("size_bistro_message", "examples/bistro", None, 58_500),
    // A request with a text, with JSON, and one whose answer is read too.
    ("size_json_none", "bench/guests/json", Some(&[]), 10_200),
    (
        "size_json_write",
        "bench/guests/json",
        Some(&["write"]),
        11_000,
    ),
    (
        "size_json_read",
        "bench/guests/json",
        Some(&["write", "read"]),
        17_900,
    ),
];

/// Weighs all modules. The notes of each figure list the bytes of its sections, and the bytes that
/// remain after `optimiser`.
///
/// # Errors
/// If a module cannot be built or read, or the optimiser fails.
pub fn all(optimiser: Option<&WasmOpt>) -> Result<Vec<Figure>, Error> {
    let mut figures = Vec::new();
    for (name, path, features, threshold) in MODULES {
        let mut guest = setup::fixture(path);
        if let Some(features) = features {
            guest = guest
                .no_default_features()
                .features(features.iter().copied());
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
            threshold: Threshold::AtMost(Amount::Bytes(threshold)),
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
