//! Records of a given shape, for property tests.

mod contents;
mod defect;

use std::fmt::Debug;

use heeus_abi::FieldType;
use heeus_abi::manifest::FieldDecl;
use proptest::collection::vec;
use proptest::prelude::*;

use super::value::{Array, Content, DynRecord, Item};
pub use defect::near_misses;

/// The most items of a generated array.
const ITEMS: usize = 4;

/// The fields of a set of records, and the values that they may hold.
///
/// ```
/// use heeus_host_testkit::prelude::*;
/// use heeus_host_testkit::proptest::prelude::*;
/// use heeus_host_testkit::expect::{RecordShape, any_record};
///
/// let item = RecordShape::new().of("Quantity", -3..10).of("SinglePrice", any::<i64>());
/// let order = RecordShape::new().of("Year", 2000..2100).array_of("Items", &item);
/// let orders = any_record(&order); // a strategy
/// ```
#[derive(Debug, Clone, Default)]
pub struct RecordShape {
    fields: Vec<(String, BoxedStrategy<Content>)>,
}

impl RecordShape {
    /// Records without fields.
    pub const fn new() -> Self {
        Self { fields: Vec::new() }
    }

    /// Records with the fields of a declaration, such as those of a view's key in
    /// [`Kit::manifest`](crate::Kit::manifest).
    ///
    /// A declaration leaves open the fields of a nested record and the type of an array's items:
    /// such fields hold any.
    pub fn declared(fields: &[FieldDecl]) -> Self {
        let shape = fields.iter();
        shape.fold(Self::new(), |shape, field| {
            shape.field(&field.name, field.ty)
        })
    }

    /// Adds a field that holds any value of this type: small values, all others, extremes. Texts
    /// and bytes may be empty, and some thousand long.
    pub fn field(self, name: &str, ty: FieldType) -> Self {
        self.with(name, contents::of(ty))
    }

    /// Adds a field that holds the values of this strategy.
    pub fn of<S>(self, name: &str, values: S) -> Self
    where
        S: Strategy<Value: Into<Content> + Debug> + 'static,
    {
        self.with(name, values.prop_map_into().boxed())
    }

    /// Adds a field that holds a record of another shape.
    pub fn record(self, name: &str, shape: &Self) -> Self {
        self.of(name, records(shape))
    }

    /// Adds a field that holds an array of zero to four records of another shape.
    pub fn array_of(self, name: &str, shape: &Self) -> Self {
        let items = vec(records(shape), 0..=ITEMS);
        self.with(name, items.prop_map(array).boxed())
    }

    fn with(mut self, name: &str, values: BoxedStrategy<Content>) -> Self {
        self.fields.retain(|(known, _)| known != name);
        self.fields.push((name.to_owned(), values));
        self
    }
}

/// Records of a shape: they have all fields, each with an expected value.
pub fn records(shape: &RecordShape) -> BoxedStrategy<DynRecord> {
    let fields = shape.fields.iter();
    let values: Vec<_> = fields.clone().map(|(_, values)| values.clone()).collect();
    let names: Vec<_> = fields.map(|(name, _)| name.clone()).collect();
    let record = move |values: Vec<Content>| {
        let fields = names.iter().zip(values);
        fields.fold(DynRecord::new(), |record, (name, value)| {
            record.with(name, value)
        })
    };
    values.prop_map(record).boxed()
}

/// [Records](records) of a shape, and two times out of five [near misses](near_misses) of it.
pub fn any_record(shape: &RecordShape) -> BoxedStrategy<DynRecord> {
    prop_oneof![3 => records(shape), 2 => near_misses(shape)].boxed()
}

/// Items of one Rust type as an array.
fn array<T: Item>(items: Vec<T>) -> Content {
    items.into()
}

/// Items of one type as an array.
fn array_of(ty: FieldType, items: Vec<Content>) -> Content {
    Content::Array(Array::of(ty, items))
}
