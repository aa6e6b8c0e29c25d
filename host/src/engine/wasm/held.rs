//! State of a guest besides its memory: globals and tables that its code changes.

use wasmtime::{Global, Instance, Ref, Store, Table, Val};

use super::data::StoreData;
use super::watch::Watched;

/// Globals and tables of one instance that its code changes.
pub(super) struct Held {
    globals: Vec<Global>,
    tables: Vec<Table>,
    /// Their contents at the beginning of the first run.
    before: Option<Before>,
}

/// Contents of tables and references. A reference has a meaning only in its own instance.
struct Before {
    tables: Vec<Vec<usize>>,
    references: Vec<usize>,
}

impl Held {
    pub(super) fn new(
        instance: &Instance,
        store: &mut Store<StoreData>,
        watched: &Watched,
    ) -> Self {
        let globals = watched.globals.iter();
        let globals = globals.filter_map(|name| instance.get_global(&mut *store, name));
        let globals = globals.collect();
        let tables = watched.tables.iter();
        let tables = tables.filter_map(|name| instance.get_table(&mut *store, name));
        Self {
            globals,
            tables: tables.collect(),
            before: None,
        }
    }

    /// Returns the bits of the globals that hold numbers.
    pub(super) fn numbers(&self, store: &mut Store<StoreData>) -> Vec<u64> {
        let values = self.globals.iter().map(|global| global.get(&mut *store));
        values.filter_map(|value| number(&value)).collect()
    }

    /// Saves the contents of tables and references, the first time.
    pub(super) fn note(&mut self, store: &mut Store<StoreData>) {
        if self.before.is_none() {
            self.before = Some(self.look(store));
        }
    }

    /// Describes the first difference from the saved contents.
    pub(super) fn changed(&self, store: &mut Store<StoreData>) -> Option<String> {
        let before = self.before.as_ref()?;
        let now = self.look(store);
        let pairs = before.tables.iter().zip(&now.tables);
        for (index, (before, now)) in pairs.enumerate() {
            let what = format!("table {index} of those that code changes");
            if before.len() != now.len() {
                return Some(format!(
                    "{what} has {} elements after the reset: expected {} as before",
                    now.len(),
                    before.len()
                ));
            }
            if let Some(at) = before
                .iter()
                .zip(now)
                .position(|(before, now)| before != now)
            {
                return Some(format!(
                    "element {at} of {what} has changed after the reset: expected the one before"
                ));
            }
        }
        let same = before.references == now.references;
        (!same).then(|| "a global has another reference after the reset".to_owned())
    }

    fn look(&self, store: &mut Store<StoreData>) -> Before {
        let mut tables = Vec::new();
        for table in &self.tables {
            let places = 0..table.size(&*store);
            let elements = places.map(|at| {
                let element = table.get(&mut *store, at);
                address(element.as_ref(), store)
            });
            tables.push(elements.collect());
        }
        let mut references = Vec::new();
        for global in &self.globals {
            if let Val::FuncRef(function) = global.get(&mut *store) {
                references.push(address(Some(&Ref::Func(function)), store));
            }
        }
        Before { tables, references }
    }
}

/// Returns the address of the function that a reference refers to, 0 for none.
fn address(reference: Option<&Ref>, store: &mut Store<StoreData>) -> usize {
    match reference {
        Some(Ref::Func(Some(function))) => function.to_raw(store).addr(),
        _ => 0,
    }
}

fn number(value: &Val) -> Option<u64> {
    Some(match value {
        Val::I32(value) => value.cast_unsigned().into(),
        Val::I64(value) => value.cast_unsigned(),
        Val::F32(bits) => (*bits).into(),
        Val::F64(bits) => *bits,
        _ => return None,
    })
}
