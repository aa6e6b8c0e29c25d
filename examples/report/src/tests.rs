//! Each test runs natively, where a debugger can stop in the queries; in wasm, as a host runs them;
//! and as a script.

extern crate std;

use std::time::Duration;
use std::vec::Vec;

use heeus_host_testkit::prelude::*;
use heeus_sdk::RecordId;

use crate::turnover::Row;
use crate::{Customer, Line, Page, Ranking, Sale, Top, Year};

// A script frees memory later than it drops it, so its memory is not compared.
two_worlds!(a_hundred_thousand_sales_take_no_more_memory_than_a_few);

three_worlds!(
    turnover_is_reported_by_month_and_group,
    a_year_without_sales_has_no_rows,
    an_amount_that_does_not_fit_is_refused,
    a_page_has_the_first_sales_of_a_month,
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

fn a_page_has_the_first_sales_of_a_month(kit: &mut Kit) {
    for (number, group) in (1..).zip(["shops", "hotels", "web"]) {
        sell(kit, [2026, 1], number, group, 10 * number);
    }
    sell(kit, [2026, 2], 9, "web", 9);
    let line = |number, group, amount| Line {
        number,
        group,
        amount,
    };
    let page = |count| Page {
        year: 2026,
        month: 1,
        count,
    };
    kit.run("Sales", &page(2))
        .expect_results(&[line(1, "shops", 10), line(2, "hotels", 20)]);
    kit.run("Sales", &page(9)).expect_results(&[
        line(1, "shops", 10),
        line(2, "hotels", 20),
        line(3, "web", 30),
    ]);
    // As clients see it, by the names in the protocol.
    kit.run("Sales", record! { Year: 2026, Month: 2, Count: 1 })
        .expect_intents([result(
            record! { Number: 9_i64, Group: "web", Amount: 9_i64 },
        )]);
    kit.run("Sales", &page(0))
        .expect_no_intents()
        .expect_host_calls([""; 0]);
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
            .expect_error("Page: field Count is out of range");
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
