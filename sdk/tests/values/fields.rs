//! Amounts, dates and times as fields.

use heeus_abi::{Field as Named, RecordRef, Value, encode_record};
use heeus_sdk::prelude::*;
use heeus_sdk::values::Weekday;

#[derive(Record, Debug, PartialEq)]
struct Bill {
    sum: Money,
    due: Date,
    sent: Timestamp,
    day: Weekday,
    paid: Option<Date>,
    parts: Vec<Money>,
    #[record(default = Date::MIN)]
    from: Date,
}

#[derive(Entity, Clone, Debug, PartialEq)]
#[entity(view = "values.Dues")]
struct Dues {
    #[entity(partition)]
    due: Date,
    #[entity(clustering)]
    sent: Timestamp,
    #[entity(clustering)]
    sum: Money,
    day: Weekday,
}

fn record(fields: &[(&str, Value<'_>)]) -> Vec<u8> {
    let fields = fields.iter().map(|&(name, value)| Named { name, value });
    let mut bytes = Vec::new();
    encode_record(&fields.collect::<Vec<_>>(), &mut bytes).expect("it is a record");
    bytes
}

fn bill(day: i32, due: i32, sent: i64) -> Vec<u8> {
    with_from(day, due, sent, &[])
}

fn with_from(day: i32, due: i32, sent: i64, from: &[(&str, Value<'_>)]) -> Vec<u8> {
    let mut array = Vec::new();
    heeus_abi::encode_array(heeus_abi::Items::I64(&[1, -1]), &mut array).expect("it is an array");
    let array = heeus_abi::ArrayRef::check(&array).expect("it is an array");
    let (before, after) = (
        [("Day", Value::I32(day)), ("Due", Value::I32(due))],
        [
            ("Parts", Value::Array(array)),
            ("Sent", Value::I64(sent)),
            ("Sum", Value::I64(15_000)),
        ],
    );
    record(&[&before, from, &after].concat())
}

fn read(bytes: &[u8]) -> Result<Bill, String> {
    let record = RecordRef::check(bytes).expect("it is a record");
    Bill::from_record(record).map_err(|error| error.to_string())
}

#[test]
fn they_are_numbers_on_the_wire() {
    let expected = Bill {
        sum: Money::parse("1.50").expect("an amount"),
        due: Date::new(1970, 1, 2).expect("a date"),
        sent: Timestamp::from_millis(-1).expect("a time"),
        day: Weekday::Sunday,
        paid: None,
        parts: [1, -1].map(Money::from_ten_thousandths).into(),
        from: Date::MIN,
    };
    let written = with_from(7, 1, -1, &[("From", Value::I32(Date::MIN.days()))]);
    assert_eq!(expected.to_bytes(), written);
    assert_eq!(read(&bill(7, 1, -1)), Ok(expected));
}

#[test]
fn numbers_beyond_all_years_are_out_of_range() {
    for due in [
        Date::MIN.days() - 1,
        Date::MAX.days() + 1,
        i32::MIN,
        i32::MAX,
    ] {
        let error = read(&bill(1, due, 0));
        assert_eq!(error, Err("Bill: field Due is out of range".into()));
    }
    for sent in [i64::MIN, i64::MAX] {
        let error = read(&bill(1, 0, sent));
        assert_eq!(error, Err("Bill: field Sent is out of range".into()));
    }
    let error = read(&bill(0, 0, 0));
    let expected = "Bill: field Day is 0, expected one of 1, 2, 3, 4, 5, 6, 7";
    assert_eq!(error, Err(expected.into()));
}

#[test]
fn they_are_keys() {
    let due = Dues {
        due: Date::MAX,
        sent: Timestamp::MIN,
        sum: Money::ZERO,
        day: Weekday::Friday,
    };
    let key = due.key();
    assert_eq!(key.clone(), key);
    let expected = "DuesKey { due: 9999-12-31, sent: 0001-01-01T00:00:00.000Z, sum: 0 }";
    assert_eq!(format!("{key:?}"), expected);
    let expected = record(&[
        ("Due", Value::I32(Date::MAX.days())),
        ("Sent", Value::I64(Timestamp::MIN.millis())),
        ("Sum", Value::I64(0)),
    ]);
    assert_eq!(due.key_to_bytes(), expected);
}

#[derive(ExtensionError, Debug)]
enum Refused {
    #[error("{sum} is due on {due}, not at {at}")]
    Due {
        sum: Money,
        due: Date,
        at: Timestamp,
    },
}

#[test]
fn errors_show_them() {
    let error = Refused::Due {
        sum: Money::from_ten_thousandths(-5),
        due: Date::MIN,
        at: Timestamp::MAX,
    };
    let expected = "-0.0005 is due on 0001-01-01, not at 9999-12-31T23:59:59.999Z";
    assert_eq!(error.to_string(), expected);
}
