//! JSON that is written.

use core::marker::PhantomData;

use crate::arena::text::Text;

/// Writes an object, and returns its text.
///
/// ```
/// use heeus_sdk::prelude::*;
/// use heeus_sdk::values::json;
///
/// # fn body(customer: RecordId, sum: Money) -> heeus_sdk::values::Text {
/// json::object(|order| {
///     order.put("customer", customer);
///     order.put("sum", sum);
///     order.put("note", Some("\"soon\""));
///     order.object("address", |address| address.put("city", "Graz"));
///     order.array("lines", |lines| {
///         for article in [7, 9] {
///             lines.object(|line| line.put("article", article));
///         }
///     });
/// })
/// # }
/// # let text = body(RecordId(5), Money::from_cents(1250).unwrap_or_default());
/// # let lines = r#""lines":[{"article":7},{"article":9}]"#;
/// # let expected = r#"{"customer":5,"sum":12.50,"note":"\"soon\"","address":{"city":"Graz"},"#;
/// # assert_eq!(text.as_str(), format!("{expected}{lines}}}"));
/// ```
pub fn object(write: impl FnOnce(&mut JsonObject<'_>)) -> Text {
    let mut text = Text::new();
    within_object(&mut text, write);
    text
}

/// Writes an array, and returns its text.
pub fn array(write: impl FnOnce(&mut JsonArray<'_>)) -> Text {
    let mut text = Text::new();
    within_array(&mut text, write);
    text
}

/// Writes an object by a function that may fail, and returns its text.
///
/// ```
/// use heeus_sdk::prelude::*;
/// use heeus_sdk::values::{Text, json};
///
/// #[derive(Entity)]
/// #[entity(view = "shop.Stock")]
/// struct Stock {
///     #[entity(partition)]
///     shop: i32,
///     #[entity(clustering)]
///     article: RecordId,
///     left: i64,
/// }
///
/// fn stock(ctx: &JobContext<'_>, shop: i32) -> Result<Text, Error> {
///     json::try_object(|all| {
///         all.array("stock", |list| {
///             Stock::for_each(ctx, shop, |stock| {
///                 list.object(|one| {
///                     one.put("article", stock.article);
///                     one.put("left", stock.left);
///                 });
///             })
///         })
///     })
/// }
/// ```
///
/// # Errors
/// The error of the function.
pub fn try_object<E>(write: impl FnOnce(&mut JsonObject<'_>) -> Result<(), E>) -> Result<Text, E> {
    let mut text = Text::new();
    within_object(&mut text, write)?;
    Ok(text)
}

/// Writes an array by a function that may fail, and returns its text.
///
/// # Errors
/// The error of the function.
pub fn try_array<E>(write: impl FnOnce(&mut JsonArray<'_>) -> Result<(), E>) -> Result<Text, E> {
    let mut text = Text::new();
    within_array(&mut text, write)?;
    Ok(text)
}

/// Writes one value, and returns its text.
///
/// ```
/// use heeus_sdk::values::json;
///
/// assert_eq!(&*json::of(&[1, 2]), "[1,2]");
/// ```
pub fn of(value: &(impl ToJson + ?Sized)) -> Text {
    let mut text = Text::new();
    value.to_json(JsonSlot::new(&mut text));
    text
}

/// A value that is written as JSON.
///
/// | type | in JSON |
/// |---|---|
/// | `&str`, `String`, `Cow<str>`, [`Text`], `QName` | a text |
/// | `bool`, integers, `RecordId` | `true` or `false`, a number |
/// | `Money` | a number, such as `12.50` |
/// | `Date`, `Timestamp` | a text, such as `"2026-11-30"` |
/// | `Option<T>` | the value, or `null` |
/// | `Vec<T>`, slices, arrays | an array |
/// | [`Json`](super::Json) | the value as it was read |
///
/// Numbers have all their digits. A receiver that reads numbers as floats, as JavaScript does, has
/// exact integers up to 2^53 only: send larger ids as texts, `&*text!("{id}")`. Floats are no such
/// type, since their texts need formatting code and NaN has none: send an amount, or a text.
///
/// A type of your own fills its slot with a value, an object or an array:
///
/// ```
/// use heeus_sdk::prelude::*;
/// use heeus_sdk::values::json::{self, JsonFilled, JsonSlot, ToJson};
///
/// struct Line {
///     article: RecordId,
///     quantity: i32,
/// }
///
/// impl ToJson for Line {
///     fn to_json<'t>(&self, slot: JsonSlot<'t>) -> JsonFilled<'t> {
///         slot.object(|line| {
///             line.put("article", self.article);
///             line.put("quantity", self.quantity);
///         })
///     }
/// }
///
/// let lines = [Line { article: RecordId(7), quantity: 2 }];
/// let text = json::object(|order| order.put("lines", &lines));
/// assert_eq!(&*text, r#"{"lines":[{"article":7,"quantity":2}]}"#);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not written as JSON",
    note = "texts, `bool`, integers, ids, `Money`, `Date`, `Timestamp`, and `Option`s, `Vec`s and \
            slices of them are; a type of your own implements `heeus_sdk::values::json::ToJson`, \
            and a float is sent as a text or as `Money`"
)]
pub trait ToJson {
    /// Fills the slot with the value.
    fn to_json<'t>(&self, slot: JsonSlot<'t>) -> JsonFilled<'t>;
}

/// An object that is written.
///
/// A name that is written twice is there twice, and receivers differ in which one they take.
pub struct JsonObject<'t> {
    text: &'t mut Text,
}

