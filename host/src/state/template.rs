//! Templates of records: records with all declared fields differ only in their values.

use heeus_abi::layout::{field, record};
use heeus_abi::manifest::FieldDecl;
use heeus_abi::{ArrayBuf, ArrayRef, FieldType, Items, RecordBuilder, RecordRef, Value};

/// The leading bytes of every record with exactly the declared fields. Records are canonical: if a
/// few words and the names are equal, all names and types are right.
#[derive(Debug, Clone)]
pub(super) struct Template {
    /// A record with these fields, up to the end of its names.
    head: Vec<u8>,
    /// Offset of the first name.
    names: usize,
}

impl Template {
    /// The template of these fields, `None` if no record can hold them.
    pub(super) fn new(declared: &[FieldDecl]) -> Option<Self> {
        let array = ArrayBuf::new(Items::Bool(&[])).ok()?;
        let mut fields = RecordBuilder::new();
        for field in declared {
            fields.put(&field.name, any(field.ty, array.as_ref()));
        }
        let mut head = fields.build().ok()?.into_bytes();
        let names = record::TABLE + declared.len() * field::ENTRY;
        head.truncate(names + declared.iter().map(|field| field.name.len()).sum::<usize>());
        Some(Self { head, names })
    }

    /// Returns whether a record has exactly the declared fields.
    #[inline]
    pub(super) fn fits(&self, found: RecordRef<'_>) -> bool {
        let found = found.as_bytes();
        let Some(found) = found.get(..self.head.len()) else {
            return false;
        };
        self.same_count(found) && self.same_entries(found) && self.same_names(found)
    }

    #[inline]
    fn same_count(&self, found: &[u8]) -> bool {
        found.get(record::COUNT..record::TABLE) == self.head.get(record::COUNT..record::TABLE)
    }

    #[inline]
    fn same_entries(&self, found: &[u8]) -> bool {
        let table = record::TABLE..self.names;
        let (Some(found), Some(wanted)) = (found.get(table.clone()), self.head.get(table)) else {
            return false;
        };
        let (found, _) = found.as_chunks::<{ field::ENTRY }>();
        let (wanted, _) = wanted.as_chunks::<{ field::ENTRY }>();
        found
            .iter()
            .zip(wanted)
            .all(|(found, wanted)| found[..field::SLOT] == wanted[..field::SLOT])
    }

    #[inline]
    fn same_names(&self, found: &[u8]) -> bool {
        found.get(self.names..) == self.head.get(self.names..)
    }
}

/// A sample value of this type.
fn any(ty: FieldType, array: ArrayRef<'_>) -> Value<'_> {
    match ty {
        FieldType::I32 => Value::I32(0),
        FieldType::I64 => Value::I64(0),
        FieldType::F32 => Value::F32(0.0),
        FieldType::F64 => Value::F64(0.0),
        FieldType::Bool => Value::Bool(false),
        FieldType::Str => Value::Str(""),
        FieldType::Bytes => Value::Bytes(&[]),
        FieldType::QName => Value::QName("a.A"),
        FieldType::Id => Value::Id(0),
        FieldType::Record => Value::Record(RecordRef::empty()),
        FieldType::Array => Value::Array(array),
    }
}
