//! Key blocks.

use alloc::vec::Vec;

use crate::bytes::{slice_at, u16_at, u32_at};
use crate::encode::append;
use crate::layout::{self, key};
use crate::qname::is_qname;
use crate::write::{check_fields, write_key, write_record};
use crate::{BlockWriter, EncodeError, Field, Malformed, RecordRef, Storage, check_record, limits};

/// A key block in borrowed bytes, checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyRef<'a> {
    /// The storage.
    pub storage: Storage,
    /// The entity's qualified name, empty for a storage without entities.
    pub entity: &'a str,
    /// The key's fields; a partial key has only the first fields of the entity's key.
    pub record: RecordRef<'a>,
}

impl<'a> KeyRef<'a> {
    /// Size in bytes of the key block at the start of `bytes`, read from its header.
    pub fn stated_size(bytes: &[u8]) -> Option<usize> {
        Some(u32_at(bytes, key::SIZE)? as usize)
    }

    /// Checks that `bytes` are one whole canonical key block.
    ///
    /// # Errors
    /// [`Malformed`] names the part that breaks the contract.
    pub fn check(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let malformed = |part, at, expected| Err(Malformed { part, at, expected });
        if Self::stated_size(bytes) != Some(bytes.len()) || bytes.len() > limits::MAX_BLOCK {
            return malformed(
                "key size",
                key::SIZE,
                "the number of bytes of the key, at most 16 MiB",
            );
        }
        let (Some(storage), Some(length)) =
            (u16_at(bytes, key::STORAGE), u16_at(bytes, key::ENTITY_LEN))
        else {
            return malformed("key header", 0, "8 bytes");
        };
        let Ok(storage) = Storage::try_from(u32::from(storage)) else {
            return malformed("key storage", key::STORAGE, "a storage, 1 to 16");
        };
        let length = usize::from(length);
        let entity =
            slice_at(bytes, key::ENTITY, length).and_then(|name| core::str::from_utf8(name).ok());
        let Some(entity) = entity.filter(|name| name.is_empty() || is_qname(name)) else {
            return malformed(
                "key entity",
                key::ENTITY,
                "nothing, or package path, dot, entity",
            );
        };
        let at = key::ENTITY + length + layout::gap(length);
        let padding = bytes.get(key::ENTITY + length..at);
        let Some(record) = padding
            .filter(|gap| gap.iter().all(|&b| b == 0))
            .and(bytes.get(at..))
        else {
            return malformed(
                "key entity",
                key::ENTITY + length,
                "zeros up to a multiple of 8",
            );
        };
        let record = check_record(record).map_err(|error| error.moved(at))?;
        Ok(Self {
            storage,
            entity,
            record,
        })
    }

    /// Finds the parts of a key block and checks nothing else; `None` if they do not exist.
    pub(crate) fn trusted(bytes: &'a [u8]) -> Option<Self> {
        let length = usize::from(u16_at(bytes, key::ENTITY_LEN)?);
        let at = key::ENTITY + length + layout::gap(length);
        Some(Self {
            storage: Storage::try_from(u32::from(u16_at(bytes, key::STORAGE)?)).ok()?,
            entity: core::str::from_utf8(slice_at(bytes, key::ENTITY, length)?).ok()?,
            record: RecordRef::trusted(bytes.get(at..)?),
        })
    }
}

/// Appends a key block to `out`. The `fields` must be in the order of their names.
///
/// # Errors
/// [`EncodeError`]; `out` is then unchanged.
pub fn encode_key(
    storage: Storage,
    entity: &str,
    fields: &[Field<'_>],
    out: &mut Vec<u8>,
) -> Result<(), EncodeError> {
    if !entity.is_empty() && !is_qname(entity) {
        return Err(EncodeError::QName);
    }
    let size = key::ENTITY + entity.len() + layout::gap(entity.len()) + check_fields(fields)?;
    append(out, size, |to| {
        let fields = |to: &mut BlockWriter<'_>| write_record(fields.iter().copied(), to);
        write_key(0, storage, entity, fields, to);
    })
}
