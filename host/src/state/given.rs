//! Input of the state from tests and hosts, checked before a guest can receive it.

use heeus_abi::{RecordRef, Storage};

use super::error::{Invalid, Part};

/// Checks input of the state before a guest can receive it.
///
/// # Errors
/// [`Invalid::Malformed`] if one of the records is no record of the contract.
pub(super) fn check_records(
    storage: Storage,
    key: RecordRef<'_>,
    value: RecordRef<'_>,
) -> Result<(), Invalid> {
    for (record, part) in [(key, Part::Key), (value, Part::Value)] {
        let subject = storage.name();
        RecordRef::check(record.as_bytes()).map_err(|_| Invalid::Malformed {
            subject: subject.into(),
            part,
        })?;
    }
    Ok(())
}
