//! Records and arrays to be written into a block, as values. One place in a module writes the
//! records of structs, whatever the number of structs.

use alloc::vec::Vec;

use heeus_abi::layout::record;
use heeus_abi::write::{Entry, flat_head, write_array, write_flat, write_record};
use heeus_abi::{BlockWriter, FieldDesc, Items};

/// A record or an array that can be written: as a block, or as the payload of a field.
pub trait Encode {
    /// Writes it, without zeros behind it.
    fn write(&self, to: &mut BlockWriter<'_>);
}

/// Encodes a record or an array. A host refuses the bytes of a record that breaks the contract.
pub fn to_bytes(source: &dyn Encode) -> Vec<u8> {
    let mut to = BlockWriter::counting();
    source.write(&mut to);
    let mut bytes = alloc::vec![0; to.at];
    source.write(&mut BlockWriter::new(&mut bytes));
    bytes
}

/// The value of a field to be written.
#[derive(Clone, Copy)]
pub enum FieldValue<'a> {
    /// No value.
    Absent,
    /// A scalar, as in its slot.
    Scalar(u64),
    /// The bytes of a payload.
    Bytes(&'a [u8]),
    /// A record or an array, written in its place.
    Encode(&'a dyn Encode),
}

impl FieldValue<'_> {
    /// Returns whether there is a value.
    #[inline]
    pub const fn is_present(&self) -> bool {
        !matches!(self, Self::Absent)
    }

    /// Returns the slot of a scalar, 0 for any other value.
    #[inline]
    pub const fn slot(&self) -> u64 {
        match self {
            Self::Scalar(slot) => *slot,
            _ => 0,
        }
    }

    /// Writes the payload, without zeros behind it; nothing for a scalar.
    #[inline]
    pub fn write(&self, to: &mut BlockWriter<'_>) {
        match self {
            Self::Absent | Self::Scalar(_) => {}
            Self::Bytes(bytes) => to.bytes(bytes),
            Self::Encode(source) => source.write(to),
        }
    }
}

/// A field of a struct. A broken rule is recorded with the field's name.
#[derive(Clone, Copy)]
struct Named<'a>(&'a FieldDesc, &'a FieldValue<'a>);

impl Entry for Named<'_> {
    const FITS: bool = true;

    #[inline]
    fn name(&self) -> Option<&str> {
        self.1.is_present().then(|| self.0.name())
    }

    #[inline]
    fn word(&self, name_at: usize) -> u64 {
        self.0.word(name_at)
    }

    #[inline]
    fn slot(&self) -> Option<u64> {
        match self.1 {
            FieldValue::Scalar(slot) => Some(*slot),
            _ => None,
        }
    }

    #[inline]
    fn write(&self, to: &mut BlockWriter<'_>) {
        to.enter();
        self.1.write(to);
        to.leave(self.0.name());
    }
}

/// The fields of a struct, in the order of their names, with a value for each.
#[derive(Clone, Copy)]
pub struct RecordSource<'a> {
    fields: &'a [FieldDesc],
    values: &'a [FieldValue<'a>],
}

impl<'a> RecordSource<'a> {
    /// Creates the source from fields and their values, side by side; no more than a record can
    /// have.
    #[inline]
    pub const fn new(fields: &'a [FieldDesc], values: &'a [FieldValue<'a>]) -> Self {
        Self { fields, values }
    }
}

impl Encode for RecordSource<'_> {
    #[inline]
    fn write(&self, to: &mut BlockWriter<'_>) {
        write_source(self.fields, self.values, to);
    }
}

// The parts are parameters of their own: then they need no place in memory.
#[inline(never)]
fn write_source(fields: &[FieldDesc], values: &[FieldValue<'_>], to: &mut BlockWriter<'_>) {
    let fields = fields.iter().zip(values);
    write_record(fields.map(|(desc, value)| Named(desc, value)), to);
}

/// A record in which every field has a value and is a scalar. The part that all such records of a
/// struct share is known at compile time, and only the slots are filled in.
#[derive(Clone, Copy)]
pub struct Flat<'a> {
    /// The record with zeros in its slots.
    head: &'static [u8],
    slots: &'a [u64],
}

impl<'a> Flat<'a> {
    /// A record without fields.
    pub const NONE: Flat<'static> = Flat::new(&flat_head::<{ record::EMPTY }>(&[]), &[]);

    /// Creates a record from its [head](flat_head) and its slots.
    #[inline]
    pub const fn new(head: &'static [u8], slots: &'a [u64]) -> Self {
        Self { head, slots }
    }
}

impl Encode for Flat<'_> {
    #[inline]
    fn write(&self, to: &mut BlockWriter<'_>) {
        write_flat(self.head, self.slots, to);
    }
}

impl Encode for Items<'_> {
    fn write(&self, to: &mut BlockWriter<'_>) {
        write_array(*self, to);
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use alloc::vec;
    use heeus_abi::{BlockWriter, FieldDesc, FieldType, Items, RecordRef};

    use super::{Encode, FieldValue, RecordSource, to_bytes};

    const FIELDS: &[FieldDesc] = &[
        FieldDesc::new("Comment", FieldType::Str).optional(true),
        FieldDesc::new("Name", FieldType::Str),
        FieldDesc::new("Prices", FieldType::Array),
        FieldDesc::new("Sum", FieldType::I64),
        FieldDesc::new("Words", FieldType::Array),
    ];

    #[test]
    fn no_byte_is_passed_over_and_little_room_is_counted() {
        let (prices, words) = (Items::I32(&[1, 2, 3]), Items::Str(&["one", "", "three"]));
        let values = [
            FieldValue::Absent,
            FieldValue::Bytes(b"a name"),
            FieldValue::Encode(&prices),
            FieldValue::Scalar(6),
            FieldValue::Encode(&words),
        ];
        let record = RecordSource::new(FIELDS, &values);
        let bytes = to_bytes(&record);
        assert!(RecordRef::check(&bytes).is_ok());
        for room in 0..bytes.len() + 9 {
            // Bytes that an earlier run may have left.
            let mut dirty = vec![0xaa; room];
            let mut to = BlockWriter::new(&mut dirty);
            record.write(&mut to);
            assert_eq!(to.at, bytes.len(), "{room}");
            if room >= bytes.len() {
                assert_eq!(dirty.get(..bytes.len()), Some(&*bytes), "{room}");
            }
        }
    }
}
