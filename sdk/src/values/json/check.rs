//! A text that is to be JSON.

use super::read::Json;
use super::scan::{Scan, Stepped};
use crate::arena::text::Text;
use crate::door;
use crate::error::Error;

/// Checks a whole text, in UTF-8, and returns its value.
///
/// ```
/// use heeus_sdk::prelude::*;
/// use heeus_sdk::sys::HttpRequest;
/// use heeus_sdk::values::json::{self, JsonItems};
///
/// fn sum(ctx: &JobContext<'_>) -> Result<Money, Error> {
///     let answer = HttpRequest::new("GET", "https://shop.example/orders").send(ctx)?;
///     total(answer.body)
/// }
///
/// fn total(body: &[u8]) -> Result<Money, Error> {
///     let orders = json::read(body)?;
///     let mut sum = Money::ZERO;
///     for order in orders.get::<JsonItems<'_>>("orders")? {
///         let price: Money = order.get(("lines", 0, "price"))?;
///         let discount: Option<Money> = order.find("discount")?;
///         let price = price.checked_sub(discount.unwrap_or_default());
///         sum = price.and_then(|price| sum.checked_add(price)).ok_or("too large")?;
///     }
///     Ok(sum)
/// }
/// # let body = br#"{"orders": [{"lines": [{"price": 12.50}]},
/// #     {"lines": [{"price": "3.00"}], "discount": 1}]}"#;
/// # assert_eq!(total(body), Ok(Money::from_cents(1450).unwrap_or_default()));
/// ```
///
/// - The text is checked by RFC 8259, once. A mark of byte order at its beginning is skipped.
/// - Objects and arrays are at most 64 inside of each other.
/// - Texts are Unicode: an escape of half a surrogate pair is refused.
/// - If an object has a name twice, the last one counts, as in JavaScript.
/// - A number that its type does not have is an error, and never another number.
///
/// # Errors
/// If it is no JSON: the error names the byte, and the form that was expected there.
pub fn read(text: &(impl AsRef<[u8]> + ?Sized)) -> Result<Json<'_>, Error> {
    checked(text.as_ref())
}

#[inline(never)]
fn checked(bytes: &[u8]) -> Result<Json<'_>, Error> {
    let text = door::text(bytes);
    if text.len() < bytes.len() {
        return Err("the JSON is no UTF-8".into());
    }
    let begin = if bytes.starts_with(b"\xef\xbb\xbf") {
        3
    } else {
        0
    };
    let mut scan = Scan {
        text: bytes,
        at: begin,
    };
    scan.skip_spaces();
    let begin = scan.at;
    match whole(&mut scan) {
        Ok(()) => Ok(Json { text, at: begin }),
        Err(expected) => Err(broken(expected, scan.at)),
    }
}

#[inline]
fn whole(scan: &mut Scan<'_>) -> Stepped {
    scan.value()?;
    scan.skip_spaces();
    if scan.is_at_end() {
        return Ok(());
    }
    Err("the end")
}

#[cold]
fn broken(expected: &str, at: usize) -> Error {
    let mut text = Text::new();
    text.put("the JSON is broken at byte ").put(at);
    text.put(": expected ").put(expected);
    text.into()
}
