//! The cost of a look-up by unique fields, among many records and among few.

use std::hint::black_box;

use heeus_abi::manifest::{Entity, FieldDecl};
use heeus_abi::{EntityKind, ExtensionKind, FieldType, KeyRef, RecordBuf, Storage, Value};
use heeus_host::state::HostState;

use super::quotient;
use crate::figure::{Amount, Figure, Threshold};
use crate::timing::{Contender, Plan, interleave};
use crate::{Error, setup};

const VOUCHER: &str = "bench.Voucher";
const FEW: i64 = 1_000;
const MANY: i64 = 40_000;

/// The same number of look-ups in both states, of codes in a scattered order.
pub fn figure(plan: Plan) -> Result<Figure, Error> {
    let (mut many, mut few) = (Vouchers::new(MANY)?, Vouchers::new(FEW)?);
    let [many, few] = interleave(
        plan,
        [
            Contender::new("look-up among 40,000", || many.look_up()),
            Contender::new("look-up among 1,000", || few.look_up()),
        ],
    );
    let (ratio, notes) = quotient(&many, &few);
    Ok(Figure {
        name: "unique_40000_vs_1000",
        value: Amount::Ratio(ratio),
        threshold: Threshold::AtMost(Amount::Ratio(2.0)),
        notes,
    })
}

/// Vouchers with codes of their own.
struct Vouchers {
    state: HostState,
    /// The codes that are looked up, in turn: as many in each state.
    codes: Vec<RecordBuf>,
    next: usize,
}

impl Vouchers {
    fn new(count: i64) -> Result<Self, Error> {
        let mut state = HostState::new();
        state.declare(&Entity {
            name: VOUCHER.into(),
            kind: EntityKind::Record,
            partition_fields: 0,
            key: vec![FieldDecl::new("ID", FieldType::Id)],
            value: vec![FieldDecl::new("Code", FieldType::Str)],
        })?;
        state.unique(VOUCHER, &["Code"])?;
        for id in 0..count {
            let key = setup::record(&[("ID", Value::Id(id))])?;
            let value = with_code(id)?;
            state.put(Storage::Record, VOUCHER, key.as_ref(), value.as_ref())?;
        }
        // A prime that divides neither number of vouchers.
        let codes = (0..FEW).map(|n| with_code(n * 7919 * (count / FEW) % count));
        Ok(Self {
            state,
            codes: codes.collect::<Result<_, _>>()?,
            next: 0,
        })
    }

    fn look_up(&mut self) {
        let Some(code) = self.codes.get(self.next) else {
            return;
        };
        self.next = (self.next + 1) % self.codes.len();
        let key = KeyRef {
            storage: Storage::Uniq,
            entity: VOUCHER,
            record: black_box(code.as_ref()),
            range: heeus_abi::KeyRange::ALL,
        };
        let found = self.state.begin_run(ExtensionKind::Query).get(&key);
        let found = found.expect("the key is one of the unique fields");
        black_box(found.expect("a voucher has the code"));
    }
}

fn with_code(number: i64) -> Result<RecordBuf, Error> {
    setup::record(&[("Code", Value::Str(&format!("voucher {number}")))])
}
