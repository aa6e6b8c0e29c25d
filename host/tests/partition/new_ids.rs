//! Ids of new records of commands: in answers, in events, and after failures.

use heeus_abi::Storage;
use heeus_host::engine::EngineKind::Lua;
use heeus_host::engine::{EngineConfig, LuaModule};
use heeus_host::storage::{FailingStorage, Failures, MemoryStorage, SharedStorage};
use heeus_host::{App, AppConfig, CommandOutput, InvokeError, Package, Request};
use heeus_host_testkit::{DynRecord, QName, RecordId, record};

/// Writes an item, then the document that it is in.
const SCRIPT: &str = "
heeus.entity { record = 'd.Doc', value = { 'Title string' } }
heeus.entity { record = 'd.Item', value = { 'Doc id' } }
local function insert(ctx, entity, id, value)
    value['sys.ID'] = heeus.id(id)
    ctx:new_value(ctx:key_builder('sys.Record', entity), value)
end
heeus.extension { kind = 'command', name = 'Write', run = function(ctx, a)
    insert(ctx, 'd.Item', 65534, { Doc = heeus.id(65535) })
    insert(ctx, 'd.Doc', 65535, { Title = 'a' })
    if a.Fail then heeus.fail('as wanted') end
    return { Id = heeus.id(65535) }
end }";

fn open(storage: &SharedStorage) -> (App, Failures) {
    let (failing, failures) = FailingStorage::new(storage.clone());
    let mut failing = Some(failing);
    let app = App::new(AppConfig::default(), |_| {
        Box::new(failing.take().expect("there is one partition"))
    });
    let app = app.unwrap();
    let module = LuaModule::new("d.lua", SCRIPT.as_bytes(), &EngineConfig::default());
    let package = Package::new("d")
        .module(module.unwrap())
        .command("Write", Lua);
    app.deploy(package).unwrap();
    (app, failures)
}

fn in_memory() -> SharedStorage {
    SharedStorage::new(Box::new(MemoryStorage::new()))
}

fn write(workspace: i64) -> Request {
    Request::new("d", "Write", record! {}).workspace(workspace)
}

fn ids(done: &CommandOutput) -> Vec<(i64, i64)> {
    done.new_ids.iter().map(|new| (new.raw, new.id)).collect()
}

/// The stored records of an entity.
fn rows(app: &App, entity: &'static str) -> Vec<(DynRecord, DynRecord)> {
    let rows = app.with_state(1, move |state| state.rows(Storage::Record, entity));
    let rows = rows.unwrap().unwrap().into_iter();
    rows.map(|(key, value)| (key.into(), value.into()))
        .collect()
}

#[test]
fn the_answer_and_the_event_have_the_ids() {
    let (app, _) = open(&in_memory());
    let done = app.command(write(1)).unwrap();
    let (item, doc) = (65_536, 65_537);
    assert_eq!(ids(&done), [(65_534, item), (65_535, doc)]);
    let result = DynRecord::from(done.results[0].clone());
    assert_eq!(result, record! { Id: RecordId(doc) });
    let event = app.with_state(1, |state| state.event(1)).unwrap();
    let event = DynRecord::from(event.unwrap().unwrap().value());
    let new = |entity: &str, id: i64| {
        let new = record! { IsNew: true }.with("sys.ID", RecordId(id));
        new.with("sys.QName", QName(entity))
    };
    let changes = [
        new("d.Item", item).with("Doc", RecordId(doc)),
        new("d.Doc", doc).with("Title", "a"),
    ];
    assert_eq!(event.get("CUDs"), Some(&changes.to_vec().into()));
    // Each workspace counts for itself.
    assert_eq!(ids(&app.command(write(2)).unwrap()), ids(&done));
    assert_eq!(ids(&app.command(write(1)).unwrap())[1], (65_535, 65_539));
}

#[test]
fn another_command_gets_the_ids_by_the_raw_ones() {
    let (app, _) = open(&in_memory());
    let answer = app.command(write(1)).unwrap().federation_answer().unwrap();
    let expected = record! {
        StatusCode: 200,
        NewIDs: record! { "65534": RecordId(65_536), "65535": RecordId(65_537) },
        Result: record! { Id: RecordId(65_537) },
    };
    assert_eq!(DynRecord::from(answer.record()), expected);
    // A command without new records has no such field.
    let none = CommandOutput {
        new_ids: Vec::new(),
        ..app.command(write(1)).unwrap()
    };
    let answer = none.federation_answer().unwrap();
    assert_eq!(answer.record().get("NewIDs"), None);
}

#[test]
fn a_command_that_fails_uses_up_no_id() {
    let (app, _) = open(&in_memory());
    let failing = Request::new("d", "Write", record! { Fail: true });
    for _ in 0..3 {
        let refused = app.command(failing.clone()).unwrap_err();
        assert!(matches!(refused, InvokeError::Extension(_)), "{refused}");
    }
    assert_eq!(ids(&app.command(write(1)).unwrap())[0].1, 65_536);
}

#[test]
fn a_repeated_request_gets_the_same_ids() {
    let storage = in_memory();
    let (app, _) = open(&storage);
    let request = write(1).key("a");
    let first = app.command(request.clone()).unwrap();
    assert_eq!(first.new_ids.len(), 2);
    app.finish();
    let (app, _) = open(&storage);
    for _ in 0..2 {
        let again = app.command(request.clone()).unwrap();
        assert!(again.is_repeated);
        assert_eq!(again.new_ids, first.new_ids);
    }
    assert_eq!(rows(&app, "d.Doc").len(), 1);
}

/// Whatever operation fails, an id is given once, and each item names its document.
#[test]
fn no_id_is_given_twice_after_a_crash() {
    let mut reopened = 0;
    for n in 1.. {
        let storage = in_memory();
        let (mut app, failures) = open(&storage);
        failures.fail_at(n);
        let mut failed = false;
        let mut answered = Vec::new();
        for _ in 0..3 {
            match app.command(write(1)) {
                Ok(done) => answered.push(done.new_ids),
                Err(InvokeError::NotDurable(_)) => {
                    // As after a crash.
                    failed = true;
                    reopened += 1;
                    app.finish();
                    app = open(&storage).0;
                }
                Err(error) => {
                    assert!(error.to_string().contains("injected failure"), "{error}");
                    failed = true;
                }
            }
        }
        failed |= failures.operations() >= n;
        failures.fail_at(0);
        let (items, docs) = (rows(&app, "d.Item"), rows(&app, "d.Doc"));
        assert_eq!(items.len(), docs.len(), "operation {n}");
        for ((_, item), (doc, _)) in items.iter().zip(&docs) {
            assert_eq!(item.get("Doc"), doc.get("ID"), "operation {n}");
        }
        let stored: Vec<_> = docs.iter().map(|(key, _)| key.get("ID").cloned()).collect();
        for new in &answered {
            let doc = Some(RecordId(new[1].id).into());
            assert!(stored.contains(&doc), "operation {n}: {doc:?}");
        }
        // The next ids are none of those that are stored.
        let next = app.command(write(1)).unwrap().new_ids;
        let last = 65_536 + 2 * i64::try_from(stored.len()).expect("few");
        assert_eq!(next[0].id, last, "operation {n}");
        if !failed {
            assert!(n > 10, "there were only {n} operations");
            break;
        }
    }
    assert!(reopened > 0, "no sync failed");
}
