//! Updates that make a field absent.

use heeus_abi::manifest::{Entity, FieldDecl};
use heeus_abi::{EntityKind, ExtensionKind, FieldType, Op, RecordBuf, Storage, Value};
use heeus_host::state::{AbsentRule, HostState, Invalid, StateError};

use crate::support::{Fields, decl, get, intend, record};

const THING: &str = "shop.Thing";
const PLACE: (Storage, &str) = (Storage::Record, THING);
const ID: Fields<'_> = &[("ID", Value::Id(7))];

/// A state with one thing of which all but the name may be absent.
fn state() -> HostState {
    let mut state = HostState::new();
    let optional = |name: &str, ty| FieldDecl::optional(name, ty);
    let thing = Entity {
        name: THING.into(),
        kind: EntityKind::Record,
        partition_fields: 0,
        key: vec![decl("ID", FieldType::Id)],
        value: vec![
            optional("Code", FieldType::Str),
            decl("Name", FieldType::Str),
            optional("Note", FieldType::Str),
            optional("zone", FieldType::I32),
        ],
    };
    state.declare(&thing).expect("declared");
    state.unique(THING, &["Code"]).expect("declared");
    let thing = record(&whole());
    let put = state.put(Storage::Record, THING, record(ID).as_ref(), thing.as_ref());
    put.expect("a thing");
    state
}

fn whole() -> [(&'static str, Value<'static>); 4] {
    [
        ("Code", Value::Str("a1")),
        ("Name", Value::Str("lamp")),
        ("Note", Value::Str("old")),
        ("zone", Value::I32(3)),
    ]
}

fn update(state: &mut HostState, value: Fields<'_>) -> Result<(), StateError> {
    intend(state, Op::Update, PLACE, ID, value)
}

fn absent(name: &'static str) -> [(&'static str, Value<'static>); 1] {
    [("sys.Absent", Value::Str(name))]
}

fn stored(state: &mut HostState) -> Option<RecordBuf> {
    get(&state.begin_run(ExtensionKind::Query), PLACE, ID).expect("a whole key")
}

#[test]
fn a_field_is_gone_after_the_update() {
    let mut state = state();
    drop(state.begin_run(ExtensionKind::Command));
    update(&mut state, &absent("Note")).expect("it may be absent");
    let rest = [("Name", Value::Str("lamps")), absent("zone")[0]];
    update(&mut state, &rest).expect("others may change with it");
    state.apply().expect("applied");
    let rest = [("Code", Value::Str("a1")), ("Name", Value::Str("lamps"))];
    assert_eq!(stored(&mut state), Some(record(&rest)));
    drop(state.begin_run(ExtensionKind::Command));
    update(&mut state, &absent("Note")).expect("it may be absent before too");
    state.apply().expect("applied");
    assert_eq!(stored(&mut state), Some(record(&rest)));
}

#[test]
fn an_absent_field_is_not_unique_any_more() {
    let mut state = state();
    let other = [("Code", Value::Str("a1")), ("Name", Value::Str("chair"))];
    let insert = |state: &mut HostState| {
        drop(state.begin_run(ExtensionKind::Command));
        intend(state, Op::Insert, PLACE, &[("ID", Value::Id(8))], &other)
    };
    let taken = insert(&mut state);
    assert!(matches!(taken, Err(StateError::Duplicate(_))), "{taken:?}");
    drop(state.begin_run(ExtensionKind::Command));
    update(&mut state, &absent("Code")).expect("it may be absent");
    state.apply().expect("applied");
    let code = [("Code", Value::Str("a1"))];
    let reader = state.begin_run(ExtensionKind::Query);
    assert_eq!(get(&reader, (Storage::Uniq, THING), &code), Ok(None));
    drop(reader);
    insert(&mut state).expect("the code is free");
}

#[test]
fn what_breaks_a_rule_is_refused() {
    let refused = |value: Fields<'_>| {
        let mut state = state();
        drop(state.begin_run(ExtensionKind::Command));
        let error = update(&mut state, value).expect_err("a broken rule");
        assert!(matches!(state.apply(), Err(StateError::NoRun)), "{error}");
        assert_eq!(stored(&mut state), Some(record(&whole())));
        error
    };
    let rules = [
        (
            vec![("sys.Absent", Value::Str("Note")), ("Note", Value::Str(""))],
            AbsentRule::Set,
        ),
        (absent("Name").to_vec(), AbsentRule::Required),
        (absent("Nope").to_vec(), AbsentRule::Unknown),
        (absent("ID").to_vec(), AbsentRule::Unknown),
        (absent("sys.IsActive").to_vec(), AbsentRule::Unknown),
        (absent("").to_vec(), AbsentRule::Unknown),
    ];
    for (mut value, rule) in rules {
        value.sort_by_key(|(name, _)| *name);
        let error = refused(&value);
        let found = match &error {
            StateError::Invalid(invalid) => match &**invalid {
                Invalid::Absent(found) => found,
                other => panic!("{other}"),
            },
            other => panic!("{other}"),
        };
        assert_eq!((found.subject.as_str(), found.rule), (THING, rule));
    }
    assert_eq!(
        refused(&absent("Name")).to_string(),
        "shop.Thing: an update cannot make Name absent: its rows cannot lack the field"
    );
    let number = refused(&[("sys.Absent", Value::I32(1))]).to_string();
    assert!(
        number.starts_with("shop.Thing: value field sys.Absent: found i32, expected string"),
        "{number}"
    );
    let unknown = refused(&[("Nope", Value::I32(1)), absent("Note")[0]]).to_string();
    assert!(
        unknown.starts_with("shop.Thing: value has no field Nope"),
        "{unknown}"
    );
}

#[test]
fn a_new_element_has_no_such_field() {
    let mut state = state();
    drop(state.begin_run(ExtensionKind::Command));
    let value = [("Name", Value::Str("chair")), absent("Note")[0]];
    let insert = intend(
        &mut state,
        Op::Insert,
        PLACE,
        &[("ID", Value::Id(8))],
        &value,
    );
    let error = insert.expect_err("an insert").to_string();
    assert!(
        error.starts_with("shop.Thing: value has no field sys.Absent"),
        "{error}"
    );
    let put = state.put(
        Storage::Record,
        THING,
        record(ID).as_ref(),
        record(&value).as_ref(),
    );
    put.expect_err("a stored element");
}

#[test]
fn a_field_changes_once_in_a_run() {
    for (first, second) in [
        (&absent("Note")[..], &absent("Note")[..]),
        (&absent("Note")[..], &[("Note", Value::Str("new"))][..]),
        (&[("Note", Value::Str("new"))][..], &absent("Note")[..]),
    ] {
        let mut state = state();
        drop(state.begin_run(ExtensionKind::Command));
        update(&mut state, first).expect("the first");
        let again = update(&mut state, second);
        assert!(matches!(again, Err(StateError::Overwrite(_))), "{again:?}");
    }
    let mut state = state();
    drop(state.begin_run(ExtensionKind::Command));
    update(&mut state, &absent("Note")).expect("a field");
    update(&mut state, &absent("zone")).expect("another one");
}

#[test]
fn no_entity_declares_it() {
    let mut entity = Entity {
        name: "shop.Wrong".into(),
        kind: EntityKind::View,
        partition_fields: 1,
        key: vec![decl("Year", FieldType::I32)],
        value: vec![decl("sys.Absent", FieldType::Str)],
    };
    let mut state = HostState::new();
    let error = state.declare(&entity).expect_err("a kept name").to_string();
    assert!(error.contains("no value field sys.Absent"), "{error}");
    entity.value.clear();
    state.declare(&entity).expect("declared");
}
