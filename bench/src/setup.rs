//! Guests, engines and states on which figures are measured.

use std::path::PathBuf;
use std::time::Duration;

use heeus_abi::{ExtensionKind, RecordBuf, RecordBuilder, RecordRef, Storage, Value};
use heeus_host::engine::{Call, CompiledModule, Engine, EngineConfig, RunReport, WasmEngine};
use heeus_host::state::HostState;
use heeus_host_testkit::fixture::Fixture;

use crate::Error;

/// The view that the guest of the benchmarks uses.
pub const STOCK: &str = "bench.Stock";
/// The first year with rows.
const FIRST_YEAR: i32 = 2000;

/// A crate of this repository, by its path in it.
pub fn fixture(path: &str) -> Fixture {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    Fixture::new(root.join(path))
}

/// The guest of the benchmarks.
pub fn figures_guest() -> Fixture {
    fixture("bench/guests/figures")
}

/// An engine in production: with limits, without the checks of tests.
///
/// # Errors
/// If the guest cannot be built or does not start.
pub fn engine(guest: &Fixture, pages: bool) -> Result<WasmEngine, Error> {
    let config = EngineConfig {
        pages,
        check_reset: false,
        trace: false,
        // For the read of a million elements on a slow machine.
        run_time: Duration::from_mins(1),
        ..EngineConfig::default()
    };
    let wasm = guest.wasm()?;
    let module = CompiledModule::new(wasm.name(), wasm.bytes(), &config)?;
    Ok(WasmEngine::new(&module, &config)?)
}

/// An empty state that knows the guest's entities.
///
/// # Errors
/// If the state refuses one of them.
pub fn declared(engine: &WasmEngine) -> Result<HostState, Error> {
    let mut state = HostState::new();
    for entity in &engine.manifest().entities {
        state.declare(entity)?;
    }
    Ok(state)
}

/// A state that knows the guest's entities, with `years` years of `days` rows each.
///
/// # Errors
/// If the state refuses one of them.
pub fn state(engine: &WasmEngine, years: i32, days: i32) -> Result<HostState, Error> {
    let mut state = declared(engine)?;
    for year in 0..years {
        for day in 0..days {
            let key = record(&[
                ("Year", Value::I32(FIRST_YEAR + year)),
                ("Day", Value::I32(day)),
            ])?;
            let value = record(&[
                ("Amount", Value::I64(amount(year, day))),
                ("Price", Value::I64(i64::from(day) + 3)),
                ("Quantity", Value::I32(year)),
            ])?;
            state.put(Storage::View, STOCK, key.as_ref(), value.as_ref())?;
        }
    }
    Ok(state)
}

/// The amount of a row.
fn amount(year: i32, day: i32) -> i64 {
    i64::from(year) * 1_000_003 + i64::from(day) * 7
}

/// The sum of the amounts of the first year.
pub fn sum_of_first_year(days: i32) -> i64 {
    (0..days).map(|day| amount(0, day)).sum()
}

/// Arguments that select the first year.
pub fn first_year() -> Result<RecordBuf, Error> {
    record(&[("Year", Value::I32(FIRST_YEAR))])
}

/// Arguments that select every row, in a scattered order.
pub fn keys(years: i32, days: i32) -> Result<Vec<RecordBuf>, Error> {
    let rows = years * days;
    // A prime that divides no number of rows here, so that each row occurs once.
    let jump = |row: i32| i64::from(row) * 7919 % i64::from(rows);
    let mut keys = Vec::new();
    for row in 0..rows {
        let row = i32::try_from(jump(row))?;
        keys.push(record(&[
            ("Year", Value::I32(FIRST_YEAR + row / days)),
            ("Day", Value::I32(row % days)),
        ])?);
    }
    Ok(keys)
}

/// Builds a record.
pub fn record(fields: &[(&str, Value<'_>)]) -> Result<RecordBuf, Error> {
    let mut record = RecordBuilder::new();
    for &(name, value) in fields {
        record.put(name, value);
    }
    Ok(record.build()?)
}

/// Runs an extension; its intents are then pending.
#[inline]
pub fn run(
    engine: &mut WasmEngine,
    state: &mut HostState,
    (name, kind): (&str, ExtensionKind),
    args: RecordRef<'_>,
) -> RunReport {
    let report = engine.invoke(state, &Call::new(name, kind, args));
    if let Err(error) = &report.result {
        failed(error);
    }
    report
}

#[cold]
fn failed(error: &heeus_host::error::Error) {
    panic!("{error}");
}
