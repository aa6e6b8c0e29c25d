//! Dates against a calendar that counts days one by one.

use heeus_sdk::values::{Date, Weekday};
use proptest::prelude::*;

use super::cases;

const WEEK: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

fn is_leap(year: i32) -> bool {
    year % 400 == 0 || year % 4 == 0 && year % 100 != 0
}

fn length(year: i32, month: u8) -> u8 {
    const LENGTHS: [u8; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let leap_day = u8::from(month == 2 && is_leap(year));
    LENGTHS[usize::from(month) - 1] + leap_day
}

/// All days from the first one on, each as year, month and day.
fn calendar(years: impl Iterator<Item = i32>) -> impl Iterator<Item = (i32, u8, u8)> {
    let months = years.flat_map(|year| (1..=12).map(move |month| (year, month)));
    months.flat_map(|(year, month)| (1..=length(year, month)).map(move |day| (year, month, day)))
}

#[test]
fn each_date_has_its_number_and_its_weekday() {
    let last = if cfg!(miri) { 5 } else { 9999 };
    let mut days = Date::MIN.days();
    for (year, month, day) in calendar(1..=last) {
        let date = Date::new(year, month, day).expect("the day exists");
        assert_eq!(date.days(), days);
        assert_eq!(date.year_month_day(), (year, month, day));
        assert_eq!(Date::from_days(days), Some(date));
        // The calendar began on a Monday.
        let since = usize::try_from(days - Date::MIN.days()).expect("days go on");
        assert_eq!(date.weekday(), WEEK[since % 7]);
        if since % 97 == 0 {
            let text = format!("{year:04}-{month:02}-{day:02}");
            assert_eq!(date.to_text(), text);
            assert_eq!(Date::parse(&text), Ok(date));
        }
        days += 1;
    }
    if last == 9999 {
        assert_eq!(days - 1, Date::MAX.days());
    }
    assert_eq!(Date::new(1970, 1, 1).map(Date::days), Some(0));
    let known = Date::new(2026, 11, 30).map(Date::weekday);
    assert_eq!(known, Some(Weekday::Monday));
}

#[test]
fn days_that_do_not_exist_are_none() {
    for (year, month, day) in [
        (0, 1, 1),
        (-1, 1, 1),
        (10_000, 1, 1),
        (2026, 0, 1),
        (2026, 13, 1),
        (2026, 1, 0),
        (2026, 1, 32),
        (2026, 4, 31),
        (2026, 2, 29),
        (1900, 2, 29),
        (2000, 2, 30),
        (i32::MIN, 1, 1),
        (i32::MAX, 255, 255),
    ] {
        assert_eq!(Date::new(year, month, day), None, "{year} {month} {day}");
    }
    for days in [
        Date::MIN.days() - 1,
        Date::MAX.days() + 1,
        i32::MIN,
        i32::MAX,
    ] {
        assert_eq!(Date::from_days(days), None);
    }
}

#[test]
fn texts_of_another_form_are_no_dates() {
    for text in [
        "",
        "2026",
        "2026-11",
        "2026-11-3",
        "2026-1-30",
        "2026-011-30",
        "26-11-30",
        "2026-11-300",
        "2026/11/30",
        "2026-11-31",
        "2026-02-29",
        "0000-01-01",
        "-001-01-01",
        "+026-11-30",
        "2026-11-30 ",
        " 2026-11-30",
        "2026-1１-30",
        "２026-11-30",
        "2026-11-30T",
        "2026--1-30",
        "12026-11-30",
        "2026-00-01",
        "2026-01-00",
    ] {
        let error = Date::parse(text).expect_err(text);
        assert_eq!(error.to_string(), "expected a date such as 2026-11-30");
        assert_eq!(text.parse::<Date>(), Err(error));
    }
}

#[test]
fn a_date_is_shown_as_its_text() {
    let date = Date::new(33, 4, 5).expect("the day exists");
    assert_eq!(
        format!("{date} {date:?} {date:>12}"),
        "0033-04-05 0033-04-05   0033-04-05"
    );
}

fn date() -> impl Strategy<Value = Date> {
    let days = Date::MIN.days()..=Date::MAX.days();
    days.prop_map(|days| Date::from_days(days).expect("it is in the range"))
}

/// Steps by one month at a time.
fn stepped(date: Date, months: i32) -> Option<Date> {
    let (mut year, mut month, day) = date.year_month_day();
    for _ in 0..months.abs() {
        (year, month) = match (months > 0, month) {
            (true, 12) => (year + 1, 1),
            (true, month) => (year, month + 1),
            (false, 1) => (year - 1, 12),
            (false, month) => (year, month - 1),
        };
    }
    if !(1..=9999).contains(&year) {
        return None;
    }
    Date::new(year, month, day.min(length(year, month)))
}

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn months_are_added_as_by_hand(date in date(), months in -3000..3000_i32) {
        prop_assert_eq!(date.checked_add_months(months), stepped(date, months));
    }

    #[test]
    fn days_are_added_as_numbers(date in date(), days in any::<i32>()) {
        let sum = i64::from(date.days()) + i64::from(days);
        let expected = i32::try_from(sum).ok().and_then(Date::from_days);
        prop_assert_eq!(date.checked_add_days(days), expected);
        if let Some(after) = expected {
            prop_assert_eq!(after.days_since(date), days);
            prop_assert_eq!(after.cmp(&date), days.cmp(&0));
        }
    }

    #[test]
    fn a_month_has_a_first_and_a_last_day(date in date()) {
        let (year, month, _) = date.year_month_day();
        prop_assert_eq!(Some(date.first_of_month()), Date::new(year, month, 1));
        prop_assert_eq!(Some(date.last_of_month()), Date::new(year, month, length(year, month)));
        prop_assert_eq!((date.year(), date.month(), date.day()), date.year_month_day());
    }

    #[test]
    fn any_text_is_a_date_or_none(text in "[0-9-]{0,11}") {
        if let Ok(date) = Date::parse(&text) {
            prop_assert_eq!(date.to_text(), text);
        }
    }
}

#[test]
fn months_beyond_all_years_are_none() {
    for months in [i32::MIN, i32::MAX, 120_000, -120_000] {
        assert_eq!(Date::MIN.checked_add_months(months), None);
        assert_eq!(Date::MAX.checked_add_months(months), None);
    }
    assert_eq!(Date::MIN.checked_add_months(0), Some(Date::MIN));
    assert_eq!(Date::MAX.checked_add_months(0), Some(Date::MAX));
}

/// A date in a constant.
const DUE: Date = Date::new(2026, 11, 30).unwrap();

#[test]
fn a_constant_may_be_a_date() {
    assert_eq!(DUE.to_text(), "2026-11-30");
}
