//! Records inside records: the encoder writes records as deep as the checker accepts, and no deeper
//! ones.

use heeus_abi::limits::MAX_DEPTH;
use heeus_abi::write::write_record;
use heeus_abi::{
    ArrayRef, BlockWriter, EncodeError, Field, Items, Op, RecordBuf, RecordBuilder, RecordRef,
    Storage, Value, encode_array, encode_intent, encode_key,
};

fn part(bytes: &[u8]) -> Option<&'static str> {
    let checked = RecordRef::check(bytes);
    checked.err().map(|malformed| malformed.part)
}

fn array_of(record: RecordRef<'_>) -> Vec<u8> {
    let mut items = Vec::new();
    encode_array(Items::Record(&[RecordRef::empty(), record]), &mut items).expect("an array");
    items
}

/// Builds a record of one field without checking its depth.
fn unchecked(value: Value<'_>) -> Vec<u8> {
    let fields = [Field { name: "in", value }];
    let mut to = BlockWriter::counting();
    write_record(fields.into_iter(), &mut to);
    let mut bytes = vec![0; to.at];
    write_record(fields.into_iter(), &mut BlockWriter::new(&mut bytes));
    bytes
}

/// A record that contains `depth` records, one inside the other, each in a field or in an array.
fn nested(depth: usize, array: bool) -> Vec<u8> {
    let mut inner = RecordBuf::default().into_bytes();
    for _ in 0..depth {
        let record = RecordRef::trusted(&inner);
        inner = if array {
            unchecked(Value::Array(ArrayRef::trusted(&array_of(record))))
        } else {
            unchecked(Value::Record(record))
        };
    }
    inner
}

#[test]
fn what_is_too_deep_is_neither_made_nor_accepted() {
    for array in [false, true] {
        for depth in 0..MAX_DEPTH + 3 {
            let bytes = nested(depth, array);
            let record = RecordRef::trusted(&bytes);
            let fits = depth <= MAX_DEPTH;
            assert_eq!(part(&bytes), (!fits).then_some("nested record"), "{depth}");
            for at in 0..=MAX_DEPTH + 1 {
                assert_eq!(
                    record.fits_at(at),
                    at + depth <= MAX_DEPTH,
                    "{depth} at {at}"
                );
            }
            // One more record around it.
            let value = Value::Record(record);
            let more = depth < MAX_DEPTH;
            let wanted = if more {
                None
            } else {
                Some(EncodeError::TooDeep)
            };
            let mut builder = RecordBuilder::new();
            builder.put("in", value);
            assert_eq!(builder.build().err(), wanted, "{depth}");
            let fields = [Field { name: "in", value }];
            let key = encode_key(Storage::View, "a.B", &fields, &mut Vec::new());
            assert_eq!(key.err(), wanted);
            let key = (Storage::View, "a.B", [].as_slice());
            let intent = encode_intent(Op::Insert, key, &fields, &mut Vec::new());
            assert_eq!(intent.err(), wanted);
        }
    }
}

#[test]
fn an_array_by_itself_stands_where_one_in_a_record_does() {
    for depth in 0..=MAX_DEPTH {
        let bytes = nested(depth, false);
        let items = array_of(RecordRef::trusted(&bytes));
        let array = ArrayRef::trusted(&items);
        assert_eq!(ArrayRef::check(&items).is_ok(), depth < MAX_DEPTH);
        assert_eq!(array.fits_at(0), depth < MAX_DEPTH);
        let mut builder = RecordBuilder::new();
        builder.put("in", Value::Array(array));
        assert_eq!(builder.build().is_ok(), depth < MAX_DEPTH);
    }
}

#[test]
fn an_array_of_no_records_adds_no_depth() {
    let mut items = Vec::new();
    encode_array(Items::Record(&[]), &mut items).expect("an array");
    let mut inner = unchecked(Value::Array(ArrayRef::trusted(&items)));
    for _ in 0..MAX_DEPTH {
        inner = unchecked(Value::Record(RecordRef::trusted(&inner)));
    }
    assert_eq!(part(&inner), None);
    assert!(RecordRef::trusted(&inner).fits_at(0));
}

#[test]
fn a_record_that_holds_itself_has_an_end() {
    // Its only field is the record itself; then each of 200 fields is the whole record.
    for count in [1, 200_usize] {
        let mut bytes = Vec::new();
        let size = 8 + count * 16;
        bytes.extend((size as u64 | (count as u64) << 32).to_le_bytes());
        for _ in 0..count {
            bytes.extend((10_u64 << 32 | 1 << 40).to_le_bytes());
            bytes.extend(((size as u64) << 32).to_le_bytes());
        }
        assert!(!RecordRef::trusted(&bytes).fits_at(0));
    }
    // An array whose items are each the whole array.
    let mut bytes = vec![200, 0, 0, 0, 10, 0, 0, 0];
    for _ in 0..200 {
        bytes.extend((1608_u64 << 32).to_le_bytes());
    }
    assert!(!ArrayRef::trusted(&bytes).fits_at(0));
}

/// The output that the SDK writes to reports the first broken rule, and the field that breaks it.
#[test]
fn room_knows_how_deep_it_is_written_to() {
    for depth in [0, 3] {
        let bytes = nested(MAX_DEPTH - depth, false);
        let items = array_of(RecordRef::trusted(&nested(MAX_DEPTH - depth, false)));
        for at in 0..=MAX_DEPTH {
            let mut to = BlockWriter::counting();
            for _ in 0..at {
                to.enter();
            }
            to.record(RecordRef::trusted(&bytes));
            assert_eq!(to.breach().is_some(), at > depth, "{at}");
            // An array is always in a field.
            if at == 0 {
                continue;
            }
            let mut to = BlockWriter::counting();
            for _ in 0..at {
                to.enter();
            }
            to.array(ArrayRef::trusted(&items));
            assert_eq!(to.breach().is_some(), at > depth, "{at}");
            for _ in 0..at {
                to.leave("X");
            }
            let field = to.breach().map(|breach| breach.field);
            assert_eq!(field, (at > depth).then_some("X"));
        }
    }
}
