//! Storages outside of the partition that hold elements: the log of events, secrets, unique fields.

use heeus_abi::{ArrayBuf, ExtensionKind, Items, RecordBuf, Storage, Value};
use heeus_host::state::{HostState, LimitBroken, LimitKind, ReadError, StateLimits};

use crate::support::{
    Faked, Fields, GOODS, SETTINGS, get, goods, put, read_keys, record, shop, without_section,
};

/// A state with an event at each of these offsets.
fn log(offsets: &[i64]) -> Faked {
    let mut state = shop();
    for &offset in offsets {
        let key = [("Offset", Value::I64(offset))];
        let value = [("QName", Value::QName("shop.NewOrder"))];
        put(&mut state, (Storage::WLog, ""), &key, &value).expect("an event");
    }
    state
}

/// The offsets that a read delivers.
fn offsets(state: &mut Faked, key: Fields<'_>) -> Result<Vec<RecordBuf>, ReadError> {
    let reader = state.begin_run(ExtensionKind::Query);
    read_keys(&reader, (Storage::WLog, ""), key)
}

fn at(offset: i64) -> RecordBuf {
    record(&[("Offset", Value::I64(offset))])
}

#[test]
fn an_event_has_its_offset() {
    let mut state = log(&[7]);
    let key = [("Offset", Value::I64(7))];
    let offset = ("Offset", Value::I64(7));
    let value = record(&[("QName", Value::QName("shop.NewOrder")), offset]);
    for kind in [
        ExtensionKind::Command,
        ExtensionKind::Validator,
        ExtensionKind::Job,
    ] {
        let reader = state.begin_run(kind);
        let found = get(&reader, (Storage::WLog, ""), &key);
        assert_eq!(found, Ok(Some(value.clone())));
        let missing = [("Offset", Value::I64(8))];
        assert_eq!(get(&reader, (Storage::WLog, ""), &missing), Ok(None));
    }
    assert_eq!(
        state.rows(Storage::WLog, ""),
        Ok(vec![]),
        "it is not stored"
    );
    state.clear(Storage::WLog).expect("clear");
    let reader = state.begin_run(ExtensionKind::Job);
    assert_eq!(get(&reader, (Storage::WLog, ""), &key), Ok(None));
}

#[test]
fn events_come_in_the_order_of_their_offsets() {
    let mut state = log(&[10, 2, 300, -1, 5]);
    let mut read = |key: Fields<'_>| offsets(&mut state, key).expect("a good key");
    let from = |offset| ("Offset", Value::I64(offset));
    let count = |count| ("Count", Value::I64(count));
    assert_eq!(read(&[]), [-1, 2, 5, 10, 300].map(at));
    assert_eq!(read(&[from(5)]), [5, 10, 300].map(at));
    assert_eq!(read(&[from(6)]), [10, 300].map(at));
    assert_eq!(read(&[from(301)]), []);
    assert_eq!(read(&[from(2), count(2)]), [2, 5].map(at));
    assert_eq!(read(&[count(1)]), [at(-1)]);
    assert_eq!(read(&[from(3), count(9)]), [5, 10, 300].map(at));
    for all in [0, -1, i64::MIN] {
        assert_eq!(read(&[from(10), count(all)]), [10, 300].map(at));
    }
}

#[test]
fn keys_and_values_of_the_log_are_checked() {
    let mut state = log(&[1]);
    let reader = state.begin_run(ExtensionKind::Query);
    let refused = |key: Fields<'_>| match get(&reader, (Storage::WLog, ""), key) {
        Err(ReadError::InvalidKey(text)) => without_section(&text),
        other => panic!("{other:?}"),
    };
    let offset = ("Offset", Value::I64(1));
    assert_eq!(
        refused(&[("Ofset", Value::I64(1))]),
        "sys.WLog: key has no field Ofset; declared: Offset i64, Count i64; did you mean Offset?"
    );
    assert_eq!(
        refused(&[("Offset", Value::I32(1))]),
        "sys.WLog: key field Offset: found i32, expected i64"
    );
    assert_eq!(
        refused(&[]),
        "sys.WLog: key field Offset is missing; required: Offset i64"
    );
    assert_eq!(
        refused(&[offset, ("Count", Value::I64(1))]),
        "sys.WLog: key has no field Count; declared: Offset i64"
    );
    let text = "sys.WLog: key field Count: found bool, expected i64".to_owned();
    assert_eq!(
        offsets(&mut state, &[("Count", Value::Bool(true))]),
        Err(ReadError::InvalidKey(text + " (ABI.md, section 11)"))
    );

    let mut refused = |value: Fields<'_>| {
        let put = put(&mut state, (Storage::WLog, ""), &[offset], value);
        put.expect_err("refused").to_string()
    };
    assert_eq!(
        refused(&[("Offset", Value::I64(2))]),
        "sys.WLog: Offset: found 2, expected 1, as in the key"
    );
    assert_eq!(
        refused(&[("Synced", Value::I32(1))]),
        "sys.WLog: value field Synced: found i32, expected bool"
    );
    let cuds = ArrayBuf::new(Items::I32(&[1])).expect("one item");
    assert_eq!(
        refused(&[("CUDs", Value::Array(cuds.as_ref()))]),
        "sys.WLog: items of CUDs: found i32, expected record"
    );
}

