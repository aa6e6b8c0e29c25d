//! A get of an element with three fields and an intent of two, in a guest and natively.

use std::cell::RefCell;
use std::hint::black_box;

use heeus_abi::{ExtensionKind, RecordBuf, RecordRef, Value};
use heeus_host::engine::WasmEngine;
use heeus_host::state::HostState;

use super::quotient;
use crate::figure::{Amount, Figure, Threshold};
use crate::host_share::HostShare;
use crate::timing::{Contender, Plan, interleave};
use crate::{Error, setup};

const YEARS: i32 = 20;
const DAYS: i32 = 500;

/// Both sides do the same work, the host's included: the run begins, the key is built from the
/// arguments, an element is got, three fields are read, an intent of two is created, checked and
/// kept; then all is discarded.
pub fn figure(plan: Plan) -> Result<Figure, Error> {
    let mut engine = setup::engine(&setup::figures_guest(), true)?;
    let mut share = HostShare::new(setup::state(&engine, YEARS, DAYS)?);
    let keys = setup::keys(YEARS, DAYS)?;
    assert_same(&mut engine, &mut share, &keys);

    let (mut guest_keys, mut native_keys) = (keys.iter().cycle(), keys.iter().cycle());
    let share = RefCell::new(share);
    let guest = Contender::new("get and intent in a guest", || {
        if let Some(args) = guest_keys.next() {
            let state = &mut share.borrow_mut().state;
            in_guest(&mut engine, state, args.as_ref());
            state.discard();
        }
    });
    let native = Contender::new("get and intent natively", || {
        if let Some(args) = native_keys.next() {
            let share = &mut share.borrow_mut();
            natively(share, args.as_ref());
            share.state.discard();
        }
    });
    let [guest, native] = interleave(plan, [guest, native]);
    let (ratio, notes) = quotient(&guest, &native);
    Ok(Figure {
        name: "get_intent_vs_native",
        value: Amount::Ratio(ratio),
        threshold: Threshold::AtMost(Amount::Ratio(1.5)),
        notes,
    })
}

/// Checks that both sides leave the same intent for every key.
fn assert_same(engine: &mut WasmEngine, share: &mut HostShare, keys: &[RecordBuf]) {
    for args in keys {
        in_guest(engine, &mut share.state, args.as_ref());
        let of_guest = share.state.pending().clone();
        natively(share, args.as_ref());
        assert_eq!(of_guest.len(), 1, "intents of {args:?}");
        assert_eq!(&of_guest, share.state.pending(), "intents of {args:?}");
    }
}

/// The guest's work for a key.
#[inline]
pub(crate) fn in_guest(engine: &mut WasmEngine, state: &mut HostState, args: RecordRef<'_>) {
    let report = setup::run(
        engine,
        state,
        ("Add", ExtensionKind::Projector),
        black_box(args),
    );
    black_box(report);
}

#[inline]
fn natively(share: &mut HostShare, args: RecordRef<'_>) {
    share.begin();
    let args = black_box(args);
    let (Some(Value::I32(year)), Some(Value::I32(day))) = (args.get("Year"), args.get("Day"))
    else {
        panic!("not the arguments: {args:?}");
    };
    let stock = share.get(year, day);
    share.put(
        stock.amount.wrapping_add(stock.price),
        stock.quantity.wrapping_add(1),
    );
    share.end();
}
