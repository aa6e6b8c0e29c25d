//! The command: the total of an order, and the reasons for which it refuses one.

use super::*;

three_worlds!(
    its_result_is_the_total,
    an_item_may_give_something_back,
    a_total_that_is_not_positive_is_refused,
    the_largest_total_is_one_that_fits,
    a_total_that_does_not_fit_is_refused,
    a_field_that_is_absent_is_named,
    items_that_are_no_records_make_no_order,
);

#[track_caller]
fn refused(kit: &mut Kit, order: impl Into<Args>, why: &str) {
    kit.run("NewOrder", order).expect_error(why);
}

fn its_result_is_the_total(kit: &mut Kit) {
    kit.run("NewOrder", &order([item(1, 100), item(2, 50)]))
        .expect_result(&Total { total: 200 })
        .expect_no_logs();
}

fn an_item_may_give_something_back(kit: &mut Kit) {
    kit.run("NewOrder", &order([item(3, 100), item(-1, 100)]))
        .expect_result(&Total { total: 200 });
}

fn a_total_that_is_not_positive_is_refused(kit: &mut Kit) {
    for items in [[item(1, 100), item(2, -50)], [item(1, 100), item(2, -51)]] {
        refused(kit, &order(items), "negative order amount");
    }
}

fn the_largest_total_is_one_that_fits(kit: &mut Kit) {
    kit.run("NewOrder", &order([item(1, i64::MAX - 1), item(1, 1)]))
        .expect_result(&Total { total: i64::MAX });
}

fn a_total_that_does_not_fit_is_refused(kit: &mut Kit) {
    let too_large = "the order's total is too large";
    refused(kit, &order([item(2, i64::MAX)]), too_large);
    refused(kit, &order([item(-1, i64::MIN)]), too_large);
    refused(kit, &order([item(1, i64::MAX), item(1, 1)]), too_large);
}

fn a_field_that_is_absent_is_named(kit: &mut Kit) {
    refused(kit, order_without("Items"), "field Items is absent");
    refused(
        kit,
        order_with([
            record! { Quantity: 1, SinglePrice: 100i64 },
            record! { Quantity: 1 },
        ]),
        "field SinglePrice is absent",
    );
    refused(
        kit,
        order_with([record! { SinglePrice: 100i64 }]),
        "field Quantity is absent",
    );
}

fn items_that_are_no_records_make_no_order(kit: &mut Kit) {
    refused(
        kit,
        order_with([1, 2]),
        "Order: field Items has items of another type",
    );
}
