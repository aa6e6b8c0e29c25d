//! Each test runs natively and in wasm; the whole application runs in both, over two partitions.

extern crate std;

mod bills;
mod payments;
mod projections;
mod requests;
mod whole;

use alloc::vec::Vec;

use heeus_host_testkit::prelude::*;
use heeus_sdk::values::{Date, Money, Timestamp};

use crate::bill::{Bill, Line, Status};
use crate::ids::{ArticleId, BillId};
use crate::menu::Article;

/// A morning in November.
const NOW: &str = "2026-11-30T10:00:00Z";

const SOUP: ArticleId = ArticleId(RecordId(101));
const TEA: ArticleId = ArticleId(RecordId(102));

fn today() -> Date {
    NOW.parse::<Timestamp>().expect("it is a time").date()
}

fn cents(cents: i64) -> Money {
    Money::from_cents(cents).expect("it is an amount")
}

fn article(id: ArticleId, name: &str, price: i64) -> Article<'_> {
    Article {
        id,
        name,
        price: cents(price),
        recipe: Vec::new(),
    }
}

fn line(article: ArticleId, quantity: i32, price: i64) -> Line {
    Line {
        article,
        quantity,
        price: cents(price),
    }
}

/// An open bill of table 4: two soups at 5.50 and a tea at 3.
fn bill() -> Bill<'static> {
    Bill {
        id: BillId(RecordId(1001)),
        table: 4,
        opened: today(),
        status: Status::Open,
        guest: None,
        sum: cents(1400),
        paid: Money::ZERO,
        lines: Vec::from([line(SOUP, 2, 550), line(TEA, 1, 300)]),
    }
}

/// A restaurant with two articles on its menu.
fn menu(kit: &mut Kit) {
    kit.given(&article(SOUP, "Soup", 550))
        .given(&article(TEA, "Tea", 300));
}

/// The same in the morning.
fn opened(kit: &mut Kit) {
    menu(kit);
    kit.now(NOW);
}
