//! A reset after a run that wrote to much memory, compared with one after a run that wrote to
//! little.

use std::cell::RefCell;
use std::time::{Duration, Instant};

use heeus_abi::{RecordBuf, Value};

use super::{costs, quotient};
use crate::figure::{Amount, Figure, Threshold};
use crate::raw_instance::RawInstance;
use crate::timing::{Contender, Plan, interleave};
use crate::{Error, setup};

/// The time of `WasmReset` alone; the cost of timing is subtracted.
///
/// A run that writes to 1 MB fills the core's caches with it, so whatever comes next waits for
/// memory. The figure is about the work of a reset. So on both sides there is a run that writes to
/// 1 MB, and after it one that writes to 1 KB; the first one either in the instance that is then
/// reset, or in another instance.
pub fn figure(plan: Plan) -> Result<Figure, Error> {
    let runs = Runs::new()?;
    let nothing = Contender::timing_itself("nothing", |times| {
        (0..times).map(|_| Instant::now().elapsed()).sum()
    });
    // A clock that ticks every 10 ns needs many resets in a turn.
    let plan = Plan {
        rounds: plan.rounds / 10,
        turn: plan.turn * 10,
    };
    let series = interleave(
        plan,
        [
            runs.contender("reset after 1 MB", Runs::after_much),
            runs.contender("reset after 1 KB", Runs::after_little),
            runs.contender("after 1 KB, with warm caches", Runs::warm),
            nothing,
        ],
    );
    let [much, little, warm, nothing] = &series;
    let [much, little, warm] = [much, little, warm].map(|series| series.less(nothing.median()));
    let (ratio, mut notes) = quotient(&much, &little);
    notes.extend(costs([&warm]));
    Ok(Figure {
        name: "reset_dirty_ratio",
        value: Amount::Ratio(ratio),
        threshold: Threshold::AtMost(Amount::Ratio(1.2)),
        notes,
    })
}

/// The instances, and the arguments of their runs.
struct Runs {
    /// Several instances take turns, so that the location of one in memory does not decide.
    guests: RefCell<[RawInstance; 4]>,
    much: RecordBuf,
    little: RecordBuf,
}

impl Runs {
    fn new() -> Result<Self, Error> {
        let bytes = |bytes| setup::record(&[("Bytes", Value::I32(bytes))]);
        let much = bytes(1 << 20)?;
        let guest = || RawInstance::new("Dirty", &much);
        Ok(Self {
            guests: RefCell::new([guest()?, guest()?, guest()?, guest()?]),
            little: bytes(1 << 10)?,
            much,
        })
    }

    /// Resets of a guest, each after `work` on it and on another one.
    fn contender(
        &self,
        name: &'static str,
        work: fn(&Self, &mut RawInstance, &mut RawInstance) -> Duration,
    ) -> Contender<'_> {
        Contender::timing_itself(name, move |times| {
            let guests = &mut *self.guests.borrow_mut();
            let one = |_| {
                guests.rotate_left(1);
                let [guest, .., other] = guests;
                work(self, guest, other)
            };
            (0..times).map(one).sum()
        })
    }

    fn after_much(&self, guest: &mut RawInstance, _: &mut RawInstance) -> Duration {
        guest.run(&self.much);
        guest.run(&self.little);
        guest.reset()
    }

    fn after_little(&self, guest: &mut RawInstance, other: &mut RawInstance) -> Duration {
        other.run(&self.much);
        guest.run(&self.little);
        let took = guest.reset();
        other.reset();
        took
    }

    fn warm(&self, guest: &mut RawInstance, _: &mut RawInstance) -> Duration {
        guest.run(&self.little);
        guest.reset()
    }
}
