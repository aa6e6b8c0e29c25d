//! The cost of a page of a list, by its number.

use heeus_abi::{ExtensionKind, RecordBuf, Storage, Value};
use heeus_host::engine::WasmEngine;
use heeus_host::state::HostState;

use crate::figure::{Amount, Figure, Threshold};
use crate::{Error, setup};

/// Rows of the list, of which a page has twenty.
const ROWS: i32 = 2_100;

/// The guest's instructions to read page 100, and page 1.
pub fn figure() -> Result<Figure, Error> {
    let mut list = List::new()?;
    // The first run is slower, so it is not compared.
    list.page(None)?;
    let (first, mut next) = list.page(None)?;
    let mut hundredth = first;
    for _ in 1..100 {
        (hundredth, next) = list.page(next.as_deref())?;
    }
    Ok(Figure {
        name: "fuel_page_100_vs_1",
        value: Amount::Ratio(f64::from(hundredth) / f64::from(first)),
        threshold: Threshold::AtMost(Amount::Ratio(1.1)),
        notes: vec![
            format!("page 1: {first} fuel"),
            format!("page 100: {hundredth} fuel"),
        ],
    })
}

/// An engine, and a state with a list.
struct List {
    engine: WasmEngine,
    state: HostState,
}

impl List {
    fn new() -> Result<Self, Error> {
        let engine = setup::engine(&setup::fixture("bench/guests/bill"), true)?;
        let mut state = setup::declared(&engine)?;
        for number in 0..ROWS {
            let key = [("Day", Value::I32(1)), ("Number", Value::I32(number))];
            let key = setup::record(&key)?;
            let value = setup::record(&[("Amount", Value::I64(i64::from(number) * 3))])?;
            state.put(Storage::View, "bench.Sales", key.as_ref(), value.as_ref())?;
        }
        Ok(Self { engine, state })
    }

    /// Reads the page after this token; returns the fuel, and the token of the next page.
    fn page(&mut self, after: Option<&[u8]>) -> Result<(u32, Option<Vec<u8>>), Error> {
        let after = after.map(|token| ("After", Value::Bytes(token)));
        let args = setup::record(after.as_slice())?;
        let extension = ("SalesPage", ExtensionKind::Query);
        let report = setup::run(&mut self.engine, &mut self.state, extension, args.as_ref());
        let answer = self.state.pending().iter().next().ok_or("no answer")?;
        let answer = RecordBuf::try_from(answer.value.as_bytes().to_vec())?;
        let amounts = match answer.as_ref().get("Amounts") {
            Some(Value::Array(amounts)) => amounts.len(),
            _ => 0,
        };
        assert_eq!(amounts, 20, "a whole page");
        let next = match answer.as_ref().get("Next") {
            Some(Value::Bytes(token)) => Some(token.to_vec()),
            _ => None,
        };
        self.state.discard();
        Ok((report.stats.fuel.try_into()?, next))
    }
}
