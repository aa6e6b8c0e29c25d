//! Reads in place: a wrong name, type or place returns nothing.

use heeus_abi::{
    ArrayRef, FieldType, Items, KeyRef, PageRef, RecordBuf, RecordBuilder, RecordRef, Value,
    encode_array,
};

fn items() -> Vec<u8> {
    let mut out = Vec::new();
    encode_array(Items::Str(&["a", "bc"]), &mut out).expect("an array");
    out
}

fn record(items: &[u8]) -> RecordBuf {
    let mut fields = RecordBuilder::new();
    fields.put("Count", Value::I32(3));
    fields.put("Name", Value::Str("n"));
    fields.put("Rows", Value::Array(ArrayRef::trusted(items)));
    fields.build().expect("a record")
}

#[test]
fn a_field_is_found_by_its_whole_name() {
    let items = items();
    let record = record(&items);
    let record = record.as_ref();
    for name in ["Name", "Count", "Rows"] {
        assert!(record.find(name).is_some(), "{name}");
    }
    for name in [
        "", "N", "Nam", "Names", "Name\0", "Coun", "Counts", "Count\0", "name",
    ] {
        assert!(record.find(name).is_none(), "{name}");
        assert_eq!(record.get(name), None);
    }
}

#[test]
fn a_field_of_another_type_gives_nothing() {
    let items = items();
    let record = record(&items);
    let count = record.as_ref().find("Count").expect("a field");
    assert_eq!(count.scalar(FieldType::I32), Some(3));
    assert_eq!(count.scalar(FieldType::I64), None);
    assert_eq!(count.payload(FieldType::Str), None);
    let name = record.as_ref().find("Name").expect("a field");
    assert_eq!(name.payload(FieldType::Str), Some(&b"n"[..]));
    assert_eq!(name.payload(FieldType::Bytes), None);
    assert_eq!(name.name_bytes(), Some(&b"Name"[..]));
}

#[test]
fn fields_end() {
    let items = items();
    let record = record(&items);
    let record = record.as_ref();
    assert_eq!((record.len(), record.is_empty()), (3, false));
    assert!(record.raw(2).is_some());
    assert!(record.raw(3).is_none());
    assert_eq!(record.fields().count(), 3);
    assert!(RecordRef::empty().is_empty());
    assert_eq!(RecordBuf::default().as_ref(), RecordRef::empty());
    assert_eq!(RecordBuf::from(record).as_ref(), record);
}

#[test]
fn an_array_gives_items_of_its_own_type() {
    let items = items();
    let array = ArrayRef::check(&items).expect("canonical");
    assert_eq!((array.len(), array.is_empty()), (2, false));
    assert_eq!(array.item_bytes(1, FieldType::Str), Some(&b"bc"[..]));
    assert_eq!(array.item_bytes(1, FieldType::Bytes), None);
    assert_eq!(array.item_bytes(2, FieldType::Str), None);
    assert_eq!(array.item_bytes(usize::MAX, FieldType::Str), None);
    assert!(array.record(0).is_none());
    assert_eq!(array.get(1), Some(Value::Str("bc")));
    assert_eq!(array.get(2), None);
    assert!(Items::Bool(&[]).is_empty());
    assert!(!Items::Bool(&[true]).is_empty());

    let mut empty = Vec::new();
    encode_array(Items::Record(&[]), &mut empty).expect("an array");
    assert!(ArrayRef::trusted(&empty).is_empty());
    // More bytes than items: the count decides.
    let scalars = [1, 0, 0, 0, 5, 0, 0, 0, 1, 0];
    let array = ArrayRef::trusted(&scalars);
    assert_eq!(
        (array.get(0), array.get(1)),
        (Some(Value::Bool(true)), None)
    );
}

#[test]
fn a_header_reports_the_size_of_its_block() {
    for bytes in [&[][..], &[1, 2, 3]] {
        assert_eq!(RecordRef::stated_size(bytes), None);
        assert_eq!(KeyRef::stated_size(bytes), None);
        assert_eq!(PageRef::stated_size(bytes), None);
    }
    assert_eq!(RecordRef::stated_size(&[4, 3, 2, 1, 9]), Some(0x0102_0304));
}
