//! The validator: the reasons for which it refuses an order.

use super::*;

three_worlds!(
    an_order_with_a_date_and_items_passes,
    the_29th_of_february_passes_in_a_leap_year_only,
    a_date_that_no_calendar_has_is_refused,
    an_order_without_items_is_refused,
    items_that_are_no_records_are_refused,
    an_item_without_a_quantity_is_refused,
    a_field_that_is_absent_is_named,
    a_field_of_another_type_is_named_with_its_own,
);

#[track_caller]
fn refused(kit: &mut Kit, order: impl Into<Args>, why: &str) {
    kit.run("CheckOrder", order).expect_error(why);
}

fn an_order_with_a_date_and_items_passes(kit: &mut Kit) {
    kit.run("CheckOrder", &order([item(1, 100), item(2, 50)]))
        .expect_no_intents();
}

fn the_29th_of_february_passes_in_a_leap_year_only(kit: &mut Kit) {
    let items = || [item(1, 100)];
    kit.run("CheckOrder", &on([2024, 2, 29], items()))
        .expect_ok();
    refused(
        kit,
        &on([2025, 2, 29], items()),
        "the month has no such day",
    );
}

fn a_date_that_no_calendar_has_is_refused(kit: &mut Kit) {
    for date in [[2026, 0, 1], [2026, 13, 1], [2026, -1, 1]] {
        refused(kit, &on(date, [item(1, 100)]), "the month is not 1 to 12");
    }
    for date in [[2026, 1, 0], [2026, 4, 31], [2026, 12, 32]] {
        refused(kit, &on(date, [item(1, 100)]), "the month has no such day");
    }
}

fn an_order_without_items_is_refused(kit: &mut Kit) {
    refused(kit, &order([]), "the order has no items");
}

fn items_that_are_no_records_are_refused(kit: &mut Kit) {
    refused(
        kit,
        order_with([1, 2]),
        "Order: field Items has items of another type",
    );
}

fn an_item_without_a_quantity_is_refused(kit: &mut Kit) {
    let items = [item(1, 100), item(0, 50)];
    refused(kit, &order(items), "an item has no quantity");
}

fn a_field_that_is_absent_is_named(kit: &mut Kit) {
    for name in ["Year", "Month", "Day", "Items"] {
        refused(kit, order_without(name), &format!("field {name} is absent"));
    }
    refused(
        kit,
        order_with([record! { SinglePrice: 100i64 }]),
        "field Quantity is absent",
    );
}

fn a_field_of_another_type_is_named_with_its_own(kit: &mut Kit) {
    let order = || DynRecord::from(&order([item(1, 100)]));
    for name in ["Year", "Month", "Day"] {
        refused(
            kit,
            order().with(name, 2i64),
            &format!("field {name} is not of type i32"),
        );
    }
    refused(
        kit,
        order().with("Items", "none"),
        "field Items is not of type array",
    );
}
