//! Each test runs natively, where a debugger can stop in the queries; in wasm, as a host runs them;
//! and as a script.

extern crate std;

use std::time::Duration;
use std::vec::Vec;

use heeus_host_testkit::prelude::*;
use heeus_sdk::RecordId;
use heeus_sdk::select::PageToken;

use crate::turnover::Row;
use crate::{Ask, Customer, Line, Ranking, Sale, Sales, Top, Year};

// A script frees memory later than it drops it, so its memory is not compared.
two_worlds!(
    a_hundred_thousand_sales_take_no_more_memory_than_a_few,
    a_token_of_another_view_is_refused,
);

three_worlds!(
    turnover_is_reported_by_month_and_group,
    a_year_without_sales_has_no_rows,
    an_amount_that_does_not_fit_is_refused,
    pages_have_the_newest_sales_first,
    a_page_costs_the_same_wherever_it_is,
    a_token_of_another_month_is_refused,
    top_customers_come_first,
    customers_of_a_group_are_counted_alone,
    a_read_stops_when_there_are_enough,
    a_count_out_of_range_is_named,
    the_highest_turnover_has_an_opposite,
);

fn sell(kit: &mut Kit, [year, month]: [i32; 2], number: i64, group: &str, amount: i64) {
    kit.given(&Sale {
        year,
        month,
        number,
        group,
        amount,
    });
}

fn row(month: i32, group: &str, sales: i64, amount: i64) -> Row<'_> {
    Row {
        month,
        group,
        sales,
        amount,
    }
}

fn year(year: i32) -> Year {
    Year { year }
}

/// Fills the ranking of a year: customers 1, 2, 3, .. with these groups and turnovers.
fn rank(kit: &mut Kit, groups_and_turnovers: &[(&str, i64)]) {
    for (id, (group, turnover)) in (1..).zip(groups_and_turnovers) {
        kit.given(&Ranking {
            year: 2026,
            minus_turnover: -turnover,
            customer: RecordId(id),
            group,
        });
    }
}

fn customer(id: i64, turnover: i64) -> Customer {
    let customer = RecordId(id);
    Customer { customer, turnover }
}

/// A request for this many customers of 2026, of any group.
fn top(count: u16) -> Top<'static> {
    Top {
        year: 2026,
        count,
        group: None,
    }
}

fn turnover_is_reported_by_month_and_group(kit: &mut Kit) {
    sell(kit, [2026, 1], 1, "shops", 100);
    sell(kit, [2026, 1], 2, "hotels", 20);
    sell(kit, [2026, 1], 3, "shops", 3);
    sell(kit, [2026, 3], 1, "shops", 7);
    sell(kit, [2027, 1], 1, "shops", 9);
    kit.run("Turnover", &year(2026)).expect_results(&[
        row(1, "hotels", 1, 20),
        row(1, "shops", 2, 103),
        row(3, "shops", 1, 7),
    ]);
}

fn a_year_without_sales_has_no_rows(kit: &mut Kit) {
    sell(kit, [2027, 1], 1, "shops", 9);
    kit.run("Turnover", &year(2026)).expect_no_intents();
    kit.run("Turnover", record! { Year: 2027 })
        .expect_intents([result(
            record! { Month: 1, Group: "shops", Sales: 1_i64, Amount: 9_i64 },
        )]);
}

fn a_hundred_thousand_sales_take_no_more_memory_than_a_few(kit: &mut Kit) {
    const GROUPS: [&str; 4] = ["agents", "hotels", "shops", "web"];
    const SALES: i64 = 100_000;
    /// Enough to fill more than the buffer in which rows arrive.
    const FEW: i64 = 1000;
    let months = (1..=12).cycle();
    let groups = GROUPS.into_iter().cycle().flat_map(|group| [group; 12]);
    for ((month, group), number) in months.zip(groups).zip(0..SALES) {
        if number < FEW {
            sell(kit, [2025, month], number, group, 1);
        }
        sell(kit, [2026, month], number, group, 1);
    }
    // The host is a debug build, and the machine may be busy.
    kit.engine_config(|config| config.run_time = Duration::from_mins(1));
    let used = [2025, 2026].map(|of| {
        let outcome = kit.run("Turnover", &year(of));
        assert_eq!(outcome.intents().len(), 12 * GROUPS.len());
        let sold = outcome.results::<Sold>().iter().map(|row| row.amount).sum();
        let used: (i64, _) = (sold, *outcome.stats());
        outcome.ignore_intents();
        used
    });
    let [(few_sold, few), (many_sold, many)] = used;
    assert_eq!([few_sold, many_sold], [FEW, SALES]);
    assert_eq!(many.memory_bytes, few.memory_bytes);
    assert_eq!(many.arena_bytes, few.arena_bytes);
}

/// The part of a row that the test reads.
#[derive(heeus_sdk::Record)]
struct Sold {
    amount: i64,
}

fn an_amount_that_does_not_fit_is_refused(kit: &mut Kit) {
    sell(kit, [2026, 1], 1, "shops", i64::MAX);
    sell(kit, [2026, 1], 2, "shops", 1);
    kit.run("Turnover", &year(2026))
        .expect_error("the month's amount is too large");
}

/// Sells this many in January 2026.
fn sell_many(kit: &mut Kit, sales: i64) {
    for number in 1..=sales {
        sell(kit, [2026, 1], number, "shops", 10 * number);
    }
}

fn january(count: u16, after: Option<PageToken<Sale<'static>>>) -> Ask<'static> {
    Ask {
        year: 2026,
        month: 1,
        count,
        after,
    }
}

fn token(month: i32, number: i64) -> PageToken<Sale<'static>> {
    PageToken::at(&(2026, month, number))
}

