//! Structs as records, for any content: their bytes are equal to those of the contract's own
//! encoder, and a read returns the same structs.

use heeus_abi::float::f64_bits;
use heeus_abi::{ArrayRef, Items, RecordRef, Value, check_record, encode_array, encode_record};
use heeus_sdk::field::ToRecord as _;
use heeus_sdk::prelude::*;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::test_runner::Config;

/// A failure prints its input; add the input as a test of its own rather than to a file of seeds.
fn cases(cases: u32) -> Config {
    Config {
        // Miri takes a thousand times as long.
        cases: if cfg!(miri) { 4 } else { cases },
        failure_persistence: None,
        ..Config::default()
    }
}

#[derive(Record, Debug, Clone, PartialEq)]
struct Numbers {
    int8: i8,
    int16: i16,
    int32: i32,
    int64: i64,
    uint8: u8,
    uint16: u16,
    uint32: u32,
    float32: Bits32,
    float64: Bits64,
    flag: bool,
    id: RecordId,
}

/// A float that is equal if its bits are equal.
#[derive(Record, Debug, Clone)]
struct Bits32 {
    value: f32,
}

/// A float that is equal if its bits are equal.
#[derive(Record, Debug, Clone)]
struct Bits64 {
    value: f64,
}

impl PartialEq for Bits32 {
    fn eq(&self, other: &Self) -> bool {
        f64_bits(f64::from(self.value)) == f64_bits(f64::from(other.value))
    }
}

impl PartialEq for Bits64 {
    fn eq(&self, other: &Self) -> bool {
        f64_bits(self.value) == f64_bits(other.value)
    }
}

#[derive(Record, Debug, Clone, PartialEq)]
#[record(rename_all = "camelCase")]
struct Texts {
    #[record(rename = "ü")]
    text: String,
    bytes: Vec<u8>,
    lines: Vec<String>,
    blobs: Option<Vec<Vec<u8>>>,
    a_note: Option<String>,
    ints: Vec<i32>,
    longs: Option<Vec<i64>>,
    flags: Vec<bool>,
    ids: Vec<RecordId>,
}

#[derive(Record, Debug, Clone, PartialEq)]
struct Outer {
    numbers: Numbers,
    texts: Texts,
    more: Vec<Texts>,
    maybe: Option<Numbers>,
    none: Option<Texts>,
}

/// The same fields as `Texts`, all borrowed from a record.
#[derive(Record, Debug, PartialEq)]
#[record(rename_all = "camelCase")]
struct Borrowed<'a> {
    #[record(rename = "ü")]
    text: &'a str,
    bytes: &'a [u8],
    lines: Vec<&'a str>,
    blobs: Option<Vec<&'a [u8]>>,
    a_note: Option<&'a str>,
    ints: Vec<i32>,
    longs: Option<Vec<i64>>,
    flags: Vec<bool>,
    ids: Vec<RecordId>,
}

fn id() -> impl Strategy<Value = RecordId> {
    any::<i64>().prop_map(RecordId)
}

fn numbers() -> impl Strategy<Value = Numbers> {
    let whole = any::<(i8, i16, i32, i64, u8, u16, u32)>();
    let others = (any::<u32>(), any::<u64>(), any::<bool>(), id());
    (whole, others).prop_map(|(whole, (single, double, flag, id))| {
        let (int8, int16, int32, int64, uint8, uint16, uint32) = whole;
        Numbers {
            int8,
            int16,
            int32,
            int64,
            uint8,
            uint16,
            uint32,
            float32: Bits32 {
                value: f32::from_bits(single),
            },
            float64: Bits64 {
                value: f64::from_bits(double),
            },
            flag,
            id,
        }
    })
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    vec(any::<u8>(), 0..40)
}

fn texts() -> impl Strategy<Value = Texts> {
    let payloads = (
        ".{0,20}",
        bytes(),
        vec(".{0,9}", 0..6),
        option::of(vec(bytes(), 0..5)),
        option::of(".*"),
    );
    let arrays = (
        vec(any::<i32>(), 0..9),
        option::of(vec(any::<i64>(), 0..9)),
        vec(any::<bool>(), 0..20),
        vec(id(), 0..5),
    );
    (payloads, arrays).prop_map(|(payloads, (ints, longs, flags, ids))| {
        let (text, bytes, lines, blobs, a_note) = payloads;
        Texts {
            text,
            bytes,
            lines,
            blobs,
            a_note,
            ints,
            longs,
            flags,
            ids,
        }
    })
}

fn outer() -> impl Strategy<Value = Outer> {
    let parts = (
        numbers(),
        texts(),
        vec(texts(), 0..4),
        option::of(numbers()),
        option::of(texts()),
    );
    parts.prop_map(|(numbers, texts, more, maybe, none)| Outer {
        numbers,
        texts,
        more,
        maybe,
        none,
    })
}

/// Encodes a record with the contract's own encoder.
fn record(fields: &[(&str, Option<Value<'_>>)]) -> Vec<u8> {
    let there = fields.iter().filter_map(|&(name, value)| {
        Some(heeus_sdk::untyped::NamedValue {
            name,
            value: value?,
        })
    });
    let mut fields: Vec<_> = there.collect();
    fields.sort_by_key(|field| field.name);
    let mut bytes = Vec::new();
    encode_record(&fields, &mut bytes).expect("a record");
    bytes
}

fn array(items: Items<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    encode_array(items, &mut bytes).expect("an array");
    bytes
}

fn inside<'a>(bytes: impl Into<Option<&'a [u8]>>) -> Option<Value<'a>> {
    let bytes = bytes.into();
    bytes.map(|bytes| Value::Record(RecordRef::trusted(bytes)))
}

