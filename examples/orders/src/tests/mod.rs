//! The extensions as plain Rust, where a debugger stops in them, and as wasm, run as a host runs them.

#![expect(
    clippy::needless_raw_string_hashes,
    reason = "snapshots are written so"
)]

extern crate std;

mod check_order;
mod costs;
mod new_order;
mod ordered_items;
mod projector;
mod same;

use std::format;
use std::vec::Vec;

use heeus_host_testkit::prelude::*;

use heeus_sdk::Entity as _;

/// The view that orders are added to.
const VIEW: &str = crate::OrderedItems::NAME;

two_worlds!(orders_add_up_to_the_amount_of_their_day);

/// Two orders of a day, checked, accepted, added and summed up; then one that is refused.
fn orders_add_up_to_the_amount_of_their_day(kit: &mut Kit) {
    let new_order = |prices: [i64; 2]| order([item(1, prices[0]), item(2, prices[1])]);
    for (prices, of_day) in [([100, 50], 200_i64), ([20, 90], 400)] {
        kit.run("CheckOrder", new_order(prices)).expect_no_intents();
        kit.run("NewOrder", new_order(prices))
            .expect_intents([result(record! { Total: 200i64 })]);
        kit.event(record! { QName: QName("orders.Ordered"), ArgumentObject: new_order(prices) });
        let row = insert_view(VIEW, day([2026, 1, 2])).with("Amount", of_day);
        kit.run("CalcOrderedItems", record! {})
            .expect_intents([row]);
    }
    kit.run("OrderedItems", record! { Year: 2026 })
        .expect_intents([result(record! { Days: 1, Amount: 400i64 })]);
    kit.run("NewOrder", new_order([100, -50]))
        .expect_error("negative order amount");
    kit.expect_rows(VIEW, [(day([2026, 1, 2]), amount(400))]);
}

fn item(quantity: i32, price: i64) -> Record {
    record! { Quantity: quantity, SinglePrice: price }
}

/// An order of the second of January 2026.
fn order<const N: usize>(items: [Record; N]) -> Record {
    on([2026, 1, 2], items)
}

/// An order of a date: year, month, day.
fn on<const N: usize>(date: [i32; 3], items: [Record; N]) -> Record {
    day(date).with("Items", items)
}

/// The key of a day in the view, and the date of an order.
fn day([year, month, day]: [i32; 3]) -> Record {
    record! { Year: year, Month: month, Day: day }
}

fn amount(amount: i64) -> Record {
    record! { Amount: amount }
}

/// An order without one of its fields.
fn order_without(name: &str) -> Record {
    let order = order([item(1, 100)]);
    let kept = order.fields().filter(|(field, _)| *field != name);
    kept.fold(Record::new(), |record, (field, value)| {
        record.with(field, value.clone())
    })
}
