//! Raw ids: inserts that introduce them, and ids in records.

use heeus_abi::write::introduce;
use heeus_abi::{
    ArrayBuf, EncodeError, Field, IntentRef, Items, Op, RecordBuilder, RecordRef, Storage, Value,
    encode_intent, limits, map_ids,
};

const RAW: i64 = 65_535;
const ID: Field<'_> = Field {
    name: "ID",
    value: Value::Id(RAW),
};

fn intent(op: Op, storage: Storage, key: &[Field<'_>], value: &[Field<'_>]) -> Vec<u8> {
    let mut out = Vec::new();
    encode_intent(op, (storage, "shop.Goods", key), value, &mut out).expect("it fits");
    out
}

/// All intents of values with fields before and after `sys.ID`, scalars and payloads.
fn values(mut check: impl FnMut(&[Field<'_>])) {
    let array = ArrayBuf::new(Items::Str(&["a", "bcdefghij"])).expect("an array");
    let long = "sys.longer than all of the others";
    let names = [
        "A",
        "B7",
        "Sum",
        "sys.I",
        "sys.IDs",
        "sys.IsActive",
        long,
        "z",
    ];
    for set in 0..1_u32 << names.len() {
        for kind in 0..5 {
            let mut fields = Vec::new();
            for (at, name) in (0..).zip(names) {
                if set >> at & 1 == 1 {
                    let value = match (kind + at) % 5 {
                        0 => Value::I64(-1),
                        1 => Value::Str("some text"),
                        2 => Value::Bytes(&[]),
                        3 => Value::Array(array.as_ref()),
                        _ => Value::Bool(true),
                    };
                    fields.push(Field { name, value });
                }
            }
            check(&fields);
        }
    }
}

#[test]
fn an_insert_by_a_raw_id_becomes_one_of_a_new_record() {
    values(|fields| {
        let mut by_id = intent(Op::Insert, Storage::Record, &[ID], fields);
        let name = "sys.ID";
        let value = ID.value;
        let mut with_id = fields.to_vec();
        let at = with_id.iter().filter(|field| field.name < name).count();
        with_id.insert(at, Field { name, value });
        let expected = intent(Op::Insert, Storage::Record, &[], &with_id);
        let saved = introduce(&mut by_id, |id| id == RAW.unsigned_abs()).expect("room");
        by_id.truncate(by_id.len() - saved);
        assert_eq!(by_id, expected, "{fields:?}");
        assert!(IntentRef::check(&by_id).is_ok());

        let mut with_both = intent(Op::Insert, Storage::Record, &[ID], &with_id);
        let saved = introduce(&mut with_both, |_| true).expect("room");
        with_both.truncate(with_both.len() - saved);
        assert_eq!(with_both, expected, "{fields:?}");
    });
}

#[test]
fn other_intents_stay_as_they_are() {
    let name = "Id";
    let value = ID.value;
    let other = [Field { name, value }];
    let number = [Field {
        name: "ID",
        value: Value::I64(RAW),
    }];
    let two = [ID, Field { name: "Id", value }];
    let intents = [
        intent(Op::Update, Storage::Record, &[ID], &[]),
        intent(Op::Insert, Storage::View, &[ID], &[]),
        intent(Op::Insert, Storage::Record, &[], &[ID]),
        intent(Op::Insert, Storage::Record, &other, &[]),
        intent(Op::Insert, Storage::Record, &number, &[]),
        intent(Op::Insert, Storage::Record, &two, &[]),
    ];
    for intent in intents {
        let mut same = intent.clone();
        assert_eq!(introduce(&mut same, |_| true), Ok(0));
        assert_eq!(same, intent);
    }
    let by_id = intent(Op::Insert, Storage::Record, &[ID], &[]);
    let mut same = by_id.clone();
    assert_eq!(introduce(&mut same, |_| false), Ok(0));
    assert_eq!(same, by_id);
    // Bytes that a writer without room has not written.
    for end in 0..by_id.len() {
        let mut part = by_id[..end].to_vec();
        let _ = introduce(&mut part, |_| true);
    }
}

#[test]
fn a_value_without_room_for_the_id_is_refused() {
    let names: Vec<String> = (0..limits::MAX_FIELDS)
        .map(|at| format!("{at:04}"))
        .collect();
    let value = Value::Bool(true);
    let fields: Vec<_> = names.iter().map(|name| Field { name, value }).collect();
    let mut full = intent(Op::Insert, Storage::Record, &[ID], &fields);
    assert_eq!(
        introduce(&mut full, |_| true),
        Err(EncodeError::TooManyFields)
    );
    let mut fits = intent(Op::Insert, Storage::Record, &[ID], &fields[1..]);
    let saved = introduce(&mut fits, |_| true).expect("room");
    assert!(IntentRef::check(&fits[..fits.len() - saved]).is_ok());
}

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
