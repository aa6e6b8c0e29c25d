//! The projector: an order's total is added to its day.

use heeus_host::storage::{FailingStorage, MemoryStorage};

use super::*;

three_worlds!(
    an_order_that_is_projected_twice_counts_twice,
    days_stand_in_the_order_of_the_calendar,
    without_an_event_it_fails,
    an_event_without_an_order_is_named,
    where_it_fails_the_view_stays_as_it_was,
    where_the_storage_fails_it_fails_and_nothing_is_lost,
);

const NAME: &str = "CalcOrderedItems";

/// Runs the projector on the event of an order.
fn project(kit: &mut Kit, order: impl Into<DynRecord>) -> Outcome {
    kit.event(ordered(order)).run(NAME, record! {})
}

fn an_order_that_is_projected_twice_counts_twice(kit: &mut Kit) {
    let order = order([item(1, 100), item(2, 50)]);
    let of_day = |amount| row([2026, 1, 2], amount);

    project(kit, &order).expect_intents([inserted(&of_day(200))]);
    project(kit, &order)
        .expect_intents([inserted(&of_day(400))])
        .expect_host_calls([
            "HostGetElem(sys.Event {})",
            "HostGetElem(sys.View orders.OrderedItems {Day: 2, Month: 1, Year: 2026})",
        ]);
    kit.expect_all(&[of_day(400)]);
}

fn days_stand_in_the_order_of_the_calendar(kit: &mut Kit) {
    let dates = [
        [2026, 10, 1],
        [2026, 1, 10],
        [2025, 12, 31],
        [2026, 2, 1],
        [2026, 1, 2],
    ];
    for (date, price) in dates.into_iter().zip(1..) {
        project(kit, &on(date, [item(1, price)])).ignore_intents();
    }
    kit.expect_all(&[
        row([2025, 12, 31], 3),
        row([2026, 1, 2], 5),
        row([2026, 1, 10], 2),
        row([2026, 2, 1], 4),
        row([2026, 10, 1], 1),
    ]);
}

fn without_an_event_it_fails(kit: &mut Kit) {
    kit.run(NAME, record! {})
        .expect_error("the element does not exist");
}

fn an_event_without_an_order_is_named(kit: &mut Kit) {
    kit.event(record! { QName: QName("orders.Ordered") });
    kit.run(NAME, record! {})
        .expect_error("Event: field ArgumentObject is absent");
}

fn where_it_fails_the_view_stays_as_it_was(kit: &mut Kit) {
    let full = row([2026, 1, 2], i64::MAX);
    kit.given(&full);

    project(kit, &order([item(1, 1)])).expect_error("the day's amount is too large");
    project(kit, &order([item(2, i64::MAX)])).expect_error("the order's total is too large");
    project(kit, order_without("Day")).expect_error("field Day is absent");
    kit.expect_all(&[full]);
}

fn where_the_storage_fails_it_fails_and_nothing_is_lost(kit: &mut Kit) {
    let (storage, failures) = FailingStorage::new(MemoryStorage::new());
    kit.storage(storage);
    kit.given(&row([2026, 1, 2], 200));

    let order = order([item(1, 100)]);
    failures.fail_at(1);
    project(kit, &order).expect_error("i/o error");
    failures.fail_at(2);
    project(kit, &order).expect_failure("injected failure: operation 2");
    kit.expect_all(&[row([2026, 1, 2], 200)]);

    project(kit, &order).expect_ok().ignore_intents();
    kit.expect_all(&[row([2026, 1, 2], 300)]);
}
