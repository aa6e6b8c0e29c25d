//! The command: the total of an order, and what it is refused for.

use crate::*;

#[track_caller]
fn refused(order: Record, why: &str) {
    kit().run("NewOrder", order).expect_error(why);
}

#[test]
fn its_result_is_the_total() {
    kit()
        .run("NewOrder", order([item(1, 100), item(2, 50)]))
        .expect_intents([result(record! { Total: 200i64 })])
        .expect_no_logs();
}

#[test]
fn an_item_may_give_something_back() {
    kit()
        .run("NewOrder", order([item(3, 100), item(-1, 100)]))
        .expect_intents([result(record! { Total: 200i64 })]);
}

#[test]
fn a_total_that_is_not_positive_is_refused() {
    for items in [[item(1, 100), item(2, -50)], [item(1, 100), item(2, -51)]] {
        refused(order(items), "negative order amount");
    }
}

#[test]
fn the_largest_total_is_one_that_fits() {
    kit()
        .run("NewOrder", order([item(1, i64::MAX - 1), item(1, 1)]))
        .expect_intents([result(record! { Total: i64::MAX })]);
}

#[test]
fn a_total_that_does_not_fit_is_refused() {
    let too_large = "the order's total is too large";
    refused(order([item(2, i64::MAX)]), too_large);
    refused(order([item(-1, i64::MIN)]), too_large);
    refused(order([item(1, i64::MAX), item(1, 1)]), too_large);
}

#[test]
fn a_field_that_is_absent_is_named() {
    refused(order_without("Items"), "field Items is absent");
    refused(
        order([item(1, 100), record! { Quantity: 1 }]),
        "field SinglePrice is absent",
    );
    refused(
        order([record! { SinglePrice: 100i64 }]),
        "field Quantity is absent",
    );
}

#[test]
fn items_that_are_no_records_make_no_order() {
    let order = day([2026, 1, 2]).with("Items", [1, 2]);
    refused(order, "Order: field Items has items of another type");
}
