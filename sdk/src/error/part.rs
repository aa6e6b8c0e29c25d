//! The parts of a derived error's text. Those of the common types are written without formatting
//! code, which would add some 1.3 KB to a module.

use core::fmt::Display;

use super::{Error, ExtensionError, StateError};
use crate::arena::text::{Text, ToText};

/// A value in the text of an error.
pub struct TextPart<'a, T: ?Sized>(pub &'a T);

/// Writes a part without formatting code, if its type allows that. A method call takes this trait
/// before [`WriteFormatted`], since it needs one reference less.
pub trait WriteDirect {
    /// Writes the part.
    fn write(&self, text: &mut Text);
}

/// Writes a part of any other type by its `Display`.
pub trait WriteFormatted {
    /// Writes the part.
    fn write(&self, text: &mut Text);
}

impl<T: ToText + ?Sized> WriteDirect for TextPart<'_, T> {
    #[inline]
    fn write(&self, text: &mut Text) {
        self.0.write_to(text);
    }
}

impl<T: Display + ?Sized> WriteFormatted for &TextPart<'_, T> {
    fn write(&self, text: &mut Text) {
        text.push_formatted(format_args!("{}", self.0));
    }
}

impl ToText for StateError {
    #[inline]
    fn write_to(&self, text: &mut Text) {
        text.push(self.text());
    }
}

impl ToText for Error {
    #[inline]
    fn write_to(&self, text: &mut Text) {
        ExtensionError::write_text(self, text);
    }
}
