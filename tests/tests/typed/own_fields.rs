//! Types of fields that authors write: on the wire they are types of the contract.

use heeus_host_testkit::prelude::*;

use super::support::{echoes, everywhere, refuses};

fn bill() -> DynRecord {
    record! {
        Status: "partly_paid",
        Grade: -5,
        Cents: i64::MIN,
        Id: RecordId(-9),
        Code: "",
        Name: "größer",
        Discount: 100,
        Pair: "a/b",
        Standard: "void",
        Best: 1,
        MaybeStatus: "open",
        MaybePair: "/",
        Statuses: ["void", "open", "open"],
        Grades: [1, 2, -5],
        Sums: [1i64, -1],
        Codes: ["", "x"],
        Discounts: [0, 100],
        Pairs: ["a long text, longer than a word/", "/b"],
    }
}

/// A bill without its optional fields, and without items.
fn bare() -> DynRecord {
    record! {
        Status: "open",
        Grade: 1,
        Cents: 0i64,
        Id: RecordId(0),
        Code: "c",
        Name: "",
        Discount: 0,
        Pair: "/",
        Statuses: Vec::<&str>::new(),
        Grades: Vec::<i32>::new(),
        Sums: Vec::<i64>::new(),
        Codes: Vec::<&str>::new(),
        Discounts: Vec::<i32>::new(),
        Pairs: Vec::<&str>::new(),
    }
}

#[test]
fn own_types_come_back_as_they_went_in() {
    everywhere(|kit| {
        let standing = bare().with("Standard", "open").with("Best", 2);
        vec![
            echoes(kit, "Bill", bill()),
            kit.run("Bill", bare()).expect_intents([result(standing)]),
        ]
    });
}

/// Refuses a bill with each of these values in a field.
fn refused(kit: &mut Kit, values: &[(&str, Content, &str)]) -> Vec<Outcome> {
    let each = values.iter().map(|(field, value, why)| {
        let why = format!("Bill: field {field}{why}");
        refuses(kit, "Bill", bill().with(*field, value.clone()), &why)
    });
    each.collect()
}

#[test]
fn a_value_that_is_none_is_named_with_those_that_are() {
    let named = |found: &str| {
        let known = "expected one of open, partly_paid, void";
        format!(" is \"{found}\", {known}")
    };
    let numbered = |found: i32| format!(" is {found}, expected one of 1, 2, -5");
    let long = "ä".repeat(40);
    let shown = "ä".repeat(30) + "..";
    everywhere(|kit| {
        let mut told = Vec::new();
        for text in ["opne", "", "Open", "open "] {
            let why = named(text);
            told.extend(refused(
                kit,
                &[
                    ("Status", text.into(), &why),
                    ("Standard", text.into(), &why),
                    ("MaybeStatus", text.into(), &why),
                    ("Statuses", ["open", text].into(), &why),
                ],
            ));
        }
        told.extend(refused(
            kit,
            &[("Status", long.as_str().into(), &named(&shown))],
        ));
        for number in [0, 3, -1, i32::MIN, i32::MAX] {
            let why = numbered(number);
            told.extend(refused(
                kit,
                &[
                    ("Grade", number.into(), &why),
                    ("Best", number.into(), &why),
                    ("Grades", [1, number].into(), &why),
                ],
            ));
        }
        told
    });
}

#[test]
fn a_conversion_has_reasons_and_wrong_types_are_named() {
    everywhere(|kit| {
        let percentage = ": not a percentage";
        refused(
            kit,
            &[
                ("Discount", 101.into(), percentage),
                ("Discounts", [1, -1].into(), percentage),
                ("Pair", "ab".into(), ": no pair"),
                ("MaybePair", "".into(), ": no pair"),
                ("Pairs", ["/", "ab"].into(), ": no pair"),
                ("Status", 1.into(), " is not of type string: found i32"),
                ("Grade", "1".into(), " is not of type i32: found string"),
                ("Pair", 1.into(), " is not of type string: found i32"),
                ("Id", 1i64.into(), " is not of type record id: found i64"),
                ("Statuses", [1].into(), " has items of another type"),
                ("Sums", [1].into(), " has items of another type"),
            ],
        )
    });
}

#[test]
fn narrow_items_come_back_at_their_extremes() {
    let items = || {
        record! {
            Int8s: [i32::from(i8::MIN), 0, i32::from(i8::MAX)],
            Int16s: [i32::from(i16::MIN), i32::from(i16::MAX)],
            Uint16s: [0, i32::from(u16::MAX)],
            Uint32s: [0, i64::from(u32::MAX)],
        }
    };
    everywhere(|kit| {
        let empty = record! {
            Int8s: Vec::<i32>::new(),
            Int16s: Vec::<i32>::new(),
            Uint16s: Vec::<i32>::new(),
            Uint32s: Vec::<i64>::new(),
        };
        let mut told = vec![
            echoes(kit, "NarrowItems", items()),
            echoes(kit, "NarrowItems", empty),
        ];
        for (field, value) in [
            ("Int8s", Content::from([0, 128])),
            ("Int8s", [-129].into()),
            ("Int16s", [32_768].into()),
            ("Uint16s", [1, -1].into()),
            ("Uint16s", [65_536].into()),
            ("Uint32s", [1i64 << 32].into()),
            ("Uint32s", [-1i64].into()),
        ] {
            let why = format!("NarrowItems: field {field} is out of range");
            told.push(refuses(
                kit,
                "NarrowItems",
                items().with(field, value),
                &why,
            ));
        }
        told
    });
}

const BILL: &str = "typed.Bill";

