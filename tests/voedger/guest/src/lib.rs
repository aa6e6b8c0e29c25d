//! A command, a projector and a query written by hand against ABI 0_0_1 of Voedger, without the
//! SDK. So a test that fails with the SDK's guests, and not with this one, shows a fault of the
//! SDK.
#![no_std]

mod abi;
mod exports;

use abi::{Key, RowKey, Value};

const TOTALS: &str = "github.com/acme/shop/packages/shop.OrderedItems";

/// Accepts an order; its result is the order's total.
pub fn new_order() {
    let total = total(Key::new("sys.CommandContext", "").get());
    if total <= 0 {
        let response = Key::new("sys.Response", "").insert();
        response.put_i32("StatusCode", 400);
        response.put_str("ErrorMessage", "negative order amount");
        return;
    }
    let result = Key::new("sys.Result", "").insert();
    result.put_i64("Total", total);
}

/// Adds the total of the event's order to its day.
pub fn calc_ordered_items() {
    let event = Key::new("sys.Event", "").get();
    let order = event.value("ArgumentObject");
    let key = Key::new("sys.View", TOTALS);
    for part in ["Year", "Month", "Day"] {
        key.put_i32(part, order.i32(part));
    }
    let before = key.query();
    let (row, amount) = match before {
        Some(before) => (key.update(before), before.i64("Amount")),
        None => (key.insert(), 0),
    };
    row.put_i64("Amount", amount + total(event));
}

/// Returns a row for each day of a year.
pub fn days_of_year() {
    let args = Key::new("sys.QueryContext", "")
        .get()
        .value("ArgumentObject");
    let key = Key::new("sys.View", TOTALS);
    key.put_i32("Year", args.i32("Year"));
    key.read();
}

/// Returns the row of a day.
fn day(key: RowKey, day: Value) {
    let row = Key::new("sys.Result", "").insert();
    row.put_i32("Month", key.i32("Month"));
    row.put_i32("Day", key.i32("Day"));
    row.put_i64("Amount", day.i64("Amount"));
}

/// Adds up the items of the order in a context or an event.
fn total(context: Value) -> i64 {
    let items = context.value("ArgumentObject").value("Items");
    (0..items.len())
        .map(|at| items.at(at))
        .map(|item| i64::from(item.i32("Quantity")) * item.i64("SinglePrice"))
        .sum()
}
