//! Points in time against arithmetic in 128 bits.

use std::time::Duration;

use heeus_sdk::values::{Date, Timestamp};
use proptest::prelude::*;

use super::cases;

const DAY: i64 = 24 * 60 * 60 * 1000;

fn time() -> impl Strategy<Value = Timestamp> {
    let millis = Timestamp::MIN.millis()..=Timestamp::MAX.millis();
    millis.prop_map(|millis| Timestamp::from_millis(millis).expect("it is in the range"))
}

fn bounded(millis: i128) -> Option<Timestamp> {
    Timestamp::from_millis(i64::try_from(millis).ok()?)
}

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn durations_are_added_and_subtracted(
        time in time(),
        duration in prop_oneof![
            any::<Duration>(),
            (0..400_000_000_000_000_u64).prop_map(Duration::from_millis),
        ],
    ) {
        let millis = i128::try_from(duration.as_millis()).expect("a duration is smaller");
        let own = i128::from(time.millis());
        prop_assert_eq!(time.checked_add(duration), bounded(own + millis));
        prop_assert_eq!(time.checked_sub(duration), bounded(own - millis));
    }

    #[test]
    fn times_have_a_distance(one in time(), other in time()) {
        let millis = one.millis() - other.millis();
        prop_assert_eq!(one.millis_since(other), millis);
        let since = u64::try_from(millis).ok().map(Duration::from_millis);
        prop_assert_eq!(one.since(other), since);
        prop_assert_eq!(one.cmp(&other), millis.cmp(&0));
    }

    #[test]
    fn a_time_has_a_date_and_a_time_of_day(time in time()) {
        let date = time.date();
        let of_day = time.millis() - i64::from(date.days()) * DAY;
        prop_assert!((0..DAY).contains(&of_day));
        prop_assert_eq!(i64::from(time.millis_of_day()), of_day);
        let (hour, minute, second) = time.hour_minute_second();
        let seconds = (i64::from(hour) * 60 + i64::from(minute)) * 60 + i64::from(second);
        prop_assert_eq!(seconds, of_day / 1000);
        prop_assert!(hour < 24 && minute < 60 && second < 60);
        let whole = Timestamp::at(date, hour, minute, second).expect("it exists");
        prop_assert_eq!(whole.millis(), time.millis() - of_day % 1000);
        let text = format!(
            "{}T{hour:02}:{minute:02}:{second:02}.{:03}Z", date.to_text(), of_day % 1000
        );
        prop_assert_eq!(&time.to_text(), &text);
        prop_assert_eq!(Timestamp::parse(&text), Ok(time));
        prop_assert_eq!(text.parse(), Ok(time));
    }

    #[test]
    fn any_text_is_a_time_or_none(text in "2026-11-30T[0-9:.Z]{0,14}") {
        if let Ok(time) = Timestamp::parse(&text) {
            let (seconds, fraction) = (text.get(..19), text.get(19..text.len() - 1));
            let millis = fraction.map(|fraction| fraction.trim_start_matches('.'));
            let expected = format!("{}.{:0<3}Z", seconds.unwrap(), millis.unwrap());
            prop_assert_eq!(time.to_text(), expected);
        }
    }
}

#[test]
fn known_times_have_their_numbers() {
    for (text, millis) in [
        ("1970-01-01T00:00:00Z", 0),
        ("1969-12-31T23:59:59.999Z", -1),
        ("2000-03-01T00:00:00.5Z", 951_868_800_500),
        ("2026-11-30T12:34:56.78Z", 1_796_042_096_780),
    ] {
        assert_eq!(
            Timestamp::parse(text).map(Timestamp::millis),
            Ok(millis),
            "{text}"
        );
    }
    assert_eq!(Timestamp::MIN.to_text(), "0001-01-01T00:00:00.000Z");
    assert_eq!(Timestamp::MAX.to_text(), "9999-12-31T23:59:59.999Z");
    assert_eq!(Timestamp::of_date(Date::MIN), Timestamp::MIN);
    assert_eq!(Timestamp::MAX.date(), Date::MAX);
    for millis in [i64::MIN, i64::MAX] {
        assert_eq!(Timestamp::from_millis(millis), None);
    }
    assert_eq!(bounded(i128::from(Timestamp::MIN.millis()) - 1), None);
    assert_eq!(bounded(i128::from(Timestamp::MAX.millis()) + 1), None);
}

#[test]
fn times_that_do_not_exist_are_none() {
    for (hour, minute, second) in [(24, 0, 0), (0, 60, 0), (0, 0, 60), (255, 255, 255)] {
        assert_eq!(Timestamp::at(Date::MIN, hour, minute, second), None);
    }
    for text in [
        "",
        "2026-11-30",
        "2026-11-30T12:34:56",
        "2026-11-30T12:34Z",
        "2026-11-30 12:34:56Z",
        "2026-11-30T24:00:00Z",
        "2026-11-30T23:60:00Z",
        "2026-11-30T23:59:60Z",
        "2026-11-30T12:34:56.Z",
        "2026-11-30T12:34:56.7890Z",
        "2026-11-31T12:34:56Z",
        "2026-11-30T12:34:56+00:00",
        "2026-11-30T12:34:56z",
        "2026-11-30T1:34:56Z",
        "2026-11-30T12:34:56.7 Z",
        "2026-11-30T-1:34:56Z",
    ] {
        let error = Timestamp::parse(text).expect_err(text);
        assert_eq!(
            error.to_string(),
            "expected a time such as 2026-11-30T12:34:56.789Z"
        );
    }
}
