//! An invocation that does nothing.

use std::hint::black_box;

use heeus_abi::{ExtensionKind, Value};
use heeus_host::state::HostState;

use super::quotient;
use crate::Error;
use crate::figure::{Amount, Figure, Threshold};
use crate::setup;
use crate::timing::{Contender, Plan, interleave};
use crate::typed_call::TypedCall;

/// The bytes of arguments.
const ARGS: usize = 64;

/// The whole way of a call through the engine: the run begins in the state, 64 bytes of arguments
/// are written, `WasmRun`, `WasmReset` with the image restored, the report.
pub fn figure(plan: Plan) -> Result<Figure, Error> {
    let mut engine = setup::engine(&setup::fixture("examples/minimal"), true)?;
    let mut state = HostState::new();
    let args = setup::record(&[
        ("A", Value::I64(1)),
        ("B", Value::I64(2)),
        ("C", Value::I32(3)),
    ])?;
    let args = args.as_ref();
    assert_eq!(args.as_bytes().len(), ARGS, "bytes of the arguments");

    let mut call = TypedCall::new()?;
    let noop = Contender::new("no-op invocation", || {
        let report = setup::run(
            &mut engine,
            &mut state,
            ("noop", ExtensionKind::Command),
            black_box(args),
        );
        black_box(report);
    });
    let [noop, call] = interleave(plan, [noop, call.contender()]);
    let (ratio, notes) = quotient(&noop, &call);
    Ok(Figure {
        name: "noop_vs_call",
        value: Amount::Ratio(ratio),
        threshold: Threshold::AtMost(Amount::Ratio(4.5)),
        notes,
    })
}