#[test]
fn reads_of_the_log_count() {
    let mut state = log(&[1, 2, 3]);
    let one = {
        let reader = state.begin_run(ExtensionKind::Query);
        read_keys(&reader, (Storage::WLog, ""), &[("Count", Value::I64(1))]).expect("one");
        assert_eq!(reader.reads(), 1);
        reader.read_bytes()
    };
    state.set_limits(StateLimits {
        read_bytes: 2 * one,
        ..StateLimits::default()
    });
    let broken = LimitBroken {
        what: LimitKind::ReadBytes,
        kind: ExtensionKind::Query,
        limit: 2 * one,
    };
    let limit = Err(ReadError::Limit(broken));
    assert_eq!(offsets(&mut state, &[]), limit);
    assert!(offsets(&mut state, &[("Offset", Value::I64(2))]).is_ok());
}

#[test]
fn secrets_have_names() {
    let mut state = shop();
    let secret = |text| [("Secret", Value::Str(text))];
    let place = (Storage::AppSecret, "");
    for value in ["first", "second"] {
        put(&mut state, place, &secret("mail"), &secret(value)).expect("a secret");
    }
    let reader = state.begin_run(ExtensionKind::Job);
    assert_eq!(
        get(&reader, place, &secret("mail")),
        Ok(Some(record(&secret("second"))))
    );
    assert_eq!(get(&reader, place, &secret("Mail")), Ok(None));
    let refused = |key: Fields<'_>| match get(&reader, place, key) {
        Err(ReadError::InvalidKey(text)) => without_section(&text),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        refused(&[("Secrte", Value::Str("mail"))]),
        "sys.AppSecret: key has no field Secrte; declared: Secret string; did you mean Secret?"
    );
    assert_eq!(
        refused(&[("Secret", Value::Bytes(b"mail"))]),
        "sys.AppSecret: key field Secret: found bytes, expected string"
    );
    assert_eq!(
        refused(&[]),
        "sys.AppSecret: key field Secret is missing; required: Secret string"
    );
    let put = put(&mut state, place, &secret("mail"), &[]);
    assert_eq!(
        put.expect_err("no secret").to_string(),
        "sys.AppSecret: value field Secret is missing; required: Secret string"
    );
}

const UNIQ: (Storage, &str) = (Storage::Uniq, GOODS);

