//! The cost of changes of a record, by the number of records in it.

use heeus_abi::{ArrayRef, ExtensionKind, Items, RecordBuf, Storage, Value, encode_array};
use heeus_host::engine::WasmEngine;
use heeus_host::state::HostState;

use crate::figure::{Amount, Figure, Threshold};
use crate::{Error, setup};

const BILL: &str = "bench.Bill";
/// The bill without lines.
const EMPTY: i64 = 200_001;
/// The bill with lines.
const LONG: i64 = 200_002;
/// Lines of the long bill.
const LINES: u32 = 20;

/// The guest's instructions to change a long bill and an empty one.
pub fn figures() -> Result<[Figure; 3], Error> {
    let mut bills = Bills::new()?;
    let [long, empty] = bills.both("AddLine")?;
    let [long_flag, empty_flag] = bills.both("Close")?;
    let whole = bills.both("CloseWhole")?;
    let notes = vec![
        format!("a flag of a bill of {LINES} lines: {long_flag} fuel"),
        format!("a flag of an empty bill: {empty_flag} fuel"),
        format!("the same by the struct of the whole bill: {whole:?}"),
    ];
    let figure = |name, value, threshold, notes| Figure {
        name,
        value,
        threshold: Threshold::AtMost(threshold),
        notes,
    };
    let most = |fuel| Amount::Number(f64::from(fuel));
    let (long, empty) = (most(long), most(empty));
    let flags = Amount::Ratio(f64::from(long_flag) / f64::from(empty_flag));
    Ok([
        figure("fuel_add_line_20", long, most(60_000), Vec::new()),
        figure("fuel_add_line_empty", empty, most(12_000), Vec::new()),
        figure("fuel_flag_20_vs_empty", flags, Amount::Ratio(3.0), notes),
    ])
}

/// An engine, and a state with two bills.
struct Bills {
    engine: WasmEngine,
    state: HostState,
}

impl Bills {
    fn new() -> Result<Self, Error> {
        let engine = setup::engine(&setup::fixture("bench/guests/bill"), true)?;
        let mut state = setup::declared(&engine)?;
        for (id, lines) in [(EMPTY, 0), (LONG, LINES)] {
            let key = setup::record(&[("ID", Value::Id(id))])?;
            let bill = bill(lines)?;
            state.put(Storage::Record, BILL, key.as_ref(), bill.as_ref())?;
        }
        Ok(Self { engine, state })
    }

    /// The fuel of a change of the long bill, and of the empty one.
    fn both(&mut self, extension: &str) -> Result<[u32; 2], Error> {
        Ok([self.fuel(extension, LONG)?, self.fuel(extension, EMPTY)?])
    }

    /// The fuel of a run, about one unit for each instruction of the guest.
    fn fuel(&mut self, extension: &str, bill: i64) -> Result<u32, Error> {
        let args = setup::record(&[("Bill", Value::Id(bill))])?;
        let extension = (extension, ExtensionKind::Command);
        let report = setup::run(&mut self.engine, &mut self.state, extension, args.as_ref());
        assert_eq!(self.state.pending().len(), 1, "an update");
        self.state.discard();
        Ok(report.stats.fuel.try_into()?)
    }
}

/// A bill of so many lines.
pub(crate) fn bill(lines: u32) -> Result<RecordBuf, Error> {
    let lines = (0..lines).map(|n| {
        setup::record(&[
            ("Article", Value::Id(i64::from(n) + 300_000)),
            ("Name", Value::Str(&format!("article number {n}"))),
            ("Price", Value::I64(i64::from(n) * 50)),
            ("Quantity", Value::I32(3)),
        ])
    });
    let lines = lines.collect::<Result<Vec<_>, _>>()?;
    let lines: Vec<_> = lines.iter().map(RecordBuf::as_ref).collect();
    let mut array = Vec::new();
    encode_array(Items::Record(&lines), &mut array)?;
    setup::record(&[
        ("Closed", Value::Bool(false)),
        ("Lines", Value::Array(ArrayRef::trusted(&array))),
        ("Table", Value::I32(5)),
    ])
}
