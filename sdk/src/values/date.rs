//! Dates of the calendar.

use alloc::string::String;

use super::text::{ParseError, number, text_traits, written};
use crate::Field;
use crate::arena::text::Text;
use crate::error::{Error, RANGE};
use crate::typed::Convert;

/// The days from 0000-03-01 to 1970-01-01.
const BEFORE_1970: u32 = 719_468;
/// The days of 400 years.
const ERA: u32 = 146_097;
const EXPECTED: ParseError = ParseError("expected a date such as 2026-11-30");

/// A date, from 0001-01-01 to 9999-12-31, in the Gregorian calendar also before its introduction.
///
/// On the wire it is an i32, the days since 1970-01-01.
///
/// ```
/// use heeus_sdk::prelude::*;
/// use heeus_sdk::values::Weekday;
///
/// /// The day when a bill is due: a month later, but not on a weekend.
/// fn due(billed: Date) -> Option<Date> {
///     let due = billed.checked_add_months(1)?;
///     match due.weekday() {
///         Weekday::Saturday => due.checked_add_days(2),
///         Weekday::Sunday => due.checked_add_days(1),
///         _ => Some(due),
///     }
/// }
///
/// # fn main() -> Result<(), Error> {
/// let billed = Date::parse("2026-01-31")?;
/// assert_eq!(due(billed), Date::new(2026, 3, 2));
/// assert_eq!(billed.last_of_month().to_text(), "2026-01-31");
/// # Ok(())
/// # }
/// ```
#[derive(Field, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[field(convert)]
pub struct Date {
    days: i32,
}

