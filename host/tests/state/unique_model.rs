//! Unique fields, compared with a model that reads all records.

use std::collections::BTreeMap;

use heeus_abi::manifest::Entity;
use heeus_abi::{EntityKind, ExtensionKind, FieldType, Op, Storage, Value};
use heeus_host::state::{HostState, Overwrites, StateError, StateLimits};
use heeus_host::storage::MemoryStorage;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::support::{decl, get, intend, record};

pub const THINGS: &str = "test.Things";
pub const PLACE: (Storage, &str) = (Storage::Record, THINGS);
pub const UNIQ: (Storage, &str) = (Storage::Uniq, THINGS);
/// The unique fields, in the order of their names.
const SETS: [&[&str]; 3] = [&["Number"], &["Float", "Text"], &["Bytes", "Flag"]];

pub fn things() -> Entity {
    Entity {
        name: THINGS.into(),
        kind: EntityKind::Record,
        partition_fields: 0,
        key: vec![decl("ID", FieldType::Id)],
        value: vec![
            decl("Number", FieldType::I32),
            decl("Float", FieldType::F64),
            decl("Text", FieldType::Str),
            decl("Bytes", FieldType::Bytes),
            decl("Flag", FieldType::Bool),
            decl("Other", FieldType::I64),
        ],
    }
}

/// The fields of a record; absent ones are `None`.
#[derive(Debug, Clone, Default, PartialEq)]
struct Thing {
    number: Option<i32>,
    float: Option<f64>,
    text: Option<String>,
    bytes: Option<Vec<u8>>,
    flag: Option<bool>,
    other: Option<i64>,
    is_active: Option<bool>,
}

