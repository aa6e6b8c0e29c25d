//! `HostState` compared with maps: declarations, arranged elements, runs that get, read and write.

mod ids;
mod model;

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use arbitrary::{Result, Unstructured};
use heeus_abi::{ExtensionKind, IntentRef, KeyRef, RecordBuf, RecordRef, Storage};
use heeus_host::state::{HostState, ReadError, Reader, StateError};

use self::ids::Ids;
use self::model::{Does, No, OrderedKey, Rows, Table, VIEW, may, named, storage_of};
use super::{blocks, writers};
use crate::generate;
use crate::model::{EntryContent, Intent, Key, Record, manifest, write_intent, write_manifest};

/// Runs the steps that an input describes, on the state and on maps.
pub fn run(data: &[u8]) {
    let mut both = Both {
        state: HostState::new(),
        tables: Vec::new(),
        ids: Ids::new(),
    };
    // An input that ends early describes nothing more.
    let _ = both.steps(&mut Unstructured::new(data));
    both.same();
}

/// The state, and its expected content.
struct Both {
    state: HostState,
    tables: Vec<Table>,
    ids: Ids,
}

/// A sort of refusal; `None` if the model does not know it.
fn sort(error: &StateError) -> Option<No> {
    Some(match error {
        StateError::NoRun => No::Run,
        StateError::Forbidden(_) => No::Forbidden,
        StateError::Invalid(_) | StateError::NewId(_) => No::Invalid,
        StateError::Exists { .. } => No::Exists,
        StateError::Missing { .. } => No::Missing,
        StateError::Declaration { .. } => No::Declaration,
        StateError::Redeclared { .. } => No::Redeclared,
        StateError::Overwrite(_) => No::Overwrite,
        _ => return None,
    })
}

fn storage(number: u8) -> Storage {
    Storage::try_from(u32::from(number)).expect("a storage")
}

/// The bytes of a record, `None` if it has none.
fn bytes(fields: &Record) -> Option<Vec<u8>> {
    writers::record(fields).ok()
}

fn buffer(fields: &Record) -> RecordBuf {
    RecordRef::trusted(&bytes(fields).expect("a record")).into()
}

impl Both {
    fn steps(&mut self, from: &mut Unstructured<'_>) -> Result<()> {
        while !from.is_empty() {
            match from.int_in_range(0..=9)? {
                0..=1 => self.declare(from)?,
                2..=3 => self.put(from)?,
                4 => self.clear(from)?,
                _ => self.run(from)?,
            }
        }
        Ok(())
    }

    fn declare(&mut self, from: &mut Unstructured<'_>) -> Result<()> {
        let entity = generate::declared(from)?;
        let section = write_manifest(&[EntryContent::Entity(entity.clone())]);
        let keeps_rules = manifest(&section).is_some();
        let known = self
            .tables
            .iter()
            .find(|table| table.entity.name == entity.name);
        let wanted = match known {
            Some(table) if table.entity == entity => Ok(()),
            Some(_) => Err(No::Redeclared),
            None if keeps_rules => Ok(()),
            None => Err(No::Declaration),
        };
        let is_new = known.is_none();
        let done = self.state.declare(&blocks::declared(&entity));
        assert_eq!(
            done.map_err(|error| sort(&error)),
            wanted.map_err(Some),
            "{entity:?}"
        );
        if wanted.is_ok() && is_new {
            self.tables.push(Table {
                entity,
                rows: Rows::new(),
                written: BTreeMap::new(),
            });
        }
        Ok(())
    }

    /// The place of a table, mostly an existing one.
    fn place(&self, from: &mut Unstructured<'_>) -> Result<(u8, String, Option<usize>)> {
        if self.tables.is_empty() || from.ratio(1, 16)? {
            let name = generate::qname(from)?;
            let place = self
                .tables
                .iter()
                .position(|table| table.entity.name == name);
            let storage = from.int_in_range(1..=2)?;
            let place = place.filter(|place| storage_of(&self.tables[*place].entity) == storage);
            return Ok((storage, name, place));
        }
        let place = from.choose_index(self.tables.len())?;
        let entity = &self.tables[place].entity;
        Ok((storage_of(entity), entity.name.clone(), Some(place)))
    }

