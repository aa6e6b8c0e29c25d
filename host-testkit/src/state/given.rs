//! What tests and hosts give to the state: checked before a guest can be given it.

use heeus_abi::{RecordRef, Storage};

use super::error::{Invalid, Part};

/// Checks what is given to the state before a guest can be given it.
///
/// # Errors
/// [`Invalid::Malformed`] where one of them is no record of the contract.
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
