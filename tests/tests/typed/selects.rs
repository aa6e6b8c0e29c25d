//! Parts of views: ranges, orders, limits and pages.

use std::collections::BTreeMap;

use heeus_abi::ReadCode;
use heeus_host_testkit::prelude::*;
use heeus_sdk::Record;

use super::support::everywhere;

const DAYS: &str = "typed.Days";

pub type Key = (i32, u8, i16);

fn key((year, month, day): Key) -> DynRecord {
    record! { Year: year, Month: i32::from(month), Day: i32::from(day) }
}

/// A bound, with or without its day.
pub fn at((year, month): (i32, u8), day: Option<i16>) -> DynRecord {
    let at = record! { Year: year, Month: i32::from(month) };
    match day {
        Some(day) => at.with("Day", i32::from(day)),
        None => at,
    }
}

pub fn row((year, month, day): Key, amount: i64) -> DynRecord {
    key((year, month, day))
        .with("Amount", amount)
        .with("Tags", Vec::<&str>::new())
}

pub fn put(kit: &mut Kit, rows: &BTreeMap<Key, i64>) {
    for (place, amount) in rows {
        let value = record! { Amount: *amount, Tags: Vec::<&str>::new() };
        kit.view(DAYS, key(*place), value);
    }
}

/// Three months of 2026 with three days each, and a day in the years beside it.
fn quarter() -> BTreeMap<Key, i64> {
    let mut rows = BTreeMap::from([((2025, 12, 31), -1), ((2027, 1, 1), -2)]);
    for month in 1..=3_u8 {
        for day in 1..=3_i16 {
            rows.insert((2026, month, day), i64::from(month) * 10 + i64::from(day));
        }
    }
    rows
}

fn rows_of(amounts: &[i64]) -> Vec<Intent> {
    let rows = quarter();
    let found = amounts.iter().map(|amount| {
        let row = rows.iter().find(|(_, other)| *other == amount);
        *row.expect("an amount of the quarter").0
    });
    found
        .zip(amounts)
        .map(|(key, amount)| result(row(key, *amount)))
        .collect()
}

/// Expects the rows that `SelectDays` returns for each question, on all engines.
#[track_caller]
fn selects(cases: &[(DynRecord, &[i64])]) {
    everywhere(|kit| {
        put(kit, &quarter());
        let run = |(ask, amounts): &(DynRecord, &[i64])| {
            kit.run("SelectDays", ask.clone())
                .expect_intents(rows_of(amounts))
        };
        cases.iter().map(run).collect()
    });
}

#[test]
fn a_range_has_the_rows_between_its_bounds() {
    let year = || record! { Year: 2026 };
    let from = |at: &DynRecord| year().with("Lower", at.clone());
    let to = |at: &DynRecord| year().with("Upper", at.clone());
    let february = at((2026, 2), None);
    let second = at((2026, 2), Some(2));
    let without = |at: &DynRecord| at.clone().with("Without", true);
    let month = record! { Year: 2026, Month: 2 };
    let both = from(&february).with("Upper", february.clone());
    let last = month.clone().with("Reverse", true).with("Limit", 2i64);
    selects(&[
        (from(&february), &[21, 22, 23, 31, 32, 33]),
        (from(&without(&february)), &[31, 32, 33]),
        (to(&february), &[11, 12, 13, 21, 22, 23]),
        (to(&without(&february)), &[11, 12, 13]),
        (from(&second), &[22, 23, 31, 32, 33]),
        (from(&without(&second)), &[23, 31, 32, 33]),
        (to(&without(&second)), &[11, 12, 13, 21]),
        (both.clone(), &[21, 22, 23]),
        (both.with("Reverse", true), &[23, 22, 21]),
        (from(&at((2026, 3), None)).with("Upper", february), &[]),
        (month.with("Lower", without(&second)), &[23]),
        (last, &[23, 22]),
    ]);
}

