//! Record ids in records.

use heeus_abi::{ArrayBuf, Items, RecordBuilder, RecordRef, Value, map_ids};

#[test]
fn ids_are_found_in_records_and_arrays() {
    let ids = ArrayBuf::new(Items::Id(&[1, 2])).expect("ids");
    let numbers = ArrayBuf::new(Items::I64(&[1, 2])).expect("numbers");
    let mut inner = RecordBuilder::new();
    inner.put("A", Value::Id(3));
    inner.put("B", Value::Array(ids.as_ref()));
    let inner = inner.build().expect("a record");
    let records = ArrayBuf::new(Items::Record(&[inner.as_ref(); 2])).expect("records");
    let mut outer = RecordBuilder::new();
    outer.put("In", Value::Record(inner.as_ref()));
    outer.put("Numbers", Value::Array(numbers.as_ref()));
    outer.put("Records", Value::Array(records.as_ref()));
    outer.put("Text", Value::Str("\u{1}\0\0\0\0\0\0\0"));
    let mut bytes = outer.build().expect("a record").into_bytes();
    let before = bytes.clone();
    let mut found = Vec::new();
    map_ids(&mut bytes, &mut |id| {
        found.push(id);
        id + 10
    });
    assert_eq!(found, [3, 1, 2, 3, 1, 2, 3, 1, 2]);
    let record = RecordRef::check(&bytes).expect("still a record");
    let inner = "{\"A\": Id(13), \"B\": Array([Id(11), Id(12)])}";
    let shown = format!("{record:?}");
    assert_eq!(shown.matches(inner).count(), 3, "{shown}");
    map_ids(&mut bytes, &mut |id| id - 10);
    assert_eq!(bytes, before);
    // Wrong bytes have fewer ids, and no others.
    for end in 0..bytes.len() {
        map_ids(&mut bytes[..end].to_vec(), &mut |id| id);
    }
    for at in 0..bytes.len() {
        let mut wrong = bytes.clone();
        wrong[at] ^= 0xff;
        map_ids(&mut wrong, &mut |id| id);
    }
}
