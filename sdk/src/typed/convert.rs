//! Types of an author's own as fields: the conversion to a type of the contract.

use heeus_abi::BlockWriter;
use heeus_abi::write::{write_payloads, write_scalars};

use crate::error::Error;
use crate::run::encode::{Encode, FieldValue};

use super::field::ToField;

/// A type that has a value of another type on the wire.
///
/// Together with `#[derive(Field)]` and `#[field(convert)]` it is the type of a field, of an item
/// or, if it is `Clone`, `PartialEq` and `Debug`, of a key field: wherever its `Wire` may be one.
///
/// | type | written as |
/// |---|---|
/// | one of some names or numbers | an enum with [`#[derive(Field)]`](macro@crate::Field) |
/// | a value that is not to be mixed up with others | a struct around it with `#[derive(Field)]` |
/// | a value with a rule, or with another form on the wire | `#[field(convert)]` and this trait |
/// | several values | a struct with [`#[derive(Record)]`](macro@crate::Record) |
///
/// ```
/// use heeus_sdk::field::Convert;
/// use heeus_sdk::prelude::*;
///
/// /// A share of a hundred.
/// #[derive(Field, Clone, Copy, Debug, PartialEq)]
/// #[field(convert)]
/// struct Percent(u8);
///
/// impl Convert for Percent {
///     type Wire = u8;
///
///     fn to_wire(&self) -> u8 {
///         self.0
///     }
///
///     fn from_wire(wire: u8) -> Result<Self, Error> {
///         if wire > 100 {
///             return Err("more than 100 percent".into());
///         }
///         Ok(Self(wire))
///     }
/// }
///
/// #[derive(Record)]
/// struct Offer {
///     discount: Percent,
/// }
/// ```
///
/// An `Offer` with a discount of 101 is refused by the error "Offer: field Discount: more than 100
/// percent".
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no conversion",
    label = "expected `impl heeus_sdk::field::Convert for {Self}`",
    note = "without `#[field(convert)]`, `#[derive(Field)]` writes an enum by names or numbers, \
            and a struct around one value as that value"
)]
pub trait Convert: Sized {
    /// The type on the wire: one that fields have.
    // Without a bound: the code of the derive macro has it, and a wrong type is one error.
    type Wire;

    /// The value on the wire. The SDK may call it more than once for a value that it writes.
    fn to_wire(&self) -> Self::Wire;

    /// Returns the value for one from the wire.
    ///
    /// # Errors
    /// The reason why there is none. The SDK adds the names of the struct and of the field.
    fn from_wire(wire: Self::Wire) -> Result<Self, Error>;
}

/// The value of a converted type, to be written into a record; `wire` is what it is converted to.
#[inline]
pub fn converted<'a>(value: &'a impl Encode, wire: FieldValue<'_>) -> FieldValue<'a> {
    match wire {
        FieldValue::Absent => FieldValue::Absent,
        FieldValue::Scalar(slot) => FieldValue::Scalar(slot),
        // What it is converted to does not live on, so it is written in its place.
        FieldValue::Bytes(_) | FieldValue::Encode(_) => FieldValue::Encode(value),
    }
}

/// Writes an array of items of a type that derives `Field`.
#[inline]
pub fn write_items<T: ToField>(items: &[T], to: &mut BlockWriter<'_>) {
    if const { T::TYPE.is_scalar() } {
        let slots = items.iter().map(|item| item.to_field().slot());
        write_scalars(T::TYPE, slots, to);
    } else {
        write_payloads(T::TYPE, items, to, |item, to| item.to_field().write(to));
    }
}
