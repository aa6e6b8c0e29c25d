//! The extensions as plain Rust, without a build for wasm: a debugger stops in them. And whether what ships does the
//! same.

extern crate std;

use std::vec::Vec;

use heeus_host_testkit::prelude::*;
use heeus_host_testkit::{ErrorKind, HostCall};

const ORDERED_ITEMS: &str = "orders.OrderedItems";

fn native() -> Kit {
    Kit::native("orders")
}

fn day() -> Record {
    record! { Year: 2026, Month: 1, Day: 2 }
}

fn order(prices: [i64; 2]) -> Record {
    let [first, second] = prices;
    day().with(
        "Items",
        [
            record! { Quantity: 1, SinglePrice: first },
            record! { Quantity: 2, SinglePrice: second },
        ],
    )
}

/// What must be the same on every engine.
#[derive(Debug, PartialEq)]
struct Seen {
    error: Option<ErrorKind>,
    intents: Vec<Intent>,
    calls: Vec<HostCall>,
    used: [u64; 3],
}

impl From<&Outcome> for Seen {
    fn from(outcome: &Outcome) -> Self {
        let used = outcome.stats();
        Self {
            error: outcome.error().map(|error| error.kind.clone()),
            intents: outcome.intents().to_vec(),
            calls: outcome.host_calls().to_vec(),
            used: [used.host_calls, used.bytes_read, used.bytes_written],
        }
    }
}

/// Two orders of a day, checked, accepted, added and summed up; then one that is refused.
fn story(mut kit: Kit) -> Vec<Seen> {
    let mut seen = Vec::new();
    let mut see = |outcome: Outcome| {
        seen.push(Seen::from(&outcome));
        outcome
    };
    for (prices, amount) in [([100, 50], 200_i64), ([20, 90], 400)] {
        see(kit.run("CheckOrder", order(prices))).expect_no_intents();
        see(kit.run("NewOrder", order(prices))).expect_intents([result(record! { Total: 200i64 })]);
        kit.event(record! { QName: QName("orders.Ordered"), ArgumentObject: order(prices) });
        see(kit.run("CalcOrderedItems", record! {})).expect_intents([insert_view(
            ORDERED_ITEMS,
            day(),
        )
        .with("Amount", amount)]);
    }
    see(kit.run("OrderedItems", record! { Year: 2026 }))
        .expect_intents([result(record! { Days: 1, Amount: 400i64 })]);
    see(kit.run("NewOrder", order([100, -50]))).expect_error("negative order amount");
    kit.expect_rows(ORDERED_ITEMS, [(day(), record! { Amount: 400i64 })]);
    seen
}

#[test]
fn orders_add_up_to_the_amount_of_their_day() {
    assert_eq!(story(native()).len(), 8);
}

#[test]
fn what_ships_does_the_same() {
    assert_eq!(
        story(Kit::build(env!("CARGO_MANIFEST_DIR"))),
        story(native())
    );
}

#[test]
fn an_order_without_a_month_is_refused() {
    native()
        .run(
            "CheckOrder",
            record! { Year: 2026, Day: 2, Items: Vec::<Record>::new() },
        )
        .expect_error("field Month is absent");
}
