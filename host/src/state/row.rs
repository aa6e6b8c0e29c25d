//! Elements in the form that a host gets.

use heeus_abi::RecordBuf;

use crate::storage::Element;

/// Key and value of an element.
pub type Row = (RecordBuf, RecordBuf);

pub(super) fn row(element: &Element) -> Row {
    (element.key().into(), element.value().into())
}
