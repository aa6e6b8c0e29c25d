//! What fields can hold, results, responses, logs.

use heeus_host_testkit::ErrorClass;
use heeus_host_testkit::prelude::*;

use super::table::{Scenario, hold_all, run, scenario};

pub fn scenarios() -> Vec<Scenario> {
    let rows = |kind, count: i32| run(kind, "rows").with("Count", count);
    let echo = |record: Record| run(Kind::Query, "echo").with("Record", record);
    vec![
        scenario(
            "fields of every type make the round",
            [run(Kind::Projector, "types"), run(Kind::Projector, "copy")],
        ),
        scenario("records inside of records", [run(Kind::Query, "records")]),
        scenario("arrays of every type", [run(Kind::Query, "arrays")]),
        scenario(
            "a record is given back as it is",
            [
                echo(record! {}),
                echo(
                    record! { A: 1, B: 2i64, C: 3f32, D: f64::NAN, E: true, F: "f", G: b"g", H: QName("a.B"), I: Id(1) },
                ),
                echo(
                    record! { R: record! { R: record! { R: record! {} } }, A: [1, 2], N: [record! { X: 1 }, record! {}] },
                ),
            ],
        ),
        scenario(
            "rows of a result",
            [
                rows(Kind::Command, 1),
                rows(Kind::Query, 3),
                rows(Kind::Query, 0),
                rows(Kind::Job, 1).ends(ErrorClass::Forbidden),
            ],
        ),
        scenario(
            "a response",
            [
                run(Kind::Command, "response"),
                run(Kind::Query, "response"),
                run(Kind::Validator, "response").ends(ErrorClass::Forbidden),
            ],
        ),
        scenario(
            "a log line of each level",
            [
                run(Kind::Command, "levels"),
                run(Kind::Query, "levels"),
                run(Kind::Validator, "levels"),
                run(Kind::Projector, "levels"),
                run(Kind::Job, "levels"),
            ],
        ),
        scenario(
            "a qualified name that is none",
            [
                run(Kind::Query, "bad name").ends(ErrorClass::BadIntent),
                run(Kind::Query, "nothing"),
            ],
        ),
    ]
}

#[test]
fn blocks_are_the_same_everywhere() {
    hold_all(&scenarios());
}
