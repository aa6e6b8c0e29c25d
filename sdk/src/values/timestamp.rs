//! Points in time.

use alloc::string::String;
use core::time::Duration;

use super::date::Date;
use super::text::{ParseError, number, text_traits, written};
use crate::Field;
use crate::arena::text::Text;
use crate::error::{Error, RANGE};
use crate::typed::Convert;

const DAY: i64 = 86_400_000;
const EXPECTED: ParseError = ParseError("expected a time such as 2026-11-30T12:34:56.789Z");

/// A point in time, to the millisecond, from the year 1 to the year 9999, in UTC.
///
/// On the wire it is an i64, the milliseconds since 1970.
///
/// ```
/// use core::time::Duration;
/// use heeus_sdk::prelude::*;
///
/// # fn main() -> Result<(), Error> {
/// let sent = Timestamp::parse("2026-11-30T23:30:00Z")?;
/// let read = sent.checked_add(Duration::from_secs(45 * 60)).ok_or("too late")?;
/// assert_eq!(read.to_text(), "2026-12-01T00:15:00.000Z");
/// assert_eq!(Some(read.date()), Date::new(2026, 12, 1));
/// assert_eq!(read.millis_since(sent), 2_700_000);
/// # Ok(())
/// # }
/// ```
///
/// The time of a run is `ctx.now()`.
#[derive(Field, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[field(convert)]
pub struct Timestamp {
    millis: i64,
}

impl Timestamp {
    /// The first time, 0001-01-01T00:00:00.000Z.
    pub const MIN: Self = Self::of_date(Date::MIN);
    /// The last time, 9999-12-31T23:59:59.999Z.
    pub const MAX: Self = Self {
        millis: Self::of_date(Date::MAX).millis + DAY - 1,
    };

    /// Creates a time from the milliseconds since 1970; `None` beyond [`MIN`](Self::MIN) and
    /// [`MAX`](Self::MAX).
    pub const fn from_millis(millis: i64) -> Option<Self> {
        if millis < Self::MIN.millis || millis > Self::MAX.millis {
            return None;
        }
        Some(Self { millis })
    }

    /// The milliseconds since 1970.
    pub const fn millis(self) -> i64 {
        self.millis
    }

    /// The first moment of a date.
    pub const fn of_date(date: Date) -> Self {
        Self {
            millis: (date.days() as i64).wrapping_mul(DAY),
        }
    }

    /// The moment of a date at this time of the day; `None` if there is no such time.
    pub const fn at(date: Date, hour: u8, minute: u8, second: u8) -> Option<Self> {
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let minutes = (hour as i64).wrapping_mul(60).wrapping_add(minute as i64);
        let seconds = minutes.wrapping_mul(60).wrapping_add(second as i64);
        let millis = Self::of_date(date).millis;
        Some(Self {
            millis: millis.wrapping_add(seconds.wrapping_mul(1000)),
        })
    }

    /// The date.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "all dates have a small number of days"
    )]
    pub const fn date(self) -> Date {
        match Date::from_days(self.millis.div_euclid(DAY) as i32) {
            Some(date) => date,
            None => Date::MAX,
        }
    }

    /// The milliseconds since the beginning of the date.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a day has few milliseconds"
    )]
    pub const fn millis_of_day(self) -> u32 {
        self.millis.rem_euclid(DAY).cast_unsigned() as u32
    }

    /// The hour, the minute and the second.
    #[expect(clippy::cast_possible_truncation, reason = "each is below 60")]
    pub const fn hour_minute_second(self) -> (u8, u8, u8) {
        let seconds = self.millis_of_day() / 1000;
        let minutes = seconds / 60;
        (
            (minutes / 60) as u8,
            (minutes % 60) as u8,
            (seconds % 60) as u8,
        )
    }

    /// The time after this duration. Less than a millisecond is dropped.
    pub fn checked_add(self, duration: Duration) -> Option<Self> {
        Self::from_millis(self.millis.checked_add(millis_of(duration)?)?)
    }

    /// The time before this duration. Less than a millisecond is dropped.
    pub fn checked_sub(self, duration: Duration) -> Option<Self> {
        Self::from_millis(self.millis.checked_sub(millis_of(duration)?)?)
    }

    /// The milliseconds from another time to this one; negative if that is the later one.
    pub const fn millis_since(self, other: Self) -> i64 {
        self.millis.wrapping_sub(other.millis)
    }

    /// The duration from an earlier time to this one; `None` if it is the later one.
    pub const fn since(self, earlier: Self) -> Option<Duration> {
        let millis = self.millis_since(earlier);
        if millis < 0 {
            return None;
        }
        Some(Duration::from_millis(millis.cast_unsigned()))
    }

    /// Reads a text such as `2026-11-30T12:34:56.789Z`. The fraction has one to three digits and
    /// may be left out.
    ///
    /// # Errors
    /// If it has another form, or there is no such time.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        Self::from_bytes(text.as_bytes()).ok_or(EXPECTED)
    }

    fn from_bytes(text: &[u8]) -> Option<Self> {
        let (date, time) = text.split_first_chunk::<10>()?;
        let (time, rest) = time.split_first_chunk::<9>()?;
        let mut parts = [0; 3];
        let (chunks, _) = time.as_chunks::<3>();
        for ((part, [before, digits @ ..]), expected) in parts.iter_mut().zip(chunks).zip(b"T::") {
            if before != expected {
                return None;
            }
            *part = number(digits)?.try_into().ok()?;
        }
        let [hour, minute, second] = parts;
        let at = Self::at(Date::from_bytes(date)?, hour, minute, second)?;
        let millis = millis_of_fraction(rest.strip_suffix(b"Z")?)?;
        Some(Self {
            millis: at.millis.wrapping_add(millis.into()),
        })
    }

    /// The text, such as `2026-11-30T12:34:56.789Z`.
    pub fn to_text(self) -> String {
        written(&self)
    }

    #[inline(never)]
    fn write(self, text: &mut Text) {
        let (hour, minute, second) = self.hour_minute_second();
        self.date().write(text);
        for (before, part) in [("T", hour), (":", minute), (":", second)] {
            text.push(before);
            text.push_digits(part.into(), 2);
        }
        text.push(".");
        text.push_digits((self.millis_of_day() % 1000).into(), 3);
        text.push("Z");
    }
}

fn millis_of_fraction(text: &[u8]) -> Option<u32> {
    let [b'.', digits @ ..] = text else {
        return text.is_empty().then_some(0);
    };
    let unit = match digits.len() {
        1 => 100,
        2 => 10,
        3 => 1,
        _ => return None,
    };
    Some(number(digits)?.wrapping_mul(unit))
}

fn millis_of(duration: Duration) -> Option<i64> {
    let millis = duration.as_secs().checked_mul(1000)?;
    let millis = millis.checked_add(duration.subsec_millis().into())?;
    millis.try_into().ok()
}

impl Convert for Timestamp {
    type Wire = i64;

    #[inline]
    fn to_wire(&self) -> i64 {
        self.millis
    }

    #[inline]
    fn from_wire(wire: i64) -> Result<Self, Error> {
        Self::from_millis(wire).ok_or_else(|| RANGE.into())
    }
}

text_traits! { Timestamp }
