//! Records of a shape, as the strategies generate them.

use std::collections::BTreeSet;

use heeus_abi::FieldType;
use heeus_abi::manifest::FieldDecl;
use heeus_host_testkit::expect::{RecordShape, any_record, near_misses, records};
use heeus_host_testkit::prelude::*;
use heeus_host_testkit::proptest::prelude::*;
use heeus_host_testkit::proptest::strategy::ValueTree;
use heeus_host_testkit::proptest::test_runner::TestRunner;

/// The type of a value as text.
fn type_of(value: &Content) -> String {
    let debug = format!("{value:?}");
    debug.chars().take_while(|c| c.is_alphanumeric()).collect()
}

fn types(record: &DynRecord) -> Vec<(String, String)> {
    let fields = record.fields();
    fields
        .map(|(name, value)| (name.to_owned(), type_of(value)))
        .collect()
}

fn made(strategy: &impl Strategy<Value = DynRecord>, times: usize) -> Vec<DynRecord> {
    let mut runner = TestRunner::deterministic();
    let mut make = || strategy.new_tree(&mut runner).unwrap().current();
    (0..times).map(|_| make()).collect()
}

const TYPES: [(&str, FieldType); 11] = [
    ("Array", FieldType::Array),
    ("Bool", FieldType::Bool),
    ("Bytes", FieldType::Bytes),
    ("F32", FieldType::F32),
    ("F64", FieldType::F64),
    ("I32", FieldType::I32),
    ("I64", FieldType::I64),
    ("Id", FieldType::Id),
    ("QName", FieldType::QName),
    ("Record", FieldType::Record),
    ("Str", FieldType::Str),
];

fn declared() -> RecordShape {
    let fields = TYPES.map(|(name, ty)| FieldDecl::new(name, ty));
    RecordShape::declared(&fields)
}

#[test]
fn declared_fields_have_their_types_and_can_be_encoded() {
    for record in made(&records(&declared()), 300) {
        for (name, ty) in types(&record) {
            assert_eq!(name, ty);
        }
        assert_eq!(record.fields().count(), TYPES.len());
        let bytes = record.encode().expect("the contract takes it");
        assert_eq!(DynRecord::from(bytes), record);
    }
}

#[test]
fn extremes_and_texts_of_every_length_are_among_them() {
    let made = made(&records(&declared()), 500);
    let has = |name: &str, wanted: &dyn Fn(&Content) -> bool| {
        assert!(
            made.iter()
                .any(|record| record.get(name).is_some_and(wanted)),
            "{name}"
        );
    };
    for extreme in [i32::MIN, i32::MAX, 0] {
        has("I32", &|value| *value == extreme.into());
    }
    for extreme in [i64::MIN, i64::MAX, 1 << 31] {
        has("I64", &|value| *value == extreme.into());
    }
    has(
        "F64",
        &|value| matches!(value, Content::F64(value) if value.is_nan()),
    );
    has(
        "F32",
        &|value| matches!(value, Content::F32(value) if value.is_infinite()),
    );
    has("Str", &|value| *value == "".into());
    has(
        "Str",
        &|value| matches!(value, Content::Str(text) if text.len() > 4000),
    );
    has(
        "Bytes",
        &|value| matches!(value, Content::Bytes(bytes) if bytes.len() > 1000),
    );
    has(
        "Array",
        &|value| matches!(value, Content::Array(array) if array.items().is_empty()),
    );
    has(
        "Record",
        &|value| matches!(value, Content::Record(record) if record.is_empty()),
    );
}

fn order() -> RecordShape {
    let item = RecordShape::new().of("Quantity", 1..10);
    let buyer = RecordShape::new().field("Name", FieldType::Str);
    let order = RecordShape::new()
        .of("Month", 1..=12)
        .record("Buyer", &buyer);
    order.array_of("Items", &item)
}

/// Returns whether a record has the shape above, apart from the values that its strategies choose.
fn is_order(order: &DynRecord) -> bool {
    let names: Vec<_> = order.fields().map(|(name, _)| name).collect();
    let items_are = |items: &[Content]| {
        items.iter().all(|item| {
            matches!(item, Content::Record(item)
                if types(item) == [("Quantity".into(), "I32".into())])
        })
    };
    names == ["Buyer", "Items", "Month"]
        && matches!(order.get("Month"), Some(Content::I32(1..=12)))
        && matches!(order.get("Buyer"), Some(Content::Record(buyer))
            if types(buyer) == [("Name".into(), "Str".into())])
        && matches!(order.get("Items"), Some(Content::Array(items))
            if items.item_type() == FieldType::Record && items_are(items.items()))
}

#[test]
fn nested_shapes_are_kept() {
    for order in made(&records(&order()), 200) {
        assert!(is_order(&order), "{order:#}");
    }
}

#[test]
fn a_near_miss_is_none_of_the_shape_and_can_be_encoded() {
    for order in made(&near_misses(&order()), 300) {
        assert!(!is_order(&order), "{order:#}");
        order.encode().expect("the contract takes it");
    }
}

#[test]
fn misses_are_of_every_sort_and_in_every_place() {
    let mut seen = BTreeSet::new();
    for miss in made(&near_misses(&order()), 500) {
        let mut see = |what: &str| seen.insert(what.to_owned());
        if miss.get("OneMore").is_some() {
            see("one more");
        }
        match miss.get("Month") {
            None => see("absent"),
            Some(Content::I64(_)) => see("other type"),
            _ => false,
        };
        match miss.get("Buyer") {
            Some(Content::Record(buyer)) if buyer.is_empty() => see("absent in a record"),
            Some(Content::Record(buyer)) if buyer.get("OneMore").is_some() => {
                see("more in a record")
            }
            _ => false,
        };
        if let Some(Content::Array(items)) = miss.get("Items")
            && items.items().iter().any(|item| *item == record! {}.into())
        {
            see("absent in an item");
        }
    }
    assert_eq!(seen.len(), 6, "{seen:?}");
}

#[test]
fn any_record_is_of_the_shape_or_almost() {
    let made = made(&any_record(&order()), 200);
    let of_shape = made.iter().filter(|order| is_order(order)).count();
    assert!((80..160).contains(&of_shape), "{of_shape} of 200");
    let empty = RecordShape::new();
    assert_eq!(self::made(&records(&empty), 1), [record! {}]);
    assert_eq!(
        self::made(&near_misses(&empty), 1),
        [record! { OneMore: 1 }]
    );
}

#[test]
fn a_later_field_replaces_one_of_its_name() {
    let shape = declared().of("Str", 1..3_i64);
    for record in made(&records(&shape), 10) {
        assert_eq!(record.get("Str").map(type_of).as_deref(), Some("I64"));
    }
}
