//! JSON that is written.

use std::borrow::Cow;

use heeus_sdk::prelude::*;
use heeus_sdk::values::json::{self, JsonFilled, JsonSlot, ToJson};
use proptest::prelude::*;
use serde_json::Value;

use super::{cases, text, value};

fn same(value: impl ToJson, expected: &str) {
    assert_eq!(&*json::of(&value), expected);
    let is_read: Result<Value, _> = serde_json::from_str(expected);
    assert!(is_read.is_ok(), "{expected}: {is_read:?}");
}

#[test]
fn values_have_their_forms() {
    same("", r#""""#);
    same(String::from("a"), r#""a""#);
    same(Cow::Borrowed("b"), r#""b""#);
    same(text!("{}", 1), r#""1""#);
    same(QName("shop.Order"), r#""shop.Order""#);
    same(true, "true");
    same(false, "false");
    same(i64::MIN, "-9223372036854775808");
    same(u64::MAX, "18446744073709551615");
    same((i8::MIN, 0).0, "-128");
    same(RecordId(-1), "-1");
    same(Money::from_ten_thousandths(-5), "-0.0005");
    same(Money::MIN, "-922337203685477.5808");
    same(Date::MAX, r#""9999-12-31""#);
    same(Timestamp::MIN, r#""0001-01-01T00:00:00.000Z""#);
    same(None::<&str>, "null");
    same(Some(7), "7");
    same(Some(Some("7")), r#""7""#);
    same([[1, 2], [3, 4]], "[[1,2],[3,4]]");
    same(Vec::<i32>::new(), "[]");
    same(&[Some("a"), None][..], r#"["a",null]"#);
    same(Box::new(&"a"), r#""a""#);
}

#[test]
fn letters_are_escaped_where_they_must_be() {
    same(
        "\"\\/\u{8}\u{c}\n\r\t\u{0}\u{1f}\u{7f}\u{2028}ü\u{1f600}",
        "\"\\\"\\\\/\\u0008\\u000c\\n\\r\\t\\u0000\\u001f\u{7f}\u{2028}ü\u{1f600}\"",
    );
    for letter in '\0'..='\u{ff}' {
        for text in [format!("{letter}"), format!("a{letter}b{letter}{letter}")] {
            let read: Value = serde_json::from_str(&json::of(&text)).expect(&text);
            assert_eq!(read, Value::from(text));
        }
    }
}

#[test]
fn objects_and_arrays_nest() {
    let text = json::object(|_| ());
    assert_eq!(&*text, "{}");
    assert_eq!(&*json::array(|_| ()), "[]");
    let text = json::array(|outer| {
        outer.array(|_| ());
        outer.object(|_| ());
        let inner = outer.array(|inner| {
            inner.put("[");
            inner.put("{");
            inner.object(|object| {
                object.object("", |_| ());
                object.array("{", |array| array.put("["));
                object.put("[\"", 1);
            });
            "what the function returns"
        });
        outer.put(inner);
    });
    let expected = r#"[[],{},["[","{",{"":{},"{":["["],"[\"":1}],"what the function returns"]"#;
    assert_eq!(&*text, expected);
}

#[test]
fn a_name_that_is_written_twice_is_there_twice() {
    let text = json::object(|object| {
        object.put("a", 1);
        object.put("a", 2);
    });
    assert_eq!(&*text, r#"{"a":1,"a":2}"#);
}

#[test]
fn a_function_that_fails_has_no_text() {
    let text = json::try_object(|object| {
        object.put("a", 1);
        object.array("b", |array| {
            array.put(Date::parse("2026-11-30")?);
            array.put(Date::parse("2026-11-31")?);
            Ok::<_, Error>(())
        })
    });
    let error = text.expect_err("November has 30 days");
    assert_eq!(error.to_string(), "expected a date such as 2026-11-30");
    let text = json::try_array(|array| {
        array.put(1);
        Err("no more")
    });
    assert_eq!(text.err(), Some("no more"));
    let text = json::try_array(|array| {
        array.put(1);
        Ok::<_, Error>(())
    });
    assert_eq!(text.as_deref(), Ok("[1]"));
    // An error that the function handles itself leaves whole JSON.
    let text = json::object(|object| {
        let failed = object.array("a", |array| {
            array.put(1);
            Err::<(), _>("no more")
        });
        object.put("error", failed.err());
    });
    assert_eq!(&*text, r#"{"a":[1],"error":"no more"}"#);
}

/// A type of an author's own, in each form.
enum Own<'a> {
    Text(&'a str),
    List(Vec<Own<'a>>),
    Members(Vec<(&'a str, Own<'a>)>),
}

impl ToJson for Own<'_> {
    fn to_json<'t>(&self, slot: JsonSlot<'t>) -> JsonFilled<'t> {
        match self {
            Self::Text(text) => slot.put(text),
            Self::List(items) => slot.array(|array| {
                for item in items {
                    array.put(item);
                }
            }),
            Self::Members(members) => slot.object(|object| {
                for (name, value) in members {
                    object.put(name, value);
                }
            }),
        }
    }
}

#[test]
fn a_type_of_an_authors_own_fills_its_slot() {
    let list = Own::List(vec![Own::Text("a"), Own::List(vec![])]);
    let own = Own::Members(vec![("list", list), ("text", Own::Text("b"))]);
    same(own, r#"{"list":["a",[]],"text":"b"}"#);
}

/// Values of `serde_json` without floats.
struct Any<'a>(&'a Value);

impl ToJson for Any<'_> {
    fn to_json<'t>(&self, slot: JsonSlot<'t>) -> JsonFilled<'t> {
        match self.0 {
            Value::Null => slot.put(None::<bool>),
            Value::Bool(value) => slot.put(value),
            Value::Number(number) => match (number.as_i64(), number.as_u64()) {
                (Some(number), _) => slot.put(number),
                (None, number) => slot.put(number),
            },
            Value::String(text) => slot.put(text),
            Value::Array(items) => slot.put(items.iter().map(Any).collect::<Vec<_>>()),
            Value::Object(members) => slot.object(|object| {
                for (name, value) in members {
                    object.put(name, Any(value));
                }
            }),
        }
    }
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn a_text_is_read_as_it_was(text in text()) {
        let read: Value = serde_json::from_str(&json::of(&text)).expect("it is JSON");
        prop_assert_eq!(read, Value::from(text));
    }

    #[test]
    fn a_value_is_read_as_it_was(value in value()) {
        let text = json::of(&Any(&value));
        let read: Value = serde_json::from_str(&text).expect("it is JSON");
        prop_assert_eq!(read, value);
    }
}
