//! The query: the days and the amount of a year.

use super::*;

three_worlds!(
    it_sums_a_year_up_and_no_other_year,
    a_year_without_orders_has_no_days,
    an_amount_that_does_not_fit_is_refused,
    a_year_that_is_absent_or_no_number_is_named,
);

const NAME: &str = "OrderedItems";

fn year(year: i32) -> Year {
    Year { year }
}

fn sum(days: i32, amount: i64) -> YearTotal {
    YearTotal { days, amount }
}

fn it_sums_a_year_up_and_no_other_year(kit: &mut Kit) {
    for (date, of_day) in [
        ([2025, 12, 31], 1),
        ([2026, 1, 1], 20),
        ([2026, 1, 2], 300),
        ([2026, 12, 31], 4000),
        ([2027, 1, 1], 50_000),
    ] {
        kit.given(&row(date, of_day));
    }
    kit.run(NAME, &year(2026))
        .expect_result(&sum(3, 4320))
        .expect_host_calls(["HostReadElems(sys.View orders.OrderedItems {Year: 2026})"]);
    kit.run(NAME, &year(2025)).expect_result(&sum(1, 1));
}

fn a_year_without_orders_has_no_days(kit: &mut Kit) {
    kit.run(NAME, &year(2026)).expect_result(&sum(0, 0));
}

/// Natively memory is not counted, and a script frees memory later than it drops it.
#[test]
fn a_whole_year_takes_no_more_memory_than_an_empty_one() {
    let mut kit = kit!(World::Wasm);
    let none = kit.run(NAME, &year(2026)).ignore_intents();
    for month in 1..=12 {
        for day in 1..=28 {
            kit.given(&row([2026, month, day], 7));
        }
    }
    kit.run(NAME, &year(2026))
        .expect_result(&sum(12 * 28, 12 * 28 * 7))
        .expect_memory_at_most(none.stats().memory_bytes);
}

fn an_amount_that_does_not_fit_is_refused(kit: &mut Kit) {
    kit.given(&row([2026, 1, 1], i64::MAX))
        .given(&row([2026, 1, 2], 1));
    kit.run(NAME, &year(2026))
        .expect_error("the year's amount is too large");
}

fn a_year_that_is_absent_or_no_number_is_named(kit: &mut Kit) {
    kit.run(NAME, record! {})
        .expect_error("field Year is absent");
    kit.run(NAME, record! { Year: "2026" })
        .expect_error("field Year is not of type i32: found string");
}