/// A page with the sales of these numbers, and the token of its last row if there are more.
fn page(numbers: &[i64], more: bool) -> Sales<'static> {
    let line = |number: &i64| Line {
        number: *number,
        group: "shops",
        amount: 10 * number,
    };
    Sales {
        sales: numbers.iter().map(line).collect(),
        next: numbers
            .last()
            .filter(|_| more)
            .map(|number| token(1, *number)),
    }
}

fn pages_have_the_newest_sales_first(kit: &mut Kit) {
    sell_many(kit, 5);
    sell(kit, [2026, 2], 9, "web", 9);
    kit.run("Sales", &january(2, None))
        .expect_results(&[page(&[5, 4], true)]);
    kit.run("Sales", &january(2, Some(token(1, 4))))
        .expect_results(&[page(&[3, 2], true)]);
    kit.run("Sales", &january(2, Some(token(1, 2))))
        .expect_results(&[page(&[1], false)]);
    kit.run("Sales", &january(5, None))
        .expect_results(&[page(&[5, 4, 3, 2, 1], false)]);
    // As clients see it, by the names in the protocol.
    let lines = [record! { Number: 9_i64, Group: "web", Amount: 9_i64 }];
    kit.run("Sales", record! { Year: 2026, Month: 2, Count: 1 })
        .expect_intents([result(record! { Sales: lines })]);
    kit.run("Sales", &january(0, None))
        .expect_results(&[page(&[], false)])
        .expect_host_calls([""; 0]);
}

fn a_page_costs_the_same_wherever_it_is(kit: &mut Kit) {
    const PAGE: u16 = 100;
    sell_many(kit, 10_100);
    let mut cost = |after: i64| {
        let outcome = kit.run("Sales", &january(PAGE, Some(token(1, after))));
        let (stats, calls) = (*outcome.stats(), outcome.host_calls().len());
        outcome.ignore_intents();
        (stats.bytes_read, calls, stats.fuel)
    };
    let (second, hundredth) = (cost(10_001), cost(201));
    assert_eq!((second.0, second.1), (hundredth.0, hundredth.1));
    // A script counts its instructions in steps of 256.
    assert!(
        hundredth.2.abs_diff(second.2) * 10 <= second.2,
        "{second:?} {hundredth:?}"
    );
}

fn a_token_of_another_month_is_refused(kit: &mut Kit) {
    sell_many(kit, 5);
    let other = "report.Sale: the page token is not of these rows";
    kit.run("Sales", &january(2, Some(token(2, 4))))
        .expect_error(other);
    let forged = record! { Year: 2026, Month: 1, Count: 2, After: b"report.Sale\0forged".to_vec() };
    kit.run("Sales", forged).expect_error(other);
}

fn a_token_of_another_view_is_refused(kit: &mut Kit) {
    let foreign = record! { Year: 2026, Month: 1, Count: 2, After: b"report.Ranking\0".to_vec() };
    kit.run("Sales", foreign)
        .expect_error("Ask: field After is not a page token of report.Sale");
}

fn top_customers_come_first(kit: &mut Kit) {
    rank(kit, &[("shops", 5), ("shops", 500), ("hotels", 50)]);
    kit.run("TopCustomers", &top(2))
        .expect_results(&[customer(2, 500), customer(3, 50)]);
    kit.run("TopCustomers", &top(9)).expect_results(&[
        customer(2, 500),
        customer(3, 50),
        customer(1, 5),
    ]);
    kit.run("TopCustomers", &top(0)).expect_no_intents();
}

fn customers_of_a_group_are_counted_alone(kit: &mut Kit) {
    rank(kit, &[("shops", 5), ("shops", 500), ("hotels", 50)]);
    let args = record! { Year: 2026, Count: 2, Group: "shops" };
    kit.run("TopCustomers", args).expect_intents([
        result(record! { Customer: RecordId(2), Turnover: 500_i64 }),
        result(record! { Customer: RecordId(1), Turnover: 5_i64 }),
    ]);
}

fn a_read_stops_when_there_are_enough(kit: &mut Kit) {
    let many: Vec<_> = (1..=3000).map(|turnover| ("shops", turnover)).collect();
    rank(kit, &many);
    let read = |kit: &mut Kit, count: u16| {
        let top = kit.run("TopCustomers", &top(count));
        assert_eq!(top.intents().len(), usize::from(count));
        let bytes = top.stats().bytes_read;
        top.ignore_intents();
        bytes
    };
    let (few, all) = (read(kit, 3), read(kit, 3000));
    assert!(few * 10 < all, "{few} bytes for 3, {all} for 3000");
}

fn a_count_out_of_range_is_named(kit: &mut Kit) {
    for count in [-1, 65_536, i32::MIN, i32::MAX] {
        kit.run(
            "TopCustomers",
            DynRecord::from(&top(0)).with("Count", count),
        )
        .expect_error("Top: field Count is out of range");
        kit.run("Sales", record! { Year: 2026, Month: 1, Count: count })
            .expect_error("Ask: field Count is out of range");
    }
}

fn the_highest_turnover_has_an_opposite(kit: &mut Kit) {
    for (customer, minus_turnover) in [(1, i64::MIN), (2, -i64::MAX), (3, i64::MAX)] {
        kit.given(&Ranking {
            year: 2026,
            minus_turnover,
            customer: RecordId(customer),
            group: "shops",
        });
    }
    kit.run("TopCustomers", &top(9)).expect_results(&[
        customer(1, i64::MAX),
        customer(2, i64::MAX),
        customer(3, -i64::MAX),
    ]);
}
