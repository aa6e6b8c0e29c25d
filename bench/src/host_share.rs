//! The host's share of a get and an intent, for contenders without our guests: native code and
//! peers.

use heeus_abi::layout::{self, key};
use heeus_abi::{
    ExtensionKind, Field, IntentRef, KeyRef, Op, RecordRef, Storage, Value, encode_key,
    encode_record,
};
use heeus_host::state::{HostState, Reader};

use crate::setup::STOCK;

/// The values of a row of the view.
#[derive(Debug, Clone, Copy)]
pub struct Stock {
    /// The field Amount.
    pub amount: i64,
    /// The field Price.
    pub price: i64,
    /// The field Quantity.
    pub quantity: i32,
}

/// A state, the current run, and buffers that are kept from run to run.
pub struct HostShare {
    /// The state.
    pub state: HostState,
    reader: Option<Reader>,
    key: Vec<u8>,
    value: Vec<u8>,
}

impl HostShare {
    /// Creates it with this state.
    pub const fn new(state: HostState) -> Self {
        Self {
            state,
            reader: None,
            key: Vec::new(),
            value: Vec::new(),
        }
    }

    /// Begins a run.
    #[inline]
    pub fn begin(&mut self) {
        self.reader = Some(self.state.begin_run(ExtensionKind::Projector));
    }

    /// Gets a row, which must exist, and remembers its key.
    #[inline]
    pub fn get(&mut self, year: i32, day: i32) -> Stock {
        let fields = [("Day", day), ("Year", year)].map(|(name, value)| Field {
            name,
            value: Value::I32(value),
        });
        self.key.clear();
        encode_key(Storage::View, STOCK, &fields, &mut self.key).expect("it is a key");
        let reader = self.reader.as_ref().expect("a run is on");
        let stock = reader
            .get(&key_of(&self.key))
            .expect("the key is one of the view");
        let stock = stock.expect("the row is there");
        let stock = stock.value();
        let field = |name| stock.get(name);
        let (Some(Value::I64(amount)), Some(Value::I64(price)), Some(Value::I32(quantity))) =
            (field("Amount"), field("Price"), field("Quantity"))
        else {
            panic!("not the fields of a row: {stock:?}");
        };
        Stock {
            amount,
            price,
            quantity,
        }
    }

    /// Creates an intent for the key of the last get.
    #[inline]
    pub fn put(&mut self, amount: i64, quantity: i32) {
        let fields = [
            Field {
                name: "Amount",
                value: Value::I64(amount),
            },
            Field {
                name: "Quantity",
                value: Value::I32(quantity),
            },
        ];
        self.value.clear();
        encode_record(&fields, &mut self.value).expect("it is a record");
        let intent = IntentRef {
            op: Op::Insert,
            key: key_of(&self.key),
            key_bytes: &self.key,
            value: RecordRef::trusted(&self.value),
        };
        self.state
            .add_intent(&intent)
            .expect("the intent is allowed");
    }

    /// Ends the run; its intents stay pending.
    #[inline]
    pub fn end(&mut self) {
        self.reader = None;
    }
}

/// The key in a block that was just built.
#[inline]
fn key_of(block: &[u8]) -> KeyRef<'_> {
    let record = key::ENTITY + STOCK.len() + layout::gap(STOCK.len());
    KeyRef {
        storage: Storage::View,
        entity: STOCK,
        record: RecordRef::trusted(block.get(record..).unwrap_or_default()),
        range: heeus_abi::KeyRange::ALL,
    }
}
