//! The state, compared with a model: an ordinary map by decoded keys.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use heeus_abi::manifest::Entity;
use heeus_abi::{EntityKind, FieldType, Op, RecordBuf, Storage, Value};
use heeus_host::state::{HostState, Overwrites, Reader, StateError, StateLimits};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::support::{WRITER, decl, intend, read_across_partitions, read_all, record};

const VIEW: &str = "test.Model";

/// A key as its fields are declared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    text: String,
    number: i64,
    float: Total,
    bytes: Vec<u8>,
    flag: bool,
}

/// A float by IEEE total order.
#[derive(Debug, Clone, Copy)]
struct Total(f64);

impl PartialEq for Total {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Total {}

impl PartialOrd for Total {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Total {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl Key {
    fn fields(&self) -> [(&'static str, Value<'_>); 5] {
        [
            ("Text", Value::Str(&self.text)),
            ("Number", Value::I64(self.number)),
            ("Float", Value::F64(self.float.0)),
            ("Bytes", Value::Bytes(&self.bytes)),
            ("Aflag", Value::Bool(self.flag)),
        ]
    }
}

/// Fields of a value; absent ones are `None`.
#[derive(Debug, Clone, Default, PartialEq)]
struct Fields {
    amount: Option<i64>,
    note: Option<String>,
}

impl Fields {
    fn list(&self) -> Vec<(&'static str, Value<'_>)> {
        let amount = self.amount.map(|amount| ("Amount", Value::I64(amount)));
        let note = self.note.as_deref().map(|note| ("Note", Value::Str(note)));
        amount.into_iter().chain(note).collect()
    }

    fn merge(&mut self, changed: &Self) {
        self.amount = changed.amount.or(self.amount);
        self.note = changed.note.clone().or(self.note.take());
    }
}

type Model = BTreeMap<Key, Fields>;

#[derive(Debug, Clone)]
struct Step {
    op: Op,
    key: Key,
    value: Fields,
}

fn keys() -> impl Strategy<Value = Key> {
    // Few different values, so that keys are equal or share leading fields often.
    let text = prop_oneof![
        4 => "[ab\0\u{1}]{0,3}".prop_map(String::from),
        1 => any::<String>(),
    ];
    let number = prop_oneof![4 => -2..=2i64, 1 => any::<i64>()];
    let float = prop_oneof![
        3 => prop::sample::select(vec![-0.0, 0.0, 1.0, -1.0, f64::NAN, f64::INFINITY]),
        1 => any::<f64>(),
    ];
    let bytes = vec(prop::sample::select(vec![0u8, 1, 255]), 0..3);
    (text, number, float, bytes, any::<bool>()).prop_map(|(text, number, float, bytes, flag)| Key {
        text,
        number,
        float: Total(float),
        bytes,
        flag,
    })
}

fn steps() -> impl Strategy<Value = Vec<Vec<Step>>> {
    let pool = vec(keys(), 1..12);
    pool.prop_flat_map(|pool| {
        let value = (any::<Option<i64>>(), prop::option::of("[a-z]{0,20}"));
        let value = value.prop_map(|(amount, note)| Fields { amount, note });
        let op = prop::sample::select(vec![Op::Insert, Op::Insert, Op::Update]);
        let step = (op, prop::sample::select(pool), value);
        let step = step.prop_map(|(op, key, value)| Step { op, key, value });
        vec(vec(step, 0..12), 1..8)
    })
}

fn view() -> HostState {
    let mut state = HostState::new();
    // In the model, the last write wins.
    let overwrites = Overwrites::Allow;
    state.set_limits(StateLimits {
        overwrites,
        ..StateLimits::default()
    });
    read_across_partitions(&mut state);
    let entity = Entity {
        name: VIEW.into(),
        kind: EntityKind::View,
        partition_fields: 1,
        key: vec![
            decl("Text", FieldType::Str),
            decl("Number", FieldType::I64),
            decl("Float", FieldType::F64),
            decl("Bytes", FieldType::Bytes),
            decl("Aflag", FieldType::Bool),
        ],
        value: vec![decl("Amount", FieldType::I64), decl("Note", FieldType::Str)],
    };
    state.declare(&entity).expect("a good view");
    state
}

/// The rows of the model whose keys begin as `key` does, in `leading` fields.
fn under(model: &Model, key: &Key, leading: usize) -> Vec<(RecordBuf, RecordBuf)> {
    let begins = |other: &&Key| {
        let same = [
            other.text == key.text,
            other.number == key.number,
            other.float == key.float,
            other.bytes == key.bytes,
            other.flag == key.flag,
        ];
        same.into_iter().take(leading).all(|same| same)
    };
    let rows = model.iter().filter(|(key, _)| begins(key));
    rows.map(|(key, value)| (record(&key.fields()), record(&value.list())))
        .collect()
}

fn same(reader: &Reader, model: &Model) {
    assert_eq!(read_all(reader, VIEW, &[]), rows(model));
    for key in model.keys() {
        for leading in 0..=5 {
            let found = read_all(reader, VIEW, &key.fields()[..leading]);
            assert_eq!(found, under(model, key, leading), "{key:?} {leading}");
        }
    }
}

fn rows(model: &Model) -> Vec<(RecordBuf, RecordBuf)> {
    let row = |(key, value): (&Key, &Fields)| (record(&key.fields()), record(&value.list()));
    model.iter().map(row).collect()
}

/// One run in state and model; a refused intent ends it in both.
fn run(state: &mut HostState, model: &mut Model, steps: &[Step]) -> Reader {
    let reader = state.begin_run(WRITER);
    let mut next = model.clone();
    for Step { op, key, value } in steps {
        let added = intend(
            state,
            *op,
            (Storage::View, VIEW),
            &key.fields(),
            &value.list(),
        );
        match (op, next.get_mut(key)) {
            (Op::Insert, _) => {
                next.insert(key.clone(), value.clone());
            }
            (Op::Update, Some(row)) => row.merge(value),
            (Op::Update, None) => {
                assert!(
                    matches!(added, Err(StateError::Missing { .. })),
                    "{added:?}"
                );
                assert_eq!(state.apply(), Err(StateError::NoRun));
                return reader;
            }
        }
        assert_eq!(added, Ok(()));
    }
    let applied = state.apply().expect("apply");
    assert_eq!(applied.written, steps.len());
    *model = next;
    reader
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 200,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn runs_against_a_map(runs in steps()) {
        let mut state = view();
        let mut model = Model::new();
        let mut kept = Vec::new();
        for steps in &runs {
            let before = model.clone();
            kept.push((run(&mut state, &mut model, steps), before));
            assert_eq!(state.rows(Storage::View, VIEW), Ok(rows(&model)));
        }
        for (reader, model) in &kept {
            same(reader, model);
        }
        same(&state.begin_run(WRITER), &model);
    }
}
