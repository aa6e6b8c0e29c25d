//! Enums as fields: values out of a list.

use crate::arena::text::{Text, ToText as _};
use crate::error::Error;

use super::field::Unfit;

/// The known values that an error lists.
const LISTED: usize = 16;
/// The bytes of an unknown text that its error shows.
const SHOWN: usize = 60;

/// Returns the place of a text in a list of names.
///
/// # Errors
/// If it is none of them.
#[inline(never)]
pub fn named(text: &str, names: &'static [&'static str]) -> Result<usize, Unfit> {
    let mut known = names.iter();
    known
        .position(|name| *name == text)
        .ok_or_else(|| unknown_name(text, names))
}

#[cold]
fn unknown_name(found: &str, names: &'static [&'static str]) -> Unfit {
    let shown = found.floor_char_boundary(SHOWN);
    let mut text = Text::new();
    text.push(" is \"");
    text.push(found.get(..shown).unwrap_or_default());
    text.push(if shown < found.len() { "..\"" } else { "\"" });
    expected(text, names, |text, name| text.push(name))
}

/// The error of a number that is not in a list.
#[cold]
#[inline(never)]
pub fn unknown_number(found: i64, numbers: &'static [i64]) -> Unfit {
    let mut text = Text::new();
    text.push(" is ");
    found.write_to(&mut text);
    expected(text, numbers, |text, number| number.write_to(text))
}

#[inline]
fn expected<'a, T>(mut text: Text, known: &'a [T], push: impl Fn(&mut Text, &'a T)) -> Unfit {
    text.push(", expected ");
    if known.len() > 1 {
        text.push("one of ");
    }
    for (place, value) in known.iter().take(LISTED).enumerate() {
        if place > 0 {
            text.push(", ");
        }
        push(&mut text, value);
    }
    if known.len() > LISTED {
        text.push(", ..");
    }
    Unfit::Inside(Error::own(&text))
}

/// The number of a variant on the wire.
///
/// # Panics
/// At compile time, if it does not fit.
#[expect(clippy::cast_possible_truncation, reason = "checked here")]
pub const fn number_i32(discriminant: i128) -> i32 {
    let number = discriminant as i32;
    assert!(
        number as i128 == discriminant,
        "the number of a variant does not fit i32: write `#[field(number = i64)]`"
    );
    number
}

/// The number of a variant on the wire.
///
/// # Panics
/// At compile time, if it does not fit.
#[expect(clippy::cast_possible_truncation, reason = "checked here")]
pub const fn number_i64(discriminant: i128) -> i64 {
    let number = discriminant as i64;
    assert!(
        number as i128 == discriminant,
        "the number of a variant does not fit i64"
    );
    number
}
