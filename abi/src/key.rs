//! Key blocks.

use alloc::vec::Vec;

use crate::bytes::{slice_at, u16_at, u32_at};
use crate::encode::append;
use crate::layout::{self, key};
use crate::qname::is_qname;
use crate::write::{check_fields, write_key, write_range, write_record};
use crate::{
    BlockWriter, EncodeError, Field, KeyRange, Malformed, RecordRef, Storage, check_record, limits,
};

/// A key block in borrowed bytes, checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyRef<'a> {
    /// The storage.
    pub storage: Storage,
    /// The entity's qualified name, empty for a storage without entities.
    pub entity: &'a str,
    /// The key's fields; a partial key has only the first fields of the entity's key.
    pub record: RecordRef<'a>,
    /// The elements that a read wants; all for a get and for an intent.
    pub range: KeyRange<'a>,
}

impl<'a> KeyRef<'a> {
    /// Size in bytes of the key block at the start of `bytes`, read from its header.
    pub fn stated_size(bytes: &[u8]) -> Option<usize> {
        Some(u32_at(bytes, key::SIZE)? as usize)
    }

    /// Checks that `bytes` are one whole canonical key block without a range.
    ///
    /// # Errors
    /// [`Malformed`] names the part that breaks the contract.
    pub fn check(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let (key, rest) = Self::parts(bytes)?;
        let at = bytes.len() - rest.len();
        let record = check_record(rest).map_err(|error| error.moved(at))?;
        Ok(Self { record, ..key })
    }

    /// Checks that `bytes` are one whole canonical key block of a read, which may have a range. The
    /// bounds of the range are not checked.
    ///
    /// # Errors
    /// [`Malformed`] names the part that breaks the contract.
    pub fn check_read(bytes: &'a [u8]) -> Result<Self, Malformed> {
        let (key, rest) = Self::parts(bytes)?;
        let split = RecordRef::stated_size(rest).and_then(|size| rest.split_at_checked(size));
        let (record, range) = match split {
            Some((record, range)) if !range.is_empty() => (record, range),
            _ => return Self::check(bytes),
        };
        let at = bytes.len() - rest.len();
        let record = check_record(record).map_err(|error| error.moved(at))?;
        let at = bytes.len() - range.len();
        let range = KeyRange::check(range).map_err(|error| error.moved(at))?;
        Ok(Self {
            record,
            range,
            ..key
        })
    }

    /// Checks the parts before the record. Returns the key without its record, and the rest of the
    /// block.
    fn parts(bytes: &'a [u8]) -> Result<(Self, &'a [u8]), Malformed> {
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
        let Some(rest) = padding
            .filter(|gap| gap.iter().all(|&b| b == 0))
            .and(bytes.get(at..))
        else {
            return malformed(
                "key entity",
                key::ENTITY + length,
                "zeros up to a multiple of 8",
            );
        };
        let key = Self {
            storage,
            entity,
            record: RecordRef::empty(),
            range: KeyRange::ALL,
        };
        Ok((key, rest))
    }

    /// Finds the parts of a key block and checks nothing else; `None` if they do not exist.
    pub(crate) fn trusted(bytes: &'a [u8]) -> Option<Self> {
        let length = usize::from(u16_at(bytes, key::ENTITY_LEN)?);
        let at = key::ENTITY + length + layout::gap(length);
        Some(Self {
            storage: Storage::try_from(u32::from(u16_at(bytes, key::STORAGE)?)).ok()?,
            entity: core::str::from_utf8(slice_at(bytes, key::ENTITY, length)?).ok()?,
            record: RecordRef::trusted(bytes.get(at..)?),
            range: KeyRange::ALL,
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
    encode_read_key(storage, entity, fields, &KeyRange::ALL, out)
}

/// Appends the key block of a read to `out`: as [`encode_key`], with the range behind the record
/// unless it is that of all elements.
///
/// # Errors
/// [`EncodeError`]; `out` is then unchanged.
pub fn encode_read_key(
    storage: Storage,
    entity: &str,
    fields: &[Field<'_>],
    range: &KeyRange<'_>,
    out: &mut Vec<u8>,
) -> Result<(), EncodeError> {
    if !entity.is_empty() && !is_qname(entity) {
        return Err(EncodeError::QName);
    }
    let head = key::ENTITY + entity.len() + layout::gap(entity.len());
    let size = head + check_fields(fields)?;
    append(out, size, |to| {
        let fields = |to: &mut BlockWriter<'_>| {
            write_record(fields.iter().copied(), to);
            if !range.is_all() {
                write_range(range, to);
            }
        };
        write_key(0, storage, entity, fields, to);
    })
}
