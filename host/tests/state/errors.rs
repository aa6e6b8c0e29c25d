//! The texts of refusals.

use std::ops::ControlFlow;

use heeus_abi::{EntityKind, ExtensionKind, FieldType, KeyRef, Op, RecordRef, Storage, Value};
use heeus_host::state::{HostState, Invalid, Part, ReadError, StateError};

use crate::support::{
    GOODS, ORDERS, WRITER, decl, goods, intend, intend_order, key_ref, order_key, orders, record,
    shop, without_section,
};

/// The reason why a get of this key is refused.
fn get(storage: Storage, entity: &str, key: &[(&str, Value<'_>)]) -> String {
    let reader = shop().begin_run(ExtensionKind::Query);
    match reader.get(&key_ref(storage, entity, &record(key))) {
        Err(ReadError::InvalidKey(detail)) => without_section(&detail),
        other => panic!("{other:?}"),
    }
}

#[test]
fn unknown_entities() {
    assert_eq!(
        get(Storage::View, "shop.Ordres", &[]),
        "sys.View has no entity shop.Ordres; declared: shop.Orders; did you mean shop.Orders?"
    );
    assert_eq!(
        get(Storage::Record, "other.Thing", &[]),
        "sys.Record has no entity other.Thing; declared: shop.Goods, shop.Settings"
    );
    assert_eq!(
        get(Storage::View, "", &[]),
        "sys.View needs an entity; declared: shop.Orders"
    );
    assert_eq!(
        get(Storage::View, GOODS, &[]),
        "shop.Goods is in sys.Record, not in sys.View"
    );
    assert_eq!(
        get(Storage::Uniq, "", &[]),
        "sys.Uniq needs an entity; declared: shop.Goods, shop.Settings"
    );
    assert_eq!(
        get(Storage::Uniq, "shop.Godos", &[]),
        "sys.Uniq has no entity shop.Godos; declared: shop.Goods, shop.Settings; did you mean \
         shop.Goods?"
    );
    assert_eq!(
        get(Storage::Uniq, ORDERS, &[]),
        "shop.Orders is in sys.View, not in sys.Uniq"
    );
}

#[test]
fn fields_of_keys() {
    let [year, month, day] = order_key(2026, 7, 1);
    let order = |fields: &[_]| get(Storage::View, ORDERS, fields);
    assert_eq!(
        order(&[year, month, ("Dya", Value::I32(1))]),
        "shop.Orders: key has no field Dya; declared: Year i32, Month i32, Day i32; did you mean \
         Day?"
    );
    assert_eq!(
        order(&[year, month, ("Day", Value::Str("1"))]),
        "shop.Orders: key field Day: found string, expected i32"
    );
    assert_eq!(
        order(&[year, day]),
        "shop.Orders: key field Month is missing; required: Year i32, Month i32, Day i32"
    );
    assert_eq!(
        order(&[year, month, day, ("Hour", Value::I32(1))]),
        "shop.Orders: key has no field Hour; declared: Year i32, Month i32, Day i32"
    );
    assert_eq!(
        get(Storage::Record, GOODS, &[("ID", Value::I64(1))]),
        "shop.Goods: key field ID: found i64, expected record id"
    );
    // The same length and the same first letters as the declared name.
    assert_eq!(
        order(&[year, ("Montx", Value::I32(7)), day]),
        "shop.Orders: key has no field Montx; declared: Year i32, Month i32, Day i32; did you mean \
         Month?"
    );
    let reader = shop().begin_run(ExtensionKind::Query);
    let read = |fields: &[_]| {
        let mut visit = |_: &[u8], _: &[u8]| ControlFlow::Continue(());
        let key = record(fields);
        reader.read(&key_ref(Storage::View, ORDERS, &key), &mut visit)
    };
    let detail = "shop.Orders: a partial key has the first key fields, but it has Day without \
                  Month; declared: Year i32, Month i32, Day i32 (ABI.md, section 6)";
    assert_eq!(
        read(&[year, day]),
        Err(ReadError::InvalidKey(detail.into()))
    );
    let detail = "shop.Orders: key field Month: found bool, expected i32 (ABI.md, section 6)";
    let wrong = ("Month", Value::Bool(true));
    assert_eq!(
        read(&[year, wrong]),
        Err(ReadError::InvalidKey(detail.into()))
    );
    assert_eq!(read(&[year, month]), Ok(()));
}

#[test]
fn bytes_that_are_no_record() {
    let reader = shop().begin_run(ExtensionKind::Query);
    for bytes in [&[][..], &[255; 5], &[24, 0, 0, 0, 3, 0, 0, 0, 1, 2, 3]] {
        let key = KeyRef {
            storage: Storage::View,
            entity: ORDERS,
            record: RecordRef::trusted(bytes),
            range: heeus_abi::KeyRange::ALL,
        };
        assert!(
            matches!(reader.get(&key), Err(ReadError::InvalidKey(_))),
            "{bytes:?}"
        );
    }
}

/// The reason why an insert is refused, as data and as text.
fn new(
    kind: ExtensionKind,
    place: (Storage, &str),
    key: &[(&str, Value<'_>)],
    value: &[(&str, Value<'_>)],
) -> (StateError, String) {
    let mut state = shop();
    state.begin_run(kind);
    let error = intend(&mut state, Op::Insert, place, key, value).expect_err("refused");
    let text = error.to_string();
    (error, text)
}

#[test]
fn fields_of_values() {
    let view = (Storage::View, ORDERS);
    let key = order_key(2026, 7, 1);
    let (error, text) = new(WRITER, view, &key, &[("Amuont", Value::I64(1))]);
    assert_eq!(
        text,
        "shop.Orders: value has no field Amuont; declared: Amount i64, Note string; did you mean \
         Amount?"
    );
    let invalid = Invalid::UnknownField {
        subject: ORDERS.into(),
        part: Part::Value,
        field: "Amuont".into(),
        near: Some("Amount".into()),
        declared: orders().value,
    };
    assert_eq!(error, StateError::Invalid(Box::new(invalid)));
    let (_, text) = new(WRITER, view, &key, &[("Amount", Value::I32(1))]);
    assert_eq!(
        text,
        "shop.Orders: value field Amount: found i32, expected i64"
    );
    let whole = [("Amount", Value::I32(1)), ("Note", Value::Str("n"))];
    let (_, text) = new(WRITER, view, &key, &whole);
    assert_eq!(
        text,
        "shop.Orders: value field Amount: found i32, expected i64"
    );
    let mut state = shop();
    let (key_record, value) = (record(&key), record(&whole));
    let put = state.put(Storage::View, ORDERS, key_record.as_ref(), value.as_ref());
    assert_eq!(put.expect_err("arranged as badly").to_string(), text);
    let (_, text) = new(WRITER, view, &key[..2], &[]);
    assert_eq!(
        text,
        "shop.Orders: key field Day is missing; required: Year i32, Month i32, Day i32"
    );
    let goods = (Storage::Record, GOODS);
    let active = ("sys.IsActive", Value::I32(1));
    let (_, text) = new(
        ExtensionKind::Command,
        goods,
        &[("ID", Value::Id(1))],
        &[active],
    );
    assert_eq!(
        text,
        "shop.Goods: value field sys.IsActive: found i32, expected bool"
    );
    let (_, text) = new(ExtensionKind::Command, goods, &[], &[]);
    assert_eq!(
        text,
        "shop.Goods: key field ID is missing; required: ID record id"
    );
}

#[test]
fn elements_that_are_missing() {
    let mut state = shop();
    state.begin_run(WRITER);
    let error = intend_order(&mut state, Op::Update, 9, 1).expect_err("missing");
    assert_eq!(
        error.to_string(),
        "shop.Orders {Day: 9, Month: 7, Year: 2026} does not exist: an update needs an element"
    );
}

#[test]
fn declarations() {
    let mut state = HostState::new();
    state.declare(&orders()).expect("the first");
    state.declare(&goods()).expect("another");
    state.declare(&orders()).expect("the same again");
    let names: Vec<_> = state
        .entities()
        .map(|entity| entity.name.as_str())
        .collect();
    assert_eq!(names, [ORDERS, GOODS]);

    let mut other = orders();
    other.partition_fields = 2;
    other.value.pop();
    let error = state.declare(&other).expect_err("in another way");
    assert_eq!(
        error.to_string(),
        "entity shop.Orders is declared in two ways: \
         first view (Year i32; Month i32, Day i32) {Amount i64, Note string}, \
         then view (Year i32, Month i32; Day i32) {Amount i64}"
    );
    assert_eq!(state.entities().next(), Some(&orders()), "the first stays");

    let mut bad = goods();
    bad.name = "shop.Bad".into();
    let mut refused = |change: &dyn Fn(&mut heeus_abi::manifest::Entity)| {
        let mut entity = bad.clone();
        change(&mut entity);
        state.declare(&entity).expect_err("bad").to_string()
    };
    assert_eq!(
        refused(&|entity| entity.key[0].ty = FieldType::I64),
        "entity shop.Bad: expected the key field ID of a record, a record id"
    );
    assert_eq!(
        refused(&|entity| entity.kind = EntityKind::Singleton),
        "entity shop.Bad: expected no key fields in a singleton"
    );
    assert_eq!(
        refused(&|entity| entity.value.push(decl("sys.ID", FieldType::I64))),
        "entity shop.Bad: expected sys.ID as a record id and sys.IsActive as a bool, if declared"
    );
    bad.value.push(decl("sys.IsActive", FieldType::Bool));
    state
        .declare(&bad)
        .expect("a system field may be declared as it is");
}

#[test]
fn long_lists_are_cut() {
    let mut state = HostState::new();
    let mut entity = orders();
    entity.value = (0..20)
        .map(|n| decl(&format!("Field{n:02}"), FieldType::Bool))
        .collect();
    state.declare(&entity).expect("declare");
    state.begin_run(WRITER);
    let place = (Storage::View, ORDERS);
    let value = [("Zebra", Value::Bool(true))];
    let error = intend(&mut state, Op::Insert, place, &order_key(1, 1, 1), &value);
    let text = error.expect_err("no such field").to_string();
    assert!(
        text.ends_with("Field10 bool, Field11 bool and 8 more"),
        "{text}"
    );
}
