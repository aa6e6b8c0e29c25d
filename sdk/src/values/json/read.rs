//! JSON that is read.

use alloc::borrow::Cow;

use super::escape::escape;
use super::path::{JsonPath, Step, in_path};
use super::scan::Scan;
use super::write::cut;
use crate::arena::text::Text;
use crate::error::Error;

/// A type that a value of JSON is read as.
///
/// | type | in JSON |
/// |---|---|
/// | `String`, `Cow<str>` | a text |
/// | `bool` | `true` or `false` |
/// | integers, `RecordId` | a number without fraction and exponent |
/// | `Money` | a number without exponent, or a text such as `"12.50"` |
/// | `Date`, `Timestamp` | a text such as `"2026-11-30"` |
/// | `f64` | a number; it brings 25 KB of code |
/// | `Option<T>` | the value, or `null` |
/// | `Vec<T>`, `JsonItems` | an array |
/// | `JsonMembers` | an object |
/// | [`Json`] | any value |
///
/// A text may have escapes wherever its sender wants them, so there is no `&str`. A `Cow` borrows a
/// text without escapes.
///
/// A type of your own reads its parts:
///
/// ```
/// use heeus_sdk::prelude::*;
/// use heeus_sdk::values::json::{self, FromJson, Json};
///
/// #[derive(Debug, PartialEq)]
/// struct Line {
///     article: RecordId,
///     quantity: i32,
/// }
///
/// impl FromJson<'_> for Line {
///     fn from_json(line: Json<'_>) -> Result<Self, Error> {
///         Ok(Self {
///             article: line.get("article")?,
///             quantity: line.find("quantity")?.unwrap_or(1),
///         })
///     }
/// }
///
/// # fn main() -> Result<(), Error> {
/// let order = json::read(r#"{"lines": [{"article": 7}, {"article": 9, "quantity": 2}]}"#)?;
/// let lines: Vec<Line> = order.get("lines")?;
/// assert_eq!(lines[0], Line { article: RecordId(7), quantity: 1 });
/// assert_eq!(lines[1].quantity, 2);
/// # Ok(())
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "a value of JSON is not read as `{Self}`",
    note = "values are read as `String` or `Cow<str>` (a text may have escapes), `bool`, integers, \
            ids, `Money`, `Date`, `Timestamp`, `Json`, `JsonItems`, `JsonMembers`, and `Option`s \
            and `Vec`s of them; a type of your own implements `heeus_sdk::values::json::FromJson`"
)]
pub trait FromJson<'a>: Sized {
    /// Reads the value.
    ///
    /// # Errors
    /// If it is not of this type.
    fn from_json(json: Json<'a>) -> Result<Self, Error>;
}

/// A value in JSON that was checked.
///
/// Its values are found by names and places: `"name"`, `("customer", "name")`,
/// `("lines", 0, "price")`. Each search reads the text again, and copies nothing.
#[derive(Clone, Copy)]
pub struct Json<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
}

/// The kind of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum JsonKind {
    Null,
    Bool,
    Number,
    Text,
    Array,
    Object,
}

