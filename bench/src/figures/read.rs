//! A read of a thousand elements.

use std::hint::black_box;

use heeus_abi::{ExtensionKind, RecordBuf, Value};
use heeus_host::engine::WasmEngine;
use heeus_host::state::HostState;

use super::{costs, quotient};
use crate::figure::{Amount, Figure, Threshold};
use crate::timing::{Contender, Plan, interleave};
use crate::typed_call::TypedCall;
use crate::{Error, setup};

/// The number of elements that are read.
const DAYS: u16 = 1000;

/// The cost of an element through `WasmOnRead`.
pub fn by_element(plan: Plan) -> Result<Figure, Error> {
    figure("read_element_vs_call", 2.5, false, plan)
}

/// The cost of an element through `WasmOnReadPage`.
pub fn by_page(plan: Plan) -> Result<Figure, Error> {
    figure("read_page_element_vs_call", 0.7, true, plan)
}

/// The time of a whole run, with its read and its result, divided by the number of elements. The
/// figure is about the way of an element to the guest's callback, which counts it; the notes show
/// the cost with a look-up of a field too.
fn figure(name: &'static str, threshold: f64, pages: bool, plan: Plan) -> Result<Figure, Error> {
    let (mut sums, mut counts) = (Reads::new("Sum", pages)?, Reads::new("Count", pages)?);
    let sum = Value::I64(setup::sum_of_first_year(DAYS.into()));
    assert_eq!(sums.result("Sum"), Some(sum), "sum of the amounts");
    let count = Value::I32(DAYS.into());
    assert_eq!(counts.result("Count"), Some(count), "number of elements");

    let mut call = TypedCall::new()?;
    let element =
        |name, mut reads: Reads| Contender::new(name, move || reads.read()).operations(DAYS.into());
    let series = interleave(
        plan,
        [
            element("an element, counted", counts),
            element("an element, one field looked up", sums),
            call.contender(),
        ],
    );
    let [counts, sums, call] = &series;
    let (ratio, mut notes) = quotient(counts, call);
    notes.extend(costs([sums]));
    notes.push(format!("its quotient: {:.3}", sums.ratio(call)));
    Ok(Figure {
        name,
        value: Amount::Ratio(ratio),
        threshold: Threshold::AtMost(Amount::Ratio(threshold)),
        notes,
    })
}

/// An extension that reads, with its engine and state.
struct Reads {
    extension: &'static str,
    engine: WasmEngine,
    state: HostState,
    args: RecordBuf,
}

impl Reads {
    fn new(extension: &'static str, pages: bool) -> Result<Self, Error> {
        let engine = setup::engine(&setup::figures_guest(), pages)?;
        Ok(Self {
            extension,
            state: setup::state(&engine, 1, DAYS.into())?,
            engine,
            args: setup::first_year()?,
        })
    }

    #[inline]
    fn read(&mut self) {
        let args = black_box(self.args.as_ref());
        let extension = (self.extension, ExtensionKind::Query);
        let report = setup::run(&mut self.engine, &mut self.state, extension, args);
        black_box(report);
    }

    /// Reads, and returns a field of the result.
    fn result(&mut self, field: &str) -> Option<Value<'_>> {
        self.read();
        self.state.pending().get(0)?.value.get(field)
    }
}
