//! Texts, compared with those of the formatting code.

use std::borrow::Cow;
use std::fmt::Display;

use heeus_sdk::prelude::*;
use heeus_sdk::untyped::StateError;
use heeus_sdk::values::{ParseError, Text, ToText};
use proptest::prelude::*;

use super::cases;

/// Compares a value's text with what formatting code writes.
fn same(value: impl ToText + Display) {
    let expected = value.to_string();
    assert_eq!(&*text!("{value}"), expected);
    assert_eq!(&**Text::new().put(&value), expected);
    assert_eq!(&*text!("<{}>", value), format!("<{expected}>"));
}

#[test]
fn each_type_has_the_text_of_its_display() {
    macro_rules! integers {
        ($($ty:ty)*) => {$(
            for value in [<$ty>::MIN, <$ty>::MIN + 1, 0, 1, 9, 10, <$ty>::MAX - 1, <$ty>::MAX] {
                same(value);
            }
        )*};
    }
    integers!(i8 i16 i32 i64 isize u8 u16 u32 u64 usize);
    for text in ["", "a", "größer\n\u{1f600}", "{}"] {
        same(text);
        same(String::from(text));
        same(Cow::Borrowed(text));
        same(Box::<str>::from(text));
        same(text!("{text}"));
    }
    for letter in ['a', '\0', 'ü', '\u{1f600}'] {
        same(letter);
    }
    same(true);
    same(false);
    same(Box::new(7));
    same(RecordId(i64::MIN));
    same(StateError::Io);
    same(Error::from("an error"));
    same(Money::MIN);
    same(Date::MAX);
    same(Timestamp::MIN);
    same(Money::parse("x").expect_err("no amount"));
    assert_eq!(&*text!("{}", QName("shop.Order")), "shop.Order");
}

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn any_integer_has_the_text_of_its_display(signed: i64, unsigned: u64) {
        same(signed);
        same(unsigned);
    }

    #[test]
    fn parts_add_up(parts: Vec<String>, number: i32) {
        let mut text = Text::new();
        for part in &parts {
            text.put(part).put(number);
        }
        let expected: Vec<String> = parts.iter().map(|part| format!("{part}{number}")).collect();
        let expected = expected.concat();
        assert_eq!(text.as_str(), expected);
        assert_eq!(String::from(text), expected);
    }
}

#[test]
fn a_value_is_taken_once_and_in_its_order() {
    let mut count = 0;
    let mut next = || {
        count += 1;
        count
    };
    let name = "n";
    let text = text!("{} {name} {} {{{name}}} {}", next(), next() + 1, next());
    assert_eq!(&*text, "1 n 3 {n} 3");
    assert_eq!(&*text!("{}", 1 + 2), "3");
    assert_eq!(&*text!(""), "");
    assert_eq!(&*text!("{{}}",), "{}");
    let r#type = 5;
    assert_eq!(&*text!("{type} {r#type}"), "5 5");
}

#[test]
fn a_type_without_a_text_is_written_by_its_display() {
    let (half, place) = (0.5, std::net::Ipv4Addr::LOCALHOST);
    assert_eq!(&*text!("{half} at {place}"), "0.5 at 127.0.0.1");
}

/// A type with a method of the name that generated code calls.
struct Writes(i32);

impl Writes {
    const fn write(&self) -> i32 {
        self.0
    }
}

struct Account {
    number: i64,
}

impl ToText for Account {
    fn write_to(&self, text: &mut Text) {
        text.put("account ").put(self.number);
    }
}

impl Account {
    fn shown(&self) -> Result<Text, ParseError> {
        let day = Date::parse("2026-11-30")?;
        Ok(text!("{self} on {day}, {}", Date::parse("2026-12-01")?))
    }
}

#[test]
fn values_mean_what_they_mean_around_the_macro() {
    assert_eq!(&*text!("{}", Writes(7).write()), "7");
    let shown = Account { number: 5 }.shown().expect("both are dates");
    assert_eq!(&*shown, "account 5 on 2026-11-30, 2026-12-01");
}

#[derive(Debug, ExtensionError)]
enum Refused {
    #[error("{0}")]
    Why(Text),
    #[error("{0} is closed")]
    Closed(&'static str),
}

#[test]
fn a_text_is_used_like_one_of_the_standard_library() {
    let text = text!("größer");
    assert_eq!(text.len(), 8);
    assert_eq!(text.as_bytes(), "größer".as_bytes());
    assert_eq!(AsRef::<str>::as_ref(&text), "größer");
    assert_eq!(
        format!("{text} {text:?} {text:>8}"),
        "größer \"größer\"   größer"
    );
    assert_eq!(Refused::Why(text!("no")).to_string(), "no");
    assert_eq!(Refused::Closed("it").to_string(), "it is closed");
    let error: Error = text!("no {}", 1).into();
    assert_eq!(error.to_string(), "no 1");
    assert_eq!(Text::default().as_str(), "");
    let fails = || -> Result<(), Text> { Err(text!("no")) };
    let error = fails().expect_err("it fails");
    assert_eq!((ExtensionError::code(&error), &*error), (0, "no"));
}
