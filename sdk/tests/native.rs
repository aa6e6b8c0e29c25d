//! Runs of extensions through the native door, down to the bytes that a host gets.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::rc::Rc;

use heeus_abi::{
    GetCode, Items, KeyRef, OutcomeRef, ReadCode, RecordBuilder, RecordRef, Status, Value,
    encode_array,
};
use heeus_sdk::native::{self, Host};
use heeus_sdk::untyped::{StateError, Storage, WasmState, WasmStateElement};
use heeus_sdk::{Error, LogLevel, QName, RecordId};

/// Elements by the bytes of their keys; a read returns all of them, in the order of the bytes.
#[derive(Default)]
struct Shelf {
    elements: BTreeMap<Vec<u8>, Vec<u8>>,
    asked: RefCell<Vec<String>>,
}

impl Host for Shelf {
    fn get(&self, key: &[u8]) -> Result<Vec<u8>, GetCode> {
        let key = KeyRef::check(key).expect("a canonical key");
        self.asked
            .borrow_mut()
            .push(format!("{} {:?}", key.entity, key.record));
        let element = self.elements.get(key.record.as_bytes());
        element.cloned().ok_or(GetCode::NotExists)
    }

    fn read(
        &self,
        key: &[u8],
        limit: u32,
        on_element: &mut dyn FnMut(&[u8], &[u8]) -> bool,
    ) -> ReadCode {
        KeyRef::check(key).expect("a canonical key");
        let most = if limit == 0 {
            usize::MAX
        } else {
            limit as usize
        };
        for (key, element) in self.elements.iter().take(most) {
            if !on_element(key, element) {
                break;
            }
        }
        ReadCode::Done
    }
}

fn record(fields: &[(&'static str, Value<'_>)]) -> Vec<u8> {
    let mut builder = RecordBuilder::new();
    for (name, value) in fields {
        builder.put(name, *value);
    }
    builder.build().expect("a record").into_bytes()
}

fn shelf(years: &[i32]) -> Rc<Shelf> {
    let element = |year: &i32| {
        (
            record(&[("Year", Value::I32(*year))]),
            record(&[("Amount", Value::I64(i64::from(*year)))]),
        )
    };
    Rc::new(Shelf {
        elements: years.iter().map(element).collect(),
        ..Shelf::default()
    })
}

/// Returns the record that the next test's extension fills, from the host's own encoder.
fn one_of_each() -> Vec<u8> {
    let item = record(&[("Note", Value::Str("two")), ("Quantity", Value::I32(2))]);
    let array = |items| {
        let mut bytes = Vec::new();
        encode_array(items, &mut bytes).expect("an array");
        bytes
    };
    let (ints, texts, ids) = (
        array(Items::I32(&[3, 2, 1])),
        array(Items::Str(&["a", "", "bc"])),
        array(Items::Id(&[1])),
    );
    let items = array(Items::Record(&[
        RecordRef::trusted(&item),
        RecordRef::empty(),
    ]));
    let of = heeus_abi::ArrayRef::trusted;
    record(&[
        ("i32", Value::I32(5)),
        ("i64", Value::I64(-2)),
        ("f32", Value::F32(0.5)),
        ("f64", Value::F64(-0.0)),
        ("bool", Value::Bool(true)),
        ("string", Value::Str("först")),
        ("bytes", Value::Bytes(b"\x00\xff")),
        ("qname", Value::QName("shop.Order")),
        ("id", Value::Id(7)),
        ("record", Value::Record(RecordRef::trusted(&item))),
        ("ints", Value::Array(of(&ints))),
        ("texts", Value::Array(of(&texts))),
        ("ids", Value::Array(of(&ids))),
        ("items", Value::Array(of(&items))),
    ])
}

#[test]
fn fields_of_every_type_reach_the_host_in_canonical_form() {
    fn extension(state: &WasmState<'_>, _: WasmStateElement<'_>) -> Result<(), StateError> {
        let key = state.key_builder(Storage::Result, "");
        let mut item = state.record_builder();
        item.put("Quantity", 2).put("Note", "two");
        let mut value = state.new_value(&key)?;
        value
            .put("i32", -1)
            .put("i64", -2_i64)
            .put("f32", 0.5_f32)
            .put("f64", -0.0)
            .put("bool", true);
        value
            .put("string", "först")
            .put("bytes", b"\x00\xff")
            .put("qname", QName("shop.Order"))
            .put("id", RecordId(7));
        value
            .put("record", &item)
            .put("ints", &[3, 2, 1])
            .put("texts", &["a", "", "bc"])
            .put("ids", &[RecordId(1)]);
        let items = [item, state.record_builder()];
        value.put("items", &items).put("i32", 5);
        Ok(())
    }

    let block = native::run(shelf(&[]), extension, RecordRef::empty()).expect("an intent");
    let outcome = OutcomeRef::check(&block).expect("a canonical block");
    let intents: Vec<_> = outcome
        .intents()
        .map(|intent| intent.expect("a canonical intent"))
        .collect();
    let [intent] = intents[..] else {
        panic!("{} intents", intents.len())
    };
    assert_eq!(intent.key.storage, Storage::Result);
    assert_eq!(intent.value, RecordRef::trusted(&one_of_each()));
}

