//! Records of tests: their values and their text.

use heeus_host::Args;
use heeus_host_testkit::prelude::*;
use heeus_sdk::values::{Date, Money, Timestamp};

fn every_type() -> DynRecord {
    record! {
        A: -1,
        B: 2i64,
        C: 0.5f32,
        D: 1.0,
        E: "q\"\n",
        F: b"x\0",
        G: QName("a.B"),
        H: RecordId(7),
        I: record! { Deep: true },
        J: [1, 2],
        K: [record! { Q: 1 }, record! {}],
        L: Vec::<RecordId>::new(),
        M: [b"ab"],
        N: [QName("a.B"), QName("a.C")],
        O: vec!["x".to_owned()],
        "sys.ID": RecordId(1),
        type: f64::NAN,
    }
}

#[test]
fn the_contract_gives_back_what_was_put_in() {
    let bytes = every_type().encode().unwrap();
    heeus_abi::check_record(&bytes.clone().into_bytes()).unwrap();
    assert_eq!(DynRecord::from(bytes), every_type());
    assert_eq!(
        record! {}.encode().unwrap(),
        heeus_abi::RecordBuf::default()
    );
}

#[test]
fn the_text_is_what_makes_the_record() {
    assert_eq!(
        every_type().to_string(),
        concat!(
            r#"record! { A: -1, B: 2i64, C: 0.5f32, D: 1.0, E: "q\"\n", F: b"x\x00", "#,
            r#"G: QName("a.B"), H: RecordId(7), I: record! { Deep: true }, J: [1, 2], "#,
            r#"K: [record! { Q: 1 }, record! {}], L: Vec::<RecordId>::new(), M: [b"ab"], "#,
            r#"N: [QName("a.B"), QName("a.C")], O: ["x"], "sys.ID": RecordId(1), type: f64::NAN }"#
        )
    );
}

#[test]
fn a_name_that_is_no_identifier_stands_in_quotes() {
    let names = ["_", "_a", "a1", "1a", "a b", "ä", "a\"b"].map(|name| {
        let text = record! {}.with(name, 1).to_string();
        text.replace("record! { ", "").replace(": 1 }", "")
    });
    assert_eq!(
        names,
        [
            "\"_\"",
            "_a",
            "a1",
            "\"1a\"",
            "\"a b\"",
            "\"ä\"",
            "\"a\\\"b\""
        ]
    );
}

#[test]
fn long_lines_are_broken() {
    let item =
        |number: i32| record! { Quantity: number, SinglePrice: 100i64, Note: "aaaaaaaaaaaa" };
    let record = record! { Day: 1, Items: [item(1), item(2)], Short: [1, 2] };
    assert_eq!(
        format!("{record:#}"),
        "\
record! {
    Day: 1,
    Items: [
        record! { Note: \"aaaaaaaaaaaa\", Quantity: 1, SinglePrice: 100i64 },
        record! { Note: \"aaaaaaaaaaaa\", Quantity: 2, SinglePrice: 100i64 },
    ],
    Short: [1, 2],
}"
    );
}

#[test]
fn floats_are_the_same_where_their_bits_are() {
    assert_eq!(record! { A: f64::NAN }, record! { A: f64::NAN });
    assert_ne!(record! { A: 0.0 }, record! { A: -0.0 });
    assert_ne!(record! { A: 1.0f32 }, record! { A: 1.0 });
}

#[test]
fn names_may_be_computed() {
    let name = String::from("Computed");
    assert_eq!(record! {}.with(name, 1), record! { Computed: 1 });
    assert_eq!(
        record! { A: 1, A: 2 },
        record! { A: 2 },
        "the later value counts"
    );
}

#[test]
fn what_the_contract_does_not_allow_is_an_error() {
    use heeus_abi::EncodeError;
    assert_eq!(record! { "": 1 }.encode(), Err(EncodeError::Name));
    assert_eq!(record! { A: QName("x") }.encode(), Err(EncodeError::QName));
    assert_eq!(
        record! { A: [record! { B: [QName("x")] }] }.encode(),
        Err(EncodeError::QName)
    );
}

#[test]
fn amounts_and_times_are_the_numbers_of_their_fields() {
    let day = Date::new(2026, 11, 30).expect("a date");
    let now = Timestamp::at(day, 12, 0, 0).expect("a time");
    let price = Money::from_cents(1250).expect("an amount");
    assert_eq!(
        record! { Day: day, Now: now, Price: price, Prices: [price] },
        record! {
            Day: day.days(),
            Now: now.millis(),
            Price: price.ten_thousandths(),
            Prices: [price.ten_thousandths()],
        }
    );
}

#[test]
fn nothing_is_a_record_without_fields() {
    let args = Args::from(());
    assert!(args.record().is_ok_and(|record| record.is_empty()));
}
