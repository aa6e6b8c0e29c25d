//! Storages with fixed fields: the input and the answers of a run.

use heeus_abi::{
    ArrayBuf, ExtensionKind, Items, LogLevel, Op, RecordBuf, RecordRef, Storage, Value,
};
use heeus_host::state::{Applied, LogRecord, Response, StateError};

use crate::support::{Faked, intend, key_ref, record, shop};

fn put(state: &mut Faked, storage: Storage, value: &RecordBuf) -> Result<(), StateError> {
    state.put(storage, "", RecordRef::empty(), value.as_ref())
}

fn context(state: &mut Faked, kind: ExtensionKind, storage: Storage) -> Option<RecordBuf> {
    let none = RecordRef::empty().into();
    let element = state.begin_run(kind).get(&key_ref(storage, "", &none));
    element
        .expect("a good key")
        .map(|element| element.value().into())
}

#[test]
fn a_context_is_there_when_it_was_put() {
    let mut state = shop();
    let argument = record(&[("Year", Value::I32(2026))]);
    let items = [argument.as_ref(), argument.as_ref()];
    let cuds = ArrayBuf::new(Items::Record(&items)).expect("two items");
    let event = record(&[
        ("ArgumentObject", Value::Record(argument.as_ref())),
        ("CUDs", Value::Array(cuds.as_ref())),
        ("QName", Value::QName("shop.NewOrder")),
        ("WLogOffset", Value::I64(5)),
    ]);
    let command = record(&[
        ("ArgumentObject", Value::Record(argument.as_ref())),
        ("Workspace", Value::I64(1)),
    ]);
    let job = record(&[("StartedAt", Value::I64(1_700_000_000_000))]);
    for (kind, storage, value) in [
        (ExtensionKind::Projector, Storage::Event, &event),
        (ExtensionKind::Command, Storage::CommandContext, &command),
        (ExtensionKind::Query, Storage::QueryContext, &command),
        (ExtensionKind::Job, Storage::JobContext, &job),
    ] {
        assert_eq!(context(&mut state, kind, storage), None, "{storage} before");
        put(&mut state, storage, value).expect("fixed fields");
        assert_eq!(
            context(&mut state, kind, storage).as_ref(),
            Some(value),
            "{storage}"
        );
        let rows = state
            .rows(storage, "")
            .expect_err("it is no part of the state");
        let text = format!("{storage} is an input of each run: the state has no elements of it");
        assert_eq!(rows.to_string(), text);
    }
    state.clear(Storage::Event).expect("clear");
    assert_eq!(
        context(&mut state, ExtensionKind::Projector, Storage::Event),
        None
    );
    let kept = context(&mut state, ExtensionKind::Command, Storage::CommandContext);
    assert_eq!(kept, Some(command), "only one storage is cleared");
}

#[test]
fn fixed_fields_are_checked() {
    let mut state = shop();
    let mut refused = |storage, value: &RecordBuf| {
        let error = put(&mut state, storage, value).expect_err("refused");
        error.to_string()
    };
    let value = record(&[("WlogOffset", Value::I64(1))]);
    assert_eq!(
        refused(Storage::CommandContext, &value),
        "sys.CommandContext: value has no field WlogOffset; declared: Workspace i64, WLogOffset \
         i64, StartedAt i64, ArgumentObject record, ArgumentUnloggedObject record, Origin string; \
         did you mean WLogOffset?"
    );
    let value = record(&[("QName", Value::Str("shop.NewOrder"))]);
    let text = "sys.Event: value field QName: found string, expected qname";
    assert_eq!(refused(Storage::Event, &value), text);
    let cuds = ArrayBuf::new(Items::I32(&[1])).expect("one item");
    let value = record(&[("CUDs", Value::Array(cuds.as_ref()))]);
    let text = "sys.Event: items of CUDs: found i32, expected record";
    assert_eq!(refused(Storage::Event, &value), text);
    let text = "sys.Result only takes intents: the state has no elements of it";
    assert_eq!(refused(Storage::Result, &RecordBuf::default()), text);
    let error = state.put(
        Storage::Event,
        "shop.Event",
        RecordRef::empty(),
        RecordRef::empty(),
    );
    let text = "sys.Event has no entities, but the key names shop.Event";
    assert_eq!(error.expect_err("an entity").to_string(), text);
    let key = record(&[("ID", Value::Id(1))]);
    let error = state.put(Storage::Event, "", key.as_ref(), RecordRef::empty());
    let text = "sys.Event: key has no field ID; the key has no fields";
    assert_eq!(error.expect_err("a key").to_string(), text);
}

