//! Data inside of other data: arguments in an event, events in the log of a workspace, elements in
//! pages. A host passes no forbidden data to a guest, and reports it to the caller that supplied
//! it.

use heeus_abi::limits::MAX_BLOCK;
use heeus_abi::{EncodeError, RecordRef};
use heeus_host::engine::EngineKind::Lua;
use heeus_host::engine::{EngineConfig, LuaModule};
use heeus_host::{App, AppConfig, InvokeError, Package, Request};
use heeus_host_testkit::{DynRecord, record};

const SCRIPT: &str = "
heeus.entity { record = 's.R', value = { 'L record', 'B bytes' } }
heeus.extension { kind = 'command', name = 'Put', run = function(ctx, a)
    ctx:log('info', 'ran')
    if a.Keep then
        ctx:new_value(ctx:key_builder('sys.Record', 's.R', { ID = 1 }), { L = a.Keep })
    end
    for i = 1, a.Blobs or 0 do
        ctx:new_value(ctx:key_builder('sys.Record', 's.R', { ID = 100 + i }), { B = heeus.bytes(('b'):rep(1 << 20)) })
    end
end }
heeus.extension { kind = 'query', name = 'Ask', run = function(ctx, a)
    local call = ctx:must_exist(ctx:key_builder('sys.QueryContext'))
    local n, l = 0, call.ArgumentObject
    while l.L do l = l.L n = n + 1 end
    return { Deep = n }
end }
heeus.extension { kind = 'projector', name = 'See', run = function(ctx, a)
    local event = ctx:must_exist(ctx:key_builder('sys.Event'))
    local n, l = 0, event.ArgumentObject
    while l.L do l = l.L n = n + 1 end
    local logged = ctx:must_exist(ctx:key_builder('sys.WLog', '', { Offset = event.WLogOffset }))
    ctx:log('info', 'seen ' .. n .. ' in ' .. logged.Offset)
end }";

fn app() -> App {
    let mut config = AppConfig::default();
    config.engine.mem_limit = 256 << 20;
    // The host is a debug build, and the machine may be busy.
    config.engine.run_time = std::time::Duration::from_mins(10);
    let module = LuaModule::new("inside.lua", SCRIPT.as_bytes(), &EngineConfig::default());
    let package = Package::new("s")
        .module(module.unwrap())
        .command("Put", Lua)
        .query("Ask", Lua)
        .async_projector("See", Lua, ["s.Put"]);
    let app = App::in_memory(config).unwrap();
    app.deploy(package).unwrap();
    app
}

/// A record with this many nested records.
fn deep(depth: usize) -> DynRecord {
    let leaf = record! { X: 1i64 };
    (0..depth).fold(leaf, |inner, _| DynRecord::new().with("L", inner))
}

/// Checks that nothing of the refused request remains, and that the next command and its projector
/// work.
fn goes_on(app: &App, events: i64) {
    app.settle().unwrap();
    for projector in app.projectors().unwrap() {
        assert_eq!((projector.offset, projector.last_event), (events, events));
    }
    let done = app.command(Request::new("s", "Put", record! {})).unwrap();
    assert_eq!(done.offset, events + 1);
    app.settle().unwrap();
    for projector in app.projectors().unwrap() {
        assert_eq!(projector.offset, events + 1);
    }
}

#[test]
fn arguments_are_as_deep_as_an_event_can_hold_them() {
    let app = app();
    app.command(Request::new("s", "Put", deep(7))).unwrap();
    let asked = app.query(Request::new("s", "Ask", deep(7))).unwrap();
    assert_eq!(asked.results.len(), 1);
    for (events, depth) in (1..).zip([8, 9, 13, 100]) {
        let wanted = if depth == 8 {
            InvokeError::ArgsInside(EncodeError::TooDeep)
        } else {
            InvokeError::Args(EncodeError::TooDeep)
        };
        let put = app.command(Request::new("s", "Put", deep(depth)));
        assert_eq!(put.unwrap_err(), wanted, "{depth}");
        let unlogged = Request::new("s", "Put", record! {}).unlogged(deep(depth));
        assert_eq!(app.command(unlogged).unwrap_err(), wanted, "{depth}");
        let ask = app.query(Request::new("s", "Ask", deep(depth)));
        assert_eq!(ask.unwrap_err(), wanted, "{depth}");
        goes_on(&app, events);
    }
    let text = InvokeError::ArgsInside(EncodeError::TooDeep).to_string();
    assert_eq!(
        text,
        "arguments: inside of ArgumentObject records are more than 8 deep"
    );
}

#[test]
fn arguments_are_as_large_as_an_event_can_hold_them() {
    let app = app();
    let blob = |bytes: usize| record! { Blob: vec![7u8; bytes] };
    let around = 8 + 16 + 8;
    let most = MAX_BLOCK - 4096 - around;
    app.command(Request::new("s", "Put", blob(most))).unwrap();
    let put = app.command(Request::new("s", "Put", blob(most + 8)));
    assert_eq!(
        put.unwrap_err(),
        InvokeError::ArgsInside(EncodeError::TooLarge)
    );
    let put = app.command(Request::new("s", "Put", blob(MAX_BLOCK)));
    assert_eq!(put.unwrap_err(), InvokeError::Args(EncodeError::TooLarge));
    let both = Request::new("s", "Put", blob(9 << 20)).unlogged(blob(9 << 20));
    assert_eq!(
        app.command(both).unwrap_err(),
        InvokeError::Args(EncodeError::TooLarge)
    );
    goes_on(&app, 1);
}

#[test]
fn what_a_command_writes_fits_its_event_or_nothing_is_written() {
    let app = app();
    // The record's value is 7 deep, inside of `CUDs` 8.
    let keep = |depth: usize| DynRecord::new().with("Keep", deep(depth));
    app.command(Request::new("s", "Put", keep(6))).unwrap();
    // Both the written value and the arguments fit into a block, but not together.
    let args = record! { Blobs: 9i64, Large: vec![7u8; 8 << 20] };
    let error = app.command(Request::new("s", "Put", args)).unwrap_err();
    assert_eq!(
        error,
        InvokeError::Event {
            command: "s.Put".into(),
            error: EncodeError::TooLarge
        }
    );
    assert_eq!(
        error.to_string(),
        "s.Put: its event cannot be created: a block is larger than 16 MiB"
    );
    // More than a result block holds.
    let put = app.command(Request::new("s", "Put", record! { Blobs: 17i64 }));
    let error = put.unwrap_err().to_string();
    assert!(
        error.ends_with("bad intent: a block is larger than 16 MiB"),
        "{error}"
    );
    goes_on(&app, 1);
}

#[test]
fn bytes_that_are_no_record_are_refused() {
    let app = app();
    for bytes in [
        &[1, 2, 3][..],
        &[8, 0, 0, 0, 1, 0, 0, 0],
        &[9, 0, 0, 0, 0, 0, 0, 0],
    ] {
        let args = heeus_abi::RecordBuf::from(RecordRef::trusted(bytes));
        let put = app.command(Request::new("s", "Put", args));
        assert_eq!(put.unwrap_err(), InvokeError::Args(EncodeError::Malformed));
    }
    goes_on(&app, 0);
}
