//! Entities, records and intents for the tests.

use std::ops::{ControlFlow, Deref, DerefMut};

use heeus_abi::manifest::{Entity, FieldDecl};
use heeus_abi::{
    ArrayBuf, EntityKind, ExtensionKind, FieldType, IntentRef, Items, KeyRef, Op, RecordBuf,
    RecordBuilder, RecordRef, Storage, Value, encode_intent,
};
use heeus_host::state::RunInputs;
use heeus_host::state::{HostState, ReadError, Reader, StateError};
use heeus_host_testkit::{Failure, Fakes};

/// A refusal without the section of ABI.md at its end.
pub fn without_section(text: &str) -> String {
    let (text, section) = text.rsplit_once(" (ABI.md, section ").expect("a section");
    assert!(
        section.trim_end_matches(')').parse::<u8>().is_ok(),
        "{section}"
    );
    text.to_owned()
}

pub type Fields<'a> = &'a [(&'a str, Value<'a>)];

pub const ORDERS: &str = "shop.Orders";
pub const GOODS: &str = "shop.Goods";
pub const SETTINGS: &str = "shop.Settings";

pub fn decl(name: &str, ty: FieldType) -> FieldDecl {
    FieldDecl::new(name, ty)
}

/// `shop.Orders (Year, Month, Day) {Amount, Note}`, a view.
pub fn orders() -> Entity {
    Entity {
        name: ORDERS.into(),
        kind: EntityKind::View,
        partition_fields: 1,
        key: ["Year", "Month", "Day"]
            .map(|name| decl(name, FieldType::I32))
            .into(),
        value: vec![decl("Amount", FieldType::I64), decl("Note", FieldType::Str)],
    }
}

/// `shop.Goods {Name, Price}`, a record.
pub fn goods() -> Entity {
    Entity {
        name: GOODS.into(),
        kind: EntityKind::Record,
        partition_fields: 0,
        key: vec![decl("ID", FieldType::Id)],
        value: vec![decl("Name", FieldType::Str), decl("Price", FieldType::I64)],
    }
}

/// `shop.Settings {Currency}`, a singleton.
pub fn settings() -> Entity {
    Entity {
        name: SETTINGS.into(),
        kind: EntityKind::Singleton,
        partition_fields: 0,
        key: vec![],
        value: vec![decl("Currency", FieldType::Str)],
    }
}

/// A state, and all that is outside of it.
pub struct Faked {
    pub state: HostState,
    pub fakes: Fakes,
    inputs: RunInputs,
}

impl Faked {
    pub fn over(mut state: HostState) -> Self {
        let fakes = Fakes::new();
        fakes.install(&mut state);
        let inputs = RunInputs::new();
        Self {
            state,
            fakes,
            inputs,
        }
    }

    /// Puts an element where its storage has them.
    pub fn put(
        &mut self,
        storage: Storage,
        entity: &str,
        key: RecordRef<'_>,
        value: RecordRef<'_>,
    ) -> Result<(), StateError> {
        match storage {
            Storage::View | Storage::Record => self.state.put(storage, entity, key, value),
            storage if RunInputs::has(storage) => {
                self.state.check_element((storage, entity), key, value)?;
                Ok(self.inputs.set(storage, value)?)
            }
            _ => self.fakes.put(&self.state, (storage, entity), key, value),
        }
    }

    pub fn put_once(
        &mut self,
        storage: Storage,
        when: RecordRef<'_>,
        value: RecordRef<'_>,
    ) -> Result<(), StateError> {
        self.fakes.put_once(&self.state, storage, when, value)
    }

    pub fn clear(&mut self, storage: Storage) -> Result<(), StateError> {
        self.inputs.remove(storage);
        self.fakes.clear(storage);
        match self.state.clear(storage) {
            Err(StateError::Invalid(_)) => Ok(()),
            cleared => cleared,
        }
    }

    pub fn begin_run(&mut self, kind: ExtensionKind) -> Reader {
        self.state.begin_run_with(kind, &self.inputs)
    }

    pub fn fail(&mut self, failure: Failure) {
        self.fakes.fail(failure);
    }

    pub fn clear_failures(&mut self) {
        self.fakes.clear_failures();
    }

    pub fn http_requests(&self) -> Vec<RecordBuf> {
        self.fakes.http_requests()
    }

    pub fn federation_calls(&self) -> Vec<RecordBuf> {
        self.fakes.federation_calls()
    }
}

impl Deref for Faked {
    type Target = HostState;

    fn deref(&self) -> &HostState {
        &self.state
    }
}

impl DerefMut for Faked {
    fn deref_mut(&mut self) -> &mut HostState {
        &mut self.state
    }
}

pub fn declare_all(state: &mut HostState) {
    for entity in [orders(), goods(), settings()] {
        state.declare(&entity).expect("a good declaration");
    }
}

/// A state in memory with all three entities, whose views may be read as a whole.
pub fn shop() -> Faked {
    let mut state = Faked::over(HostState::new());
    declare_all(&mut state);
    read_across_partitions(&mut state);
    state
}

/// The payload of an array of texts.
pub fn texts(texts: &[&str]) -> ArrayBuf {
    ArrayBuf::new(Items::Str(texts)).expect("texts")
}

/// Allows reads with fewer key fields than the partition key has.
pub fn read_across_partitions(state: &mut HostState) {
    let mut limits = *state.limits();
    limits.reads_across_partitions = true;
    state.set_limits(limits);
}

