//! Amounts of money.

use alloc::string::String;

use super::text::{ParseError, number, text_traits, written};
use crate::Field;
use crate::arena::text::Text;

/// The decimal places.
const PLACES: u32 = 4;
const SCALE: u64 = 10_000;
const EXPECTED: ParseError =
    ParseError("expected an amount such as -1234.50, with at most four decimal places");

/// An amount of money with four decimal places, from -922337203685477.5808 to
/// 922337203685477.5807. The currency is not part of it.
///
/// On the wire it is an i64, the number of ten-thousandths. Arithmetic is exact, or names the way
/// in which it rounds.
///
/// ```
/// use heeus_sdk::prelude::*;
/// use heeus_sdk::values::Rounding;
///
/// /// A price with 19 percent of tax.
/// fn gross(net: Money) -> Option<Money> {
///     let tax = net.checked_mul_ratio(19, 100, Rounding::HalfUp)?;
///     net.checked_add(tax)?.rounded(2, Rounding::HalfUp)
/// }
///
/// # fn main() -> Result<(), Error> {
/// let net = Money::parse("0.50")?.checked_mul(3).ok_or("too large")?;
/// assert_eq!(net, Money::from_cents(150).ok_or("too large")?);
/// let gross = gross(net).ok_or("too large")?;
/// assert_eq!(gross.to_text(), "1.79");
/// # Ok(())
/// # }
/// ```
#[derive(Field, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(i64);

/// The way in which a result is rounded that has more decimal places than fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rounding {
    /// To the nearest value; from the middle, away from zero: 2.5 to 3, -2.5 to -3.
    HalfUp,
    /// To the nearest value; from the middle, to the even one: 2.5 to 2, 3.5 to 4.
    HalfEven,
    /// Away from zero: 2.1 to 3, -2.1 to -3.
    Up,
    /// Towards zero: 2.9 to 2, -2.9 to -2.
    Down,
    /// To the larger value: 2.1 to 3, -2.9 to -2.
    Ceiling,
    /// To the smaller value: 2.9 to 2, -2.1 to -3.
    Floor,
}

impl Money {
    /// No money.
    pub const ZERO: Self = Self(0);
    /// The smallest amount.
    pub const MIN: Self = Self(i64::MIN);
    /// The largest amount.
    pub const MAX: Self = Self(i64::MAX);

    /// Creates an amount from the number of its ten-thousandths.
    pub const fn from_ten_thousandths(number: i64) -> Self {
        Self(number)
    }

    /// The number of ten-thousandths.
    pub const fn ten_thousandths(self) -> i64 {
        self.0
    }

    /// Creates an amount from the number of its hundredths.
    pub const fn from_cents(cents: i64) -> Option<Self> {
        Self(cents).checked_mul(100)
    }

    /// Creates an amount without decimals.
    pub const fn from_whole(whole: i64) -> Option<Self> {
        Self(whole).checked_mul(SCALE.cast_signed())
    }

    /// The sum of both.
    pub const fn checked_add(self, other: Self) -> Option<Self> {
        some(self.0.checked_add(other.0))
    }

    /// The difference of both.
    pub const fn checked_sub(self, other: Self) -> Option<Self> {
        some(self.0.checked_sub(other.0))
    }

    /// The amount with the other sign.
    pub const fn checked_neg(self) -> Option<Self> {
        some(self.0.checked_neg())
    }

    /// The product with a whole number.
    pub const fn checked_mul(self, number: i64) -> Option<Self> {
        some(self.0.checked_mul(number))
    }

    /// The product with a ratio, rounded to four decimal places: 19 percent are the ratio of 19 and
    /// 100. Only the result must fit, and the divisor must not be 0.
    pub const fn checked_mul_ratio(
        self,
        number: i64,
        divisor: i64,
        rounding: Rounding,
    ) -> Option<Self> {
        some(mul_div(self.0, number, divisor, rounding))
    }

    /// The amount rounded to fewer decimal places.
    pub const fn rounded(self, places: u32, rounding: Rounding) -> Option<Self> {
        if places >= PLACES {
            return Some(self);
        }
        let unit = match places {
            0 => 10_000,
            1 => 1000,
            2 => 100,
            _ => 10,
        };
        match mul_div(self.0, 1, unit, rounding) {
            Some(units) => Self(units).checked_mul(unit),
            None => None,
        }
    }

