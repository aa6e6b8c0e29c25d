//! Elements from reads, and the arguments of a run.

use heeus_abi::{ArrayRef, Field, FieldType, LookUp, RecordRef};

use crate::door;
use crate::error::Error;
use crate::untyped::FromField;

/// A record: an element from a read, a key, the arguments of a run, or a field of one of these.
///
/// Fields are read in place; each is decoded only when it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WasmStateElement<'a> {
    record: RecordRef<'a>,
}

impl<'a> WasmStateElement<'a> {
    #[inline]
    pub(crate) const fn new(record: RecordRef<'a>) -> Self {
        Self { record }
    }

    /// The record underneath.
    #[inline]
    pub const fn record(&self) -> RecordRef<'a> {
        self.record
    }

    /// Returns a required field: `let year: i32 = element.get("Year")?;`.
    ///
    /// # Errors
    /// If it is absent or of another type; the text names the field.
    #[inline]
    pub fn get<T: FromField<'a>>(&self, name: &'static str) -> Result<T, Error> {
        match door::look_up(self.record, name, T::TYPE) {
            LookUp::Slot(slot) => Ok(T::from_slot(slot, self.record)),
            other => Err(Error::field(name, T::TYPE, other)),
        }
    }

    /// Returns an optional field.
    ///
    /// # Errors
    /// If it is of another type; the text names the field.
    #[inline]
    pub fn find<T: FromField<'a>>(&self, name: &'static str) -> Result<Option<T>, Error> {
        match door::look_up_optional(self.record, name, T::TYPE) {
            LookUp::Slot(slot) => Ok(Some(T::from_slot(slot, self.record))),
            LookUp::Absent => Ok(None),
            other @ LookUp::NotOfType(_) => Err(Error::field(name, T::TYPE, other)),
        }
    }

    /// Returns whether the record has a field of this name.
    pub fn has(&self, name: &str) -> bool {
        self.record.find(name).is_some()
    }

    /// Number of fields.
    pub fn len(&self) -> usize {
        self.record.len()
    }

    /// Returns whether the record has no fields.
    pub fn is_empty(&self) -> bool {
        self.record.is_empty()
    }

    /// All fields with their values, in the order of their names.
    pub fn fields(&self) -> impl Iterator<Item = Field<'a>> + use<'a> {
        self.record.fields()
    }
}

/// The items of an array field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Items<'a> {
    array: ArrayRef<'a>,
}

impl<'a> Items<'a> {
    pub(crate) const fn new(array: ArrayRef<'a>) -> Self {
        Self { array }
    }

    pub(crate) const fn array(&self) -> ArrayRef<'a> {
        self.array
    }

    /// Number of items.
    pub fn len(&self) -> usize {
        door::len(self.array)
    }

    /// Returns whether there are no items.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The records of an array of records.
    ///
    /// # Errors
    /// If the items are of another type.
    pub fn records(&self) -> Result<impl Iterator<Item = WasmStateElement<'a>> + use<'a>, Error> {
        self.must_be_records()?;
        let array = self.array;
        let items = (0..door::len(array)).map_while(move |index| door::item(array, index));
        Ok(items.map(WasmStateElement::new))
    }

    #[inline(never)]
    fn must_be_records(&self) -> Result<(), Error> {
        if door::is_of(self.array, FieldType::Record) {
            return Ok(());
        }
        Err("the items of an array are not records".into())
    }

    /// Type of the items.
    pub fn item_type(&self) -> Option<FieldType> {
        self.array.item_type()
    }

    /// All items in order, whatever their type.
    pub fn values(&self) -> impl Iterator<Item = heeus_abi::Value<'a>> + use<'a> {
        self.array.iter()
    }
}
