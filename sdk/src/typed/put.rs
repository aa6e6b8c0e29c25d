//! The fields of structs on their way into records.
//!
//! A record is a list of [`Put`]s beside its [`Mark`]s: [`Puts`]. It is measured, then written in one pass: sizes and
//! offsets are put in when they are known, so nothing is measured again, however deep records stand in each other.

use alloc::vec::Vec;
use heeus_abi::{Breach, Mark, Out};

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

/// Bytes of a payload. One that breaks the contract has more than any block, and `breach` tells the rule.
#[inline(never)]
pub fn measured(payload: &dyn Payload, breach: &mut Breach<'static>) -> usize {
    let mut to = Out::counting();
    payload.write(&mut to);
    let Some(broken) = to.breach() else {
        return to.at;
    };
    *breach = *broken;
    usize::MAX
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
    #[inline(never)]
    fn write(&self, to: &mut Out<'_>) {
        if !to.may_stand() {
            return;
        }
        let mut slot = to.at + record::TABLE + field::SLOT;
        to.bytes(self.head);
        if to.counts() {
            return;
        }
        for word in self.slots {
            to.patch(slot, *word);
            slot += field::ENTRY;
        }
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
    #[inline(never)]
    fn write(&self, to: &mut Out<'_>) {
        if !to.may_stand() {
            return;
        }
        let start = to.at;
        let (mut count, mut name) = (0_usize, start + record::TABLE);
        let (mut names, mut payloads) = (name, false);
        for (mark, put) in self.marks.iter().zip(self.puts) {
            if put.is_there() {
                count += 1;
                name += field::ENTRY;
                names += field::ENTRY + mark.name().len();
                payloads |= !matches!(put, Put::Scalar(_));
            }
        }
        to.at = to.zeros(names);
        if to.counts() && !payloads {
            return;
        }
        let mut entry = start + record::TABLE;
        for (mark, put) in self.marks.iter().zip(self.puts) {
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
            if to.counts() {
                continue;
            }
            to.patch_two(entry, mark.word(name - start), slot);
            entry += field::ENTRY;
            name = to.copy(name, mark.name().as_bytes());
        }
        to.patch(start, (to.at - start) as u64 | (count as u64) << 32);
    }
}
