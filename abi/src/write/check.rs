//! Checks of content before it is written.

use crate::layout::{field, gap, record};
use crate::name::has_nul;
use crate::qname::is_qname;
use crate::{EncodeError, Field, Value, limits};

/// Checks the fields for a record that is in no other record: names, their order and number,
/// qualified names and the depth of records. Returns the size of the record. The other side checks
/// the record again.
///
/// # Errors
/// [`EncodeError::Name`], [`EncodeError::Order`], [`EncodeError::QName`], [`EncodeError::TooDeep`],
/// [`EncodeError::TooManyFields`] and [`EncodeError::TooLarge`].
pub(crate) fn check_fields(fields: &[Field<'_>]) -> Result<usize, EncodeError> {
    let mut before = "";
    let mut head = record::TABLE;
    let mut payloads = 0_usize;
    for Field { name, value } in fields {
        check_name(name)?;
        if before >= *name {
            return Err(EncodeError::Order);
        }
        let fits = match value {
            Value::QName(qname) if !is_qname(qname) => return Err(EncodeError::QName),
            Value::Record(record) => record.fits_at(1),
            Value::Array(array) => array.fits_at(0),
            _ => true,
        };
        if !fits {
            return Err(EncodeError::TooDeep);
        }
        before = name;
        head += field::ENTRY + name.len();
        let payload = value.payload().len();
        payloads = payloads.saturating_add(payload + gap(payload));
    }
    if fields.len() > limits::MAX_FIELDS || head > limits::MAX_HEAD {
        return Err(EncodeError::TooManyFields);
    }
    let size = payloads.saturating_add(head + gap(head));
    if size > limits::MAX_BLOCK {
        return Err(EncodeError::TooLarge);
    }
    Ok(size)
}

/// Checks the name of a field.
///
/// # Errors
/// [`EncodeError::Name`].
pub fn check_name(name: &str) -> Result<(), EncodeError> {
    if name.is_empty() || name.len() > limits::MAX_NAME || has_nul(name) {
        return Err(EncodeError::Name);
    }
    Ok(())
}
