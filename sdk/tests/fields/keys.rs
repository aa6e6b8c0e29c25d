//! Keys and ids of own types.

use std::marker::PhantomData;

use heeus_abi::{FieldType, RecordRef, Value};
use heeus_sdk::field::{KeyField, Prefix, ReadItem, ToField};
use heeus_sdk::prelude::*;

use super::record;
use super::types::{BillId, Cents, Code, Grade, Id, Name, Percent, Status};

/// Requires the traits of keys and items.
fn is_key_and_item<'a, T: KeyField<'a> + ReadItem<'a>>(_: T) {}

#[test]
fn parameters_that_are_not_in_the_value_may_be_anything() {
    struct Customer;
    let id = || Id::<Customer>(RecordId(1), PhantomData);
    is_key_and_item(id());
    is_key_and_item(Code("a"));
    is_key_and_item(Percent { value: 1 });
    assert_eq!(<Id<Customer> as ToField>::TYPE, FieldType::Id);
    assert_eq!(<Id<Customer> as KeyField>::WIRE, FieldType::Id);
    assert_eq!(id().0, RecordId(1));
}

#[derive(Entity, Clone)]
#[entity(view = "fields.Sums")]
struct Sums<'run> {
    #[entity(partition)]
    status: Status,
    #[entity(clustering)]
    grade: Grade,
    #[entity(clustering)]
    code: Code<'run>,
    #[entity(clustering)]
    percent: Percent,
    sum: Cents,
}

#[test]
fn a_key_of_own_types_is_cloned_compared_and_shown() {
    let row = Sums {
        status: Status::Open,
        grade: Grade::Bad,
        code: Code("c"),
        percent: Percent { value: 5 },
        sum: Cents(1),
    };
    let key = row.key();
    assert_eq!(key.clone(), key);
    assert_eq!(
        format!("{key:?}"),
        "SumsKey { status: \"open\", grade: -5, code: \"c\", percent: Percent { value: 5 } }"
    );
    for other in [
        SumsKey {
            status: Status::Cancelled,
            ..key.clone()
        },
        SumsKey {
            grade: Grade::Good,
            ..key.clone()
        },
        SumsKey {
            code: Code("d"),
            ..key.clone()
        },
        SumsKey {
            percent: Percent { value: 6 },
            ..key.clone()
        },
    ] {
        assert_ne!(other, key);
    }
    let key = (Status::Open, Grade::Bad, Code("c"), Percent { value: 5 });
    assert_eq!(key.prefix_to_bytes(), row.key_to_bytes());
    let lead = record(&[("Grade", Value::I32(-5)), ("Status", Value::Str("open"))]);
    assert_eq!(
        Prefix::<Sums<'_>>::prefix_to_bytes(&(Status::Open, Grade::Bad)),
        lead
    );
    assert_eq!(row.value_to_bytes(), record(&[("Sum", Value::I64(1))]));
}

#[derive(Entity, Clone)]
#[entity(record = "fields.Stored")]
struct Stored {
    #[entity(id)]
    id: BillId,
    name: Name,
}

#[derive(Entity)]
#[entity(record = "fields.Other")]
struct Other {
    #[entity(id)]
    id: Id<Other>,
}

#[test]
fn an_id_has_a_type_of_its_own() {
    let stored = Stored {
        id: BillId(RecordId(3)),
        name: Name("n".into()),
    };
    let key = record(&[("ID", Value::Id(3))]);
    assert_eq!(stored.key_to_bytes(), key);
    let value = stored.value_to_bytes();
    let refs = (RecordRef::check(&key), RecordRef::check(&value));
    let (Ok(key), Ok(value)) = refs else {
        panic!("both are records");
    };
    let read = Stored::from_records(key, value).expect("it fits");
    assert_eq!((read.id, read.name), (stored.id, stored.name));
    let other = Other {
        id: Id(RecordId(3), PhantomData),
    };
    assert_eq!(other.key_to_bytes(), key.as_bytes());
}
