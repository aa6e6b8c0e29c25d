//! JSON that is read.

use std::borrow::Cow;

use heeus_sdk::prelude::*;
use heeus_sdk::values::json::{self, FromJson, Json, JsonItems, JsonKind, JsonMembers};
use proptest::prelude::*;
use serde_json::{Map, Value};

use super::{cases, text, value};

fn read(text: &str) -> Json<'_> {
    json::read(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

const ORDER: &str = r#" {
    "customer": {"name": "Ada \"the first\"", "city": "Graz", "since": "2026-11-30"},
    "lines": [ {"article": 7, "price": 12.5}, {"article": 9, "price": "0.0001"}, null ],
    "paid": true, "note": null, "at": "2026-11-30T12:34:56.789Z", "total": -3
} "#;

#[test]
fn values_are_found_by_their_paths() {
    let order = read(ORDER);
    let name: Cow<'_, str> = order.get(("customer", "name")).expect("it is there");
    assert_eq!(name, Cow::<str>::Owned(r#"Ada "the first""#.into()));
    let city = order.get::<Cow<'_, str>>(("customer", "city"));
    assert!(matches!(city, Ok(Cow::Borrowed("Graz"))), "{city:?}");
    assert_eq!(order.get("paid"), Ok(true));
    assert_eq!(order.get("total"), Ok(-3));
    assert_eq!(order.get(("lines", 1, "article")), Ok(RecordId(9)));
    let lines: Json<'_> = order.get("lines").expect("it is there");
    let prices: Vec<Money> = lines
        .value::<JsonItems<'_>>()
        .expect("it is an array")
        .take(2)
        .map(|line| line.get("price").expect("it has a price"))
        .collect();
    assert_eq!(prices, [125_000, 1].map(Money::from_ten_thousandths));
    assert_eq!(
        order.get(("customer", "since")),
        Ok(Date::new(2026, 11, 30).expect("a date"))
    );
    let at: Timestamp = order.get("at").expect("it is there");
    assert_eq!(at.to_text(), "2026-11-30T12:34:56.789Z");
    assert_eq!(lines.get((2,)), Ok(None::<i64>));
    assert_eq!(read("[[[[[7]]]]]").get((0, 0, 0, 0, 0)), Ok(7));
}

#[test]
fn what_is_absent_or_null_is_none_where_that_may_be() {
    let order = read(ORDER);
    assert_eq!(order.find::<String>("note"), Ok(None));
    assert_eq!(order.find::<String>("other"), Ok(None));
    assert_eq!(order.find::<i64>(("note", "of", "whom")), Ok(None));
    assert_eq!(order.find::<i64>(("lines", 2, "article")), Ok(None));
    assert_eq!(order.find::<i64>(("lines", 3)), Ok(None));
    assert_eq!(order.find::<i64>(("lines", usize::MAX)), Ok(None));
    assert_eq!(order.find("total"), Ok(Some(-3)));
    assert_eq!(order.get::<Option<i64>>("note"), Ok(None));
    assert_eq!(order.get::<Option<i64>>("total"), Ok(Some(-3)));
}

/// The text of the error with which a value is read.
fn fails<'a, T: FromJson<'a> + std::fmt::Debug>(found: Result<T, Error>) -> String {
    found.expect_err("it is of another type").to_string()
}

#[test]
fn an_error_names_path_value_and_place() {
    let order = read(ORDER);
    let paid = ORDER.find("true").expect("it is there");
    let name = ORDER.find(r#""Ada"#).expect("it is there");
    let expected = format!("paid: found true or false, expected a text, at byte {paid}");
    assert_eq!(fails(order.get::<String>("paid")), expected);
    let expected = "a whole number of 64 bits";
    let expected = format!("customer.name: found a text, expected {expected}, at byte {name}");
    assert_eq!(fails(order.get::<i64>(("customer", "name"))), expected);
    assert_eq!(fails(order.find::<i64>(("customer", "name"))), expected);
    assert_eq!(fails(order.get::<i64>("other")), "other is absent");
    assert_eq!(
        fails(order.get::<i64>(("lines", 3, "article"))),
        "lines[3].article is absent"
    );
    let expected = format!("paid: found true or false, expected an object, at byte {paid}");
    assert_eq!(fails(order.find::<i64>(("paid", "by"))), expected);
    assert_eq!(fails(order.get::<i64>(("paid", "by", "whom"))), expected);
    let expected = format!("paid: found true or false, expected an array, at byte {paid}");
    assert_eq!(fails(order.get::<i64>(("paid", 0))), expected);
    assert_eq!(
        fails(read("[1]").get::<i64>("a")),
        "found an array, expected an object, at byte 0"
    );
    assert_eq!(
        fails(read("{}").value::<Vec<i64>>()),
        "found an object, expected an array, at byte 0"
    );
    assert_eq!(
        fails(read(r#"{"a":[[1],[2,null]]}"#).get::<Vec<Vec<i64>>>("a")),
        "a[1][1]: found null, expected a whole number of 64 bits, at byte 13"
    );
    let long = "9".repeat(50);
    let shown = &long[..40];
    assert_eq!(
        fails(read(&long).value::<i8>()),
        format!("found {shown}, expected a whole number of 8 bits, at byte 0")
    );
}

#[test]
fn integers_are_exact_or_errors() {
    macro_rules! bounds {
        ($($ty:ty)*) => {$(
            for number in [<$ty>::MIN, <$ty>::MIN + 1, 0, 1, <$ty>::MAX - 1, <$ty>::MAX] {
                assert_eq!(read(&number.to_string()).value(), Ok(number));
            }
            let beyond = [i128::from(<$ty>::MIN) - 1, i128::from(<$ty>::MAX) + 1];
            for number in beyond.map(|number| number.to_string()) {
                assert!(read(&number).value::<$ty>().is_err(), "{number}");
                assert!(read(&format!("{number}0")).value::<$ty>().is_err(), "{number}0");
            }
        )*};
    }
    bounds!(i8 i16 i32 i64 u8 u16 u32 u64);
    for zero in ["0", "-0"] {
        assert_eq!(read(zero).value(), Ok(0_i64));
        assert_eq!(read(zero).value(), Ok(0_u64));
    }
    for other in [
        "1.0", "1e0", "1E5", "0.0", "-1e-1", "true", "\"1\"", "null", "[1]",
    ] {
        assert!(read(other).value::<i64>().is_err(), "{other}");
        assert!(read(other).value::<u64>().is_err(), "{other}");
        assert!(read(other).value::<RecordId>().is_err(), "{other}");
    }
    let wraps = "18446744073709551616";
    assert!(read(wraps).value::<u64>().is_err());
    assert!(read(&format!("-{wraps}")).value::<i64>().is_err());
}

#[test]
fn amounts_and_times_are_exact_or_errors() {
    for (text, amount) in [
        ("12.5", 125_000),
        ("\"12.50\"", 125_000),
        ("-0.0001", -1),
        ("3", 30_000),
        ("\"\\u0033\"", 30_000),
    ] {
        assert_eq!(read(text).value(), Ok(Money::from_ten_thousandths(amount)));
    }
    for text in [
        "1e2",
        "0.00001",
        "\"1,5\"",
        "\"\"",
        "null",
        "999999999999999.9",
    ] {
        let error = fails(read(text).value::<Money>());
        assert!(error.contains("expected an amount"), "{error}");
    }
    for text in [
        "\"2026-11-31\"",
        "20261130",
        "null",
        "\"2026-11-30T00:00:00Z\"",
    ] {
        let error = fails(read(text).value::<Date>());
        assert!(error.contains("expected a date such as"), "{error}");
    }
    assert!(read("\"2026-11-30\"").value::<Timestamp>().is_err());
    assert_eq!(read("-1.5e2").value(), Ok(-150.0));
    for text in ["1e400", "-1e400", "\"1\"", "null"] {
        assert!(read(text).value::<f64>().is_err(), "{text}");
    }
}

#[test]
fn the_last_of_two_members_counts() {
    let twice = read(r#"{"a":1,"b":0,"\u0061":2}"#);
    assert_eq!(twice.get("a"), Ok(2));
    let members = twice.value::<JsonMembers<'_>>().expect("it is an object");
    let members: Vec<(String, i64)> = members
        .map(|(name, value)| (name.into(), value.value().expect("it is a number")))
        .collect();
    assert_eq!(members, [("a".into(), 1), ("b".into(), 0), ("a".into(), 2)]);
    // The last one counts, even if it is null.
    assert_eq!(read(r#"{"a":1,"a":null}"#).find::<i64>("a"), Ok(None));
}

#[test]
fn brackets_and_marks_in_texts_are_no_ends() {
    let json = read(r#"{"}":"]\"","\\":["[{","\\\""],"x\"":{"{":","},"y":7}"#);
    assert_eq!(json.get("}"), Ok(String::from("]\"")));
    assert_eq!(json.get(("\\", 1)), Ok(String::from("\\\"")));
    assert_eq!(json.get(("x\"", "{")), Ok(String::from(",")));
    assert_eq!(json.get("y"), Ok(7));
}

#[test]
fn kinds_are_told_apart() {
    for (text, kind) in [
        ("null", JsonKind::Null),
        ("true", JsonKind::Bool),
        ("false", JsonKind::Bool),
        ("-1", JsonKind::Number),
        ("0", JsonKind::Number),
        ("\"\"", JsonKind::Text),
        ("[]", JsonKind::Array),
        (" {}", JsonKind::Object),
    ] {
        assert_eq!(read(text).kind(), kind);
        assert_eq!(format!("{:?}", read(text)), text.trim());
        assert_eq!(&*json::of(&read(text)), text.trim());
    }
}

/// Returns the value in the form of `serde_json`, by all ways to it. Floats are null: `serde_json`
/// reads some of them as a neighbour.
fn content(json: Json<'_>) -> Value {
    match json.kind() {
        JsonKind::Null => Value::Null,
        JsonKind::Bool => json.value::<bool>().expect("a bool").into(),
        JsonKind::Number => match (json.value::<i64>(), json.value::<u64>()) {
            (Ok(0), _) if json.as_json() == "-0" => Value::Null,
            (Ok(number), _) => number.into(),
            (_, Ok(number)) => number.into(),
            _ => Value::Null,
        },
        JsonKind::Text => json.value::<String>().expect("a text").into(),
        JsonKind::Array => {
            let items = json.value::<JsonItems<'_>>().expect("an array");
            for (place, item) in items.clone().enumerate() {
                let found: Json<'_> = json.get(place).expect("it is there");
                assert_eq!(found.as_json(), item.as_json());
            }
            items.map(content).collect()
        }
        JsonKind::Object => {
            let members = json.value::<JsonMembers<'_>>().expect("an object");
            let members: Map<String, Value> = members
                .map(|(name, value)| (name.into_owned(), content(value)))
                .collect();
            for (name, value) in &members {
                let found: Json<'_> = json.get(name.as_str()).expect("it is there");
                assert_eq!(content(found), *value);
            }
            members.into()
        }
    }
}

fn without_floats(value: Value) -> Value {
    match value {
        Value::Number(number) if number.is_f64() => Value::Null,
        Value::Array(items) => items.into_iter().map(without_floats).collect(),
        Value::Object(members) => {
            let members = members.into_iter();
            let members = members.map(|(name, value)| (name, without_floats(value)));
            members.collect::<Map<_, _>>().into()
        }
        other => other,
    }
}

/// Compares with `serde_json`, which refuses large numbers and has another limit of depth.
fn same(bytes: &[u8]) -> Result<(), TestCaseError> {
    // It refuses a mark of byte order.
    let plain = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match (json::read(bytes), serde_json::from_slice::<Value>(plain)) {
        (Ok(json), Ok(expected)) => {
            prop_assert_eq!(content(json), without_floats(expected));
        }
        (Ok(_), Err(error)) => {
            prop_assert!(
                error.to_string().starts_with("number out of range"),
                "{}",
                error
            );
        }
        (Err(error), Ok(_)) => prop_assert!(false, "{:?} is refused: {}", plain, error),
        (Err(_), Err(_)) => {}
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn a_value_is_read_as_it_was(value in value(), is_pretty: bool) {
        let text = if is_pretty {
            serde_json::to_string_pretty(&value).expect("it has a text")
        } else {
            value.to_string()
        };
        prop_assert_eq!(content(read(&text)), value);
    }

    #[test]
    fn a_text_is_read_in_all_its_escapes(text in text()) {
        let units = text.encode_utf16().map(|unit| format!("\\u{unit:04x}"));
        let escaped = format!("\"{}\"", units.collect::<Vec<_>>().concat());
        prop_assert_eq!(read(&escaped).value(), Ok(text));
    }

    #[test]
    fn a_damaged_text_is_accepted_where_serde_accepts_it(
        value in value(),
        at: prop::sample::Index,
        other in prop::sample::select(&b"\"\\{}[]:,0-+.eE1tfnu/ \n\0\xffd8"[..]),
        way in 0..3,
    ) {
        let mut bytes = value.to_string().into_bytes();
        let at = at.index(bytes.len());
        match way {
            0 => bytes[at] = other,
            1 => bytes.insert(at, other),
            _ => drop(bytes.remove(at)),
        }
        same(&bytes)?;
    }

    #[test]
    fn pieces_of_json_are_accepted_where_serde_accepts_them(
        pieces in prop::collection::vec(prop::sample::select(&[
            "{", "}", "[", "]", ":", ",", "\"a\"", "\"", "\\", "\\n", "\\ud800", "\\udc00",
            "\\u0041", "0", "-", "1", ".5", "e1", "E+2", "true", "false", "null", "t", " ", "\n",
            "\u{feff}", "{}", "[]", "\"a\":", "\"b\":1", "[1,", "9223372036854775808", "ü", "\0",
        ][..]), 0..8),
    ) {
        same(pieces.concat().as_bytes())?;
    }
}
