//! A run of the orders in a file through the extensions of the example `orders`, and a report on
//! it.
//!
//! | module | content |
//! |---|---|
//! | `input` | the meaning of a line |
//! | [`shop`] | the way of one order |
//! | [`summary`] | the outcome of all orders |
//! | `speed` | the speed of the extensions |
//! | `report` | the report as text |

mod error;
mod input;
mod report;
pub mod shop;
mod speed;
pub mod summary;

use std::fs::File;
use std::io::{BufReader, Write};
use std::path::Path;
use std::sync::Arc;

use heeus_host_testkit::fixture::{Fixture, WasmFile};

pub use error::Error;
pub use input::BadLine;
pub use speed::Speed;

use shop::Extensions;

/// The orders that come with the demo.
pub const ORDERS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/orders.jsonl");
/// The crate of the extensions.
const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/orders");

/// Builds the example, runs the orders of a file through it and writes a report to `out`.
///
/// # Errors
/// [`Error`] if the example cannot be built, the file cannot be read, or the view lost an order. A
/// line that is no order is no error, but part of the report.
pub fn demo(path: &Path, out: &mut impl Write) -> Result<(), Error> {
    let wasm = example()?;
    let extensions = Extensions::new(&wasm)?;
    let input = |cause| Error::Input {
        path: path.to_owned(),
        cause,
    };
    let file = File::open(path).map_err(input)?;
    let summary = summary::run(&extensions, BufReader::new(file), input)?;
    let speed = speed::measure(&extensions, &summary.orders)?;
    report::write(&wasm, path, &summary, &speed, out).map_err(Error::Output)
}

/// Builds the example's module.
///
/// # Errors
/// [`Error::Build`].
pub fn example() -> Result<Arc<WasmFile>, Error> {
    Fixture::new(EXAMPLE).wasm().map_err(Error::Build)
}