#[test]
fn a_record_has_an_id_of_its_own_type() {
    let stored = |status: &str| record! { Status: status, Sum: 5i64, Code: "new" };
    let args = |status: &str| record! { Id: RecordId(70_000), Status: status };
    everywhere(|kit| {
        let mut told = vec![
            kit.run("UpdateBill", args("void"))
                .expect_error("typed.Bill: the element does not exist"),
        ];
        let inserted = insert_record(BILL, 70_000).with("Status", "open");
        let inserted = inserted.with("Sum", 5i64).with("Code", "new");
        told.push(
            kit.run("InsertBill", args("open"))
                .expect_intents([inserted]),
        );
        kit.expect_record(BILL, 70_000, stored("open"));
        let changed = update_record(BILL, 70_000).with("Status", "partly_paid");
        told.push(
            kit.run("UpdateBill", args("partly_paid"))
                .expect_intents([changed, result(args("partly_paid"))]),
        );
        told.push(
            kit.run("UpdateBill", args("partly_paid"))
                .expect_intents([result(args("partly_paid"))]),
        );
        kit.expect_record(BILL, 70_000, stored("partly_paid"));
        kit.record(BILL, 70_001, stored("lost"));
        let lost = args("open").with("Id", RecordId(70_001));
        let why = "typed.Bill: field Status is \"lost\", expected one of open, partly_paid, void";
        told.push(kit.run("UpdateBill", lost).expect_error(why));
        told
    });
}

#[test]
fn each_layer_reads_what_the_other_has_written() {
    let args = |id: i64, status: &str| record! { Id: RecordId(id), Status: status };
    let inserted = |id: i64, status: &str| {
        let inserted = insert_record(BILL, id).with("Status", status);
        inserted.with("Sum", 5i64).with("Code", "new")
    };
    everywhere(|kit| {
        let mut told = Vec::new();
        for (id, insert) in [(1, "InsertBill"), (2, "InsertRawBill")] {
            told.push(
                kit.run(insert, args(id, "void"))
                    .expect_intents([inserted(id, "void")]),
            );
            let raw = record! { Status: "void", Sum: 5i64, Code: "new" };
            told.push(
                kit.run("RawBill", args(id, ""))
                    .expect_intents([result(raw)]),
            );
            let changed = update_record(BILL, id).with("Status", "open");
            told.push(
                kit.run("UpdateBill", args(id, "open"))
                    .expect_intents([changed, result(args(id, "open"))]),
            );
        }
        told
    });
}

const SUMS: &str = "typed.Sums";

fn key(status: &str, grade: i32, code: &str) -> DynRecord {
    record! { Status: status, Grade: grade, Code: code, Discount: 3, Pair: "a/b" }
}

#[test]
fn keys_and_their_beginnings_have_own_types() {
    let sum = |sum: i64| record! { Sum: sum };
    everywhere(|kit| {
        for (status, grade, code, value) in [
            ("open", 1, "b", 0),
            ("open", 1, "a", 1),
            ("open", 2, "", 2),
            ("void", 1, "", 3),
        ] {
            kit.view(SUMS, key(status, grade, code), sum(value));
        }
        let results =
            |sums: &[i64]| -> Vec<Intent> { sums.iter().map(|one| result(sum(*one))).collect() };
        let lead = |status: &str| record! { Status: status };
        let mut told = vec![
            kit.run("GetSum", key("open", 1, "b"))
                .expect_intents(results(&[0])),
            kit.run("GetSum", key("open", 2, "b"))
                .expect_error("typed.Sums: the element does not exist"),
            kit.run("ReadSums", lead("open"))
                .expect_intents(results(&[1, 0, 2])),
            kit.run("ReadSums", lead("open").with("Grade", 1))
                .expect_intents(results(&[1, 0])),
            kit.run("ReadSums", lead("partly_paid")).expect_no_intents(),
        ];
        kit.event(record! { QName: QName("typed.Done"), ArgumentObject: key("void", -5, "x") });
        let row = insert_view(SUMS, key("void", -5, "x")).with("Sum", 1i64);
        told.push(kit.run("InsertSum", record! {}).expect_intents([row]));
        kit.view(SUMS, key("void", 7, "x"), sum(1));
        let why = "typed.Sums: field Grade is 7, expected one of 1, 2, -5";
        told.push(kit.run("ReadSums", lead("void")).expect_error(why));
        told
    });
}

#[test]
fn a_borrowed_text_finds_an_owned_one() {
    let name = |first: &str, last: &str| record! { First: first, Last: last };
    let age = |age: i32| result(record! { Age: age });
    everywhere(|kit| {
        for (last, years) in [("B", 65_535), ("A", 0)] {
            kit.view("typed.Ages", name("Ada", last), record! { Age: years });
        }
        vec![
            kit.run("ReadNames", name("Ada", "B"))
                .expect_intents([age(65_535)]),
            kit.run("ReadNames", record! { First: "Ada" })
                .expect_intents([age(0), age(65_535)]),
            kit.run("ReadNames", record! { First: "A" })
                .expect_no_intents(),
            kit.run("ReadNames", name("Ada", "C"))
                .expect_error("typed.Ages: the element does not exist"),
        ]
    });
}

#[test]
fn a_singleton_has_own_types() {
    let args = |status: &str| record! { Id: RecordId(1), Status: status };
    everywhere(|kit| {
        let inserted = insert_singleton("typed.Standard").with("Status", "void");
        let updated = update_singleton("typed.Standard").with("Discount", 25);
        vec![
            kit.run("SetStandard", args("void"))
                .expect_intents([inserted.with("Discount", 50)]),
            kit.run("SetStandard", args("void"))
                .expect_intents([updated]),
        ]
    });
}
