//! A read of a thousand elements.

use std::hint::black_box;

use heeus_abi::{Kind, RecordRef, Value};
use heeus_host_testkit::{HostState, WasmEngine};

use super::quotient;
use crate::figure::{Amount, Figure};
use crate::rounds::{Contender, Plan, interleave};
use crate::typed_call::TypedCall;
use crate::{Error, rig};

/// Elements of the read.
const DAYS: u16 = 1000;

/// Through `WasmOnRead`, for an element.
pub fn by_element(plan: Plan) -> Result<Figure, Error> {
    figure("read_element_vs_call", 2.5, false, plan)
}

/// Through `WasmOnReadPage`, for an element.
pub fn by_page(plan: Plan) -> Result<Figure, Error> {
    figure("read_page_element_vs_call", 0.7, true, plan)
}

/// The time of a whole run, its read and its result included, divided by the number of elements. The guest reads a
/// field of each element.
fn figure(name: &'static str, bar: f64, pages: bool, plan: Plan) -> Result<Figure, Error> {
    let mut engine = rig::engine(&rig::figures_guest(), pages)?;
    let mut state = rig::state(&engine, 1, DAYS.into())?;
    let args = rig::first_year()?;
    read(&mut engine, &mut state, args.as_ref());
    let sum = state
        .pending()
        .get(0)
        .and_then(|intent| intent.value.get("Sum"));
    let expected = Value::I64(rig::sum_of_first_year(DAYS.into()));
    assert_eq!(sum, Some(expected), "sum of the amounts");

    let mut call = TypedCall::new()?;
    let elements = Contender::new("read, for an element", || {
        read(&mut engine, &mut state, args.as_ref());
    });
    let elements = elements.operations(DAYS.into());
    let [elements, call] = interleave(plan, [elements, call.contender()]);
    let (ratio, notes) = quotient(&elements, &call);
    Ok(Figure {
        name,
        value: Amount::Ratio(ratio),
        bar: Amount::Ratio(bar),
        notes,
    })
}

#[inline]
fn read(engine: &mut WasmEngine, state: &mut HostState, args: RecordRef<'_>) {
    let report = rig::run(engine, state, ("Sum", Kind::Query), black_box(args));
    black_box(report);
}
