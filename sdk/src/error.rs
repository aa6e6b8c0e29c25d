//! What can go wrong in an extension, as values.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;

use heeus_abi::{FieldType, LookUp};

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
    Text(Cow<'static, str>),
    /// What it is about, and what is wrong with that.
    About(&'static str, &'static str),
    /// A field of a struct or an entity, which may be unknown, and what is wrong with that.
    Field(&'static str, &'static str, Wrong),
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// It must be there and is not.
    Absent,
    /// It has another type than this: that of this number.
    NotOfType(FieldType, u8),
    /// Its number is not one of the Rust type.
    Range,
    /// The items of an array are of another type.
    Items,
    /// It was there, and an update cannot say that it is not any more.
    Vanishes,
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
        let wrong = match found {
            LookUp::NotOfType(found) => Wrong::NotOfType(ty, found),
            _ => Wrong::Absent,
        };
        Self::in_field("", name, wrong)
    }

    /// A field that is wrong; `of` is the struct or the entity.
    #[cold]
    #[inline(never)]
    pub(crate) fn in_field(of: &'static str, name: &'static str, wrong: Wrong) -> Self {
        Self::new(What::Field(of, name, wrong))
    }

    /// An entity whose key or state is wrong in this way.
    #[cold]
    #[inline(never)]
    pub(crate) fn about(of: &'static str, wrong: &'static str) -> Self {
        Self::new(What::About(of, wrong))
    }

    /// Tells the text part by part: formatting would bring more code than all of this.
    #[inline(never)]
    fn parts(&self, tell: &mut dyn FnMut(&str)) {
        match &*self.0 {
            What::Text(text) => tell(text),
            What::About(of, wrong) => {
                tell(of);
                tell(": ");
                tell(wrong);
            }
            What::Field(of, name, wrong) => {
                if !of.is_empty() {
                    tell(of);
                    tell(": ");
                }
                tell("field ");
                tell(name);
                tell(wrong.text());
                if let Wrong::NotOfType(ty, found) = *wrong {
                    tell(type_name(ty as u8));
                    tell(": found ");
                    tell(type_name(found));
                }
            }
        }
    }
}

/// The name of the type of this number: one copy of the names, for both types.
#[inline(never)]
fn type_name(number: u8) -> &'static str {
    FieldType::try_from(u32::from(number)).map_or("another", FieldType::name)
}

impl Wrong {
    /// What is wrong; the name of a type may follow.
    const fn text(self) -> &'static str {
        match self {
            Self::Absent => " is absent",
            Self::NotOfType(..) => " is not of type ",
            Self::Range => " is out of range",
            Self::Items => " has items of another type",
            Self::Vanishes => " cannot be made absent by an update",
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut written = Ok(());
        self.parts(&mut |part| written = written.and_then(|()| f.write_str(part)));
        written
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
        self.parts(&mut |part| text.push(part));
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
