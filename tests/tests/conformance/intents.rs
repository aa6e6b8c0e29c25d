//! Intents for views, records and singletons.

use heeus_host_testkit::ErrorClass;
use heeus_host_testkit::prelude::*;

use super::table::{Run, Scenario, days, hold_all, run, scenario};

fn projector(what: &str) -> Run {
    run(Kind::Projector, what).on_day(1)
}

fn command(what: &str) -> Run {
    run(Kind::Command, what).with("ID", Id(7))
}

fn article(kit: &mut Kit) {
    kit.record("conf.Article", 7, record! { Name: "tea", Price: 5i64 });
}

pub fn scenarios() -> Vec<Scenario> {
    let mut all = views();
    all.extend(records());
    all.extend(limits());
    all
}

fn views() -> Vec<Scenario> {
    let get = || run(Kind::Query, "get").on_day(1);
    vec![
        scenario(
            "a new row is there for the next run",
            [get(), projector("put").with("Amount", 7i64), get()],
        ),
        scenario(
            "a new row replaces one",
            [projector("put").with("Amount", 7i64), get()],
        )
        .given(days),
        scenario(
            "an update changes what it has",
            [projector("update"), projector("update"), get()],
        )
        .given(days),
        scenario(
            "an update needs an element that was read",
            [projector("update").ends(ErrorClass::Extension)],
        ),
        scenario(
            "an update of another element",
            [
                projector("update other"),
                run(Kind::Projector, "update other")
                    .on_day(4)
                    .ends(ErrorClass::State),
            ],
        )
        .given(days),
        scenario(
            "an update follows a new row of the same run",
            [projector("new and update"), get()],
        ),
        scenario(
            "a part of a key is no place for a row",
            [run(Kind::Projector, "put")
                .with("Year", 1)
                .with("Amount", 1i64)
                .ends(ErrorClass::State)],
        ),
        scenario(
            "a field that is not declared, and one of another type",
            [
                projector("wrong field")
                    .with("Unknown", true)
                    .ends(ErrorClass::State),
                projector("wrong field").ends(ErrorClass::State),
            ],
        ),
        scenario(
            "nothing is left of a run that fails after its intents",
            [
                projector("fail after intents")
                    .with("Amount", 7i64)
                    .ends(ErrorClass::Extension),
                get(),
            ],
        ),
    ]
}

fn records() -> Vec<Scenario> {
    vec![
        scenario(
            "a new record",
            [command("new record"), command("update record")],
        ),
        scenario(
            "a new record under a key that is taken",
            [
                command("new record").ends(ErrorClass::State),
                command("update record"),
            ],
        )
        .given(article),
        scenario(
            "two new records under one key",
            [
                command("new record twice").ends(ErrorClass::State),
                command("new record"),
            ],
        ),
        scenario(
            "an update of a record",
            [command("update record"), command("update record")],
        )
        .given(article),
        scenario(
            "a singleton",
            [
                run(Kind::Command, "config").with("Rate", 1.5),
                run(Kind::Command, "config").with("Rate", 2.5),
            ],
        ),
    ]
}

fn limits() -> Vec<Scenario> {
    let many = |count: i32| {
        run(Kind::Projector, "many")
            .with("Year", 1)
            .with("Month", 1)
            .with("Count", count)
    };
    vec![
        scenario(
            "as many intents as a run may make",
            [many(3), many(4).ends(ErrorClass::StateLimit), many(3)],
        )
        .given(|kit| {
            kit.limits(|limits| limits.intents.projector = 3);
        }),
        scenario(
            "as many bytes of intents as a run may make",
            [many(2), many(9).ends(ErrorClass::StateLimit)],
        )
        .given(|kit| {
            kit.limits(|limits| limits.intent_bytes = 600);
        }),
        scenario(
            "as many bytes as a run may write",
            [many(2), many(9).ends(ErrorClass::StateLimit)],
        )
        .given(|kit| {
            kit.limits(|limits| limits.write_bytes = 600);
        }),
        scenario(
            "intents of kinds that may make none",
            [
                run(Kind::Query, "put")
                    .on_day(1)
                    .with("Amount", 1i64)
                    .ends(ErrorClass::Forbidden),
                run(Kind::Validator, "new record")
                    .with("ID", Id(7))
                    .ends(ErrorClass::Forbidden),
            ],
        ),
    ]
}

#[test]
fn what_is_written_is_the_same_everywhere() {
    hold_all(&scenarios());
}
