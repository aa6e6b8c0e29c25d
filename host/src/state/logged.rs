//! Events with the fields of sys.WLog.

use heeus_abi::{RecordBuilder, Storage, Value};

use super::error::{Invalid, Part};
use crate::storage::Element;

const OFFSET: &str = "Offset";
/// Fields of sys.Event that have another name in sys.WLog, or are not in it.
const WLOG_OFFSET: &str = "WLogOffset";
const ERROR: &str = "Error";

/// An event with the fields that it has in sys.WLog.
pub(super) fn of_event(offset: i64, event: &Element) -> Result<Element, Invalid> {
    let mut key = RecordBuilder::new();
    key.put(OFFSET, Value::I64(offset));
    let mut value = key.clone();
    for field in event.value().fields() {
        if field.name != WLOG_OFFSET && field.name != ERROR {
            value.put(field.name, field.value);
        }
    }
    let key = key.build().map_err(|_| malformed())?;
    let value = value.build().map_err(|_| malformed())?;
    Ok(Element::new(key.as_ref(), value.as_ref()))
}

pub(super) fn malformed() -> Invalid {
    Invalid::Malformed {
        subject: Storage::WLog.name().into(),
        part: Part::Value,
    }
}
