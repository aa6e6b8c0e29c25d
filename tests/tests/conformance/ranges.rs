//! Reads of ranges.

use heeus_host::error::ErrorClass;
use heeus_host_testkit::prelude::*;

use super::table::{Run, Scenario, days, hold_all, run, scenario};

fn select() -> Run {
    run(ExtensionKind::Query, "select").with("Year", 2026)
}

pub fn scenarios() -> Vec<Scenario> {
    let january = |day: i32| record! { Year: 2026, Month: 1, Day: day };
    let bad = record! { Year: 2027, Month: 1, Day: 1 };
    vec![
        scenario(
            "a read of a range",
            [
                select().with("From", january(3)),
                select().with("Above", january(3)),
                select().with("To", january(2)),
                select().with("Below", january(2)),
                select().with("Above", record! { Year: 2026, Month: 1 }),
                select().with("After", january(3)).with("Reverse", true),
                select().with("Reverse", true).with("Limit", 2),
                select()
                    .with("From", january(2))
                    .with("After", january(1))
                    .with("Limit", 2),
                select().with("From", january(3)).with("To", january(2)),
                select().with("After", bad).ends(ErrorClass::Extension),
            ],
        )
        .comes_to(expect![[r#"
            Query select: ok
              info 30
              info 40
              info 10
              sys.View conf.Days {Year: 2026}, from {Day: 3, Month: 1, Year: 2026} read at most 0: Some(Done)
            Query select: ok
              info 40
              info 10
              sys.View conf.Days {Year: 2026}, above {Day: 3, Month: 1, Year: 2026} read at most 0: Some(Done)
            Query select: ok
              info 10
              info 20
              sys.View conf.Days {Year: 2026}, to {Day: 2, Month: 1, Year: 2026} read at most 0: Some(Done)
            Query select: ok
              info 10
              sys.View conf.Days {Year: 2026}, below {Day: 2, Month: 1, Year: 2026} read at most 0: Some(Done)
            Query select: ok
              info 10
              sys.View conf.Days {Year: 2026}, above {Month: 1, Year: 2026} read at most 0: Some(Done)
            Query select: ok
              info 20
              info 10
              sys.View conf.Days {Year: 2026}, after {Day: 3, Month: 1, Year: 2026}, reverse read at most 0: Some(Done)
            Query select: ok
              info 10
              info 40
              sys.View conf.Days {Year: 2026}, reverse read at most 2: Some(Done)
            Query select: ok
              info 20
              info 30
              sys.View conf.Days {Year: 2026}, from {Day: 2, Month: 1, Year: 2026}, after {Day: 1, Month: 1, Year: 2026} read at most 2: Some(Done)
            Query select: ok
              sys.View conf.Days {Year: 2026}, from {Day: 3, Month: 1, Year: 2026}, to {Day: 2, Month: 1, Year: 2026} read at most 0: Some(Done)
            Query select: error: the key is invalid
              sys.View conf.Days {Year: 2026}, after {Day: 1, Month: 1, Year: 2027} read at most 0: Some(InvalidKey)
            stored: conf.Days record! { Day: 1, Month: 1, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
            stored: conf.Days record! { Day: 2, Month: 1, Year: 2026 } record! { Amount: 20i64, Note: "arranged" }
            stored: conf.Days record! { Day: 3, Month: 1, Year: 2026 } record! { Amount: 30i64, Note: "arranged" }
            stored: conf.Days record! { Day: 4, Month: 1, Year: 2026 } record! { Amount: 40i64, Note: "arranged" }
            stored: conf.Days record! { Day: 1, Month: 2, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
        "#]])
        .given(days),
        scenario(
            "a range for a host without them",
            [
                select().with("Reverse", true).ends(ErrorClass::Extension),
                select().with("Limit", 1),
            ],
        )
        .comes_to(expect![[r#"
            Query select: error: the host has no ranges
              sys.View conf.Days {Year: 2026}, reverse read at most 0: Some(NoRanges)
            Query select: ok
              info 10
              sys.View conf.Days {Year: 2026} read at most 1: Some(Done)
            stored: conf.Days record! { Day: 1, Month: 1, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
            stored: conf.Days record! { Day: 2, Month: 1, Year: 2026 } record! { Amount: 20i64, Note: "arranged" }
            stored: conf.Days record! { Day: 3, Month: 1, Year: 2026 } record! { Amount: 30i64, Note: "arranged" }
            stored: conf.Days record! { Day: 4, Month: 1, Year: 2026 } record! { Amount: 40i64, Note: "arranged" }
            stored: conf.Days record! { Day: 1, Month: 2, Year: 2026 } record! { Amount: 10i64, Note: "arranged" }
        "#]])
        .given(|kit| {
            days(kit);
            kit.limits(|limits| limits.ranges = false);
        }),
    ]
}

#[test]
fn ranges_are_the_same_everywhere() {
    hold_all(&scenarios());
}
