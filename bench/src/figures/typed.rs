//! The cost of the typed layer, compared with the untyped layer doing the same.

use std::cell::RefCell;
use std::hint::black_box;

use heeus_abi::{ExtensionKind, RecordBuf, RecordRef};
use heeus_host::engine::WasmEngine;
use heeus_host::state::HostState;

use super::{costs, quotient};
use crate::figure::{Amount, Figure, Threshold};
use crate::timing::{Contender, Plan, interleave};
use crate::{Error, setup};

/// The number of elements that are read.
const DAYS: u16 = 1000;

/// An engine and a state that two contenders share.
struct Bench {
    engine: WasmEngine,
    state: HostState,
}

impl Bench {
    fn new(years: i32, days: i32) -> Result<Self, Error> {
        let engine = setup::engine(&setup::figures_guest(), true)?;
        let state = setup::state(&engine, years, days)?;
        Ok(Self { engine, state })
    }

    #[inline]
    fn run(&mut self, extension: (&str, ExtensionKind), args: RecordRef<'_>) {
        let report = setup::run(
            &mut self.engine,
            &mut self.state,
            extension,
            black_box(args),
        );
        black_box(report);
    }

    /// The fuel of a run, about one unit for each instruction of the guest.
    fn fuel(&mut self, extension: (&str, ExtensionKind), args: &RecordBuf) -> String {
        let report = setup::run(&mut self.engine, &mut self.state, extension, args.as_ref());
        self.state.discard();
        format!("{}: {} fuel", extension.0, report.stats.fuel)
    }

    /// Checks that both extensions leave the same intents, for all arguments.
    fn assert_same(&mut self, [one, other]: [&str; 2], kind: ExtensionKind, args: &[RecordBuf]) {
        for args in args {
            self.run((one, kind), args.as_ref());
            let of_one = self.state.pending().clone();
            self.run((other, kind), args.as_ref());
            assert_eq!(&of_one, self.state.pending(), "{other} of {args:?}");
            self.state.discard();
        }
    }
}

/// A get of an element with three fields and an intent of two, typed and untyped.
pub fn get_intent(plan: Plan) -> Result<Figure, Error> {
    let mut bench = Bench::new(20, 500)?;
    let keys = setup::keys(20, 500)?;
    bench.assert_same(["Add", "AddTyped"], ExtensionKind::Projector, &keys);
    let bench = RefCell::new(bench);
    let contender = |name, extension| {
        let mut keys = keys.iter().cycle();
        let bench = &bench;
        Contender::new(name, move || {
            if let Some(args) = keys.next() {
                let bench = &mut *bench.borrow_mut();
                bench.run((extension, ExtensionKind::Projector), args.as_ref());
                bench.state.discard();
            }
        })
    };
    let contenders = [
        contender("get and intent, typed", "AddTyped"),
        contender("get and intent, untyped", "Add"),
    ];
    let [typed, untyped] = interleave(plan, contenders);
    let (ratio, mut notes) = quotient(&typed, &untyped);
    if let Some(args) = keys.first() {
        let fuel = |name| {
            bench
                .borrow_mut()
                .fuel((name, ExtensionKind::Projector), args)
        };
        notes.extend(["AddTyped", "Add"].map(fuel));
    }
    Ok(Figure {
        name: "typed_get_intent_vs_untyped",
        value: Amount::Ratio(ratio),
        threshold: Threshold::AtMost(Amount::Ratio(1.05)),
        notes,
    })
}

/// A read of a thousand elements with all their fields: through the iterator, and by the untyped
/// callback.
pub fn read(plan: Plan) -> Result<Figure, Error> {
    let mut bench = Bench::new(1, DAYS.into())?;
    let args = setup::first_year()?;
    for typed in ["SumAllTyped", "SumAllEach"] {
        bench.assert_same(
            ["SumAll", typed],
            ExtensionKind::Query,
            std::slice::from_ref(&args),
        );
    }
    let bench = RefCell::new(bench);
    let contender = |name, extension| {
        let (bench, args) = (&bench, &args);
        let read = move || {
            bench
                .borrow_mut()
                .run((extension, ExtensionKind::Query), args.as_ref());
        };
        Contender::new(name, read).operations(DAYS.into())
    };
    let contenders = [
        contender("an element, typed, by the iterator", "SumAllTyped"),
        contender("an element, untyped callback", "SumAll"),
        contender("an element, typed, by the callback", "SumAllEach"),
    ];
    let [typed, untyped, each] = interleave(plan, contenders);
    let (ratio, mut notes) = quotient(&typed, &untyped);
    notes.extend(costs([&each]));
    Ok(Figure {
        name: "typed_read_vs_untyped",
        value: Amount::Ratio(ratio),
        threshold: Threshold::AtMost(Amount::Ratio(1.1)),
        notes,
    })
}