impl Thing {
    fn get(&self, name: &str) -> Option<Value<'_>> {
        match name {
            "Number" => self.number.map(Value::I32),
            "Float" => self.float.map(Value::F64),
            "Text" => self.text.as_deref().map(Value::Str),
            "Bytes" => self.bytes.as_deref().map(Value::Bytes),
            "Flag" => self.flag.map(Value::Bool),
            "Other" => self.other.map(Value::I64),
            _ => self.is_active.map(Value::Bool),
        }
    }

    fn fields(&self) -> Vec<(&'static str, Value<'_>)> {
        let names = [
            "Bytes",
            "Flag",
            "Float",
            "Number",
            "Other",
            "Text",
            "sys.IsActive",
        ];
        let fields = names.into_iter();
        fields
            .filter_map(|name| Some((name, self.get(name)?)))
            .collect()
    }

    fn merge(&mut self, changed: &Self) {
        let changed = changed.clone();
        self.number = changed.number.or(self.number);
        self.float = changed.float.or(self.float);
        self.text = changed.text.or(self.text.take());
        self.bytes = changed.bytes.or(self.bytes.take());
        self.flag = changed.flag.or(self.flag);
        self.other = changed.other.or(self.other);
        self.is_active = changed.is_active.or(self.is_active);
    }

    /// Returns whether an active record has these values, as a scan compares them.
    fn has(&self, values: &[(&str, Value<'_>)]) -> bool {
        let mut values = values.iter();
        self.is_active != Some(false)
            && values.all(|(name, value)| self.get(name).as_ref() == Some(value))
    }

    fn values(&self, set: &[&'static str]) -> Option<Vec<(&'static str, Value<'_>)>> {
        let values = set.iter().map(|name| Some((*name, self.get(name)?)));
        values.collect()
    }
}

type Model = BTreeMap<i64, Thing>;

/// The least id of an active record with these values.
fn holder(model: &Model, values: &[(&str, Value<'_>)], except: Option<i64>) -> Option<i64> {
    let mut things = model.iter().filter(|(id, _)| Some(**id) != except);
    let found = things.find(|(_, thing)| thing.has(values));
    found.map(|(id, _)| *id)
}

/// Returns whether the model refuses a record as an intent leaves it.
fn is_refused(model: &Model, id: i64, changed: &Thing) -> bool {
    let after = &model[&id];
    SETS.iter().any(|set| {
        let is_touched =
            changed.is_active.is_some() || set.iter().any(|of| changed.get(of).is_some());
        let values = after.values(set).filter(|_| after.is_active != Some(false));
        is_touched && values.is_some_and(|values| holder(model, &values, Some(id)).is_some())
    })
}

/// One intent, or a record that is put without a check.
#[derive(Debug, Clone)]
struct Step {
    op: Op,
    id: i64,
    thing: Thing,
}

#[derive(Debug, Clone)]
enum Action {
    Run(Vec<Step>),
    Put(i64, Thing),
    Clear,
}

fn things_of_few_values() -> impl Strategy<Value = Thing> {
    let long = |end: &str| "long ".repeat(100) + end;
    let texts = vec![
        "a".to_owned(),
        "a\0".into(),
        "ab".into(),
        long("1"),
        long("2"),
    ];
    let floats = vec![0.0, -0.0, 1.5, f64::NAN, f64::INFINITY];
    let bytes = vec![vec![], vec![0], vec![0; 64], vec![0; 65]];
    (
        option::of(0..4i32),
        option::of(select(floats)),
        option::of(select(texts)),
        option::of(select(bytes)),
        option::of(any::<bool>()),
        option::of(any::<i64>()),
        option::weighted(0.3, any::<bool>()),
    )
        .prop_map(
            |(number, float, text, bytes, flag, other, is_active)| Thing {
                number,
                float,
                text,
                bytes,
                flag,
                other,
                is_active,
            },
        )
}

fn actions() -> impl Strategy<Value = Vec<Action>> {
    let ids = select(vec![-3, 0, 1, 2, 5, i64::MAX]);
    let op = select(vec![Op::Insert, Op::Update, Op::Update]);
    let step = (op, ids.clone(), things_of_few_values());
    let step = step.prop_map(|(op, id, thing)| Step { op, id, thing });
    let action = prop_oneof![
        12 => vec(step, 1..6).prop_map(Action::Run),
        2 => (ids, things_of_few_values()).prop_map(|(id, thing)| Action::Put(id, thing)),
        1 => Just(Action::Clear),
    ];
    vec(action, 1..20)
}

/// The states that the properties hold for.
#[derive(Debug, Clone, Copy)]
enum StateKind {
    Outside,
    InWorkspace,
    DeclaredLate,
    NotIndexed,
}

fn state(place: StateKind) -> HostState {
    let mut state = HostState::with_storage(Box::new(MemoryStorage::new()));
    // In the model, the last write wins.
    state.set_limits(StateLimits {
        overwrites: Overwrites::Allow,
        ..StateLimits::default()
    });
    let unique = |state: &mut HostState| {
        for set in SETS {
            state.unique(THINGS, set).expect("good fields");
        }
    };
    match place {
        StateKind::InWorkspace => {
            for set in SETS {
                state.keep_unique(THINGS, set).expect("kept");
            }
            state.keep(&things()).expect("declared");
            state.enter(7).expect("a workspace");
        }
        StateKind::Outside => {
            state.declare(&things()).expect("declared");
            unique(&mut state);
        }
        StateKind::DeclaredLate => state.declare(&things()).expect("declared"),
        StateKind::NotIndexed => {
            state.declare(&things()).expect("declared");
            state.enter(7).expect("a workspace");
            unique(&mut state);
        }
    }
    state
}

/// One run in state and model; a refused intent ends it in both.
fn run(state: &mut HostState, model: &mut Model, steps: &[Step]) {
    drop(state.begin_run(ExtensionKind::Command));
    let mut next = model.clone();
    for Step { op, id, thing } in steps {
        let key = [("ID", Value::Id(*id))];
        let added = intend(state, *op, PLACE, &key, &thing.fields());
        let is_there = next.contains_key(id);
        match op {
            Op::Insert if is_there => {
                assert!(matches!(added, Err(StateError::Exists { .. })), "{added:?}");
                return;
            }
            Op::Update if !is_there => {
                assert!(
                    matches!(added, Err(StateError::Missing { .. })),
                    "{added:?}"
                );
                return;
            }
            Op::Insert => drop(next.insert(*id, thing.clone())),
            Op::Update => next.entry(*id).or_default().merge(thing),
        }
        if is_refused(&next, *id, thing) {
            assert!(matches!(added, Err(StateError::Duplicate(_))), "{added:?}");
            return;
        }
        assert_eq!(added, Ok(()));
    }
    let applied = state.apply().expect("applied");
    assert_eq!(applied.written, steps.len());
    *model = next;
}

/// Compares the look-ups of all values, those of records and others.
fn same(state: &mut HostState, model: &Model, others: &[Thing]) {
    let reader = state.begin_run(ExtensionKind::Query);
    for thing in model.values().chain(others) {
        for set in SETS {
            let Some(values) = thing.values(set) else {
                continue;
            };
            let found = get(&reader, UNIQ, &values).expect("a good key");
            let expected = holder(model, &values, None);
            let expected = expected.map(|id| record(&[("ID", Value::Id(id))]));
            assert_eq!(found, expected, "{values:?}");
        }
    }
}

fn check(place: StateKind, actions: &[Action], others: &[Thing], late: usize) {
    let mut state = state(place);
    let mut model = Model::new();
    for (at, action) in actions.iter().enumerate() {
        let is_late = matches!(place, StateKind::DeclaredLate);
        if is_late && at == late.min(actions.len() - 1) {
            for set in SETS {
                state.unique(THINGS, set).expect("good fields");
            }
        }
        match action {
            // Before the declaration nothing is checked.
            Action::Run(_) if is_late && at < late => {}
            Action::Run(steps) => run(&mut state, &mut model, steps),
            Action::Put(id, thing) => {
                let (key, value) = (record(&[("ID", Value::Id(*id))]), record(&thing.fields()));
                let put = state.put(PLACE.0, PLACE.1, key.as_ref(), value.as_ref());
                put.expect("a good record");
                model.insert(*id, thing.clone());
            }
            Action::Clear => {
                state.clear(Storage::Record).expect("cleared");
                model.clear();
            }
        }
        state.discard();
        if !is_late || at >= late.min(actions.len() - 1) {
            same(&mut state, &model, others);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 150,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_index_answers_as_a_scan_does(
        place in select(vec![
            StateKind::Outside,
            StateKind::InWorkspace,
            StateKind::DeclaredLate,
            StateKind::NotIndexed,
        ]),
        actions in actions(),
        others in vec(things_of_few_values(), 5),
        late in 0..8usize,
    ) {
        check(place, &actions, &others, late);
    }
}
