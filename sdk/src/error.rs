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
    Text(String),
    /// Shown one after the other.
    Parts([&'static str; 5]),
}

impl Error {
    #[cold]
    #[inline(never)]
    fn parts(parts: [&'static str; 5]) -> Self {
        Self(Box::new(What::Parts(parts)))
    }

    /// What a look-up of a field of this type found instead of it.
    #[cold]
    #[inline(never)]
    pub(crate) fn field(name: &'static str, ty: FieldType, found: LookUp) -> Self {
        match found {
            LookUp::Absent => Self::parts(["field ", name, IS_ABSENT, "", ""]),
            _ => Self::parts(["field ", name, NOT_OF_TYPE, ty.name(), ""]),
        }
    }

    /// A field that must be there is not. `of` is the struct or the entity.
    #[cold]
    pub(crate) fn absent(of: &'static str, name: &'static str) -> Self {
        Self::parts([of, FIELD, name, IS_ABSENT, ""])
    }

    /// A field has another type than it should.
    #[cold]
    pub(crate) fn not_of_type(of: &'static str, name: &'static str, ty: FieldType) -> Self {
        Self::parts([of, FIELD, name, NOT_OF_TYPE, ty.name()])
    }

    /// A field that is wrong in another way.
    #[cold]
    pub(crate) fn unfit(of: &'static str, name: &'static str, why: &'static str) -> Self {
        Self::parts([of, FIELD, name, why, ""])
    }

    /// An entity whose key or state is wrong in this way.
    #[cold]
    pub(crate) fn about(of: &'static str, wrong: &'static str) -> Self {
        Self::parts([of, ": ", wrong, "", ""])
    }
}

const FIELD: &str = ": field ";
const IS_ABSENT: &str = " is absent";
const NOT_OF_TYPE: &str = " is not of type ";

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            What::Text(text) => f.write_str(text),
            What::Parts(parts) => parts.iter().try_for_each(|part| f.write_str(part)),
        }
    }
}

impl core::error::Error for Error {}

impl From<&'static str> for Error {
    #[cold]
    fn from(text: &'static str) -> Self {
        Self::parts([text, "", "", "", ""])
    }
}

impl From<String> for Error {
    fn from(text: String) -> Self {
        Self(Box::new(What::Text(text)))
    }
}

impl From<StateError> for Error {
    fn from(error: StateError) -> Self {
        error.text().into()
    }
}

/// What an extension may fail with: a text, and a code where it has one.
///
/// Where an extension returns such an error, the host gets both, and nothing of the run is applied. A type of the
/// extension's own needs no more than to be shown:
///
/// ```
/// use core::fmt;
/// use heeus_sdk::ExtensionError;
///
/// enum OrderError {
///     Negative,
///     State(heeus_sdk::Error),
/// }
///
/// impl fmt::Display for OrderError {
///     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
///         match self {
///             Self::Negative => f.write_str("negative order amount"),
///             Self::State(error) => error.fmt(f),
///         }
///     }
/// }
///
/// impl ExtensionError for OrderError {
///     fn code(&self) -> i32 {
///         match self {
///             Self::Negative => 400,
///             Self::State(_) => 0,
///         }
///     }
/// }
///
/// impl From<heeus_sdk::Error> for OrderError {
///     fn from(error: heeus_sdk::Error) -> Self {
///         Self::State(error)
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no error that an extension can return",
    label = "expected a type that implements `ExtensionError`",
    note = "for a type of your own that implements `Display`: `impl heeus_sdk::ExtensionError for {Self} {{}}`"
)]
pub trait ExtensionError: fmt::Display {
    /// The extension's own code, which becomes the status code of the response; 0 for none.
    fn code(&self) -> i32 {
        0
    }
}

impl ExtensionError for Error {}
impl ExtensionError for StateError {}
impl ExtensionError for String {}
impl ExtensionError for &str {}
impl ExtensionError for Cow<'_, str> {}
impl ExtensionError for core::convert::Infallible {}
impl ExtensionError for fmt::Error {}
impl ExtensionError for core::num::ParseIntError {}
impl ExtensionError for core::num::ParseFloatError {}
impl ExtensionError for core::num::TryFromIntError {}
impl ExtensionError for core::str::Utf8Error {}
impl ExtensionError for Box<dyn core::error::Error> {}
