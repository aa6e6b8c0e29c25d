//! The parts of a derived error's text. Those of the common types are written without formatting
//! code, which would add some 1.3 KB to a module.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;
use core::fmt::{self, Display};

use super::{Error, ExtensionError, StateError};
use crate::arena::text::Text;

/// A value in the text of an error.
pub struct TextPart<'a, T: ?Sized>(pub &'a T);

/// A value that is written without formatting code.
pub trait ToText {
    /// Writes the value.
    fn write_to(&self, text: &mut Text<'_>);
}

/// Writes a part without formatting code, if its type allows that. A method call takes this trait
/// before [`WriteFormatted`], since it needs one reference less.
pub trait WriteDirect {
    /// Writes the part.
    fn write(&self, text: &mut Text<'_>);
}

/// Writes a part of any other type by its `Display`.
pub trait WriteFormatted {
    /// Writes the part.
    fn write(&self, text: &mut Text<'_>);
}

impl<T: ToText + ?Sized> WriteDirect for TextPart<'_, T> {
    #[inline]
    fn write(&self, text: &mut Text<'_>) {
        self.0.write_to(text);
    }
}

impl<T: Display + ?Sized> WriteFormatted for &TextPart<'_, T> {
    fn write(&self, text: &mut Text<'_>) {
        // Writing to `text` does not fail. If the value's own `Display` fails, the text so far
        // stays.
        let _ = fmt::write(text, format_args!("{}", self.0));
    }
}

macro_rules! texts {
    ($($ty:ty, $text:expr;)+) => {$(
        impl ToText for $ty {
            #[inline]
            fn write_to(&self, text: &mut Text<'_>) {
                text.push($text(self));
            }
        }
    )+};
}

texts! {
    str, |text| text;
    String, |text| text;
    Cow<'_, str>, |text| text;
    bool, |value: &bool| if *value { "true" } else { "false" };
    StateError, |error: &StateError| error.text();
}

impl ToText for Error {
    #[inline]
    fn write_to(&self, text: &mut Text<'_>) {
        ExtensionError::write_text(self, text);
    }
}

macro_rules! pointers {
    ($($ty:ty),+) => {$(
        impl<T: ToText + ?Sized> ToText for $ty {
            #[inline]
            fn write_to(&self, text: &mut Text<'_>) {
                T::write_to(self, text);
            }
        }
    )+};
}

pointers!(&T, Box<T>);

macro_rules! integers {
    ($($ty:ty),+) => {$(
        impl ToText for $ty {
            #[inline]
            fn write_to(&self, text: &mut Text<'_>) {
                push_i64(text, i64::from(*self));
            }
        }
    )+};
}

integers!(i8, i16, i32, i64, u8, u16, u32);

#[inline(never)]
fn push_i64(text: &mut Text<'_>, number: i64) {
    if number < 0 {
        text.push("-");
    }
    text.push_digits(number.unsigned_abs(), 1);
}

impl ToText for u64 {
    #[inline]
    fn write_to(&self, text: &mut Text<'_>) {
        text.push_digits(*self, 1);
    }
}

/// As wide as in a guest or wider, natively.
macro_rules! sizes {
    ($($ty:ty, $wide:ty;)+) => {$(
        impl ToText for $ty {
            #[inline]
            fn write_to(&self, text: &mut Text<'_>) {
                <$wide>::try_from(*self).unwrap_or_default().write_to(text);
            }
        }
    )+};
}

sizes! {
    usize, u64;
    isize, i64;
}
