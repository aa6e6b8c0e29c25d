//! The fields of structs on their way into records.
//!
//! A record is a list of [`Put`]s beside its [`Mark`]s: [`Puts`]. It is measured, then written in one pass: sizes and
//! offsets are put in when they are known, so nothing is measured again, however deep records stand in each other.

use heeus_abi::layout::{field, record};
use heeus_abi::write::padded;
use heeus_abi::{Mark, limits};

use crate::out::Out;

/// The value of a field, on its way into a record.
#[derive(Clone, Copy)]
pub enum Put<'a> {
    /// There is none.
    Absent,
    /// A scalar, as it stands in the slot.
    Scalar(u64),
    /// The bytes of a payload.
    Bytes(&'a [u8]),
    /// A record.
    Record(&'a dyn PutRecord),
    /// An array.
    Array(&'a dyn PutArray),
}

/// Something that is written as a record.
pub trait PutRecord {
    /// Hands over the fields.
    fn with(&self, take: &mut dyn FnMut(&Puts<'_>));
}

/// Something that is written as an array.
pub trait PutArray {
    /// Its bytes, and zeros up to a multiple of 8.
    fn room(&self) -> usize;

    /// Writes it, without zeros behind.
    fn write(&self, to: &mut Out<'_>);
}

/// The fields of a record on their way there: a value for each mark. Marks stand in the order of their names.
///
/// Bytes without a mark are a whole record as it is.
#[derive(Clone, Copy)]
pub struct Puts<'a> {
    marks: &'a [Mark],
    puts: &'a [Put<'a>],
}

impl Put<'_> {
    /// Whether there is a field.
    #[inline]
    pub const fn is_there(&self) -> bool {
        !matches!(self, Self::Absent)
    }

    /// Bytes of the payload, and zeros up to a multiple of 8.
    pub fn room(&self) -> usize {
        match self {
            Self::Absent | Self::Scalar(_) => 0,
            Self::Bytes(bytes) => padded(bytes.len()),
            Self::Record(record) => record_room(*record),
            Self::Array(array) => array.room(),
        }
    }

    /// Writes the payload, without zeros behind.
    pub fn write(&self, to: &mut Out<'_>) {
        match self {
            Self::Absent | Self::Scalar(_) => {}
            Self::Bytes(bytes) => to.bytes(bytes),
            Self::Record(record) => write_record(*record, to),
            Self::Array(array) => array.write(to),
        }
    }
}

/// Bytes of a record.
pub fn record_room(record: &dyn PutRecord) -> usize {
    let mut room = 0;
    record.with(&mut |fields| room = fields.room());
    room
}

/// Writes a record.
pub fn write_record(record: &dyn PutRecord, to: &mut Out<'_>) {
    record.with(&mut |fields| fields.write(to));
}

impl<'a> Puts<'a> {
    /// A record without fields.
    pub const NONE: Puts<'static> = Puts::new(&[], &[]);

    /// Fields and their values, side by side.
    #[inline]
    pub const fn new(marks: &'a [Mark], puts: &'a [Put<'a>]) -> Self {
        Self { marks, puts }
    }

    /// Bytes of the record. That of fields which no record can have is larger than every block, so that what they are put
    /// into is refused.
    #[inline(never)]
    pub fn room(&self) -> usize {
        if let Some(whole) = self.whole() {
            return whole.len();
        }
        let (count, names) = self.head();
        let head = record::TABLE + count * field::ENTRY + names;
        if count > limits::MAX_FIELDS || head > limits::MAX_HEAD {
            return limits::MAX_BLOCK + 1;
        }
        let rooms = self.puts.iter().map(Put::room);
        rooms.fold(padded(head), usize::saturating_add)
    }

    /// The bytes of a record that is there already.
    #[inline]
    const fn whole(&self) -> Option<&[u8]> {
        match (self.marks, self.puts) {
            ([], [Put::Bytes(whole)]) => Some(whole),
            _ => None,
        }
    }

    /// Number of the fields that are there, and bytes of their names.
    #[inline]
    fn head(&self) -> (usize, usize) {
        let fields = self.marks.iter().zip(self.puts);
        let there = fields.filter(|(_, put)| put.is_there());
        there.fold((0, 0), |(count, names), (mark, _)| {
            (count + 1, names + mark.name().len())
        })
    }

    /// Writes the record.
    #[inline(never)]
    pub fn write(&self, to: &mut Out<'_>) {
        if let Some(whole) = self.whole() {
            return to.bytes(whole);
        }
        let (count, names) = self.head();
        let start = to.at;
        let mut entry = start + record::TABLE;
        let mut name = entry + count * field::ENTRY;
        to.at = to.zeros(name + names);
        for (mark, put) in self.marks.iter().zip(self.puts) {
            let slot = match put {
                Put::Absent => continue,
                Put::Scalar(slot) => *slot,
                put => {
                    let at = to.at;
                    put.write(to);
                    let length = to.at - at;
                    to.pad();
                    (at - start) as u64 | (length as u64) << 32
                }
            };
            to.patch(entry, mark.word(name - start));
            to.patch(entry + field::SLOT, slot);
            entry += field::ENTRY;
            name = to.copy(name, mark.name().as_bytes());
        }
        to.patch(start, (to.at - start) as u64 | (count as u64) << 32);
    }
}
