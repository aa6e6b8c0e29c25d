//! Reads of a part of the elements under a key.

use alloc::vec::Vec;

use heeus_abi::write::{write_key, write_range};
use heeus_abi::{BlockWriter, KeyRange, ReadCode, RecordRef};

use super::Run;
use super::block::{KeyBlock, Place, error, written};
use super::encode::Encode;
use crate::arena::small_vec::more;
use crate::error::{Error, StateError};

const DONE: u32 = ReadCode::Done.number();
const INVALID_KEY: u32 = ReadCode::InvalidKey.number();
const NO_RANGES: u32 = ReadCode::NoRanges.number();

/// The key of the bound after which a page continues is of other rows, or is damaged.
const OTHER_TOKEN: &str = "the page token is not of these rows";

/// The part of a read.
pub(crate) struct Part<'a> {
    pub(crate) range: KeyRange<'a>,
    /// The most elements, 0 for all.
    pub(crate) limit: u32,
    /// True if a client gave the bound after which the read continues.
    pub(crate) has_token: bool,
}

impl Place<'static> {
    /// Hands the records of key and value of each element of a part to `deliver`, until that
    /// returns false.
    #[inline]
    pub(crate) fn read_part<'run>(
        &self,
        run: &'run Run<'run>,
        key: &dyn Encode,
        part: &Part<'_>,
        deliver: impl FnMut(RecordRef<'_>, RecordRef<'_>) -> bool,
    ) -> Result<(), Error> {
        match key_block(run, self, key, &part.range).read_elems(part.limit, deliver) {
            DONE => Ok(()),
            code => Err(self.no_part(code, part)),
        }
    }

    #[cold]
    #[inline(never)]
    fn no_part(&self, code: u32, part: &Part<'_>) -> Error {
        match code {
            INVALID_KEY if part.has_token => Error::about(self.label, OTHER_TOKEN),
            NO_RANGES => self.failed(StateError::NoRanges),
            code => self.refused(code),
        }
    }
}

/// Encodes a key, or its first fields. The host refuses the bytes of a key that no block can hold.
#[inline(never)]
pub(crate) fn bytes_of(source: &dyn Encode) -> Vec<u8> {
    let mut to = BlockWriter::counting();
    source.write(&mut to);
    let mut bytes = Vec::new();
    source.write(&mut BlockWriter::new(more(&mut bytes, to.at)));
    bytes
}

/// Hands the records of key and value of each element of a range, at most `limit` of them and 0 for
/// all, to `deliver`, until that returns false.
#[inline]
pub(crate) fn read_range<'run>(
    run: &'run Run<'run>,
    (place, key): (&Place<'_>, &impl Encode),
    (range, limit): (&KeyRange<'_>, u32),
    deliver: impl FnMut(RecordRef<'_>, RecordRef<'_>) -> bool,
) -> Result<(), StateError> {
    match key_block(run, place, key, range).read_elems(limit, deliver) {
        DONE => Ok(()),
        NO_RANGES => Err(StateError::NoRanges),
        code => Err(error(code)),
    }
}

/// The key of these fields with a range.
#[inline(never)]
fn key_block<'run>(
    run: &'run Run<'run>,
    place: &Place<'_>,
    fields: &dyn Encode,
    range: &KeyRange<'_>,
) -> KeyBlock<'run> {
    let write = |to: &mut BlockWriter<'_>| {
        let fields = |to: &mut BlockWriter<'_>| {
            fields.write(to);
            if !range.is_all() {
                write_range(range, to);
            }
        };
        write_key(0, place.storage, place.entity, fields, to);
    };
    KeyBlock::of(written(&run.memory, write, |_| {}))
}
