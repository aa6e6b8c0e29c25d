//! Values as texts, without the formatting code.

use alloc::string::String;
use core::fmt;

use crate::arena::text::{Text, ToText};
use crate::error::{Error, ExtensionError};

/// The error of a text that is not one of a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseError(pub(super) &'static str);

impl ParseError {
    /// The message: the expected form.
    pub const fn text(self) -> &'static str {
        self.0
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl core::error::Error for ParseError {}

impl ExtensionError for ParseError {
    fn write_text(&self, text: &mut Text) {
        text.push(self.0);
    }
}

impl ToText for ParseError {
    #[inline]
    fn write_to(&self, text: &mut Text) {
        text.push(self.0);
    }
}

impl From<ParseError> for Error {
    fn from(error: ParseError) -> Self {
        error.0.into()
    }
}

/// Returns the text of a value.
#[inline]
pub(super) fn written(value: &impl ToText) -> String {
    let mut text = Text::new();
    value.write_to(&mut text);
    text.into()
}

/// Returns the number of these digits; at most nine.
pub(super) fn number(digits: &[u8]) -> Option<u32> {
    if digits.is_empty() || digits.len() > 9 {
        return None;
    }
    let mut number = 0_u32;
    for digit in digits {
        let digit = digit.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        number = number.wrapping_mul(10).wrapping_add(digit.into());
    }
    Some(number)
}

/// Implements the standard traits of texts by the functions `parse` and `to_text`, and the parts of
/// errors by `write`.
macro_rules! text_traits {
    ($ty:ident) => {
        impl core::str::FromStr for $ty {
            type Err = ParseError;

            #[inline]
            fn from_str(text: &str) -> Result<Self, ParseError> {
                Self::parse(text)
            }
        }

        impl crate::arena::text::ToText for $ty {
            #[inline]
            fn write_to(&self, text: &mut crate::arena::text::Text) {
                self.write(text);
            }
        }

        impl core::fmt::Display for $ty {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.pad(&self.to_text())
            }
        }

        impl core::fmt::Debug for $ty {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(&self.to_text())
            }
        }
    };
}
pub(super) use text_traits;
