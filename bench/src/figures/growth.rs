//! The growth of a guest's memory in a read of very many elements.

use heeus_abi::{ExtensionKind, RecordBuf, Value};
use heeus_host::engine::WasmEngine;
use heeus_host::state::HostState;

use crate::figure::{Amount, Figure, Threshold};
use crate::{Error, setup};

const DAYS: i32 = 1_000_000;

/// The larger growth of a read by elements and a read by pages.
pub fn figure() -> Result<Figure, Error> {
    let mut notes = Vec::new();
    let mut most = 0;
    let mut state = None;
    for (how, pages) in [("elements", false), ("pages", true)] {
        let mut engine = setup::engine(&setup::figures_guest(), pages)?;
        let state = match &mut state {
            Some(state) => state,
            none => none.insert(setup::state(&engine, 1, DAYS)?),
        };
        let (growth, given) = growth(&mut engine, state)?;
        notes.push(format!(
            "by {how}: {growth} bytes; the guest was given {given}"
        ));
        most = most.max(growth);
    }
    Ok(Figure {
        name: "read_1m_growth_bytes",
        value: Amount::Bytes(most),
        threshold: Threshold::AtMost(Amount::Bytes(65_536)),
        notes,
    })
}

/// The bytes by which the guest's memory grew, and the bytes of the elements that it received.
fn growth(engine: &mut WasmEngine, state: &mut HostState) -> Result<(u64, u64), Error> {
    let sum = ("Sum", ExtensionKind::Query);
    // A year without rows needs everything for a read except the elements.
    let before = setup::run(engine, state, sum, no_rows()?.as_ref()).stats;
    let after = setup::run(engine, state, sum, setup::first_year()?.as_ref()).stats;
    let read = state
        .pending()
        .get(0)
        .and_then(|intent| intent.value.get("Sum"));
    let expected = Value::I64(setup::sum_of_first_year(DAYS));
    assert_eq!(read, Some(expected), "sum of the amounts");
    let grown = after.memory_bytes.saturating_sub(before.memory_bytes);
    Ok((u64::try_from(grown)?, after.bytes_read))
}

fn no_rows() -> Result<RecordBuf, Error> {
    setup::record(&[("Year", Value::I32(-1))])
}
