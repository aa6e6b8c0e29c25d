//! Types of fields that authors write: enums, structs around one value, conversions.

mod conversions;
mod errors;
mod keys;
mod types;

use heeus_abi::{ArrayRef, Items, RecordRef, Value, encode_array, encode_record};
use heeus_sdk::field::ToRecord;
use heeus_sdk::prelude::*;

use types::{
    Bill, BillId, Cents, Code, Grade, LARGE, Name, Percent, Range, Status, Statuses, bill,
};

fn array(items: Items<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    encode_array(items, &mut bytes).expect("it is an array");
    bytes
}

fn record(fields: &[(&str, Value<'_>)]) -> Vec<u8> {
    let fields = fields
        .iter()
        .map(|&(name, value)| heeus_abi::Field { name, value });
    let mut bytes = Vec::new();
    encode_record(&fields.collect::<Vec<_>>(), &mut bytes).expect("it is a record");
    bytes
}

/// Reads a struct with one field `Value`.
fn read<'a, T: Record<'a>>(bytes: &'a [u8]) -> Result<T, String> {
    let record = RecordRef::check(bytes).expect("it is a record");
    T::from_record(record).map_err(|error| error.to_string())
}

/// The record of [`bill`], with types of the contract.
fn wire() -> Vec<u8> {
    let items = [
        Items::I32(&[1, 2]),
        Items::Str(&["open", "void"]),
        Items::Str(&["x", ""]),
        Items::I32(&[0, 100]),
        Items::Str(&["0..1"]),
        Items::Id(&[1]),
    ]
    .map(array);
    let [grades, statuses, codes, discounts, ranges, ids] = items
        .each_ref()
        .map(|bytes| Value::Array(ArrayRef::check(bytes).expect("it is an array")));
    record(&[
        ("Best", Value::I32(1)),
        ("Cents", Value::I64(-7)),
        ("Code", Value::Str("c")),
        ("Codes", codes),
        ("Discount", Value::I32(7)),
        ("Discounts", discounts),
        ("Grade", Value::I32(-5)),
        ("Grades", grades),
        ("ID", Value::Id(9)),
        ("Ids", ids),
        ("Large", Value::I64(LARGE)),
        ("Maybe", Value::Str("void")),
        ("MaybeRange", Value::Str("-1..0")),
        ("Name", Value::Str("n")),
        ("Range", Value::Str("1..30")),
        ("Ranges", ranges),
        ("Standard", Value::Str("open")),
        ("Status", Value::Str("partly_paid")),
        ("Statuses", statuses),
    ])
}

#[test]
fn own_types_are_types_of_the_contract_on_the_wire() {
    let bytes = wire();
    assert_eq!(bill().to_bytes(), bytes);
    let record = RecordRef::check(&bytes).expect("it is a record");
    assert_eq!(Bill::from_record(record), Ok(bill()));
}

#[test]
fn own_types_are_the_same_if_their_values_on_the_wire_are() {
    assert!(bill().same_record(&bill()));
    let changes: [fn(&mut Bill<'_>); 15] = [
        |bill| bill.status = Status::Open,
        |bill| bill.grade = Grade::Good,
        |bill| bill.cents = Cents(7),
        |bill| bill.id = BillId(RecordId(10)),
        |bill| bill.code = Code("d"),
        |bill| bill.name = Name("m".to_owned()),
        |bill| bill.discount = Percent { value: 8 },
        |bill| bill.range = Range { from: 1, to: 31 },
        |bill| bill.maybe = None,
        |bill| bill.maybe_range = Some(Range { from: 0, to: 0 }),
        |bill| bill.grades = vec![Grade::Good, Grade::Good],
        |bill| bill.statuses = Statuses(vec![Status::Open]),
        |bill| bill.codes = vec![Code("x"), Code("y")],
        |bill| bill.ranges = vec![Range { from: 1, to: 0 }],
        |bill| bill.ids = vec![],
    ];
    for (index, change) in changes.into_iter().enumerate() {
        let mut other = bill();
        change(&mut other);
        assert!(!bill().same_record(&other), "change {index}");
        assert!(!other.same_record(&bill()), "change {index}");
    }
}

/// The types on the wire of all fields, and those of the items.
#[test]
fn tools_see_the_types_of_the_contract() {
    let shape = <Bill<'_> as ToRecord>::SHAPE;
    let types = shape.fields.iter().map(|field| {
        let items = field
            .items
            .map_or("", |items| heeus_abi::type_name(items as u8));
        let ty = heeus_abi::type_name(field.ty as u8);
        format!(
            "{}: {ty} {items}{}",
            field.name,
            if field.optional { "?" } else { "" }
        )
    });
    let types: Vec<String> = types.collect();
    assert_eq!(
        types,
        [
            "Best: i32 ?",
            "Cents: i64 ",
            "Code: string ",
            "Codes: array string",
            "Discount: i32 ",
            "Discounts: array i32",
            "Grade: i32 ",
            "Grades: array i32",
            "ID: record id ",
            "Ids: array record id",
            "Large: i64 ",
            "Maybe: string ?",
            "MaybeRange: string ?",
            "Name: string ",
            "Range: string ",
            "Ranges: array string",
            "Standard: string ?",
            "Status: string ",
            "Statuses: array string",
        ]
    );
}

#[derive(Record, Debug, PartialEq)]
struct NarrowItems {
    int8: Vec<i8>,
    int16: Vec<i16>,
    uint16: Vec<u16>,
    uint32: Option<Vec<u32>>,
}

#[test]
fn narrow_numbers_are_items() {
    let arrays = [
        Items::I32(&[-32_768]),
        Items::I32(&[-128, 127]),
        Items::I32(&[65_535]),
    ];
    let arrays = arrays.map(array);
    let [int16, int8, uint16] = arrays
        .each_ref()
        .map(|bytes| Value::Array(ArrayRef::check(bytes).expect("it is an array")));
    let bytes = record(&[("Int16", int16), ("Int8", int8), ("Uint16", uint16)]);
    let narrow = NarrowItems {
        int8: vec![i8::MIN, i8::MAX],
        int16: vec![i16::MIN],
        uint16: vec![u16::MAX],
        uint32: None,
    };
    assert_eq!(narrow.to_bytes(), bytes);
    assert_eq!(read(&bytes), Ok(narrow));
    let bytes = record(&[("Int16", int8), ("Int8", int16), ("Uint16", uint16)]);
    let error = read::<NarrowItems>(&bytes).expect_err("-32768 is no i8");
    assert_eq!(error, "NarrowItems: field Int8 is out of range");
}
