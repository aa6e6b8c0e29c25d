//! Amounts, dates and times: numbers on the wire, the same results on every engine.

use heeus_host_testkit::prelude::*;

use super::support::{echoes, everywhere, refuses};

/// 9999-12-31, as a date and as its last millisecond.
const LAST: (i32, i64) = (2_932_896, 253_402_300_799_999);

fn values() -> DynRecord {
    record! {
        Sum: i64::MIN,
        Due: LAST.0,
        Sent: LAST.1,
        Day: 7,
        Maybe: -1i64,
        From: -719_162,
        Sums: [i64::MAX, 0, -1],
        Dates: [0, -1],
        Times: [-62_135_596_800_000i64],
    }
}

#[test]
fn values_come_back_as_they_went_in() {
    everywhere(|kit| {
        let standing = |from: DynRecord| {
            let fields = values();
            let others = fields.fields().filter(|(name, _)| *name != "From");
            others.fold(from, |record, (name, value)| {
                record.with(name, value.clone())
            })
        };
        let mut told = vec![
            echoes(kit, "Values", values()),
            kit.run("Values", standing(DynRecord::new()))
                .expect_intents([result(values())]),
        ];
        for (field, value) in [
            ("Due", Content::from(LAST.0 + 1)),
            ("Due", (-719_163).into()),
            ("Sent", (LAST.1 + 1).into()),
            ("Maybe", i64::MIN.into()),
            ("Dates", [0, i32::MIN].into()),
            ("Times", [i64::MAX].into()),
        ] {
            let why = format!("Values: field {field} is out of range");
            told.push(refuses(kit, "Values", values().with(field, value), &why));
        }
        let why = "Values: field Day is 8, expected one of 1, 2, 3, 4, 5, 6, 7";
        told.push(refuses(kit, "Values", values().with("Day", 8), why));
        told
    });
}

fn texts() -> DynRecord {
    record! {
        Sum: "1234.5",
        Due: "2026-01-31",
        Sent: "2026-11-30T23:59:59.999Z",
        Months: 1,
        Days: -1,
        Rate: 1925i64,
        Millis: 1i64,
    }
}

#[test]
fn calculations_have_the_same_results() {
    everywhere(|kit| {
        let told = record! {
            // 237.64125, rounded to 237.64.
            Sum: "1472.14",
            Part: "237.64",
            Due: "2026-02-27",
            Last: "2026-02-28",
            Day: 5,
            Sent: "2026-12-01T00:00:00.000Z",
            On: 20_788,
        };
        let negative = told.clone().with("Sum", "-1472.14").with("Part", "-237.64");
        vec![
            kit.run("Reckon", texts()).expect_intents([result(told)]),
            kit.run("Reckon", texts().with("Sum", "-1234.5"))
                .expect_intents([result(negative)]),
        ]
    });
}

#[test]
fn texts_and_results_that_do_not_fit_are_errors() {
    let amount = "expected an amount such as -1234.50, with at most four decimal places";
    everywhere(|kit| {
        let mut told = Vec::new();
        for (field, value, why) in [
            ("Sum", Content::from("1,5"), amount),
            (
                "Due",
                "2026-02-30".into(),
                "expected a date such as 2026-11-30",
            ),
            (
                "Sent",
                "now".into(),
                "expected a time such as 2026-11-30T12:34:56.789Z",
            ),
            ("Months", i32::MAX.into(), "too late"),
            ("Days", i32::MIN.into(), "too late"),
            ("Rate", i64::MAX.into(), "the part is too large"),
            ("Sent", "9999-12-31T23:59:59.999Z".into(), "too late"),
        ] {
            let args = texts().with(field, value);
            told.push(refuses(kit, "Reckon", args, why));
        }
        let args = texts().with("Sum", "922337203685477.58").with("Rate", 1i64);
        told.push(refuses(kit, "Reckon", args, "the sum is too large"));
        told
    });
}

#[test]
fn rows_have_dates_and_amounts_as_keys() {
    let day = |day: i32| record! { Day: day };
    let due = |sum: i64, sent: i64| result(record! { Sum: sum, Sent: sent });
    let row = |due: i32, sum: i64| record! { Due: due, Sum: sum };
    everywhere(|kit| {
        for sum in [5, -5] {
            kit.view("typed.Dues", row(-1, sum), record! { Sent: sum });
        }
        let mut told = vec![
            kit.run("ReadDues", day(-1))
                .expect_intents([due(-5, -5), due(5, 5)]),
            kit.run("ReadDues", day(0)).expect_no_intents(),
        ];
        kit.event(record! { QName: QName("typed.Done"), ArgumentObject: day(2) });
        let inserted = |sum: i64| insert_view("typed.Dues", row(2, sum));
        told.push(kit.run("InsertDues", record! {}).expect_intents([
            inserted(0).with("Sent", 172_800_000i64),
            inserted(i64::MAX).with("Sent", 172_800_000i64),
        ]));
        told
    });
}
