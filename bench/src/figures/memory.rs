//! A guest's memory after very many runs.

use heeus_abi::{ExtensionKind, RecordBuf, RecordRef, Value};
use heeus_host::engine::WasmEngine;
use heeus_host::state::HostState;

use crate::figure::{Amount, Figure, Threshold};
use crate::{Error, setup};

const YEARS: i32 = 2;
const DAYS: i32 = 50;
const FEW: u32 = 1_000;
const MANY: u32 = 1_000_000;

/// The growth over runs of all sorts, one after the other in one instance: gets with intents,
/// allocations, now and then a read of many elements and a large allocation.
pub fn figure() -> Result<Figure, Error> {
    let mut engine = setup::engine(&setup::figures_guest(), true)?;
    let mut state = setup::state(&engine, YEARS, DAYS)?;
    let runs = Runs::new()?;
    let mut after_few = 0;
    let mut memory = 0;
    for run in 0..MANY {
        memory = runs.memory_after(run, &mut engine, &mut state);
        if run + 1 == FEW {
            after_few = memory;
        }
    }
    let bytes = |bytes| u32::try_from(bytes).map(f64::from);
    Ok(Figure {
        name: "memory_1m_runs_ratio",
        value: Amount::Ratio(bytes(memory)? / bytes(after_few)?),
        threshold: Threshold::AtMost(Amount::Ratio(1.0)),
        notes: vec![format!(
            "{memory} bytes after {MANY} runs, {after_few} after {FEW}"
        )],
    })
}

struct Runs {
    keys: Vec<RecordBuf>,
    year: RecordBuf,
    some: RecordBuf,
    much: RecordBuf,
}

impl Runs {
    fn new() -> Result<Self, Error> {
        let bytes = |bytes| setup::record(&[("Bytes", Value::I32(bytes))]);
        Ok(Self {
            keys: setup::keys(YEARS, DAYS)?,
            year: setup::first_year()?,
            some: bytes(1 << 10)?,
            much: bytes(1 << 20)?,
        })
    }

    /// The bytes of the guest's memory after this run.
    fn memory_after(&self, run: u32, engine: &mut WasmEngine, state: &mut HostState) -> usize {
        let (extension, args) = self.call(run);
        let report = setup::run(engine, state, extension, args);
        state.discard();
        report.stats.memory_bytes
    }

    fn call(&self, run: u32) -> ((&'static str, ExtensionKind), RecordRef<'_>) {
        const DIRTY: (&str, ExtensionKind) = ("Dirty", ExtensionKind::Job);
        if run % 500 == 7 {
            return (DIRTY, self.much.as_ref());
        }
        if run % 100 == 3 {
            return (("Sum", ExtensionKind::Query), self.year.as_ref());
        }
        let key = self.keys.get(run as usize % self.keys.len());
        match key.filter(|_| run.is_multiple_of(2)) {
            Some(key) => (("Add", ExtensionKind::Projector), key.as_ref()),
            None => (DIRTY, self.some.as_ref()),
        }
    }
}
