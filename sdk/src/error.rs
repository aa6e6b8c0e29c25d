//! What can go wrong in an extension, as values.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;

use heeus_abi::{FieldType, LookUp};

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
pub struct Error(Box<What>);

/// Behind one word, so that a `Result` with it stays small.
#[derive(Debug, Clone, PartialEq, Eq)]
enum What {
    Text(Cow<'static, str>),
    Absent(&'static str),
    NotOfType(&'static str, FieldType),
}

impl Error {
    #[cold]
    #[inline(never)]
    fn new(what: What) -> Self {
        Self(Box::new(what))
    }

    /// What a look-up of a field of this type found instead of it.
    #[cold]
    #[inline(never)]
    pub(crate) fn field(name: &'static str, ty: FieldType, found: LookUp) -> Self {
        Self::new(match found {
            LookUp::Absent => What::Absent(name),
            _ => What::NotOfType(name, ty),
        })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, rest, ty) = match &*self.0 {
            What::Text(text) => return f.write_str(text),
            What::Absent(name) => (name, " is absent", ""),
            What::NotOfType(name, ty) => (name, " is not of type ", ty.name()),
        };
        f.write_str("field ")?;
        f.write_str(name)?;
        f.write_str(rest)?;
        f.write_str(ty)
    }
}

impl core::error::Error for Error {}

impl From<&'static str> for Error {
    #[cold]
    fn from(text: &'static str) -> Self {
        Self::new(What::Text(Cow::Borrowed(text)))
    }
}

impl From<String> for Error {
    fn from(text: String) -> Self {
        Self::new(What::Text(Cow::Owned(text)))
    }
}

impl From<StateError> for Error {
    fn from(error: StateError) -> Self {
        error.text().into()
    }
}
