//! Gets, reads and arguments.

use heeus_host_testkit::ErrorClass;
use heeus_host_testkit::prelude::*;

use super::table::{Run, Scenario, days, hold_all, run, scenario};

fn read() -> Run {
    run(Kind::Query, "read")
}

pub fn scenarios() -> Vec<Scenario> {
    let groups = [
        gets(),
        gets_that_fail(),
        reads(),
        reads_that_end(),
        arguments(),
    ];
    groups.into_iter().flatten().collect()
}

fn gets() -> Vec<Scenario> {
    let get = || run(Kind::Query, "get");
    let must = || run(Kind::Projector, "must");
    vec![
        scenario(
            "an extension of each kind does nothing",
            [
                run(Kind::Command, "nothing"),
                run(Kind::Query, "nothing"),
                run(Kind::Validator, "nothing"),
                run(Kind::Projector, "nothing"),
                run(Kind::Job, "nothing"),
            ],
        ),
        scenario(
            "a get of what is there and what is not",
            [get().on_day(2), get().on_day(9)],
        )
        .given(days),
        scenario(
            "a get that must find something",
            [
                must().on_day(2),
                must().on_day(9).ends(ErrorClass::Extension),
            ],
        )
        .given(days),
        scenario(
            "a get by a part of a key",
            [
                get().with("Year", 2026).ends(ErrorClass::Extension),
                get().ends(ErrorClass::Extension),
            ],
        )
        .given(days),
    ]
}

fn gets_that_fail() -> Vec<Scenario> {
    let must = || run(Kind::Projector, "must");
    vec![
        scenario(
            "as many gets as a run may make",
            [
                run(Kind::Query, "gets").on_day(1).with("Count", 5),
                run(Kind::Query, "gets")
                    .on_day(1)
                    .with("Count", 6)
                    .ends(ErrorClass::StateLimit),
                run(Kind::Query, "gets").on_day(1).with("Count", 5),
            ],
        )
        .given(|kit| {
            days(kit);
            kit.limits(|limits| limits.reads = 5);
        }),
        scenario(
            "gets that fail at the first, second and third call",
            [
                run(Kind::Query, "catch").on_day(1),
                run(Kind::Query, "catch").with("Year", 2026),
            ],
        )
        .given(|kit| {
            days(kit);
            kit.fail_get(1, GetCode::Io)
                .fail_get(2, GetCode::NotExists)
                .fail_get(3, GetCode::NoMemory);
        }),
        scenario(
            "an error of a storage that is not caught",
            [must().on_day(1).ends(ErrorClass::Extension)],
        )
        .given(|kit| {
            days(kit);
            kit.fail_get(1, GetCode::Io);
        }),
    ]
}

fn reads() -> Vec<Scenario> {
    vec![
        scenario(
            "a read of nothing, one and many",
            [
                read().with("Year", 2000),
                read().on_day(3),
                read().with("Year", 2026),
            ],
        )
        .given(days),
        scenario(
            "a read by each part of a key",
            [
                read(),
                read().with("Year", 2026).with("Month", 1),
                read()
                    .with("Year", 2026)
                    .with("Day", 1)
                    .ends(ErrorClass::Extension),
            ],
        )
        .given(days),
        scenario(
            "a read that stops early",
            [
                read().with("Year", 2026).with("Stop", 1),
                read().with("Year", 2026).with("Stop", 5),
            ],
        )
        .given(days),
        scenario(
            "a read with a limit",
            [
                read().with("Year", 2026).with("Limit", 2),
                read().with("Year", 2026).with("Limit", 2).with("Stop", 1),
                read().with("Year", 2026).with("Limit", 99),
            ],
        )
        .given(days),
    ]
}

fn reads_that_end() -> Vec<Scenario> {
    let nested = |depth: i32| {
        run(Kind::Query, "nested")
            .with("Year", 1)
            .with("Depth", depth)
    };
    vec![
        scenario(
            "reads inside of reads",
            [
                nested(0),
                nested(3),
                nested(8),
                nested(9).ends(ErrorClass::ReadDepth),
                nested(1),
            ],
        )
        .given(|kit| {
            let value = record! { Amount: 1i64, Note: "alone" };
            kit.view("conf.Days", record! { Year: 1, Month: 1, Day: 1 }, value);
        }),
        scenario(
            "as many bytes as a run may read",
            [
                read().with("Year", 2026).with("Limit", 1),
                read().with("Year", 2026).ends(ErrorClass::StateLimit),
            ],
        )
        .given(|kit| {
            days(kit);
            kit.limits(|limits| limits.read_bytes = 400);
        }),
        scenario(
            "reads that fail in the middle",
            [run(Kind::Query, "catch").with("Year", 2026)],
        )
        .given(|kit| {
            days(kit);
            kit.fail_read_after(1, 2, ReadCode::Io);
        }),
    ]
}

fn arguments() -> Vec<Scenario> {
    let number = || run(Kind::Command, "number");
    vec![
        scenario(
            "arguments that are there",
            [
                number().with("Number", -5),
                number().with("Number", i32::MAX).with("Text", "t\u{e4}xt"),
            ],
        ),
        scenario(
            "arguments that are absent",
            [
                number().ends(ErrorClass::Extension),
                number().with("Text", "x").ends(ErrorClass::Extension),
            ],
        ),
        scenario(
            "arguments of another type",
            [
                number().with("Number", 5i64).ends(ErrorClass::Extension),
                number().with("Number", "5").ends(ErrorClass::Extension),
                number()
                    .with("Number", 5)
                    .with("Text", 5)
                    .ends(ErrorClass::Extension),
            ],
        ),
    ]
}

#[test]
fn what_is_read_is_the_same_everywhere() {
    hold_all(&scenarios());
}
