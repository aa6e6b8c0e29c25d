//! The validator: what an order is refused for.

use crate::*;

#[track_caller]
fn refused(order: Record, why: &str) {
    kit().run("CheckOrder", order).expect_error(why);
}

#[test]
fn an_order_with_a_date_and_items_passes() {
    kit()
        .run("CheckOrder", order([item(1, 100), item(2, 50)]))
        .expect_no_intents();
}

#[test]
fn the_29th_of_february_passes_in_a_leap_year_only() {
    let items = || [item(1, 100)];
    kit()
        .run("CheckOrder", on([2024, 2, 29], items()))
        .expect_ok();
    refused(on([2025, 2, 29], items()), "the month has no such day");
}

#[test]
fn a_date_that_no_calendar_has_is_refused() {
    for date in [[2026, 0, 1], [2026, 13, 1], [2026, -1, 1]] {
        refused(on(date, [item(1, 100)]), "the month is not 1 to 12");
    }
    for date in [[2026, 1, 0], [2026, 4, 31], [2026, 12, 32]] {
        refused(on(date, [item(1, 100)]), "the month has no such day");
    }
}

#[test]
fn an_order_without_items_is_refused() {
    refused(order([]), "the order has no items");
}

#[test]
fn items_that_are_no_records_are_refused() {
    let order = order([]).with("Items", [1, 2]);
    refused(order, "Order: field Items has items of another type");
}

#[test]
fn an_item_without_a_quantity_is_refused() {
    let items = [item(1, 100), item(0, 50)];
    refused(order(items), "an item has no quantity");
}

#[test]
fn a_field_that_is_absent_is_named() {
    for name in ["Year", "Month", "Day", "Items"] {
        refused(order_without(name), &format!("field {name} is absent"));
    }
    refused(
        order([record! { SinglePrice: 100i64 }]),
        "field Quantity is absent",
    );
}

#[test]
fn a_field_of_another_type_is_named_with_its_own() {
    let order = || order([item(1, 100)]);
    for name in ["Year", "Month", "Day"] {
        refused(
            order().with(name, 2i64),
            &format!("field {name} is not of type i32"),
        );
    }
    refused(
        order().with("Items", "none"),
        "field Items is not of type array",
    );
}