    fn put(&mut self, from: &mut Unstructured<'_>) -> Result<()> {
        let (number, name, place) = self.place(from)?;
        let (key, value) = self.row(from, place)?;
        let (Some(key_bytes), Some(value_bytes)) = (bytes(&key), bytes(&value)) else {
            return Ok(());
        };
        let wanted = match place.map(|place| &mut self.tables[place]) {
            None => Err(No::Invalid),
            Some(table) => table.key(&key, true).and_then(|order| {
                table.check(&key, &value)?;
                table.rows.insert(order, value.clone());
                Ok(())
            }),
        };
        let done = self.state.put(
            storage(number),
            &name,
            RecordRef::trusted(&key_bytes),
            RecordRef::trusted(&value_bytes),
        );
        assert_eq!(
            done.map_err(|error| sort(&error)),
            wanted.map_err(Some),
            "{name} {key:?} {value:?}"
        );
        Ok(())
    }

    fn clear(&mut self, from: &mut Unstructured<'_>) -> Result<()> {
        let number = from.int_in_range(1..=2)?;
        assert_eq!(self.state.clear(storage(number)), Ok(()));
        for table in &mut self.tables {
            if storage_of(&table.entity) == number {
                table.rows.clear();
            }
        }
        Ok(())
    }

    /// A key and a value, mostly of an entity.
    fn row(&self, from: &mut Unstructured<'_>, place: Option<usize>) -> Result<(Record, Record)> {
        let Some(table) = place.map(|place| &self.tables[place]) else {
            return Ok((generate::record(from, 0)?, generate::record(from, 0)?));
        };
        let entity = &table.entity;
        let key = fields(from, &entity.key, false)?;
        let mut value = fields(from, &entity.value, true)?;
        if entity.kind != 1 && from.ratio(1, 4)? {
            value.insert("sys.ID".into(), small(from, 9)?);
        }
        Ok((key, value))
    }

    fn run(&mut self, from: &mut Unstructured<'_>) -> Result<()> {
        let number = from.int_in_range(1..=5)?;
        let kind = ExtensionKind::try_from(u32::from(number)).expect("a kind");
        let reader = self.state.begin_run(kind);
        let before = self.tables.clone();
        let (mut next, mut writes, mut is_on) = (self.tables.clone(), 0, true);
        for table in &mut next {
            table.written.clear();
        }
        for _ in 0..from.int_in_range(0..=6)? {
            if from.arbitrary()? {
                self.look(from, (number, &reader), &before)?;
            } else if let Some(done) = self.intend(from, number, &mut next, is_on)? {
                is_on &= done.is_ok();
                writes += usize::from(is_on);
            }
        }
        if from.ratio(1, 4)? {
            self.state.discard();
            is_on = false;
        }
        let applied = self.state.apply();
        self.ids.end(is_on);
        if is_on {
            let applied = applied.expect("a run whose intents were taken");
            assert_eq!((applied.intents, applied.written), (writes, writes));
            self.tables = next;
        } else {
            assert_eq!(applied, Err(StateError::NoRun));
        }
        // The reader still sees the content at the beginning of its run.
        for table in &before {
            all_of(&reader, number, table);
        }
        Ok(())
    }

    /// Gets or reads in a run; both sides see the content before the run.
    fn look(
        &self,
        from: &mut Unstructured<'_>,
        (kind, reader): (u8, &Reader),
        before: &[Table],
    ) -> Result<()> {
        let (number, entity, place) = self.place(from)?;
        let (mut key, _) = self.row(from, place)?;
        let is_read = from.arbitrary()?;
        if is_read && from.arbitrary()? {
            key.pop_last();
        }
        let Some(key_bytes) = bytes(&key) else {
            return Ok(());
        };
        let key_ref = KeyRef {
            storage: storage(number),
            entity: &entity,
            record: RecordRef::trusted(&key_bytes),
            range: heeus_abi::KeyRange::ALL,
        };
        let does = if is_read { Does::Read } else { Does::Get };
        let table = place.map(|place| &before[place]).ok_or(No::Invalid);
        let order = table.and_then(|table| {
            let order = table.key(&key, !is_read)?;
            let fits = number != VIEW || order.0.len() >= table.entity.partition.into();
            if fits { Ok(order) } else { Err(No::Invalid) }
        });
        let order = if may(kind, number, does) {
            order
        } else {
            Err(No::Forbidden)
        };
        let found = found(reader, &key_ref, is_read);
        let wanted = order.map(|order| {
            let rows = &before[place.expect("a table")].rows;
            let under = rows.iter().filter(|(key, _)| key.0.starts_with(&order.0));
            under.map(|(_, value)| value.clone()).collect::<Vec<_>>()
        });
        assert_eq!(found, wanted, "{entity} {key:?}");
        Ok(())
    }