#[test]
fn a_read_continues_after_a_key_in_its_own_order() {
    let after = |of: &DynRecord, month: u8, day: Option<i16>| {
        of.clone().with("After", at((2026, month), day))
    };
    let year = record! { Year: 2026 };
    let back = year.clone().with("Reverse", true);
    let bound = at((2026, 2), None);
    let february = year
        .clone()
        .with("Lower", bound.clone())
        .with("Upper", bound);
    selects(&[
        (after(&year, 2, Some(2)), &[23, 31, 32, 33]),
        (after(&back, 2, Some(2)), &[21, 13, 12, 11]),
        (after(&back, 2, None), &[13, 12, 11]),
        // There need not be such a row.
        (after(&year, 2, Some(9)), &[31, 32, 33]),
        // A range stays a range.
        (after(&february, 1, None), &[21, 22, 23]),
        (after(&february, 2, Some(2)), &[23]),
        (after(&february, 3, None), &[]),
        (
            after(&february.with("Reverse", true), 3, None),
            &[23, 22, 21],
        ),
    ]);
}

#[test]
fn a_limit_of_nothing_asks_for_nothing() {
    everywhere(|kit| {
        put(kit, &quarter());
        let none = record! { Year: 2026, Limit: 0i64 };
        let told = kit.run("SelectDays", none.clone()).expect_no_intents();
        assert_eq!(told.host_calls(), []);
        let page = record! { Days: Vec::<DynRecord>::new() };
        vec![
            told,
            kit.run("PageOfDays", none).expect_intents([result(page)]),
        ]
    });
}

#[test]
fn rows_are_handed_over_one_by_one() {
    everywhere(|kit| {
        put(kit, &quarter());
        let ask = record! { Year: 2026, Reverse: true, Limit: 5i64 };
        let sum = |rows: i32, amount: i64| [result(record! { Rows: rows, Amount: amount })];
        let stop = ask.clone().with("StopAt", 31i64);
        vec![
            kit.run("SumSelected", ask.clone())
                .expect_intents(sum(5, 33 + 32 + 31 + 23 + 22)),
            kit.run("SumSelected", stop.clone())
                .expect_intents(sum(3, 33 + 32 + 31)),
            kit.run("TrySelected", ask)
                .expect_intents(sum(5, 33 + 32 + 31 + 23 + 22)),
            kit.run("TrySelected", stop).expect_error("this amount"),
        ]
    });
}

#[derive(Record)]
struct Amount {
    amount: i64,
}

#[derive(Record)]
struct Answer {
    days: Vec<Amount>,
    next: Option<Vec<u8>>,
}

/// The amounts of a page, and its token.
pub fn page(outcome: &Outcome) -> (Vec<i64>, Option<Vec<u8>>) {
    let answers: Vec<Answer> = outcome.results();
    let Ok([answer]) = <[Answer; 1]>::try_from(answers) else {
        panic!("{:?}", outcome.intents());
    };
    let amounts = answer.days.iter().map(|day| day.amount).collect();
    (amounts, answer.next)
}

#[test]
fn pages_follow_each_other() {
    everywhere(|kit| {
        put(kit, &quarter());
        let mut told = Vec::new();
        for (back, size, pages) in [(false, 4, 3), (true, 4, 3), (false, 3, 3), (true, 9, 1)] {
            let mut ask = record! { Year: 2026, Limit: i64::from(size), Reverse: back };
            let mut all = Vec::new();
            for number in 1..=pages {
                let outcome = kit
                    .run("PageOfDays", ask.clone())
                    .expect_ok()
                    .ignore_intents();
                let (amounts, next) = page(&outcome);
                all.extend(amounts);
                assert_eq!(next.is_some(), number < pages, "{back} {size} {number}");
                ask = record! { Year: 2026, Limit: i64::from(size), Reverse: back };
                if let Some(next) = next {
                    ask = ask.with("Token", next);
                }
                told.push(outcome);
            }
            let mut wanted = vec![11, 12, 13, 21, 22, 23, 31, 32, 33];
            if back {
                wanted.reverse();
            }
            assert_eq!(all, wanted);
        }
        told.push(kit.run("TokenOfDay", at((2026, 1), Some(1))).expect_ok());
        told.push(
            kit.run("TokenOfDay", at((2026, 1), Some(2)))
                .expect_error("another token"),
        );
        told
    });
}