impl<'a> Json<'a> {
    /// Returns the value of this path.
    ///
    /// # Errors
    /// If it is absent, or of another type.
    #[inline]
    pub fn get<T: FromJson<'a>>(self, path: impl JsonPath) -> Result<T, Error> {
        path.with_steps(|steps| {
            let found = self.locate(steps)?;
            let found = match found {
                Some(found) => T::from_json(found),
                None => Err(" is absent".into()),
            };
            found.map_err(|error| in_path(steps, &error))
        })
    }

    /// Returns the value of this path; `None` if it is absent or null.
    ///
    /// # Errors
    /// If it is of another type, or if a value on the path is neither absent nor null, nor an
    /// object or array with values.
    #[inline]
    pub fn find<T: FromJson<'a>>(self, path: impl JsonPath) -> Result<Option<T>, Error> {
        path.with_steps(|steps| {
            let found = self.locate(steps)?;
            let found = found.map_or(Ok(None), Option::from_json);
            found.map_err(|error| in_path(steps, &error))
        })
    }

    /// Returns the value itself in this type.
    ///
    /// # Errors
    /// If it is of another type.
    pub fn value<T: FromJson<'a>>(self) -> Result<T, Error> {
        T::from_json(self)
    }

    /// The kind of the value.
    pub fn kind(self) -> JsonKind {
        let kinds = [
            (b'n', JsonKind::Null),
            (b't', JsonKind::Bool),
            (b'f', JsonKind::Bool),
            (b'"', JsonKind::Text),
            (b'[', JsonKind::Array),
            (b'{', JsonKind::Object),
        ];
        let first = self.scan().peek();
        for (byte, kind) in kinds {
            if byte == first {
                return kind;
            }
        }
        JsonKind::Number
    }

    /// The text of the value, as JSON.
    pub fn as_json(self) -> &'a str {
        let mut scan = self.scan();
        // It was checked.
        let _ = scan.value();
        self.until(scan.at)
    }

    /// Returns the error of a value that is not what was expected: `a colour`. For
    /// implementations of [`FromJson`].
    #[cold]
    #[inline(never)]
    pub fn unfit(self, expected: &str) -> Error {
        let kind = self.kind();
        let mut text = Text::new();
        text.put("found ");
        if kind == JsonKind::Number {
            // A number shows more than its kind, and is as short as its sender wants.
            let number = self.as_json();
            text.put(number.get(..number.len().min(40)).unwrap_or_default());
        } else {
            text.put(kind.name());
        }
        text.put(", expected ").put(expected);
        text.put(", at byte ").put(self.at);
        text.into()
    }

    pub(super) fn scan(self) -> Scan<'a> {
        Scan {
            text: self.text.as_bytes(),
            at: self.at,
        }
    }

    /// Returns the text from this value to a place behind it.
    #[inline(never)]
    fn until(self, end: usize) -> &'a str {
        let (before, _) = cut(self.text, end);
        cut(before, self.at).1
    }

    /// Returns the value at the end of a path. `None` if it is absent, or if a value before it is
    /// null or absent.
    #[inline(never)]
    pub(super) fn locate(self, steps: &[Step<'_>]) -> Result<Option<Self>, Error> {
        let mut value = self;
        for (place, step) in steps.iter().enumerate() {
            let expected = match step {
                Step::Name(_) => JsonKind::Object,
                Step::Index(_) => JsonKind::Array,
            };
            let kind = value.kind();
            if kind == JsonKind::Null {
                return Ok(None);
            }
            if kind != expected {
                let path = steps.get(..place).unwrap_or_default();
                return Err(in_path(path, &value.unfit(expected.name())));
            }
            let mut inside = value.inside();
            let found = match *step {
                Step::Name(name) => {
                    let mut found = None;
                    while let Some((own, value)) = inside.next_member() {
                        if own.is_text(name) {
                            found = Some(value);
                        }
                    }
                    found
                }
                Step::Index(index) => {
                    let mut found = inside.next_value();
                    for _ in 0..index {
                        if found.is_none() {
                            break;
                        }
                        found = inside.next_value();
                    }
                    found
                }
            };
            let Some(found) = found else {
                return Ok(None);
            };
            value = found;
        }
        Ok(Some(value))
    }

    pub(super) fn inside(self) -> Inside<'a> {
        Inside(Self {
            at: self.at.wrapping_add(1),
            ..self
        })
    }

    /// The text between the quotation marks of a text, with its escapes.
    fn escaped(self) -> &'a str {
        let mut scan = self.scan();
        // It was checked.
        let _ = scan.string();
        let (_, text) = cut(self.until(scan.at.wrapping_sub(1)), 1);
        text
    }

    fn is_text(self, text: &str) -> bool {
        self.decoded() == text
    }

    /// The text of a text.
    #[inline(never)]
    pub(super) fn decoded(self) -> Cow<'a, str> {
        let escaped = self.escaped();
        let (mut text, mut rest) = (Text::new(), escaped);
        loop {
            let (before, after) = until_escape(rest);
            if before.len() == escaped.len() {
                return Cow::Borrowed(escaped);
            }
            text.push(before);
            let Some((letter, length)) = escape(after.as_bytes()) else {
                return Cow::Owned(text.into());
            };
            text.push_letter(letter);
            rest = cut(after, length).1;
        }
    }
}

/// Divides a text before its first backslash.
#[inline(never)]
fn until_escape(text: &str) -> (&str, &str) {
    let length = text.bytes().take_while(|byte| *byte != b'\\').count();
    cut(text, length)
}

impl JsonKind {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool => "true or false",
            Self::Number => "a number",
            Self::Text => "a text",
            Self::Array => "an array",
            Self::Object => "an object",
        }
    }
}

/// The values of an object or array that are not yet read.
#[derive(Clone)]
pub(super) struct Inside<'a>(Json<'a>);

impl<'a> Inside<'a> {
    /// Returns the next value of an array, or the next name of an object as a text.
    #[inline(never)]
    pub(super) fn next_value(&mut self) -> Option<Json<'a>> {
        let mut scan = self.0.scan();
        scan.skip_spaces();
        // Behind a name is a colon.
        if scan.take(b',') || scan.take(b':') {
            scan.skip_spaces();
        }
        self.0.at = scan.at;
        let value = self.0;
        // The end of the object or array is no value.
        scan.value().ok()?;
        self.0.at = scan.at;
        Some(value)
    }

    /// Returns the next member of an object: its name as a text, and its value.
    pub(super) fn next_member(&mut self) -> Option<(Json<'a>, Json<'a>)> {
        Some((self.next_value()?, self.next_value()?))
    }
}

impl core::fmt::Debug for Json<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.as_json())
    }
}
