//! Rows of views: got, read, passed to a callback one by one, inserted, updated.

use heeus_host_testkit::prelude::*;

use super::support::everywhere;

const DAYS: &str = "typed.Days";

fn key(year: i32, month: i32, day: i32) -> DynRecord {
    record! { Year: year, Month: month, Day: day }
}

/// A row without its optional fields.
fn bare(amount: i64) -> DynRecord {
    record! { Amount: amount, Tags: Vec::<&str>::new() }
}

fn full(amount: i64) -> DynRecord {
    record! {
        Amount: amount,
        Note: "größer",
        Tags: ["a", ""],
        Place: record! { Town: "here", Number: 1 },
    }
}

/// Key and value of a row in one record, as the struct has them.
fn row(mut key: DynRecord, value: &DynRecord) -> DynRecord {
    for (name, content) in value.fields() {
        key = key.with(name, content.clone());
    }
    key
}

/// All arranged rows, in key order.
fn all() -> [(DynRecord, DynRecord); 5] {
    [
        (key(2025, 12, -31), bare(1)),
        (key(2026, 1, 1), full(10)),
        (key(2026, 1, 2), bare(20)),
        (key(2026, 2, 1), full(30)),
        (key(2027, 255, 32_767), bare(100)),
    ]
}

fn arrange(kit: &mut Kit) {
    for (key, value) in all().into_iter().rev() {
        kit.view(DAYS, key, value);
    }
}

fn results(rows: impl IntoIterator<Item = (DynRecord, DynRecord)>) -> Vec<Intent> {
    let rows = rows.into_iter();
    rows.map(|(key, value)| result(row(key, &value))).collect()
}

#[test]
fn a_row_is_got_by_its_key() {
    everywhere(|kit| {
        arrange(kit);
        let mut told = Vec::new();
        for (key, value) in all() {
            let expected = result(row(key.clone(), &value));
            told.push(
                kit.run("GetDay", key.clone())
                    .expect_intents([expected.clone()]),
            );
            told.push(
                kit.run("MustGetDay", key.clone())
                    .expect_intents([expected]),
            );
            told.push(kit.run("KeyOfDay", key).expect_ok());
        }
        let none = key(2026, 1, 3);
        told.push(kit.run("GetDay", none.clone()).expect_no_intents());
        let missing = "typed.Days: the element does not exist";
        told.push(kit.run("MustGetDay", none.clone()).expect_error(missing));
        told.push(kit.run("KeyOfDay", none).expect_error(missing));
        told
    });
}

#[test]
fn what_stands_for_an_absent_field_of_a_row_is_read() {
    everywhere(|kit| {
        kit.view(DAYS, key(2026, 1, 1), record! { Amount: 1i64 });
        vec![
            kit.run("GetDay", key(2026, 1, 1))
                .expect_intents([result(row(key(2026, 1, 1), &bare(1)))]),
        ]
    });
}

#[test]
fn a_row_that_does_not_fit_is_named_by_its_entity() {
    everywhere(|kit| {
        let outcome = |kit: &mut Kit, value: DynRecord, why: &str| {
            kit.view(DAYS, key(2026, 1, 1), value);
            [
                kit.run("GetDay", key(2026, 1, 1)).expect_error(why),
                kit.run("ReadDays", record! { Year: 2026 })
                    .expect_error(why),
                kit.run("SumDays", record! {}).expect_error(why),
                kit.run("TryDays", record! {}).expect_error(why),
            ]
        };
        let mut told = Vec::new();
        told.extend(outcome(
            kit,
            record! {},
            "typed.Days: field Amount is absent",
        ));
        told.extend(outcome(
            kit,
            bare(1).with("Tags", [1]),
            "typed.Days: field Tags has items of another type",
        ));
        told.extend(outcome(
            kit,
            bare(1).with("Place", record! { Town: "t" }),
            "Place: field Number is absent",
        ));
        // Reads check the fields of the key too: it may hold a value that the struct cannot.
        kit.view(DAYS, key(2026, 1, 1), bare(1));
        kit.view(DAYS, key(2026, 256, 1), bare(2));
        let why = "typed.Days: field Month is out of range";
        told.push(
            kit.run("ReadDays", record! { Year: 2026 })
                .expect_error(why),
        );
        told.push(kit.run("SumDays", record! {}).expect_error(why));
        told
    });
}

