//! The counts of projectors, and the report of them.

use super::*;
use crate::ids::SupplyId;
use crate::menu::Ingredient;
use crate::report::{Page, Sold};
use crate::sales::{DayTotals, Sales};
use crate::supplies::{Deliver, Level, Supply};
use crate::tables::{ROOM, TableState};

two_worlds!(
    a_new_bill_is_open,
    a_paid_bill_is_counted_by_its_articles,
    an_event_without_a_moved_bill_counts_nothing,
    sales_are_reported_in_pages,
    orders_take_what_their_articles_are_made_of,
    a_delivery_is_counted,
);

/// Arranges the event of a change of the bill.
pub fn changed(kit: &mut Kit, status: Option<&str>) {
    let change = record! { IsNew: false, Paid: 1_i64 };
    let mut change = change
        .with("sys.ID", RecordId(1001))
        .with("sys.QName", QName("bistro.Bill"));
    if let Some(status) = status {
        change = change.with("Status", status);
    }
    let payment = record! { IsNew: true, Amount: 1_i64 };
    let payment = payment
        .with("sys.ID", RecordId(3001))
        .with("sys.QName", QName("bistro.Payment"));
    kit.event(record! {
        QName: QName("bistro.Pay"),
        ArgumentObject: record! {},
        CUDs: [payment, change],
    });
}

fn table(bills: i32) -> TableState {
    TableState {
        room: ROOM,
        table: 4,
        bills,
    }
}

fn day(open: i32, bills: i32, sum: i64) -> DayTotals {
    DayTotals {
        day: today(),
        open,
        bills,
        sum: cents(sum),
    }
}

fn a_new_bill_is_open(kit: &mut Kit) {
    kit.given(&bill());
    changed(kit, Some("open"));
    kit.run("CountBills", record! {}).ignore_intents();
    kit.expect_all(&[table(1)]).expect_all(&[day(1, 0, 0)]);
}

fn a_paid_bill_is_counted_by_its_articles(kit: &mut Kit) {
    let mut paid = bill();
    paid.lines.push(line(SOUP, 3, 500));
    paid.sum = cents(2900);
    let sold = |article, quantity, sum| Sales {
        day: today(),
        article,
        quantity,
        sum: cents(sum),
    };
    kit.given(&paid)
        .given(&table(2))
        .given(&day(2, 1, 100))
        .given(&sold(TEA, 5, 1500));
    changed(kit, Some("paid"));
    kit.run("CountBills", record! {}).ignore_intents();
    kit.expect_all(&[table(1)])
        .expect_all(&[day(1, 2, 3000)])
        .expect_all(&[sold(SOUP, 5, 2600), sold(TEA, 6, 1800)]);
}

fn an_event_without_a_moved_bill_counts_nothing(kit: &mut Kit) {
    kit.given(&bill());
    changed(kit, None);
    kit.run("CountBills", record! {}).expect_no_intents();
    kit.run("ReportGuest", record! {}).expect_no_intents();
}

fn sales_are_reported_in_pages(kit: &mut Kit) {
    menu(kit);
    let (quantity, sum) = (2, cents(1100));
    let rows = [(SOUP, "Soup"), (TEA, "Tea")].map(|(article, name)| {
        kit.given(&Sales {
            day: today(),
            article,
            quantity,
            sum,
        });
        Sold {
            article,
            name,
            quantity,
            sum,
        }
    });
    for (after, most, expected) in [
        (None, 20, &rows[..]),
        (None, 1, &rows[..1]),
        (Some(SOUP), 1, &rows[1..]),
        (Some(TEA), 1, &[]),
        (None, 0, &[]),
        (None, u32::MAX, &rows[..]),
    ] {
        let page = Page {
            day: today(),
            after,
            rows: most,
        };
        kit.run("SalesReport", &page).expect_results(expected);
    }
}

const BROTH: SupplyId = SupplyId(RecordId(201));

fn level(quantity: i64, is_ordered: bool) -> Level {
    Level {
        store: 1,
        supply: BROTH,
        quantity,
        is_ordered,
    }
}

fn orders_take_what_their_articles_are_made_of(kit: &mut Kit) {
    let recipe = [200, 1].map(|quantity| Ingredient {
        supply: BROTH,
        quantity,
    });
    let soup = Article {
        recipe: recipe.into(),
        ..article(SOUP, "Soup", 550)
    };
    kit.given(&soup)
        .given(&article(TEA, "Tea", 300))
        .given(&level(1000, true));
    let lines = [(SOUP, 2), (TEA, 1), (SOUP, 1)];
    let lines = lines.map(|(article, quantity)| {
        record! { Article: article.0, Quantity: quantity }
    });
    kit.event(record! {
        QName: QName("bistro.AddLines"),
        ArgumentObject: record! { Lines: lines },
    });
    kit.run("CountSupplies", record! {})
        .expect_intents([updated(&level(1000, true), &level(397, true))]);
}

fn a_delivery_is_counted(kit: &mut Kit) {
    kit.given(&Supply {
        id: BROTH,
        name: "Broth",
        least: 500,
        pack: 2000,
    })
    .given(&level(100, true));
    let deliver = |supply, quantity| Deliver { supply, quantity };
    kit.run("Deliver", &deliver(BROTH, 2000))
        .expect_no_intents();
    kit.run("Deliver", &deliver(BROTH, 0))
        .expect_error("an amount is more than 0");
    kit.run("Deliver", &deliver(SupplyId(RecordId(9)), 1))
        .expect_error("bistro.Supply: the element does not exist");
    kit.event_of(&deliver(BROTH, 2000));
    kit.run("CountSupplies", record! {})
        .expect_intents([updated(&level(100, true), &level(2100, false))]);
}
