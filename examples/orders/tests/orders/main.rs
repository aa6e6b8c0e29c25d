//! The extensions of this crate, built to wasm and run as a host runs them.

mod check_order;
mod new_order;
mod ordered_items;
mod projector;

use heeus_host_testkit::prelude::*;

const VIEW: &str = "orders.OrderedItems";

fn kit() -> Kit {
    Kit::build(env!("CARGO_MANIFEST_DIR"))
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
