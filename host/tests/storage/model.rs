//! Each kind of storage, compared with a model of ordinary maps.

use std::collections::BTreeMap;
use std::sync::Arc;

use heeus_host::storage::{Batch, Element, ScanRange, Snapshot, TableId};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::subject::{KINDS, Kind, Subject};
use crate::support::{key, put, scan, scan_range, value};

const NAMES: [&str; 3] = ["", "view/test.Orders", "v"];

#[derive(Debug, Clone)]
enum Op {
    Put(usize, Vec<u8>, i64),
    Clear(usize),
}

#[derive(Debug, Clone)]
enum Step {
    Apply(Vec<Op>),
    Keep,
    Sync,
    Reopen,
}

type Model = [BTreeMap<Vec<u8>, i64>; NAMES.len()];

fn steps() -> impl Strategy<Value = Vec<Step>> {
    // Few different bytes, so that keys are equal or share prefixes often; 255 is the last byte
    // under any prefix.
    let order = vec(prop::sample::select(vec![0u8, 1, 255]), 0..4);
    let op = prop_oneof![
        12 => (0..NAMES.len(), order, any::<i64>()).prop_map(|(t, o, n)| Op::Put(t, o, n)),
        1 => (0..NAMES.len()).prop_map(Op::Clear),
    ];
    let step = prop_oneof![
        8 => vec(op, 0..8).prop_map(Step::Apply),
        2 => Just(Step::Keep),
        1 => Just(Step::Sync),
        1 => Just(Step::Reopen),
    ];
    vec(step, 1..24)
}

fn same(snapshot: &dyn Snapshot, tables: &[TableId], model: &Model) {
    for (&table, model) in tables.iter().zip(model) {
        let under = |prefix: &[u8]| -> Vec<(Vec<u8>, i64)> {
            let within = model.iter().filter(|(order, _)| order.starts_with(prefix));
            within.map(|(order, &n)| (order.clone(), n)).collect()
        };
        assert_eq!(scan(snapshot, table, &[]), Ok(under(&[])));
        for order in model.keys() {
            for len in 1..=order.len() {
                let prefix = &order[..len];
                assert_eq!(scan(snapshot, table, prefix), Ok(under(prefix)));
            }
        }
        same_ranges(snapshot, table, model);
        for order in model
            .keys()
            .map(Vec::as_slice)
            .chain([&[7; 3][..], &[0, 1]])
        {
            let number = model.get(order);
            let wanted = number.map(|&n| Element::new(key(order).as_ref(), value(n).as_ref()));
            assert_eq!(snapshot.get(table, order), Ok(wanted));
        }
    }
}

/// Compares the ranges between some keys, with and without an end, in both directions.
fn same_ranges(snapshot: &dyn Snapshot, table: TableId, model: &BTreeMap<Vec<u8>, i64>) {
    let bounds: Vec<_> = model
        .keys()
        .map(Vec::as_slice)
        .chain([&[1, 7][..]])
        .collect();
    let ends: Vec<_> = bounds.iter().copied().map(Some).chain([None]).collect();
    for (from, until) in bounds
        .iter()
        .flat_map(|from| ends.iter().map(move |to| (*from, *to)))
    {
        let within = model.iter().filter(|(order, _)| {
            order.as_slice() >= from && until.is_none_or(|until| order.as_slice() < until)
        });
        let mut wanted: Vec<_> = within.map(|(order, &n)| (order.clone(), n)).collect();
        for is_reverse in [false, true] {
            let range = ScanRange {
                from,
                until,
                is_reverse,
            };
            assert_eq!(
                scan_range(snapshot, table, &range),
                Ok(wanted.clone()),
                "{range:?}"
            );
            wanted.reverse();
        }
    }
}

fn runs(kind: Kind, steps: &[Step]) {
    let mut subject = Subject::new(kind);
    let mut tables = NAMES.map(|name| subject.storage().table(name).expect("a table"));
    let mut model = Model::default();
    let mut kept: Vec<(Arc<dyn Snapshot>, Model)> = Vec::new();
    for step in steps {
        match step {
            Step::Keep => kept.push((subject.storage().snapshot(), model.clone())),
            Step::Sync => assert_eq!(subject.storage().sync(), Ok(())),
            Step::Reopen => {
                for (snapshot, model) in kept.drain(..) {
                    same(&*snapshot, &tables, &model);
                }
                subject.reopen();
                let again = NAMES.map(|name| subject.storage().table(name).expect("a table"));
                assert_eq!(again, tables);
                tables = again;
            }
            Step::Apply(ops) => {
                let mut batch = Batch::new();
                for op in ops {
                    match op {
                        Op::Put(at, order, number) => {
                            put(&mut batch, tables[*at], order, *number);
                            model[*at].insert(order.clone(), *number);
                        }
                        Op::Clear(at) => {
                            batch.clear_table(tables[*at]);
                            model[*at].clear();
                        }
                    }
                }
                assert_eq!(subject.storage().apply(&batch), Ok(()));
            }
        }
        same(&*subject.storage().snapshot(), &tables, &model);
    }
    for (snapshot, model) in kept {
        same(&*snapshot, &tables, &model);
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 24,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn steps_against_maps(steps in steps()) {
        for kind in KINDS {
            runs(kind, &steps);
        }
    }
}
