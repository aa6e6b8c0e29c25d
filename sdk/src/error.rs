//! What can go wrong in an extension, as values.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;

use heeus_abi::{FieldType, LookUp, type_name};

use crate::arena::RunMemory;
use crate::arena::text::Text;

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
    Own(String),
    Wrong(Wrong<'static>),
}

/// What is wrong, and with what of it. Its text is told in parts, each of which a guest has once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Wrong<'a> {
    /// The struct, the entity or the storage; empty where it is unknown.
    pub(crate) of: &'a str,
    /// The field, empty where it is about no field.
    pub(crate) field: &'a str,
    /// What is wrong. One that goes on behind the field's name begins with a space.
    pub(crate) what: &'static str,
    /// The numbers of the type that is wanted and of the one that was found, where it is about
    /// types.
    pub(crate) types: Option<(FieldType, u8)>,
}

/// A field must be there and is not.
pub(crate) const ABSENT: &str = " is absent";
/// A field has another type.
const NOT_OF_TYPE: &str = " is not of type ";
/// The number of a field is not one of the Rust type.
pub(crate) const RANGE: &str = " is out of range";
/// The items of an array are of another type.
pub(crate) const ITEMS: &str = " has items of another type";
/// A field was there, and an update cannot say that it is not any more.
pub(crate) const VANISHES: &str = " cannot be made absent by an update";

impl Error {
    /// What a look-up of a field of this type found instead of it.
    #[cold]
    #[inline(never)]
    pub(crate) fn field(name: &'static str, ty: FieldType, found: LookUp) -> Self {
        let found = match found {
            LookUp::NotOfType(found) => Some(found),
            _ => None,
        };
        Self::not_there("", name, ty, found)
    }

    /// A field that is absent where it must be there, or has the type of this number and not its
    /// own.
    #[cold]
    #[inline]
    pub(crate) fn not_there(
        of: &'static str,
        field: &'static str,
        ty: FieldType,
        found: Option<u8>,
    ) -> Self {
        let what = if found.is_some() { NOT_OF_TYPE } else { ABSENT };
        Self::wrong(of, field, what, found.map(|found| (ty, found)))
    }

    /// A field that is wrong; `of` is the struct or the entity.
    #[cold]
    #[inline]
    pub(crate) fn in_field(of: &'static str, field: &'static str, what: &'static str) -> Self {
        Self::wrong(of, field, what, None)
    }

    /// An entity whose key or state is wrong in this way.
    #[cold]
    #[inline]
    pub(crate) fn about(of: &'static str, what: &'static str) -> Self {
        Self::wrong(of, "", what, None)
    }

    // The only place that makes them.
    #[cold]
    #[inline(never)]
    fn wrong(
        of: &'static str,
        field: &'static str,
        what: &'static str,
        types: Option<(FieldType, u8)>,
    ) -> Self {
        Self(Box::new(What::Wrong(Wrong {
            of,
            field,
            what,
            types,
        })))
    }
}

impl Wrong<'_> {
    /// Tells the text part by part: formatting would bring more code than all of this.
    #[cold]
    #[inline(never)]
    pub(crate) fn tell(&self, text: &mut Text<'_>) {
        if !self.of.is_empty() {
            text.push(self.of);
            text.push(": ");
        }
        if !self.field.is_empty() {
            text.push("field ");
            text.push(self.field);
            if !self.what.starts_with(' ') {
                text.push(": ");
            }
        }
        text.push(self.what);
        if let Some((ty, found)) = self.types {
            push_type(text, ty as u8);
            text.push(": found ");
            push_type(text, found);
        }
    }
}

/// Tells the name of the type of this number.
#[cold]
#[inline(never)]
fn push_type(text: &mut Text<'_>, number: u8) {
    text.push(type_name(number));
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let memory = RunMemory::new();
        let mut text = Text::new(&memory, usize::MAX);
        self.tell(&mut text);
        f.write_str(text.finish())
    }
}

impl core::error::Error for Error {}

impl From<&'static str> for Error {
    #[cold]
    fn from(text: &'static str) -> Self {
        Self::about("", text)
    }
}

impl From<String> for Error {
    fn from(text: String) -> Self {
        Self(Box::new(What::Own(text)))
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

    /// Tells the text. Those that are parts of text tell it without what formats values.
    #[doc(hidden)]
    #[inline(never)]
    fn tell(&self, text: &mut Text<'_>) {
        // Writing there does not fail; where the error's own `Display` does, what it wrote stays.
        let _ = fmt::write(text, format_args!("{self}"));
    }
}

impl ExtensionError for Error {
    fn tell(&self, text: &mut Text<'_>) {
        match &*self.0 {
            What::Own(own) => text.push(own),
            What::Wrong(wrong) => wrong.tell(text),
        }
    }
}

macro_rules! texts {
    ($($ty:ty, $text:expr;)+) => {$(
        impl ExtensionError for $ty {
            fn tell(&self, text: &mut Text<'_>) {
                text.push($text(self));
            }
        }
    )+};
}

texts! {
    StateError, |error: &Self| error.text();
    String, Self::as_str;
    &str, |text: &Self| *text;
    Cow<'_, str>, AsRef::as_ref;
}

impl ExtensionError for core::convert::Infallible {}
impl ExtensionError for fmt::Error {}
impl ExtensionError for core::num::ParseIntError {}
impl ExtensionError for core::num::ParseFloatError {}
impl ExtensionError for core::num::TryFromIntError {}
impl ExtensionError for core::str::Utf8Error {}
impl ExtensionError for Box<dyn core::error::Error> {}
