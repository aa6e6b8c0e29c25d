//! The fields of structs on their way into records.
//!
//! A record is a list of [`Put`]s beside its [`Mark`]s: [`Puts`]. It is written in one pass: sizes
//! and offsets are put in when they are known, so nothing is measured, however deep records stand
//! in each other.

use alloc::vec::Vec;
use heeus_abi::{Mark, Out};

use heeus_abi::layout::{field, record};

/// The value of a field, on its way into a record.
#[derive(Clone, Copy)]
pub enum Put<'a> {
    /// There is none.
    Absent,
    /// A scalar, as it stands in the slot.
    Scalar(u64),
    /// The bytes of a payload.
    Bytes(&'a [u8]),
    /// A record, or an array.
    Payload(&'a dyn Payload),
}

/// Something that is written as the payload of a field: a record, or an array.
pub trait Payload {
    /// Writes it, without zeros behind.
    fn write(&self, to: &mut Out<'_>);
}

/// The bytes of a payload. One that breaks the contract has some that a host refuses.
pub fn written(payload: &dyn Payload) -> Vec<u8> {
    let mut to = Out::counting();
    payload.write(&mut to);
    let mut bytes = alloc::vec![0; to.at];
    payload.write(&mut Out::new(&mut bytes));
    bytes
}

/// A record whose fields are all there and all scalars: what every such record of a struct has is known when code is
/// compiled, and only slots are put in.
#[derive(Clone, Copy)]
pub struct Flat<'a> {
    /// The record with zeros in its slots.
    head: &'static [u8],
    slots: &'a [u64],
}

impl<'a> Flat<'a> {
    /// A record without fields.
    pub const NONE: Flat<'static> =
        Flat::new(&heeus_abi::flat::head::<{ record::EMPTY }>(&[]), &[]);

    /// The slots of a record that has this [head](heeus_abi::flat::head).
    #[inline]
    pub const fn new(head: &'static [u8], slots: &'a [u64]) -> Self {
        Self { head, slots }
    }
}

impl Payload for Flat<'_> {
    #[inline]
    fn write(&self, to: &mut Out<'_>) {
        write_flat(self.head, self.slots, to);
    }
}

// Its parts are handed over one by one: they need no place in memory then.
#[inline(never)]
fn write_flat(head: &[u8], slots: &[u64], to: &mut Out<'_>) {
    if !to.may_stand() {
        return;
    }
    let mut slot = to.at + record::TABLE + field::SLOT;
    to.bytes(head);
    for word in slots {
        to.patch(slot, *word);
        slot += field::ENTRY;
    }
}

/// The slot of a scalar.
#[inline]
pub const fn slot(put: &Put<'_>) -> u64 {
    match put {
        Put::Scalar(slot) => *slot,
        _ => 0,
    }
}

/// The fields of a record on their way there: a value for each mark. Marks stand in the order of their names.
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

    /// Writes the payload, without zeros behind.
    #[inline]
    pub fn write(&self, to: &mut Out<'_>) {
        match self {
            Self::Absent | Self::Scalar(_) => {}
            Self::Bytes(bytes) => to.bytes(bytes),
            Self::Payload(payload) => payload.write(to),
        }
    }
}

impl<'a> Puts<'a> {
    /// Fields and their values, side by side; no more than a record can have.
    #[inline]
    pub const fn new(marks: &'a [Mark], puts: &'a [Put<'a>]) -> Self {
        Self { marks, puts }
    }
}

impl Payload for Puts<'_> {
    #[inline]
    fn write(&self, to: &mut Out<'_>) {
        write_puts(self.marks, self.puts, to);
    }
}

// As `write_flat`.
#[inline(never)]
fn write_puts(marks: &[Mark], puts: &[Put<'_>], to: &mut Out<'_>) {
    if !to.may_stand() {
        return;
    }
    let start = to.at;
    let (mut count, mut name) = (0_usize, start + record::TABLE);
    let mut names = name;
    for (mark, put) in marks.iter().zip(puts) {
        if put.is_there() {
            count += 1;
            name += field::ENTRY;
            names += field::ENTRY + mark.name().len();
        }
    }
    to.skip(names - start);
    to.pad();
    let mut entry = start + record::TABLE;
    for (mark, put) in marks.iter().zip(puts) {
        let slot = match put {
            Put::Absent => continue,
            Put::Scalar(slot) => *slot,
            put => {
                let at = to.at;
                to.enter();
                put.write(to);
                to.leave(mark.name());
                let length = to.at - at;
                to.pad();
                (at - start) as u64 | (length as u64) << 32
            }
        };
        to.patch_two(entry, mark.word(name - start), slot);
        entry += field::ENTRY;
        name = to.bytes_at(name, mark.name().as_bytes());
    }
    to.patch_pair(start, to.at - start, count);
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use alloc::vec;
    use heeus_abi::{FieldType, Mark, Out, RecordRef};

    use super::{Payload, Put, Puts, written};

    const MARKS: &[Mark] = &[
        Mark::maybe("Comment", FieldType::Str, true),
        Mark::new("Name", FieldType::Str),
        Mark::new("Prices", FieldType::Array),
        Mark::new("Sum", FieldType::I64),
        Mark::new("Words", FieldType::Array),
    ];

    #[test]
    fn no_byte_is_passed_over_and_little_room_is_counted() {
        let (prices, words) = (vec![1_i32, 2, 3], vec!["one", "", "three"]);
        let puts = [
            Put::Absent,
            Put::Bytes(b"a name"),
            Put::Payload(&prices),
            Put::Scalar(6),
            Put::Payload(&words),
        ];
        let record = Puts::new(MARKS, &puts);
        let bytes = written(&record);
        assert!(RecordRef::check(&bytes).is_ok());
        for room in 0..bytes.len() + 9 {
            // What an earlier run may have left.
            let mut dirty = vec![0xaa; room];
            let mut to = Out::new(&mut dirty);
            record.write(&mut to);
            assert_eq!(to.at, bytes.len(), "{room}");
            if room >= bytes.len() {
                assert_eq!(dirty.get(..bytes.len()), Some(&*bytes), "{room}");
            }
        }
    }
}
