//! Values of all kinds in fields, results, responses and logs.

use heeus_host::error::ErrorClass;
use heeus_host_testkit::prelude::*;

use super::table::{Scenario, hold_all, run, scenario};

pub fn scenarios() -> Vec<Scenario> {
    let rows = |kind, count: i32| run(kind, "rows").with("Count", count);
    let echo = |record: DynRecord| run(ExtensionKind::Query, "echo").with("Record", record);
    vec![
        scenario(
            "fields of every type make the round",
            [run(ExtensionKind::Projector, "types"), run(ExtensionKind::Projector, "copy")],
        ).comes_to(expect![[r#"
            Projector types: ok
              insert_view("conf.All", record! { No: 1 })
                  .with("Array", [1, 2])
                  .with("Bool", true)
                  .with("Bytes", b"\x00\xff")
                  .with("F32", 1.5f32)
                  .with("F64", -0.25)
                  .with("I32", -1)
                  .with("I64", -9223372036854775808i64)
                  .with("Id", RecordId(-7))
                  .with("QName", QName("a.B"))
                  .with("Record", record! { A: 1i64 })
                  .with("Str", "täxt")
            Projector copy: ok
              insert_view("conf.All", record! { No: 2 })
                  .with("Array", [1, 2])
                  .with("Bool", true)
                  .with("Bytes", b"\x00\xff")
                  .with("F32", 1.5f32)
                  .with("F64", -0.25)
                  .with("I32", -1)
                  .with("I64", -9223372036854775808i64)
                  .with("Id", RecordId(-7))
                  .with("QName", QName("a.B"))
                  .with("Record", record! { A: 1i64 })
                  .with("Str", "täxt")
              sys.View conf.All {No: 1} get Some((Exists, Some({"Array": Array([I32(1), I32(2)]), "Bool": Bool(true), "Bytes": Bytes([0, 255]), "F32": F32(1.5), "F64": F64(-0.25), "I32": I32(-1), "I64": I64(-9223372036854775808), "Id": Id(-7), "QName": QName("a.B"), "Record": Record({"A": I64(1)}), "Str": Str("täxt")})))
            stored: conf.All record! { No: 1 } record! { Array: [1, 2], Bool: true, Bytes: b"\x00\xff", F32: 1.5f32, F64: -0.25, I32: -1, I64: -9223372036854775808i64, Id: RecordId(-7), QName: QName("a.B"), Record: record! { A: 1i64 }, Str: "täxt" }
            stored: conf.All record! { No: 2 } record! { Array: [1, 2], Bool: true, Bytes: b"\x00\xff", F32: 1.5f32, F64: -0.25, I32: -1, I64: -9223372036854775808i64, Id: RecordId(-7), QName: QName("a.B"), Record: record! { A: 1i64 }, Str: "täxt" }
        "#]]),
        scenario("records inside of records", [run(ExtensionKind::Query, "records")])
        .comes_to(expect![[r#"
            Query records: ok
              result(record! {
                  Empty: record! {},
                  N: [record! { X: 1i64, Y: record! { Z: "z" } }, record! { Z: "z" }],
                  R: record! { X: 1i64, Y: record! { Z: "z" } },
              })
        "#]]),
        scenario("arrays of every type", [run(ExtensionKind::Query, "arrays")])
        .comes_to(expect![[r#"
            Query arrays: ok
              result(record! {
                  Bool: [true, false],
                  Bytes: [b"\x01", b""],
                  F32: [0.5f32],
                  F64: [0.5, 1e300],
                  I32: [1, -1],
                  I64: [1i64, 9223372036854775807i64],
                  Id: [RecordId(1)],
                  None: Vec::<i32>::new(),
                  QName: [QName("a.B")],
                  Str: ["a", ""],
              })
        "#]]),
        scenario(
            "a record is given back as it is",
            [
                echo(record! {}),
                echo(record! {
                    A: 1, B: 2i64, C: 3f32, D: f64::NAN, E: true, F: "f", G: b"g",
                    H: QName("a.B"), I: RecordId(1),
                }),
                echo(record! {
                    R: record! { R: record! { R: record! {} } },
                    A: [1, 2], N: [record! { X: 1 }, record! {}],
                }),
            ],
        ).comes_to(expect![[r#"
            Query echo: ok
              result(record! {
                  Record: record! {},
              })
            Query echo: ok
              result(record! {
                  Record: record! {
                      A: 1,
                      B: 2i64,
                      C: 3.0f32,
                      D: f64::NAN,
                      E: true,
                      F: "f",
                      G: b"g",
                      H: QName("a.B"),
                      I: RecordId(1),
                  },
              })
            Query echo: ok
              result(record! {
                  Record: record! {
                      A: [1, 2],
                      N: [record! { X: 1 }, record! {}],
                      R: record! { R: record! { R: record! {} } },
                  },
              })
        "#]]),
        scenario(
            "rows of a result",
            [
                rows(ExtensionKind::Command, 1),
                rows(ExtensionKind::Query, 3),
                rows(ExtensionKind::Query, 0),
                rows(ExtensionKind::Job, 1).ends(ErrorClass::Forbidden),
            ],
        ).comes_to(expect![[r#"
            Command rows: ok
              result(record! {
                  Half: 0.5,
                  No: 1,
              })
            Query rows: ok
              result(record! {
                  Half: 0.5,
                  No: 1,
              })
              result(record! {
                  Half: 1.0,
                  No: 2,
              })
              result(record! {
                  Half: 1.5,
                  No: 3,
              })
            Query rows: ok
            Job rows: fault: intent 0: a job may not insert into sys.Result; it may do nothing there (ABI.md, section 11)
        "#]]),
        scenario(
            "a response",
            [
                run(ExtensionKind::Command, "response"),
                run(ExtensionKind::Query, "response"),
                run(ExtensionKind::Validator, "response").ends(ErrorClass::Forbidden),
            ],
        ).comes_to(expect![[r#"
            Command response: ok
              response(record! {
                  ErrorMessage: "made",
                  StatusCode: 201,
              })
            Query response: ok
              response(record! {
                  ErrorMessage: "made",
                  StatusCode: 201,
              })
            Validator response: fault: intent 0: a validator may not insert into sys.Response; it may do nothing there (ABI.md, section 11)
        "#]]),
        scenario(
            "a log line of each level",
            [
                run(ExtensionKind::Command, "levels"),
                run(ExtensionKind::Query, "levels"),
                run(ExtensionKind::Validator, "levels"),
                run(ExtensionKind::Projector, "levels"),
                run(ExtensionKind::Job, "levels"),
            ],
        ).comes_to(expect![[r#"
            Command levels: ok
              error an error
              warn a warning
              info 
              debug two
              lines
              trace täxt
              warn an intent
            Query levels: ok
              error an error
              warn a warning
              info 
              debug two
              lines
              trace täxt
              warn an intent
            Validator levels: ok
              error an error
              warn a warning
              info 
              debug two
              lines
              trace täxt
              warn an intent
            Projector levels: ok
              error an error
              warn a warning
              info 
              debug two
              lines
              trace täxt
              warn an intent
            Job levels: ok
              error an error
              warn a warning
              info 
              debug two
              lines
              trace täxt
              warn an intent
        "#]]),
        scenario(
            "a qualified name that is none",
            [
                run(ExtensionKind::Query, "bad name").ends(ErrorClass::BadIntent),
                run(ExtensionKind::Query, "nothing"),
            ],
        ).comes_to(expect![[r#"
            Query bad name: error: bad intent: sys.Result: field Names: a qualified name is not 'package.Entity'
            Query nothing: ok
        "#]]),
    ]
}

#[test]
fn blocks_are_the_same_everywhere() {
    hold_all(&scenarios());
}