#[test]
fn rows_are_read_by_prefixes_of_each_length() {
    everywhere(|kit| {
        arrange(kit);
        let all = all();
        let mut told = Vec::new();
        for (lead, rows) in [
            (record! { Year: 2026 }, &all[1..4]),
            (record! { Year: 2026, Month: 1 }, &all[1..3]),
            (record! { Year: 2026, Month: 1, Day: 2 }, &all[2..3]),
            (record! { Year: 2024 }, &all[..0]),
            (record! { Year: 2026, Month: 3 }, &all[..0]),
            (record! { Year: 2026, Limit: 2i64 }, &all[1..3]),
            (record! { Year: 2026, Limit: 100i64 }, &all[1..4]),
            (record! { Year: 2026, Limit: 1i64 }, &all[1..2]),
        ] {
            told.push(
                kit.run("ReadDays", lead)
                    .expect_intents(results(rows.to_vec())),
            );
        }
        told
    });
}

#[test]
fn at_most_no_rows_are_none_and_the_host_is_not_asked() {
    everywhere(|kit| {
        arrange(kit);
        let leads = [record! { Year: 2026 }, record! { Year: 2026, Month: 1 }];
        let none = |lead: DynRecord| {
            kit.run("ReadDays", lead.with("Limit", 0i64))
                .expect_no_intents()
                .expect_host_calls([""; 0])
        };
        leads.into_iter().map(none).collect()
    });
}

#[test]
fn many_rows_are_read_in_pages() {
    everywhere(|kit| {
        for day in 0..700 {
            kit.view(DAYS, key(2026, day / 100, day), full(i64::from(day)));
        }
        let sum: i64 = (0..700).sum();
        let read = kit.run("ReadDays", record! { Year: 2026, Month: 6 });
        let rows = (600..700).map(|day| (key(2026, 6, day), full(i64::from(day))));
        vec![
            read.expect_intents(results(rows)),
            kit.run("SumDays", record! {})
                .expect_intents([result(record! { Rows: 700, Amount: sum })]),
        ]
    });
}

#[test]
fn what_was_read_stays_while_other_rows_are_read() {
    everywhere(|kit| {
        arrange(kit);
        let mut expected: Vec<_> = all()[1..4].iter().rev().cloned().collect();
        let (first, value) = all()[1].clone();
        expected.push((first, value.with("Amount", 60_i64 + 3)));
        vec![
            kit.run("KeepDays", record! {})
                .expect_intents(results(expected)),
        ]
    });
}

#[test]
fn rows_are_handed_over_until_the_callback_stops() {
    everywhere(|kit| {
        arrange(kit);
        let sum = |rows: i32, amount: i64| [result(record! { Rows: rows, Amount: amount })];
        vec![
            kit.run("SumDays", record! {}).expect_intents(sum(3, 60)),
            kit.run("SumDays", record! { StopAt: 10i64 })
                .expect_intents(sum(1, 10)),
            kit.run("SumDays", record! { StopAt: 20i64 })
                .expect_intents(sum(2, 30)),
            kit.run("SumDays", record! { StopAt: 7i64 })
                .expect_intents(sum(3, 60)),
            kit.run("TryDays", record! {}).expect_intents(sum(3, 60)),
            kit.run("TryDays", record! { StopAt: 30i64 })
                .expect_error("größer"),
            kit.run("TryDays", record! { StopAt: 20i64 })
                .expect_error("without a note"),
        ]
    });
}

#[test]
fn a_storage_that_fails_is_named_by_the_entity() {
    everywhere(|kit| {
        arrange(kit);
        kit.fail_get(1, GetCode::Io);
        let get = kit.run("GetDay", key(2026, 1, 1));
        kit.clear_failures();
        kit.fail_read_after(1, 2, ReadCode::Io);
        vec![
            get.expect_error("typed.Days: i/o error"),
            kit.run("ReadDays", record! { Year: 2026 })
                .expect_error("typed.Days: i/o error"),
            kit.run("SumDays", record! {})
                .expect_error("typed.Days: i/o error"),
            kit.run("TryDays", record! {})
                .expect_error("state: typed.Days: i/o error"),
        ]
    });
}