impl JsonObject<'_> {
    /// Adds a member with this value.
    #[inline]
    pub fn put(&mut self, name: &str, value: impl ToJson) {
        value.to_json(self.slot(name));
    }

    /// Adds a member with an object, and returns what the function returns.
    #[inline]
    pub fn object<R>(&mut self, name: &str, write: impl FnOnce(&mut JsonObject<'_>) -> R) -> R {
        within_object(self.slot(name).text, write)
    }

    /// Adds a member with an array, and returns what the function returns.
    #[inline]
    pub fn array<R>(&mut self, name: &str, write: impl FnOnce(&mut JsonArray<'_>) -> R) -> R {
        within_array(self.slot(name).text, write)
    }

    #[inline(never)]
    fn slot(&mut self, name: &str) -> JsonSlot<'_> {
        separate(self.text);
        push_quoted(self.text, name);
        self.text.push(":");
        JsonSlot::new(self.text)
    }
}

/// An array that is written.
pub struct JsonArray<'t> {
    text: &'t mut Text,
}

impl JsonArray<'_> {
    /// Adds this value.
    #[inline]
    pub fn put(&mut self, value: impl ToJson) {
        value.to_json(self.slot());
    }

    /// Adds an object, and returns what the function returns.
    #[inline]
    pub fn object<R>(&mut self, write: impl FnOnce(&mut JsonObject<'_>) -> R) -> R {
        within_object(self.slot().text, write)
    }

    /// Adds an array, and returns what the function returns.
    #[inline]
    pub fn array<R>(&mut self, write: impl FnOnce(&mut JsonArray<'_>) -> R) -> R {
        within_array(self.slot().text, write)
    }

    #[inline]
    fn slot(&mut self) -> JsonSlot<'_> {
        separate(self.text);
        JsonSlot::new(self.text)
    }
}

/// A lifetime that belongs to one slot. It is invariant, so no other lifetime can take its place.
type OfSlot<'t> = PhantomData<fn(&'t ()) -> &'t ()>;

/// The place of one value, which must be filled: see [`ToJson`].
pub struct JsonSlot<'t> {
    pub(super) text: &'t mut Text,
    of: OfSlot<'t>,
}

/// The proof that the slot of this lifetime is filled.
pub struct JsonFilled<'t>(OfSlot<'t>);

impl<'t> JsonSlot<'t> {
    #[inline]
    const fn new(text: &'t mut Text) -> Self {
        Self {
            text,
            of: PhantomData,
        }
    }

    /// Fills it with a value.
    #[inline]
    pub fn put(self, value: impl ToJson) -> JsonFilled<'t> {
        value.to_json(self)
    }

    /// Fills it with an object.
    #[inline]
    pub fn object(self, write: impl FnOnce(&mut JsonObject<'_>)) -> JsonFilled<'t> {
        within_object(self.text, write);
        JsonFilled(self.of)
    }

    /// Fills it with an array.
    #[inline]
    pub fn array(self, write: impl FnOnce(&mut JsonArray<'_>)) -> JsonFilled<'t> {
        within_array(self.text, write);
        JsonFilled(self.of)
    }

    /// Fills it with a text.
    #[inline]
    pub(super) fn quoted(self, value: &str) -> JsonFilled<'t> {
        push_quoted(self.text, value);
        JsonFilled(self.of)
    }

    /// Fills it with text that is JSON.
    #[inline]
    pub(super) fn plain(self, write: impl FnOnce(&mut Text)) -> JsonFilled<'t> {
        write(self.text);
        JsonFilled(self.of)
    }
}

#[inline]
fn within_object<R>(text: &mut Text, write: impl FnOnce(&mut JsonObject<'_>) -> R) -> R {
    text.push("{");
    let result = write(&mut JsonObject { text });
    text.push("}");
    result
}

#[inline]
fn within_array<R>(text: &mut Text, write: impl FnOnce(&mut JsonArray<'_>) -> R) -> R {
    text.push("[");
    let result = write(&mut JsonArray { text });
    text.push("]");
    result
}

/// Writes a comma, except before the first value of an object or array. A text ends with a
/// quotation mark, so the last byte is an opening bracket only there.
#[inline(never)]
fn separate(text: &mut Text) {
    if !matches!(text.as_bytes().last(), Some(b'{' | b'[')) {
        text.push(",");
    }
}

#[inline(never)]
fn push_quoted(text: &mut Text, value: &str) {
    text.push("\"");
    let mut rest = value;
    loop {
        let plain = |byte: &u8| !matches!(byte, 0..0x20 | b'"' | b'\\');
        let length = rest.bytes().take_while(plain).count();
        let (before, after) = cut(rest, length);
        text.push(before);
        let Some(&byte) = after.as_bytes().first() else {
            break;
        };
        let letter;
        (letter, rest) = cut(after, 1);
        text.push("\\");
        text.push(match byte {
            b'\n' => "n",
            b'\r' => "r",
            b'\t' => "t",
            0..0x10 => "u000",
            0x10..0x20 => "u001",
            _ => letter,
        });
        if byte < 0x20 && !matches!(byte, b'\n' | b'\r' | b'\t') {
            let (_, digits) = cut("0123456789abcdef", usize::from(byte % 16));
            text.push(cut(digits, 1).0);
        }
    }
    text.push("\"");
}

/// Divides a text before this byte. Twice nothing, if that is no place between letters.
#[inline(never)]
pub(super) fn cut(text: &str, at: usize) -> (&str, &str) {
    text.split_at_checked(at).unwrap_or_default()
}