fn builder(fields: Fields<'_>) -> RecordBuilder<'_> {
    let mut builder = RecordBuilder::new();
    for &(name, value) in fields {
        builder.put(name, value);
    }
    builder
}

pub fn record(fields: Fields<'_>) -> RecordBuf {
    builder(fields).build().expect("fields that fit")
}

/// The bytes of an intent, as a guest would write them.
pub fn wire(op: Op, storage: Storage, entity: &str, key: Fields<'_>, value: Fields<'_>) -> Vec<u8> {
    let (key, value) = (builder(key), builder(value));
    let mut out = Vec::new();
    let key = (storage, entity, key.fields());
    encode_intent(op, key, value.fields(), &mut out).expect("an intent that fits");
    out
}

/// Adds an intent to the current run.
pub fn intend(
    state: &mut HostState,
    op: Op,
    (storage, entity): (Storage, &str),
    key: Fields<'_>,
    value: Fields<'_>,
) -> Result<(), StateError> {
    let bytes = wire(op, storage, entity, key, value);
    let (intent, size) = IntentRef::check(&bytes).expect("a sound intent");
    assert_eq!(size, bytes.len());
    state.add_intent(&intent)
}

pub fn order_key(year: i32, month: i32, day: i32) -> [(&'static str, Value<'static>); 3] {
    [
        ("Year", Value::I32(year)),
        ("Month", Value::I32(month)),
        ("Day", Value::I32(day)),
    ]
}

/// Adds an intent for a day's amount.
pub fn intend_order(
    state: &mut HostState,
    op: Op,
    day: i32,
    amount: i64,
) -> Result<(), StateError> {
    let (key, value) = (order_key(2026, 7, day), [("Amount", Value::I64(amount))]);
    intend(state, op, (Storage::View, ORDERS), &key, &value)
}

/// Arranges a day's amount.
pub fn put_order(state: &mut HostState, day: i32, amount: i64) {
    let key = record(&order_key(2026, 7, day));
    let value = record(&[("Amount", Value::I64(amount))]);
    let put = state.put(Storage::View, ORDERS, key.as_ref(), value.as_ref());
    put.expect("a good row");
}

/// The amounts of all days, in key order.
pub fn amounts(state: &HostState) -> Vec<(i32, i64)> {
    let rows = state.rows(Storage::View, ORDERS).expect("declared");
    let row = |(key, value): &(RecordBuf, RecordBuf)| match (
        key.as_ref().get("Day"),
        value.as_ref().get("Amount"),
    ) {
        (Some(Value::I32(day)), Some(Value::I64(amount))) => (day, amount),
        other => panic!("{other:?}"),
    };
    rows.iter().map(row).collect()
}

pub fn key_ref<'a>(storage: Storage, entity: &'a str, key: &'a RecordBuf) -> KeyRef<'a> {
    KeyRef {
        storage,
        entity,
        record: key.as_ref(),
        range: heeus_abi::KeyRange::ALL,
    }
}

/// The amount of a day as a run sees it.
pub fn amount(reader: &Reader, day: i32) -> Option<i64> {
    let key = record(&order_key(2026, 7, day));
    let found = reader.get(&key_ref(Storage::View, ORDERS, &key));
    let element = found.expect("a good key")?;
    match element.value().get("Amount") {
        Some(Value::I64(amount)) => Some(amount),
        other => panic!("{other:?}"),
    }
}

/// Key and value of everything under a partial key.
pub fn read_all(reader: &Reader, entity: &str, key: Fields<'_>) -> Vec<(RecordBuf, RecordBuf)> {
    let key = record(key);
    let mut rows = Vec::new();
    let read = reader.read_elements(&key_ref(Storage::View, entity, &key), &mut |element| {
        rows.push((element.key().into(), element.value().into()));
        ControlFlow::Continue(())
    });
    read.expect("a good key");
    rows
}

/// The kinds that may write views.
pub const WRITER: ExtensionKind = ExtensionKind::Projector;

/// Arranges an element or an answer.
pub fn put(
    state: &mut Faked,
    (storage, entity): (Storage, &str),
    key: Fields<'_>,
    value: Fields<'_>,
) -> Result<(), StateError> {
    let (key, value) = (record(key), record(value));
    state.put(storage, entity, key.as_ref(), value.as_ref())
}

/// The value of a whole key as a run sees it.
pub fn get(
    reader: &Reader,
    (storage, entity): (Storage, &str),
    key: Fields<'_>,
) -> Result<Option<RecordBuf>, ReadError> {
    let found = reader.get(&key_ref(storage, entity, &record(key)))?;
    Ok(found.map(|element| element.value().into()))
}

/// Key and value of everything under a partial key of any storage.
pub fn read_all_of(
    reader: &Reader,
    (storage, entity): (Storage, &str),
    key: Fields<'_>,
) -> Result<Vec<(RecordBuf, RecordBuf)>, ReadError> {
    let key = record(key);
    let mut rows = Vec::new();
    reader.read_elements(&key_ref(storage, entity, &key), &mut |element| {
        rows.push((element.key().into(), element.value().into()));
        ControlFlow::Continue(())
    })?;
    Ok(rows)
}

/// The same, keys only.
pub fn read_keys(
    reader: &Reader,
    place: (Storage, &str),
    key: Fields<'_>,
) -> Result<Vec<RecordBuf>, ReadError> {
    let rows = read_all_of(reader, place, key)?;
    Ok(rows.into_iter().map(|(key, _)| key).collect())
}