#[test]
fn a_token_that_is_not_of_the_rows_is_refused() {
    everywhere(|kit| {
        put(kit, &quarter());
        let first = record! { Year: 2026, Limit: 4i64 };
        let outcome = kit.run("PageOfDays", first).expect_ok().ignore_intents();
        let (_, token) = page(&outcome);
        let token = token.expect("more rows");
        let other = "typed.Days: the page token is not of these rows";
        let foreign = "Ask: field Token is not a page token of typed.Days";
        let with = |year: i32, token: Vec<u8>| record! { Year: year }.with("Token", token);
        let mut told = vec![
            kit.run("PageOfDays", with(2027, token.clone()))
                .expect_error(other),
            kit.run("PageOfDays", with(2026, b"typed.Days2".to_vec()))
                .expect_error(foreign),
            kit.run("PageOfDays", with(2026, Vec::new()))
                .expect_error(foreign),
            kit.run("PageOfDays", with(2026, token[1..].to_vec()))
                .expect_error(foreign),
        ];
        let start = DAYS.len() + 1;
        for (what, at) in [("size", start), ("count", start + 4), ("type", start + 12)] {
            let mut forged = token.clone();
            forged[at] = 0xff;
            println!("{what}");
            told.push(
                kit.run("PageOfDays", with(2026, forged))
                    .expect_error(other),
            );
        }
        for cut in [start, start + 1, token.len() - 1] {
            let cut = token[..cut].to_vec();
            told.push(kit.run("PageOfDays", with(2026, cut)).expect_error(other));
        }
        told
    });
}

#[test]
fn a_host_without_ranges_is_named() {
    everywhere(|kit| {
        put(kit, &quarter());
        kit.limits(|limits| limits.ranges = false);
        let why = "typed.Days: the host has no ranges";
        let back = record! { Year: 2026, Reverse: true };
        vec![
            kit.run("SelectDays", back.clone()).expect_error(why),
            kit.run("TrySelected", back).expect_error(why),
            // A limit alone is no range.
            kit.run("SelectDays", record! { Year: 2026, Limit: 2i64 })
                .expect_intents(rows_of(&[11, 12])),
        ]
    });
}

#[test]
fn a_failure_of_the_storage_is_named() {
    everywhere(|kit| {
        put(kit, &quarter());
        kit.fail_read(1, ReadCode::Io);
        let back = record! { Year: 2026, Reverse: true };
        vec![
            kit.run("SelectDays", back)
                .expect_error("typed.Days: i/o error"),
        ]
    });
}

#[test]
fn many_keys_are_got_in_their_order() {
    everywhere(|kit| {
        put(kit, &quarter());
        kit.record(
            "typed.Article",
            7,
            record! { Name: "tea", Price: record! { Cents: 1i64 } },
        );
        let keys = [(3, 3), (1, 1), (1, 9), (1, 1)];
        let keys: Vec<_> = keys.map(|(month, day)| at((2026, month), Some(day))).into();
        let ids = vec![RecordId(8), RecordId(7)];
        vec![
            kit.run("ManyDays", record! { Keys: keys })
                .expect_intents([result(record! { Amounts: vec![33i64, 11, -1, 11] })]),
            kit.run("ManyDays", record! { Keys: Vec::<DynRecord>::new() })
                .expect_intents([result(record! { Amounts: Vec::<i64>::new() })]),
            kit.run("ManyArticles", record! { Ids: ids })
                .expect_intents([result(record! { Names: vec!["-", "tea"] })]),
        ]
    });
}
