//! A reset after a run that wrote to much memory, and after one that wrote to little.

use std::cell::RefCell;
use std::hint::black_box;
use std::time::Instant;

use heeus_abi::{RecordBuf, Value};

use super::{costs, quotient};
use crate::bare::Bare;
use crate::figure::{Amount, Figure};
use crate::rounds::{Contender, Plan, interleave};
use crate::{Error, rig};

const LITTLE: i32 = 1 << 10;
const MUCH: i32 = 1 << 20;

/// `WasmReset` alone, both sorts of runs in turns in one instance; what timing costs is taken off.
///
/// A run that writes to 1 MB leaves the caches full of that, and whatever comes next waits for memory. The figure is
/// about what a reset does, so before a run that writes to 1 KB the host itself writes to 1 MB; the note tells how it
/// is without that.
pub fn figure(plan: Plan) -> Result<Figure, Error> {
    let bytes = |bytes| rig::record(&[("Bytes", Value::I32(bytes))]);
    let (little, much) = (bytes(LITTLE)?, bytes(MUCH)?);
    let guest = RefCell::new(Bare::new("Dirty", &much)?);
    let mut filled = vec![0; usize::try_from(MUCH)?];
    let nothing = Contender::timing_itself("nothing", |times| {
        (0..times).map(|_| Instant::now().elapsed()).sum()
    });
    let series = interleave(
        plan,
        [
            resets("reset after 1 MB", &guest, &much, || ()),
            resets("reset after 1 KB", &guest, &little, || {
                black_box(filled.as_mut_slice()).fill(1);
            }),
            resets("reset after 1 KB, warm", &guest, &little, || ()),
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
        bar: Amount::Ratio(1.2),
        notes,
    })
}

/// Resets after runs with these arguments, each after what the host does before it.
fn resets<'a>(
    name: &'static str,
    guest: &'a RefCell<Bare>,
    args: &'a RecordBuf,
    mut before: impl FnMut() + 'a,
) -> Contender<'a> {
    Contender::timing_itself(name, move |times| {
        let mut guest = guest.borrow_mut();
        let mut reset = |_| {
            before();
            guest.run(args);
            guest.reset()
        };
        (0..times).map(&mut reset).sum()
    })
}