#[test]
fn a_run_that_leaves_nothing_has_no_block() {
    fn extension(_: &WasmState<'_>, _: WasmStateElement<'_>) {}
    assert_eq!(native::run(shelf(&[]), extension, RecordRef::empty()), None);
}

#[test]
fn an_error_takes_the_intents_along_and_leaves_the_log() {
    fn extension(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
        state
            .new_value(&state.key_builder(Storage::Result, ""))?
            .put("A", 1);
        state.log(LogLevel::Warn, "nearly");
        args.get::<i64>("Amount").map(drop)
    }
    for (args, text) in [
        (record(&[]), "field Amount is absent"),
        (
            record(&[("Amount", Value::I32(1))]),
            "field Amount is not of type i64: found i32",
        ),
    ] {
        let block =
            native::run(shelf(&[]), extension, RecordRef::trusted(&args)).expect("an error");
        let outcome = OutcomeRef::check(&block).expect("a canonical block");
        assert_eq!(
            (outcome.status, outcome.text, outcome.intent_count),
            (Status::Error, text, 0)
        );
        let logs: Vec<_> = outcome
            .logs()
            .map(|line| line.expect("a canonical line"))
            .collect();
        assert_eq!(
            (logs.len(), logs[0].text, logs[0].level),
            (1, "nearly", LogLevel::Warn)
        );
        assert!(
            logs[0].file.ends_with("native.rs") && logs[0].line > 0,
            "{logs:?}"
        );
    }
}

#[test]
fn a_key_can_be_filled_further_between_its_uses() {
    fn extension(state: &WasmState<'_>, _: WasmStateElement<'_>) -> Result<(), Error> {
        let mut key = state.key_builder(Storage::View, "shop.Totals");
        assert_eq!(state.must_exist(&key), Err(StateError::NotExists));
        key.put("Year", 2026);
        assert_eq!(state.must_exist(&key)?.get::<i64>("Amount")?, 2026);
        key.put("Year", 1999);
        assert!(state.can_exist(&key)?.is_none());
        Ok(())
    }
    let shelf = shelf(&[2026]);
    assert_eq!(
        native::run(
            Rc::clone(&shelf) as Rc<dyn Host>,
            extension,
            RecordRef::empty()
        ),
        None
    );
    let asked = shelf.asked.borrow();
    assert_eq!(
        *asked,
        [
            "shop.Totals {}",
            r#"shop.Totals {"Year": I32(2026)}"#,
            r#"shop.Totals {"Year": I32(1999)}"#
        ]
    );
}

#[test]
fn reads_stop_early_fail_early_and_nest() {
    fn extension(state: &WasmState<'_>, _: WasmStateElement<'_>) -> Result<(), Error> {
        let all = state.key_builder(Storage::View, "shop.Totals");
        let mut years = Vec::new();
        state.read(&all, |key, _| {
            years.push(key.get::<i32>("Year").unwrap_or(0));
        })?;
        assert_eq!(years, [2001, 2002, 2003]);

        let mut seen = 0;
        state.read(&all, |_, _| {
            seen += 1;
            if seen == 2 {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        })?;
        assert_eq!(seen, 2);

        let mut seen = 0;
        state.read_at_most(&all, 1, |_, _| seen += 1)?;
        assert_eq!(seen, 1);

        let stopped = state.try_read(&all, |_, row| match row.get::<i64>("Amount")? {
            2002 => Err(Error::from("two")),
            _ => Ok(()),
        });
        assert_eq!(stopped, Err("two".into()));

        let mut pairs = 0;
        state.read(&all, |_, _| {
            let inner = state.read(&all, |_, _| pairs += 1);
            assert_eq!(inner, Ok(()));
        })?;
        assert_eq!(pairs, 9);
        Ok(())
    }
    assert_eq!(
        native::run(shelf(&[2001, 2002, 2003]), extension, RecordRef::empty()),
        None
    );
}

#[test]
fn a_value_that_fits_no_block_fails_the_run() {
    fn extension(state: &WasmState<'_>, _: WasmStateElement<'_>) -> Result<(), Error> {
        let large = vec![0_u8; 17 << 20];
        state
            .new_value(&state.key_builder(Storage::Result, ""))?
            .put("Blob", large.as_slice());
        Ok(())
    }
    let block = native::run(shelf(&[]), extension, RecordRef::empty()).expect("a failure");
    let outcome = OutcomeRef::check(&block).expect("a canonical block");
    assert_eq!(
        (outcome.status, outcome.text),
        (
            Status::BadIntent,
            "sys.Result: a block is larger than 16 MiB"
        )
    );
}