    /// Adds an intent; `None` if it has no bytes.
    fn intend(
        &mut self,
        from: &mut Unstructured<'_>,
        kind: u8,
        next: &mut [Table],
        is_on: bool,
    ) -> Result<Option<std::result::Result<(), No>>> {
        let (number, entity, place) = self.place(from)?;
        let (key, value) = self.row(from, place)?;
        let op = from.int_in_range(1..=2)?;
        let block = write_intent(&Intent {
            op,
            key: Key {
                storage: number,
                entity,
                fields: key.clone(),
            },
            value: value.clone(),
        });
        let Ok((intent, _)) = IntentRef::check(&block) else {
            return Ok(None);
        };
        let wanted = match place.map(|place| &mut next[place]) {
            _ if !is_on => Err(No::Run),
            _ if !may(kind, number, Does::Write) => Err(No::Forbidden),
            None => Err(No::Invalid),
            Some(table) => table.write(op == 1, (&key, &value), &mut self.ids),
        };
        let done = self.state.add_intent(&intent);
        assert_eq!(
            done.map_err(|error| sort(&error)),
            wanted.map_err(Some),
            "{intent:?}"
        );
        Ok(Some(wanted))
    }

    fn same(&self) {
        for table in &self.tables {
            let of = storage(storage_of(&table.entity));
            let rows = self.state.rows(of, &table.entity.name).expect("declared");
            let rows = rows
                .iter()
                .map(|(key, value)| (blocks::fields(key.as_ref()), blocks::fields(value.as_ref())));
            let wanted = table
                .rows
                .iter()
                .map(|(key, value)| (named(&table.entity, key), value.clone()));
            assert_eq!(rows.collect::<Vec<_>>(), wanted.collect::<Vec<_>>());
        }
    }
}

/// A value of a type, from a small set for types in keys.
fn small(from: &mut Unstructured<'_>, ty: u8) -> Result<crate::model::Value> {
    use crate::model::Value;
    let few: i32 = from.int_in_range(-2..=2)?;
    Ok(match ty {
        1 => Value::I32(few),
        2 => Value::I64(few.into()),
        9 => Value::Id(few.into()),
        6 => Value::Str(
            "a\0\u{1}ab"
                .chars()
                .skip(few.unsigned_abs() as usize)
                .collect(),
        ),
        7 => Value::Bytes(vec![255; few.unsigned_abs() as usize]),
        _ => generate::value(from, ty, 1)?,
    })
}

/// Fields of an entity: mostly all fields of a key, some of a value; seldom others.
fn fields(
    from: &mut Unstructured<'_>,
    declared: &[(String, u8)],
    may_lack: bool,
) -> Result<Record> {
    let mut fields = Record::new();
    for (name, ty) in declared {
        if (may_lack && from.ratio(1, 3)?) || from.ratio(1, 24)? {
            continue;
        }
        let ty = if from.ratio(1, 24)? {
            from.int_in_range(1..=11)?
        } else {
            *ty
        };
        fields.insert(name.clone(), small(from, ty)?);
    }
    if from.ratio(1, 24)? {
        let name = generate::name(from)?;
        fields.insert(name, small(from, 1)?);
    }
    Ok(fields)
}

/// The values that a get or a read finds.
fn found(reader: &Reader, key: &KeyRef<'_>, is_read: bool) -> std::result::Result<Vec<Record>, No> {
    let mut values = Vec::new();
    let done = if is_read {
        reader.read_elements(key, &mut |element| {
            values.push(blocks::fields(element.value()));
            ControlFlow::Continue(())
        })
    } else {
        let found = reader.get(key);
        found.map(|found| values.extend(found.map(|element| blocks::fields(element.value()))))
    };
    match done {
        Ok(()) => Ok(values),
        Err(ReadError::Forbidden(_)) => Err(No::Forbidden),
        Err(ReadError::InvalidKey(_)) => Err(No::Invalid),
        Err(error) => panic!("{error:?}"),
    }
}

/// Reads the whole of a view, partition by partition.
fn all_of(reader: &Reader, kind: u8, table: &Table) {
    if storage_of(&table.entity) != VIEW || !may(kind, VIEW, Does::Read) {
        return;
    }
    for order in table.rows.keys() {
        let partition = &order.0[..table.entity.partition.into()];
        let record = buffer(&named(&table.entity, &OrderedKey(partition.to_vec())));
        let key = KeyRef {
            storage: storage(VIEW),
            entity: &table.entity.name,
            record: record.as_ref(),
            range: heeus_abi::KeyRange::ALL,
        };
        let rows = table.rows.iter();
        let rows = rows.filter(|(order, _)| order.0.starts_with(partition));
        let rows: Vec<_> = rows.map(|(_, value)| value.clone()).collect();
        assert_eq!(found(reader, &key, true), Ok(rows));
    }
}
