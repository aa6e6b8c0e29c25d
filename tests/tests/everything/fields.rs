//! Fields of every type, into the guest and out of it.

use heeus_host_testkit::prelude::*;

use super::support::{by_pages_and_elements, kit};

/// A value of every type except array.
fn all() -> DynRecord {
    record! {
        I32: i32::MIN,
        I64: i64::MAX,
        F32: f32::MIN_POSITIVE,
        F64: -0.0,
        Bool: true,
        Str: "größer \u{1f600}\0 als\n",
        Bytes: &[0, 0xff, 0x80, 7],
        QName: QName("a.b.c.Entity"),
        Id: RecordId(-1),
        Record: record! { Inner: record! { Empty: "", Zero: 0 }, Other: 1i64 },
    }
}

/// An array of every type.
fn arrays() -> DynRecord {
    record! {
        I32s: [1, -1, i32::MAX],
        I64s: [i64::MIN, 0],
        F32s: [f32::NAN, f32::INFINITY, -0.0f32],
        F64s: [f64::EPSILON],
        Bools: [true, false, true],
        Strs: ["", "ä", "long enough to need more than one word"],
        Bytess: [&[][..], &[0][..], &[1, 2, 3, 4, 5, 6, 7, 8, 9][..]],
        QNames: [QName("a.B"), QName("c.d.E")],
        Ids: [RecordId(65_536), RecordId(0)],
        Records: [record! {}, record! { A: 1 }, record! { B: [record! { C: "deep" }] }],
    }
}

fn one_by_one(record: &DynRecord) -> impl Iterator<Item = DynRecord> {
    record
        .fields()
        .map(|(name, value)| DynRecord::new().with(name, value.clone()))
}

#[test]
fn arguments_come_back_as_they_went_in() {
    let mut kit = kit();
    for args in [DynRecord::new(), all(), arrays()] {
        kit.run("Echo", args.clone()).expect_intents([result(args)]);
    }
    for args in one_by_one(&all()).chain(one_by_one(&arrays())) {
        kit.run("Echo", args.clone()).expect_intents([result(args)]);
    }
}

#[test]
fn rows_keep_every_type() {
    by_pages_and_elements(|kit| {
        let row = all().with("Array", ["a", "b"]);
        let key = |no: i32| record! { No: no };
        let stored = kit
            .run("Store", row.clone().with("No", 1))
            .expect_ok()
            .ignore_intents();
        kit.expect_row("test.All", key(1), row.clone());
        let loaded = kit.run("Load", key(1)).expect_intents([result(row)]);
        for (no, one) in (2..).zip(one_by_one(&arrays())) {
            let array = one.fields().next().map(|(_, array)| array.clone()).unwrap();
            let row = record! { Array: array };
            kit.run("Store", row.clone().with("No", no))
                .ignore_intents();
            kit.run("Load", key(no)).expect_intents([result(row)]);
        }
        vec![stored, loaded]
    });
}

#[test]
fn absent_is_not_zero() {
    let mut kit = kit();
    let told = |what: &str, has: bool, fields: i32| {
        let record = record! { I64: what, F64: what, Bool: what, Str: what, Bytes: what };
        result(record.with("HasI64", has).with("Fields", fields))
    };
    kit.run("Absent", record! {})
        .expect_intents([told("absent", false, 0)]);
    let zero = record! { I64: 0i64, F64: 0.0, Bool: false, Str: "", Bytes: &[] };
    kit.run("Absent", zero)
        .expect_intents([told("zero", true, 5)]);
    let something = record! { I64: -1i64, F64: 0.1, Bool: true, Str: " ", Bytes: &[0] };
    kit.run("Absent", something)
        .expect_intents([told("something", true, 5)]);
}

#[test]
fn a_field_that_is_absent_or_of_another_type_is_named() {
    let mut kit = kit();
    kit.run("NeedsAmount", record! { Amount: 0i64 }).expect_ok();
    kit.run("NeedsAmount", record! { Amounts: 0i64 })
        .expect_error("field Amount is absent");
    kit.run("MayHaveAmount", record! { Amounts: 0i64 })
        .expect_ok();
    for (_, value) in all().fields().filter(|(name, _)| *name != "I64") {
        for name in ["NeedsAmount", "MayHaveAmount"] {
            kit.run(name, record! { Amount: value.clone() })
                .expect_error("field Amount is not of type i64");
        }
    }
}

#[test]
fn keys_take_every_type_that_has_an_order() {
    by_pages_and_elements(|kit| {
        let mut key = DynRecord::new();
        for (name, value) in all().fields().filter(|(name, _)| *name != "Record") {
            key = key.with(name, value.clone());
        }
        kit.view("test.Keys", key.clone(), record! { Found: true });
        let found = kit
            .run("FindByAll", key.clone())
            .expect_intents([result(record! { Found: true })]);
        let other = kit
            .run("FindByAll", key.with("F64", 0.0))
            .expect_error("the element does not exist");
        vec![found, other]
    });
}

/// A record with `depth` records, one inside the other.
fn nested(depth: i32) -> DynRecord {
    (1..=depth).fold(record! { Depth: 0 }, |inner, depth| {
        record! { Depth: depth, Inner: inner }
    })
}

#[test]
fn records_nest_to_the_stated_depth() {
    let mut kit = kit();
    for depth in [0, 1, 7] {
        kit.run("Nested", record! { Depth: depth })
            .expect_intents([result(record! { Outer: nested(depth) })]);
    }
    // The result itself is the outermost record.
    kit.run("Nested", record! { Depth: 8 })
        .expect_failure("bad intent: sys.Result: field Outer: records are more than 8 deep");
    for depth in [0, 1, 8] {
        kit.run("Walk", nested(depth))
            .expect_intents([result(record! { Depth: depth })]);
    }
}
