//! A get of an element with three fields and an intent of two, in a guest and natively.

use std::cell::RefCell;
use std::hint::black_box;

use heeus_abi::layout::{self, key};
use heeus_abi::{
    Field, IntentRef, KeyRef, Kind, Op, RecordBuf, RecordRef, Storage, Value, encode_key,
    encode_record,
};
use heeus_host_testkit::{HostState, WasmEngine};

use super::quotient;
use crate::figure::{Amount, Figure};
use crate::rounds::{Contender, Plan, interleave};
use crate::{Error, rig};

const YEARS: i32 = 20;
const DAYS: i32 = 500;

/// The same work on both sides, host work included: the run begins, the key is made of the arguments, get, three fields
/// are read, an intent of two is made, checked and kept, then all is discarded.
pub fn figure(plan: Plan) -> Result<Figure, Error> {
    let mut engine = rig::engine(&rig::figures_guest(), true)?;
    let mut state = rig::state(&engine, YEARS, DAYS)?;
    let keys = rig::keys(YEARS, DAYS)?;
    assert_same(&mut engine, &mut state, &keys);

    let (mut guest_keys, mut native_keys) = (keys.iter().cycle(), keys.iter().cycle());
    let mut room = Room::default();
    let state = RefCell::new(state);
    let guest = Contender::new("get and intent in a guest", || {
        if let Some(args) = guest_keys.next() {
            let mut state = state.borrow_mut();
            in_guest(&mut engine, &mut state, args.as_ref());
            state.discard();
        }
    });
    let native = Contender::new("get and intent natively", || {
        if let Some(args) = native_keys.next() {
            let mut state = state.borrow_mut();
            natively(&mut state, args.as_ref(), &mut room);
            state.discard();
        }
    });
    let [guest, native] = interleave(plan, [guest, native]);
    let (ratio, notes) = quotient(&guest, &native);
    Ok(Figure {
        name: "get_intent_vs_native",
        value: Amount::Ratio(ratio),
        bar: Amount::Ratio(1.5),
        notes,
    })
}

/// Both sides leave the same intent for every key.
fn assert_same(engine: &mut WasmEngine, state: &mut HostState, keys: &[RecordBuf]) {
    let mut room = Room::default();
    for args in keys {
        in_guest(engine, state, args.as_ref());
        let of_guest = state.pending().clone();
        natively(state, args.as_ref(), &mut room);
        assert_eq!(of_guest.len(), 1, "intents of {args:?}");
        assert_eq!(&of_guest, state.pending(), "intents of {args:?}");
    }
}

#[inline]
fn in_guest(engine: &mut WasmEngine, state: &mut HostState, args: RecordRef<'_>) {
    let report = rig::run(engine, state, ("Add", Kind::Projector), black_box(args));
    black_box(report);
}

/// Room that the native side keeps from run to run.
#[derive(Default)]
struct Room {
    key: Vec<u8>,
    value: Vec<u8>,
}

#[inline]
fn natively(state: &mut HostState, args: RecordRef<'_>, room: &mut Room) {
    let reader = state.begin_run(Kind::Projector);
    let args = black_box(args);
    let fields = ["Day", "Year"].map(|name| Field {
        name,
        value: args.get(name).expect("the arguments have it"),
    });
    room.key.clear();
    encode_key(Storage::View, rig::STOCK, &fields, &mut room.key).expect("it is a key");
    let record = key::ENTITY + rig::STOCK.len() + layout::gap(rig::STOCK.len());
    let key = KeyRef {
        storage: Storage::View,
        entity: rig::STOCK,
        record: RecordRef::trusted(room.key.get(record..).unwrap_or_default()),
    };
    let stock = reader.get(&key).expect("the key is one of the view");
    let stock = stock.expect("the row is there");
    let stock = stock.value();
    let fields = (
        stock.get("Amount"),
        stock.get("Price"),
        stock.get("Quantity"),
    );
    let (Some(Value::I64(amount)), Some(Value::I64(price)), Some(Value::I32(quantity))) = fields
    else {
        panic!("not the fields of a row: {stock:?}");
    };
    let fields = [
        Field {
            name: "Amount",
            value: Value::I64(amount.wrapping_add(price)),
        },
        Field {
            name: "Quantity",
            value: Value::I32(quantity.wrapping_add(1)),
        },
    ];
    room.value.clear();
    encode_record(&fields, &mut room.value).expect("it is a record");
    let intent = IntentRef {
        op: Op::New,
        key,
        key_bytes: &room.key,
        value: RecordRef::trusted(&room.value),
    };
    state.add_intent(&intent).expect("the intent is allowed");
}
