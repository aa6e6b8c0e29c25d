//! The extensions as plain Rust, where a debugger can stop in them; as wasm, run as a host runs
//! them; and as a script.

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
mod whole;

use std::format;
use std::vec::Vec;

use heeus_host_testkit::prelude::*;
use heeus_sdk::Entity as _;

use crate::order::{Item, Order};
use crate::{OrderedItems, Total, Year, YearTotal};

/// The view that orders are added to.
const VIEW: &str = OrderedItems::NAME;

three_worlds!(orders_add_up_to_the_amount_of_their_day);

/// Two orders of a day, checked, accepted, added and summed up; then one that is refused.
fn orders_add_up_to_the_amount_of_their_day(kit: &mut Kit) {
    let of_day = |amount| row([2026, 1, 2], amount);
    for (prices, amount) in [([100, 50], 200), ([20, 90], 400)] {
        let order = order([item(1, prices[0]), item(2, prices[1])]);
        kit.run("CheckOrder", &order).expect_no_intents();
        kit.run("NewOrder", &order)
            .expect_result(&Total { total: 200 });
        kit.event_of(&order)
            .run("CalcOrderedItems", record! {})
            .expect_intents([inserted(&of_day(amount))]);
    }
    kit.run("OrderedItems", &Year { year: 2026 })
        .expect_result(&YearTotal {
            days: 1,
            amount: 400,
        });
    kit.run("NewOrder", &order([item(1, 100), item(2, -50)]))
        .expect_error("negative order amount");
    kit.expect_all(&[of_day(400)]);
}

fn item(quantity: i32, single_price: i64) -> Item {
    Item {
        quantity,
        single_price,
    }
}

/// An order of the second of January 2026.
fn order<const N: usize>(items: [Item; N]) -> Order {
    on([2026, 1, 2], items)
}

/// An order of a date: year, month, day.
fn on<const N: usize>([year, month, day]: [i32; 3], items: [Item; N]) -> Order {
    let items = Vec::from(items);
    Order {
        year,
        month,
        day,
        items,
    }
}

/// The row with the total of a day's orders.
fn row([year, month, day]: [i32; 3], amount: i64) -> OrderedItems {
    OrderedItems {
        year,
        month,
        day,
        amount,
    }
}

/// The event of an order, or of a record that is none.
fn ordered(order: impl Into<DynRecord>) -> DynRecord {
    record! { QName: QName("orders.Ordered"), ArgumentObject: order.into() }
}

/// An order without one of its fields.
fn order_without(name: &str) -> DynRecord {
    let order = DynRecord::from(&order([item(1, 100)]));
    let kept = order.fields().filter(|(field, _)| *field != name);
    kept.fold(DynRecord::new(), |record, (field, value)| {
        record.with(field, value.clone())
    })
}

/// An order with items that an order may not have.
fn order_with(items: impl Into<Content>) -> DynRecord {
    DynRecord::from(&order([])).with("Items", items)
}