    /// Reads a text such as `-1234.5`, with at most four decimal places.
    ///
    /// # Errors
    /// If it has another form, or does not fit.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        Self::from_bytes(text.as_bytes()).ok_or(EXPECTED)
    }

    fn from_bytes(text: &[u8]) -> Option<Self> {
        let (is_negative, text) = match text {
            [b'-', text @ ..] => (true, text),
            text => (false, text),
        };
        let mut amount = 0_u64;
        let mut decimals = None;
        for byte in text {
            if let (b'.', None) = (byte, decimals) {
                decimals = Some(0);
                continue;
            }
            let digit = number(&[*byte])?;
            amount = amount.checked_mul(10)?.checked_add(digit.into())?;
            decimals = decimals.map(|decimals: u32| decimals.wrapping_add(1));
        }
        // A point has digits on both sides.
        let first = text.first()?;
        if *first == b'.' || decimals == Some(0) {
            return None;
        }
        for _ in 0..PLACES.checked_sub(decimals.unwrap_or(0))? {
            amount = amount.checked_mul(10)?;
        }
        signed(is_negative, amount).map(Self)
    }

    /// The text, such as `-1234.50`: with two decimal places, or as many more as the amount has.
    pub fn to_text(self) -> String {
        written(&self)
    }

    #[inline(never)]
    fn write(self, text: &mut Text) {
        let amount = self.0.unsigned_abs();
        let (mut decimals, mut places) = (amount % SCALE, PLACES);
        while places > 2 && decimals % 10 == 0 {
            decimals /= 10;
            places = places.wrapping_sub(1);
        }
        if self.0 < 0 {
            text.push("-");
        }
        text.push_digits(amount / SCALE, 1);
        text.push(".");
        text.push_digits(decimals, places as usize);
    }
}

const fn some(number: Option<i64>) -> Option<Money> {
    match number {
        Some(number) => Some(Money(number)),
        None => None,
    }
}

const fn signed(is_negative: bool, amount: u64) -> Option<i64> {
    if is_negative {
        0_i64.checked_sub_unsigned(amount)
    } else {
        0_i64.checked_add_unsigned(amount)
    }
}

/// Returns `amount * number / divisor`, rounded.
const fn mul_div(amount: i64, number: i64, divisor: i64, rounding: Rounding) -> Option<i64> {
    let is_negative = (amount < 0) != ((number < 0) != (divisor < 0));
    let product = (amount.unsigned_abs() as u128).wrapping_mul(number.unsigned_abs() as u128);
    let divisor = divisor.unsigned_abs();
    let Some((quotient, rest)) = div(product, divisor) else {
        return None;
    };
    // As much as is missing to the next whole number.
    let missing = divisor.wrapping_sub(rest);
    let is_up = match rounding {
        _ if rest == 0 => false,
        Rounding::HalfUp => rest >= missing,
        Rounding::HalfEven => rest > missing || rest == missing && quotient % 2 == 1,
        Rounding::Up => true,
        Rounding::Down => false,
        Rounding::Ceiling => !is_negative,
        Rounding::Floor => is_negative,
    };
    match quotient.checked_add(is_up as u64) {
        Some(quotient) => signed(is_negative, quotient),
        None => None,
    }
}

/// Divides bit by bit: the division of the compiler's library weighs more than all of this. `None`
/// if the quotient does not fit.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the two halves are taken apart"
)]
const fn div(number: u128, divisor: u64) -> Option<(u64, u64)> {
    let (mut rest, mut low) = ((number >> 64) as u64, number as u64);
    if rest >= divisor {
        return None;
    }
    let mut quotient = 0_u64;
    let mut bits = 0_u32;
    while bits < 64 {
        let is_large = rest >> 63 == 1;
        rest = rest << 1 | low >> 63;
        low <<= 1;
        quotient <<= 1;
        if is_large || rest >= divisor {
            rest = rest.wrapping_sub(divisor);
            quotient |= 1;
        }
        bits = bits.wrapping_add(1);
    }
    Some((quotient, rest))
}

text_traits! { Money }
