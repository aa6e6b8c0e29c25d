//! Derived errors: texts, codes, conversions, causes.

use std::borrow::Cow;
use std::error::Error as _;

use heeus_sdk::prelude::*;
use heeus_sdk::untyped::StateError;

#[derive(Debug, ExtensionError)]
#[error(code = 400)]
enum OrderError<'run> {
    #[error("the order has no items")]
    NoItems,
    #[error("only {left} of {name} {{{type}}}", code = 400 + 9)]
    Shortage {
        left: i64,
        name: &'run str,
        r#type: Cow<'run, str>,
    },
    #[error("{1}{0}{1}")]
    Pair(String, bool),
    #[error("")]
    Silent,
    #[error("the price: {0}")]
    Price(#[from] std::num::ParseFloatError),
    #[error("{0}", code = 1)]
    Weight(f32),
    #[error(transparent)]
    Inner(Shortage),
    State(#[from] Error),
    #[error("unreadable", code = 500)]
    Unreadable(#[source] Shortage, ()),
}

/// An error that is a struct.
#[derive(Debug, ExtensionError)]
#[error("room for {cause} of {wanted} only", code = -3)]
struct Shortage {
    #[source]
    cause: StateError,
    wanted: u64,
}

const SHORTAGE: Shortage = Shortage {
    cause: StateError::Io,
    wanted: u64::MAX,
};

/// All errors, with their texts and codes.
fn all() -> Vec<(OrderError<'static>, &'static str, i32)> {
    let shortage = || OrderError::Shortage {
        left: i64::MIN,
        name: "größer",
        r#type: "new".into(),
    };
    let of_shortage = "room for i/o error of 18446744073709551615 only";
    vec![
        (OrderError::NoItems, "the order has no items", 400),
        (shortage(), "only -9223372036854775808 of größer {new}", 409),
        (OrderError::Pair("a".into(), true), "trueatrue", 400),
        (OrderError::Silent, "", 400),
        (
            OrderError::from("x".parse::<f64>().unwrap_err()),
            "the price: invalid float literal",
            400,
        ),
        (OrderError::Weight(1.5), "1.5", 1),
        (OrderError::Inner(SHORTAGE), of_shortage, -3),
        (OrderError::from(Error::from("lost")), "lost", 0),
        (OrderError::Unreadable(SHORTAGE, ()), "unreadable", 500),
    ]
}

#[test]
fn an_error_has_its_text_and_its_code() {
    for (error, text, code) in all() {
        assert_eq!(error.to_string(), text);
        assert_eq!(error.code(), code, "{text}");
    }
    assert_eq!(SHORTAGE.code(), -3);
}

#[test]
fn the_cause_is_the_field_that_is_one() {
    let cause = |error: OrderError<'static>| error.source().map(ToString::to_string);
    assert_eq!(cause(OrderError::NoItems), None);
    assert_eq!(cause(OrderError::from(Error::from("lost"))), None);
    let price = OrderError::from("x".parse::<f64>().unwrap_err());
    assert_eq!(cause(price).as_deref(), Some("invalid float literal"));
    // A variant that shows its field as a whole has the cause of the field.
    let inner = OrderError::Inner(SHORTAGE);
    assert_eq!(cause(inner).as_deref(), Some("i/o error"));
    let unreadable = OrderError::Unreadable(SHORTAGE, ());
    assert_eq!(cause(unreadable), Some(SHORTAGE.to_string()));
}

#[test]
fn question_mark_turns_errors_into_variants() {
    fn price(text: &str) -> Result<f64, OrderError<'static>> {
        Ok(text.parse()?)
    }
    fn state(found: bool) -> Result<(), OrderError<'static>> {
        Ok(found.then_some(()).ok_or(Error::from("not found"))?)
    }
    assert!(matches!(price("x"), Err(OrderError::Price(_))));
    assert!(matches!(price("1"), Ok(price) if price > 0.0));
    assert!(matches!(state(false), Err(OrderError::State(_))));
    assert!(state(true).is_ok());
}

macro_rules! shows {
    ($($name:ident $ty:ty: $values:expr;)+) => {$(
        #[test]
        fn $name() {
            #[derive(Debug, ExtensionError)]
            #[error("<{0}>")]
            struct Shown($ty);

            for value in $values {
                assert_eq!(Shown(value).to_string(), format!("<{value}>"));
            }
        }
    )+};
}

/// Numbers about each power of ten and of two that the type has.
fn edges(bits: u32) -> Vec<i128> {
    let tens = (0..20).map(|power| 10_i128.pow(power));
    let twos = (0..bits).map(|power| 1_i128 << power);
    let near = tens.chain(twos).flat_map(|edge| [edge - 1, edge, edge + 1]);
    near.flat_map(|edge| [edge, -edge]).collect()
}

/// The numbers that fit into the type.
fn fitting<T: TryFrom<i128>>(bits: u32) -> Vec<T> {
    let edges = edges(bits).into_iter();
    edges.filter_map(|edge| T::try_from(edge).ok()).collect()
}

shows! {
    shows_i8 i8: fitting::<i8>(8);
    shows_i16 i16: fitting::<i16>(16);
    shows_i32 i32: fitting::<i32>(32);
    shows_i64 i64: fitting::<i64>(64);
    shows_u8 u8: fitting::<u8>(8);
    shows_u16 u16: fitting::<u16>(16);
    shows_u32 u32: fitting::<u32>(32);
    shows_u64 u64: fitting::<u64>(64);
    shows_usize usize: fitting::<usize>(64);
    shows_isize isize: fitting::<isize>(64);
    shows_bool bool: [false, true];
    shows_ids RecordId: fitting::<i64>(64).into_iter().map(RecordId);
    shows_texts &'static str: ["", "größer", "{}"];
    shows_formatted char: ['a', 'ß'];
}

#[test]
fn a_name_is_shown() {
    #[derive(Debug, ExtensionError)]
    #[error("no {0}")]
    struct Missing(QName<'static>);

    assert_eq!(
        Missing(QName("shop.Article")).to_string(),
        "no shop.Article"
    );
}