#[test]
fn a_row_is_inserted_in_place_of_another() {
    everywhere(|kit| {
        let inserted = |value: &DynRecord| {
            let fields = value.fields();
            fields.fold(
                insert_view(DAYS, key(2026, 1, 1)),
                |intent, (name, value)| intent.with(name, value.clone()),
            )
        };
        let mut told = Vec::new();
        for value in [full(1), bare(2)] {
            let args = row(key(2026, 1, 1), &value);
            told.push(
                kit.run("InsertDay", args)
                    .expect_intents([inserted(&value)]),
            );
            kit.expect_rows(DAYS, [(key(2026, 1, 1), value)]);
        }
        told
    });
}

#[test]
fn an_update_writes_what_differs() {
    everywhere(|kit| {
        let updated = || update_view(DAYS, key(2026, 1, 1));
        let mut told = Vec::new();
        for (what, intent) in [
            ("amount", updated().with("Amount", 11i64)),
            ("note", updated().with("Note", "changed")),
            ("tags", updated().with("Tags", ["a", "", "more"])),
            ("no tags", updated().with("Tags", Vec::<&str>::new())),
            (
                "place",
                updated().with("Place", record! { Town: "here", Number: 2 }),
            ),
            ("anything else", updated().with("Amount", i64::MIN)),
            (
                "all",
                updated()
                    .with("Amount", 0i64)
                    .with("Note", "")
                    .with("Tags", ["x"])
                    .with("Place", record! { Town: "elsewhere", Number: 0 }),
            ),
        ] {
            kit.view(DAYS, key(2026, 1, 1), full(10));
            told.push(
                kit.run("UpdateDay", record! { What: what })
                    .expect_intents([intent]),
            );
        }
        told
    });
}

#[test]
fn an_update_that_changes_nothing_is_none() {
    everywhere(|kit| {
        kit.view(DAYS, key(2026, 1, 1), full(10));
        let mut told: Vec<_> = ["nothing", "the same"]
            .map(|what| {
                kit.run("UpdateDay", record! { What: what })
                    .expect_no_intents()
            })
            .into();
        // An absent field that stays absent, and one with a default.
        kit.view(DAYS, key(2026, 1, 1), record! { Amount: 1i64 });
        told.push(
            kit.run("UpdateDay", record! { What: "no note" })
                .expect_no_intents(),
        );
        told.push(
            kit.run("UpdateDay", record! { What: "no tags" })
                .expect_no_intents(),
        );
        told
    });
}

#[test]
fn an_update_makes_a_field_absent_and_leaves_the_key() {
    everywhere(|kit| {
        kit.view(DAYS, key(2026, 1, 1), full(10));
        let told = vec![
            kit.run("UpdateDay", record! { What: "no note" })
                .expect_intents([update_view(DAYS, key(2026, 1, 1)).with("sys.Absent", "Note")]),
            kit.run("UpdateDay", record! { What: "key" })
                .expect_error("typed.Days: an update cannot change the key"),
        ];
        kit.expect_rows(DAYS, [(key(2026, 1, 1), full(10).without("Note"))]);
        told
    });
}

fn keys() -> DynRecord {
    record! {
        Int8: -128,
        Uint32: i64::from(u32::MAX),
        Int64: i64::MIN,
        Float32: -0.5f32,
        Float64: f64::MAX,
        Flag: true,
        Text: "ü\0",
        Bytes: &[0, 255],
        QName: QName("a.b.C"),
        Id: RecordId(-1),
        Owned: "",
    }
}

#[test]
fn keys_have_every_type_that_has_an_order() {
    everywhere(|kit| {
        let value = || record! { Found: true };
        let other = keys().with("Owned", "other").with("Uint32", 0i64);
        let mut told = Vec::new();
        for key in [keys(), other] {
            told.push(
                kit.run("InsertKeys", key.clone())
                    .expect_intents([insert_view("typed.Keys", key.clone()).with("Found", true)]),
            );
            kit.expect_row("typed.Keys", key.clone(), value());
            told.push(
                kit.run("FindKeys", key.clone())
                    .expect_intents([result(key)]),
            );
        }
        let none = keys().with("Float32", 0.5f32);
        told.push(
            kit.run("FindKeys", none)
                .expect_error("typed.Keys: the element does not exist"),
        );
        // An error names the entity of a key.
        told.push(
            kit.run("FindKeys", keys().with("Int8", 128))
                .expect_error("typed.Keys: field Int8 is out of range"),
        );
        told
    });
}
