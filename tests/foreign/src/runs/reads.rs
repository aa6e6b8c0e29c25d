//! Gets and reads.

use heeus_abi::ExtensionKind;
use heeus_host_testkit::prelude::*;

use super::{Run, good, good_by, intents, run};
use crate::bench::{Bench, LONG_YEAR, MANY, Needs};
use crate::runs::ends::fails_with;
use crate::wrong::Wrong;

const GET: (ExtensionKind, &str) = (ExtensionKind::Query, "Get");
const SUM: (ExtensionKind, &str) = (ExtensionKind::Query, "Sum");
const NESTED: (ExtensionKind, &str) = (ExtensionKind::Query, "Nested");

pub fn runs() -> Vec<Run> {
    let get = Needs::Extension("Get");
    let sum = Needs::Extension("Sum");
    vec![
        run("a get of what is there", 3, get, get_there),
        run("a get of what is not there", 3, get, |bench| {
            get_code(bench, &record! { Year: 2026, Day: 99 }, 1)
        }),
        run("a get by a part of the key", 3, get, |bench| {
            get_code(bench, &record! { Year: 2026 }, 2)
        }),
        run("a read of a year", 3, sum, |bench| {
            sums(bench, &record! { Year: 2026 }, (5, 150), false)
        }),
        run("a read of nothing", 3, sum, |bench| {
            sums(bench, &record! { Year: 1 }, (0, 0), false)
        }),
        run("a read with a limit", 3, sum, |bench| {
            sums(bench, &record! { Year: 2026, Limit: 2 }, (2, 30), false)
        }),
        run("a read that is stopped", 3, sum, |bench| {
            sums(bench, &record! { Year: 2026, Stop: 3 }, (3, 60), false)
        }),
        run("a read without the partition key", 6, sum, read_everything),
        run("a read of many", 4, sum, |bench| many(bench, false)),
        run(
            "reads inside a read",
            3,
            Needs::Extension("Nested"),
            |bench| nested(bench, false),
        ),
        run("a read by pages", 9, Needs::Pages("Sum"), |bench| {
            sums(bench, &record! { Year: 2026 }, (5, 150), true)
        }),
        run(
            "a read by pages with a limit",
            9,
            Needs::Pages("Sum"),
            |bench| sums(bench, &record! { Year: 2026, Limit: 2 }, (2, 30), true),
        ),
        run(
            "a read by pages that is stopped",
            9,
            Needs::Pages("Sum"),
            |bench| sums(bench, &record! { Year: 2026, Stop: 3 }, (3, 60), true),
        ),
        run("a read of many by pages", 9, Needs::Pages("Sum"), |bench| {
            many(bench, true)
        }),
        run(
            "reads by pages inside a read",
            9,
            Needs::Pages("Nested"),
            |bench| nested(bench, true),
        ),
    ]
}

fn get_there(bench: &mut Bench) -> Result<(), Wrong> {
    let ran = good(bench, GET, &record! { Year: 2026, Day: 2 })?;
    intents(&ran, &[result(record! { Amount: 20i64 })])
}

/// Gets an element; the guest must return the code of the get as its own.
fn get_code(bench: &mut Bench, args: &DynRecord, code: i32) -> Result<(), Wrong> {
    fails_with(bench, GET, args, code, None)
}

fn sum_of(seen: i32, sum: i64) -> Intent {
    result(record! { Seen: seen, Sum: sum })
}

fn sums(
    bench: &mut Bench,
    args: &DynRecord,
    (seen, sum): (i32, i64),
    pages: bool,
) -> Result<(), Wrong> {
    let ran = good_by(bench, SUM, args, pages)?;
    intents(&ran, &[sum_of(seen, sum)])
}

fn read_everything(bench: &mut Bench) -> Result<(), Wrong> {
    fails_with(bench, SUM, &record! {}, 2, None)
}

fn many(bench: &mut Bench, pages: bool) -> Result<(), Wrong> {
    let all = record! { Year: LONG_YEAR };
    sums(bench, &all, (MANY, MANY.into()), pages)?;
    sums(bench, &all.clone().with("Stop", 300), (300, 300), pages)?;
    sums(bench, &all.with("Limit", 499), (499, 499), pages)
}

/// Each of five elements adds the number of elements of the nested read.
fn nested(bench: &mut Bench, pages: bool) -> Result<(), Wrong> {
    let ran = good_by(bench, NESTED, &record! { Year: 2026 }, pages)?;
    intents(&ran, &[sum_of(5, 150 + 25)])
}