fn named(name: &str) -> [(&str, Value<'_>); 1] {
    [("Name", Value::Str(name))]
}

fn id(id: i64) -> [(&'static str, Value<'static>); 1] {
    [("ID", Value::Id(id))]
}

/// The id of the record with these unique fields.
fn found(state: &mut Faked, key: Fields<'_>) -> Result<Option<RecordBuf>, ReadError> {
    get(&state.begin_run(ExtensionKind::Command), UNIQ, key)
}

#[test]
fn unique_fields_that_were_filled_in_have_an_id() {
    let mut state = shop();
    let both = [("Name", Value::Str("tea")), ("Price", Value::I64(5))];
    put(&mut state, UNIQ, &named("tea"), &id(7)).expect("unique");
    put(&mut state, UNIQ, &both, &id(8)).expect("unique");
    assert_eq!(found(&mut state, &named("tea")), Ok(Some(record(&id(7)))));
    assert_eq!(found(&mut state, &both), Ok(Some(record(&id(8)))));
    assert_eq!(found(&mut state, &named("tee")), Ok(None));
    assert_eq!(found(&mut state, &[("Price", Value::I64(5))]), Ok(None));
    let other = get(
        &state.begin_run(ExtensionKind::Query),
        (Storage::Uniq, SETTINGS),
        &[("Currency", Value::Str("EUR"))],
    );
    // Other entities have no declared uniques.
    assert!(matches!(other, Err(ReadError::NotOffered(_))), "{other:?}");
    state.clear(Storage::Uniq).expect("clear");
    let nothing = found(&mut state, &named("tea"));
    assert!(
        matches!(nothing, Err(ReadError::NotOffered(_))),
        "{nothing:?}"
    );
}

#[test]
fn fields_that_are_said_to_be_unique_are_looked_up_in_the_records() {
    let mut state = shop();
    let goods = (Storage::Record, GOODS);
    let price = ("Price", Value::I64(5));
    for (of, name) in [(1, "tea"), (2, "coffee")] {
        let value = [("Name", Value::Str(name)), price];
        put(&mut state, goods, &id(of), &value).expect("a record");
    }
    let inactive = [
        ("Name", Value::Str("cocoa")),
        ("sys.IsActive", Value::Bool(false)),
    ];
    put(&mut state, goods, &id(3), &inactive).expect("a record");
    let error = found(&mut state, &named("tea")).expect_err("nobody said so");
    assert_eq!(
        error.to_string(),
        "sys.Uniq: no fields of shop.Goods are declared unique, so the host does not keep them; \
         declare them with the package (Package::unique), in a test with Kit::unique"
    );

    state.unique(GOODS, &["Name"]).expect("a field");
    state.unique(GOODS, &["Price", "Name"]).expect("two fields");
    assert_eq!(
        found(&mut state, &named("coffee")),
        Ok(Some(record(&id(2))))
    );
    let both = [("Name", Value::Str("tea")), price];
    assert_eq!(found(&mut state, &both), Ok(Some(record(&id(1)))));
    let other = [("Name", Value::Str("tea")), ("Price", Value::I64(6))];
    assert_eq!(found(&mut state, &other), Ok(None));
    assert_eq!(found(&mut state, &named("cocoa")), Ok(None), "not active");
    put(&mut state, UNIQ, &named("cocoa"), &id(9)).expect("filled in besides");
    assert_eq!(found(&mut state, &named("cocoa")), Ok(Some(record(&id(9)))));
    let text = "shop.Goods: (Price) is not unique; declared: (Name), (Name, Price)".to_owned();
    assert_eq!(
        found(&mut state, &[price]),
        Err(ReadError::InvalidKey(format!(
            "{text} (ABI.md, section 11)"
        )))
    );
    let put = put(&mut state, UNIQ, &[price], &id(1));
    assert_eq!(put.expect_err("not unique").to_string(), text);
}

#[test]
fn keys_of_unique_fields_are_checked() {
    let mut state = shop();
    let mut refused = |key: Fields<'_>| match found(&mut state, key) {
        Err(ReadError::InvalidKey(text)) => without_section(&text),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        refused(&[("Nmae", Value::Str("tea"))]),
        "shop.Goods: key has no field Nmae; declared: Name string, Price i64, sys.ID record id, \
         sys.IsActive bool; did you mean Name?"
    );
    assert_eq!(
        refused(&[("Price", Value::I32(5))]),
        "shop.Goods: key field Price: found i32, expected i64"
    );
    assert_eq!(
        refused(&[]),
        "shop.Goods: () is not unique; a key needs at least one field"
    );
    let text = |refused: Result<(), heeus_host::state::StateError>| {
        refused.expect_err("refused").to_string()
    };
    assert!(text(state.unique(GOODS, &["Naem"])).ends_with("did you mean Name?"));
    assert_eq!(
        text(state.unique(GOODS, &[])),
        "shop.Goods: () is not unique; a key needs at least one field"
    );
    assert!(text(state.unique("shop.Good", &["Name"])).ends_with("did you mean shop.Goods?"));
    assert_eq!(
        text(put(&mut state, UNIQ, &named("tea"), &[])),
        "sys.Uniq: value field ID is missing; required: ID record id"
    );
    let mut declared_later = Faked::over(HostState::new());
    assert_eq!(
        text(put(&mut declared_later, UNIQ, &named("tea"), &id(1))),
        "sys.Uniq has no entity shop.Goods; none is declared"
    );
    declared_later.declare(&goods()).expect("declare");
    put(&mut declared_later, UNIQ, &named("tea"), &id(1)).expect("declared now");
}
