//! Records that almost have a shape.

use heeus_abi::FieldType;
use proptest::prelude::*;
use proptest::sample::Index;

use super::{RecordShape, array_of, records};
use crate::expect::value::{Content, DynRecord};
use crate::expect::{QName, RecordId};

/// The defect of a record.
#[derive(Debug, Clone, Copy)]
enum Defect {
    /// A field is missing.
    Absent,
    /// A field has another type that is easily mistaken for its own.
    OtherType,
    /// There is one field too many.
    OneMore,
}

/// Records with one defect, in themselves or in a nested record: a missing field, a field of
/// another type than it should have (an i64 for an i32, bytes for a text), or one field too many.
pub fn near_misses(shape: &RecordShape) -> BoxedStrategy<DynRecord> {
    let defect = prop_oneof![
        2 => Just(Defect::Absent),
        2 => Just(Defect::OtherType),
        1 => Just(Defect::OneMore),
    ];
    (records(shape), defect, any::<[Index; 3]>(), any::<bool>())
        .prop_map(|(record, defect, places, inside)| with_defect(record, defect, &places, inside))
        .boxed()
}

/// Puts the defect into the record at the first of these places; with `inside`, into a record
/// nested there, if there is any.
fn with_defect(record: DynRecord, defect: Defect, places: &[Index], inside: bool) -> DynRecord {
    let names: Vec<String> = record.fields().map(|(name, _)| name.to_owned()).collect();
    let Some((place, places)) = places.split_first().filter(|_| !names.is_empty()) else {
        return one_more(record);
    };
    let name = place.get(&names);
    let Some(value) = record.get(name).cloned() else {
        return record;
    };
    if inside && let Some(value) = with_defect_inside(&value, defect, places) {
        return record.with(name, value);
    }
    match defect {
        Defect::Absent => record.without(name),
        Defect::OtherType => record.with(name, other_type(value)),
        Defect::OneMore => one_more(record),
    }
}

/// Puts the defect into a record inside of this value; `None` if it contains none.
fn with_defect_inside(value: &Content, defect: Defect, places: &[Index]) -> Option<Content> {
    match value {
        Content::Record(record) => Some(with_defect(record.clone(), defect, places, true).into()),
        Content::Array(array) => {
            let (place, places) = places.split_first()?;
            let mut items = array.items().to_vec();
            let places_of_items = items.len();
            let item = items.get_mut(place.index(places_of_items.max(1)))?;
            *item = with_defect_inside(item, defect, places)?;
            Some(array_of(array.item_type(), items))
        }
        _ => None,
    }
}

fn one_more(record: DynRecord) -> DynRecord {
    record.with("OneMore", 1)
}

/// The value, or a similar one, with a type that is easily mistaken for its own.
fn other_type(value: Content) -> Content {
    match value {
        Content::I32(value) => i64::from(value).into(),
        Content::I64(value) => RecordId(value).into(),
        Content::F32(value) => f64::from(value).into(),
        Content::F64(_) => 1.0_f32.into(),
        Content::Bool(value) => i32::from(value).into(),
        Content::Str(value) => value.into_bytes().into(),
        Content::Bytes(_) => "bytes".into(),
        Content::QName(value) => value.into(),
        Content::Id(value) => value.into(),
        Content::Record(record) => vec![record].into(),
        Content::Array(array) if array.item_type() == FieldType::Record => QName("no.Array").into(),
        Content::Array(_) => Vec::<DynRecord>::new().into(),
    }
}