#[test]
fn answers_are_there_after_apply_in_order() {
    let mut state = shop();
    state.begin_run(ExtensionKind::Query);
    let mut add = |storage, key: &[_], value: &[_]| {
        intend(&mut state, Op::Insert, (storage, ""), key, value).expect("good");
    };
    for row in [3, 1, 2] {
        add(Storage::Result, &[], &[("Row", Value::I32(row))]);
    }
    let text = ("ErrorMessage", Value::Str("no such order"));
    add(
        Storage::Response,
        &[],
        &[text, ("StatusCode", Value::I32(404))],
    );
    for (level, message) in [(1, "bad"), (5, "fine")] {
        let key = [("LogLevel", Value::I32(level))];
        add(Storage::Logger, &key, &[("Message", Value::Str(message))]);
    }
    assert!(
        state.results().is_empty() && state.logs().is_empty(),
        "not before"
    );
    let applied = Applied {
        intents: 6,
        written: 0,
        outputs: 6,
    };
    assert_eq!(state.apply(), Ok(applied));
    let rows: Vec<_> = state
        .results()
        .iter()
        .map(|row| row.as_ref().get("Row"))
        .collect();
    assert_eq!(rows, [3, 1, 2].map(|row| Some(Value::I32(row))));
    let response = Response {
        status_code: Some(404),
        error_message: Some("no such order".into()),
    };
    assert_eq!(state.responses(), [response]);
    let logs = [(LogLevel::Error, "bad"), (LogLevel::Trace, "fine")];
    let logs = logs.map(|(level, message)| LogRecord {
        level,
        message: message.into(),
    });
    assert_eq!(state.logs(), logs);

    state.clear(Storage::Logger).expect("clear");
    assert_eq!((state.logs().len(), state.results().len()), (0, 3));
    state.begin_run(ExtensionKind::Query);
    assert!(
        state.results().is_empty() && state.responses().is_empty(),
        "of one run only"
    );
}

#[test]
fn answers_are_checked() {
    let mut state = shop();
    let mut refused = |storage, key: &[_], value: &[_]| {
        state.begin_run(ExtensionKind::Query);
        let error = intend(&mut state, Op::Insert, (storage, ""), key, value).expect_err("refused");
        error.to_string()
    };
    let message = [("Message", Value::Str("m"))];
    assert_eq!(
        refused(Storage::Logger, &[("LogLevel", Value::I32(6))], &message),
        "sys.Logger: LogLevel: found 6, expected 1 error, 2 warn, 3 info, 4 debug or 5 trace"
    );
    assert_eq!(
        refused(Storage::Logger, &[], &message),
        "sys.Logger: key field LogLevel is missing; required: LogLevel i32"
    );
    assert_eq!(
        refused(Storage::Logger, &[("LogLevel", Value::I32(1))], &[]),
        "sys.Logger: value field Message is missing; required: Message string"
    );
    assert_eq!(
        refused(Storage::Response, &[], &[("StatusCode", Value::I64(200))]),
        "sys.Response: value field StatusCode: found i64, expected i32"
    );
    assert_eq!(
        refused(Storage::Result, &[("Row", Value::I32(1))], &[]),
        "sys.Result: key has no field Row; the key has no fields"
    );
}