/// A day of the week.
#[derive(Field, Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[field(number)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Weekday {
    Monday = 1,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Date {
    /// The first date, 0001-01-01.
    pub const MIN: Self = Self { days: -719_162 };
    /// The last date, 9999-12-31.
    pub const MAX: Self = Self { days: 2_932_896 };

    /// Creates a date; `None` if there is no such day.
    pub const fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        if year < 1 || year > 9999 || month < 1 || month > 12 {
            return None;
        }
        if day < 1 || day > days_of(year, month) {
            return None;
        }
        Some(Self::of(year, month, day))
    }

    /// Creates a date that exists.
    const fn of(year: i32, month: u8, day: u8) -> Self {
        // A year that begins in March has its leap day last.
        let (year, month) = (year.cast_unsigned(), month as u32);
        let (year, month) = if month > 2 {
            (year, month.wrapping_sub(3))
        } else {
            (year.wrapping_sub(1), month.wrapping_add(9))
        };
        let leap_days = (year / 4).wrapping_sub(year / 100).wrapping_add(year / 400);
        let days = year.wrapping_mul(365).wrapping_add(leap_days);
        let days = days
            .wrapping_add(days_before(month))
            .wrapping_add(day as u32);
        let days = days.wrapping_sub(1).wrapping_sub(BEFORE_1970);
        Self {
            days: days.cast_signed(),
        }
    }

    /// Creates a date from the days since 1970-01-01; `None` beyond [`MIN`](Self::MIN) and
    /// [`MAX`](Self::MAX).
    pub const fn from_days(days: i32) -> Option<Self> {
        if days < Self::MIN.days || days > Self::MAX.days {
            return None;
        }
        Some(Self { days })
    }

    /// The days since 1970-01-01.
    pub const fn days(self) -> i32 {
        self.days
    }

    /// The year, the month and the day.
    pub const fn year_month_day(self) -> (i32, u8, u8) {
        let days = self.days.cast_unsigned().wrapping_add(BEFORE_1970);
        let (era, day) = (days / ERA, days % ERA);
        let year = day
            .wrapping_sub(day / 1460)
            .wrapping_add(day / 36_524)
            .wrapping_sub(day / 146_096)
            / 365;
        let before = year.wrapping_mul(365).wrapping_add(year / 4);
        let day = day.wrapping_sub(before.wrapping_sub(year / 100));
        let month = day.wrapping_mul(5).wrapping_add(2) / 153;
        let day = day.wrapping_sub(days_before(month)).wrapping_add(1);
        let year = year.wrapping_add(era.wrapping_mul(400));
        let (year, month) = if month < 10 {
            (year, month.wrapping_add(3))
        } else {
            (year.wrapping_add(1), month.wrapping_sub(9))
        };
        (year.cast_signed(), low(month), low(day))
    }

    /// The year, 1 to 9999.
    pub const fn year(self) -> i32 {
        self.year_month_day().0
    }

    /// The month, 1 to 12.
    pub const fn month(self) -> u8 {
        self.year_month_day().1
    }

    /// The day of the month, 1 to 31.
    pub const fn day(self) -> u8 {
        self.year_month_day().2
    }

    /// The day of the week.
    pub const fn weekday(self) -> Weekday {
        // 1970-01-01 was a Thursday.
        match self.days.wrapping_add(3).rem_euclid(7) {
            0 => Weekday::Monday,
            1 => Weekday::Tuesday,
            2 => Weekday::Wednesday,
            3 => Weekday::Thursday,
            4 => Weekday::Friday,
            5 => Weekday::Saturday,
            _ => Weekday::Sunday,
        }
    }

    /// The date after this number of days, or before it for a negative number.
    pub const fn checked_add_days(self, days: i32) -> Option<Self> {
        match self.days.checked_add(days) {
            Some(days) => Self::from_days(days),
            None => None,
        }
    }

    /// The date after this number of months, or before it for a negative number. If its month is
    /// too short for the day, it is the last day of the month: one month after January 31 is
    /// February 28, or 29.
    pub const fn checked_add_months(self, months: i32) -> Option<Self> {
        let (year, month, day) = self.year_month_day();
        let before = year.wrapping_mul(12).wrapping_add(month as i32 - 1);
        let Some(after) = before.checked_add(months) else {
            return None;
        };
        let (year, month) = (after.div_euclid(12), after.rem_euclid(12));
        let month = low(month.cast_unsigned().wrapping_add(1));
        if year < 1 || year > 9999 {
            return None;
        }
        let last = days_of(year, month);
        Some(Self::of(year, month, if day < last { day } else { last }))
    }

    /// The first day of the month.
    pub const fn first_of_month(self) -> Self {
        let day = self.day() as i32;
        Self {
            days: self.days.wrapping_sub(day).wrapping_add(1),
        }
    }

    /// The last day of the month.
    pub const fn last_of_month(self) -> Self {
        let (year, month, day) = self.year_month_day();
        let more = days_of(year, month).wrapping_sub(day) as i32;
        Self {
            days: self.days.wrapping_add(more),
        }
    }

    /// The days from another date to this one; negative if that is the later one.
    pub const fn days_since(self, other: Self) -> i32 {
        self.days.wrapping_sub(other.days)
    }

    /// Reads a text such as `2026-11-30`.
    ///
    /// # Errors
    /// If it has another form, or there is no such day.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        Self::from_bytes(text.as_bytes()).ok_or(EXPECTED)
    }

    pub(super) fn from_bytes(text: &[u8]) -> Option<Self> {
        let (year, rest) = text.split_first_chunk::<4>()?;
        let [b'-', month @ .., b'-', _, _] = rest else {
            return None;
        };
        let (_, day) = rest.split_last_chunk::<2>()?;
        if month.len() != 2 {
            return None;
        }
        let (month, day) = (low(number(month)?), low(number(day)?));
        Self::new(number(year)?.cast_signed(), month, day)
    }

    /// The text, such as `2026-11-30`.
    pub fn to_text(self) -> String {
        written(&self)
    }

    #[inline(never)]
    pub(super) fn write(self, text: &mut Text) {
        let (year, month, day) = self.year_month_day();
        text.push_digits(year.unsigned_abs().into(), 4);
        for part in [month, day] {
            text.push("-");
            text.push_digits(part.into(), 2);
        }
    }
}

/// The days of a year that begins in March, before this month, 0 for March.
const fn days_before(month: u32) -> u32 {
    month.wrapping_mul(153).wrapping_add(2) / 5
}

/// The number of days of a month.
const fn days_of(year: i32, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "months, days and two digits are small"
)]
const fn low(small: u32) -> u8 {
    small as u8
}

impl Convert for Date {
    type Wire = i32;

    #[inline]
    fn to_wire(&self) -> i32 {
        self.days
    }

    #[inline]
    fn from_wire(wire: i32) -> Result<Self, Error> {
        Self::from_days(wire).ok_or_else(|| RANGE.into())
    }
}

text_traits! { Date }