fn items<'a>(bytes: impl Into<Option<&'a [u8]>>) -> Option<Value<'a>> {
    let bytes = bytes.into();
    bytes.map(|bytes| Value::Array(ArrayRef::trusted(bytes)))
}

fn of_numbers(of: &Numbers) -> Vec<u8> {
    let single = record(&[("Value", Some(Value::F32(of.float32.value)))]);
    let double = record(&[("Value", Some(Value::F64(of.float64.value)))]);
    record(&[
        ("Int8", Some(Value::I32(of.int8.into()))),
        ("Int16", Some(Value::I32(of.int16.into()))),
        ("Int32", Some(Value::I32(of.int32))),
        ("Int64", Some(Value::I64(of.int64))),
        ("Uint8", Some(Value::I32(of.uint8.into()))),
        ("Uint16", Some(Value::I32(of.uint16.into()))),
        ("Uint32", Some(Value::I64(of.uint32.into()))),
        ("Float32", inside(single.as_slice())),
        ("Float64", inside(double.as_slice())),
        ("Flag", Some(Value::Bool(of.flag))),
        ("Id", Some(Value::Id(of.id.0))),
    ])
}

fn of_texts(of: &Texts) -> Vec<u8> {
    let lines: Vec<&str> = of.lines.iter().map(String::as_str).collect();
    let ids: Vec<i64> = of.ids.iter().map(|id| id.0).collect();
    let blobs = of.blobs.as_ref().map(|blobs| {
        let blobs: Vec<&[u8]> = blobs.iter().map(Vec::as_slice).collect();
        array(Items::Bytes(&blobs))
    });
    let longs = of.longs.as_ref().map(|longs| array(Items::I64(longs)));
    record(&[
        ("ü", Some(Value::Str(&of.text))),
        ("bytes", Some(Value::Bytes(&of.bytes))),
        ("lines", items(array(Items::Str(&lines)).as_slice())),
        ("blobs", items(blobs.as_deref())),
        ("aNote", of.a_note.as_deref().map(Value::Str)),
        ("ints", items(array(Items::I32(&of.ints)).as_slice())),
        ("longs", items(longs.as_deref())),
        ("flags", items(array(Items::Bool(&of.flags)).as_slice())),
        ("ids", items(array(Items::Id(&ids)).as_slice())),
    ])
}

fn of_outer(of: &Outer) -> Vec<u8> {
    let more: Vec<_> = of.more.iter().map(of_texts).collect();
    let more: Vec<_> = more.iter().map(|bytes| RecordRef::trusted(bytes)).collect();
    let (maybe, none) = (
        of.maybe.as_ref().map(of_numbers),
        of.none.as_ref().map(of_texts),
    );
    record(&[
        ("Numbers", inside(of_numbers(&of.numbers).as_slice())),
        ("Texts", inside(of_texts(&of.texts).as_slice())),
        ("More", items(array(Items::Record(&more)).as_slice())),
        ("Maybe", inside(maybe.as_deref())),
        ("None", inside(none.as_deref())),
    ])
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn the_bytes_of_a_struct_are_those_of_the_contract(outer in outer()) {
        let bytes = outer.to_bytes();
        let checked = check_record(&bytes);
        prop_assert!(checked.is_ok(), "{:?}", checked);
        prop_assert_eq!(bytes, of_outer(&outer));
    }

    #[test]
    fn a_struct_comes_back(outer in outer()) {
        let bytes = outer.to_bytes();
        let back = Outer::from_record(RecordRef::trusted(&bytes));
        prop_assert_eq!(back, Ok(outer));
    }

    #[test]
    fn structs_are_the_same_if_their_bytes_are(one in outer(), other in outer(), field in 0..8_u8) {
        let mut mixed = one.clone();
        match field {
            0 => mixed.numbers = other.numbers,
            1 => mixed.texts.lines = other.texts.lines,
            2 => mixed.texts.a_note = other.texts.a_note,
            3 => mixed.more = other.more,
            4 => mixed.maybe = other.maybe,
            5 => mixed.texts.blobs = other.texts.blobs,
            6 => drop(mixed.more.pop()),
            _ => {}
        }
        prop_assert_eq!(one.same_record(&mixed), one.to_bytes() == mixed.to_bytes());
        prop_assert!(one.same_record(&one.clone()));
    }

    #[test]
    fn what_is_borrowed_is_what_is_owned(texts in texts()) {
        let bytes = texts.to_bytes();
        let borrowed = Borrowed::from_record(RecordRef::trusted(&bytes)).expect("the same fields");
        prop_assert_eq!(borrowed.text, texts.text.as_str());
        prop_assert_eq!(borrowed.a_note, texts.a_note.as_deref());
        prop_assert_eq!(borrowed.to_bytes(), bytes);
    }

    #[test]
    fn a_struct_reads_its_own_fields_of_more(numbers in numbers(), more in texts()) {
        let both = [of_numbers(&numbers), of_texts(&more)];
        let fields = both.iter().flat_map(|bytes| RecordRef::trusted(bytes).fields());
        let mut fields: Vec<_> = fields.collect();
        fields.sort_by_key(|field| field.name);
        let mut bytes = Vec::new();
        encode_record(&fields, &mut bytes).expect("a record");
        let record = RecordRef::trusted(&bytes);
        prop_assert_eq!(Numbers::from_record(record), Ok(numbers));
        prop_assert_eq!(Texts::from_record(record), Ok(more));
    }
}
