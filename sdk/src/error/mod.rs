//! The errors of an extension, as values.

pub mod part;

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;

use heeus_abi::{FieldType, LookUp, type_name};

use crate::arena::small_vec::boxed_text;
use crate::arena::text::Text;

/// The reason why a read of the state failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StateError {
    /// [`must_exist`](crate::untyped::WasmState::must_exist) found no element.
    NotExists,
    /// The key does not fit the declaration of its entity, or cannot be put into a block.
    InvalidKey,
    /// The storage failed.
    Io,
    /// There was no memory for the element.
    NoMemory,
    /// The host reads in key order and without bounds only.
    NoRanges,
}

impl StateError {
    /// The message.
    pub const fn text(self) -> &'static str {
        match self {
            Self::NotExists => "the element does not exist",
            Self::InvalidKey => "the key is invalid",
            Self::Io => "i/o error",
            Self::NoMemory => "memory could not be allocated",
            Self::NoRanges => "the host has no ranges",
        }
    }
}

impl fmt::Display for StateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

impl core::error::Error for StateError {}

/// An error with a text. `?` turns the SDK's other errors into it.
///
/// ```
/// use heeus_sdk::Error;
/// use heeus_sdk::untyped::{WasmState, WasmStateElement};
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

/// The content of an error, in a box: so a `Result` with it stays small.
#[derive(Debug, Clone, PartialEq, Eq)]
enum What {
    Own(Box<str>),
    Wrong(Wrong<'static>),
}

/// A mistake and its place. The text is built from parts, and a guest has each part once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Wrong<'a> {
    /// The struct, the entity or the storage; empty where it is unknown.
    pub(crate) of: &'a str,
    /// The field; empty where the mistake is in no field.
    pub(crate) field: &'a str,
    /// The mistake. A text that continues after the field's name begins with a space.
    pub(crate) what: &'static str,
    /// For a wrong type: the expected type, and the number of the type that was found.
    pub(crate) types: Option<(FieldType, u8)>,
}

/// A required field is absent.
pub(crate) const ABSENT: &str = " is absent";
/// A field has another type.
const NOT_OF_TYPE: &str = " is not of type ";
/// The number of a field is not one of the Rust type.
pub(crate) const RANGE: &str = " is out of range";
/// The items of an array are of another type.
pub(crate) const ITEMS: &str = " has items of another type";
/// An update has another key.
pub(crate) const KEY_CHANGED: &str = "an update cannot change the key";

impl Error {
    /// The error of a failed look-up of a field of this type.
    #[cold]
    #[inline(never)]
    pub(crate) fn field(name: &'static str, ty: FieldType, found: LookUp) -> Self {
        let found = match found {
            LookUp::NotOfType(found) => Some(found),
            _ => None,
        };
        Self::misfit("", name, ty, found)
    }

    /// The error of a required field that is absent, or of a field with another type, whose number
    /// is `found`.
    #[cold]
    #[inline]
    pub(crate) fn misfit(
        of: &'static str,
        field: &'static str,
        ty: FieldType,
        found: Option<u8>,
    ) -> Self {
        let what = if found.is_some() { NOT_OF_TYPE } else { ABSENT };
        Self::wrong(of, field, what, found.map(|found| (ty, found)))
    }

    /// The error of a wrong field; `of` is the struct or the entity.
    #[cold]
    #[inline]
    pub(crate) fn in_field(of: &'static str, field: &'static str, what: &'static str) -> Self {
        Self::wrong(of, field, what, None)
    }

    /// The error of an entity whose key or state is wrong.
    #[cold]
    #[inline]
    pub(crate) fn about(of: &'static str, what: &'static str) -> Self {
        Self::wrong(of, "", what, None)
    }

    /// The error of a field whose value is wrong for this reason.
    #[cold]
    #[inline(never)]
    pub(crate) fn in_place(self, of: &'static str, field: &'static str) -> Self {
        if let What::Wrong(wrong) = &*self.0
            && wrong.of.is_empty()
            && wrong.field.is_empty()
        {
            return Self::wrong(of, field, wrong.what, wrong.types);
        }
        let mut text = Text::new();
        text.push(of);
        text.push(": field ");
        text.push(field);
        if !matches!(&*self.0, What::Own(reason) if reason.starts_with(' ')) {
            text.push(": ");
        }
        self.write_text(&mut text);
        Self::own(&text)
    }

    /// The error with this text.
    #[cold]
    pub(crate) fn own(text: &str) -> Self {
        Self(Box::new(What::Own(boxed_text(text))))
    }

    // The only place that creates them.
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
    /// Writes the text part by part: formatting would bring more code than all of this.
    #[cold]
    #[inline(never)]
    pub(crate) fn write_text(&self, text: &mut Text) {
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

/// Writes the name of the type of this number.
#[cold]
#[inline(never)]
fn push_type(text: &mut Text, number: u8) {
    text.push(type_name(number));
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        display(self, f)
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
        Self(Box::new(What::Own(text.into_boxed_str())))
    }
}

impl From<Text> for Error {
    #[cold]
    fn from(text: Text) -> Self {
        Self::own(&text)
    }
}

impl From<StateError> for Error {
    fn from(error: StateError) -> Self {
        error.text().into()
    }
}

/// An error that an extension may return: a text, and an optional code.
///
/// The host gets both, and nothing of the run is applied. The [derive
/// macro](macro@crate::ExtensionError) of the same name implements it for an enum or a struct:
///
/// ```
/// use heeus_sdk::{Error, ExtensionError};
///
/// #[derive(Debug, ExtensionError)]
/// enum OrderError {
///     #[error("negative order amount", code = 400)]
///     Negative,
///     State(#[from] Error),
/// }
/// ```
///
/// By hand it takes a `Display` for the text, and an impl of this trait.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an error that an extension can return",
    label = "expected a type that implements `ExtensionError`",
    note = "a type of your own derives `Debug` and `heeus_sdk::ExtensionError`; an error of \
            another crate becomes a text, for `Error` as E: `.map_err(|error| error.to_string())?`"
)]
pub trait ExtensionError: fmt::Display {
    /// The extension's own code, which becomes the status code of the response; 0 for none.
    fn code(&self) -> i32 {
        0
    }

    /// Writes the text. Errors that consist of text parts write it without the formatting code.
    #[doc(hidden)]
    #[inline(never)]
    fn write_text(&self, text: &mut Text) {
        text.push_formatted(format_args!("{self}"));
    }
}

/// Writes the whole text of an error, for its `Display`.
///
/// # Errors
/// If the formatter fails.
pub fn display(error: &impl ExtensionError, to: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut text = Text::new();
    error.write_text(&mut text);
    to.write_str(&text)
}

impl ExtensionError for Error {
    fn write_text(&self, text: &mut Text) {
        match &*self.0 {
            What::Own(own) => text.push(own),
            What::Wrong(wrong) => wrong.write_text(text),
        }
    }
}

macro_rules! texts {
    ($($ty:ty, $text:expr;)+) => {$(
        impl ExtensionError for $ty {
            fn write_text(&self, text: &mut Text) {
                text.push($text(self));
            }
        }
    )+};
}

texts! {
    StateError, |error: &Self| error.text();
    String, Self::as_str;
    Text, Self::as_str;
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
