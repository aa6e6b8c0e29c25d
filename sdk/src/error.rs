//! What can go wrong in an extension, as values.

use alloc::borrow::Cow;
use alloc::string::String;
use core::fmt;

use heeus_abi::FieldType;

/// Why state could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StateError {
    /// [`must_exist`](crate::WasmState::must_exist) found no element.
    NotExists,
    /// The key does not fit the declaration of its entity, or cannot be put into a block.
    InvalidKey,
    /// The storage failed.
    Io,
    /// There was no memory for the element.
    NoMemory,
}

impl StateError {
    /// The message.
    pub const fn text(self) -> &'static str {
        match self {
            Self::NotExists => "the element does not exist",
            Self::InvalidKey => "the key is invalid",
            Self::Io => "i/o error",
            Self::NoMemory => "memory could not be allocated",
        }
    }
}

impl fmt::Display for StateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

impl core::error::Error for StateError {}

/// A field is not what was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldError<'a> {
    /// The field's name.
    pub name: &'a str,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// The record has no field of this name.
    Absent,
    /// The field has another type than this one.
    NotOfType(FieldType),
}

impl<'a> FieldError<'a> {
    /// The message, in parts.
    const fn parts(&self) -> [&'a str; 4] {
        match self.problem {
            Problem::Absent => ["field ", self.name, " is absent", ""],
            Problem::NotOfType(ty) => ["field ", self.name, " is not of type ", ty.name()],
        }
    }
}

impl fmt::Display for FieldError<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts().into_iter().try_for_each(|part| f.write_str(part))
    }
}

impl core::error::Error for FieldError<'_> {}

/// A text to fail with; whatever else goes wrong becomes one by `?`.
///
/// ```
/// use heeus_sdk::{Error, WasmState, WasmStateElement};
///
/// fn check(_: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
///     if args.get::<i64>("Amount")? < 0 {
///         return Err("negative order amount".into());
///     }
///     Ok(())
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    text: Cow<'static, str>,
}

impl Error {
    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl core::error::Error for Error {}

impl From<&'static str> for Error {
    fn from(text: &'static str) -> Self {
        Self { text: Cow::Borrowed(text) }
    }
}

impl From<String> for Error {
    fn from(text: String) -> Self {
        Self { text: Cow::Owned(text) }
    }
}

impl From<StateError> for Error {
    fn from(error: StateError) -> Self {
        Self { text: Cow::Borrowed(error.text()) }
    }
}

impl From<FieldError<'_>> for Error {
    fn from(error: FieldError<'_>) -> Self {
        let mut text = String::new();
        for part in error.parts() {
            text.push_str(part);
        }
        text.into()
    }
}
