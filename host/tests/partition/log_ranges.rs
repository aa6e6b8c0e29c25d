//! Reads of a part of the log of a workspace, stored and arranged.

use heeus_abi::{RecordBuf, Value};
use heeus_host::engine::EngineKind::Lua;
use heeus_host::engine::{EngineConfig, LuaModule};
use heeus_host::{App, AppConfig, Package, Request};
use heeus_host_testkit::{DynRecord, Kit, record};

const SCRIPT: &str = "
heeus.extension { kind = 'command', name = 'Put', run = function() end }
heeus.extension { kind = 'query', name = 'Log', run = function(ctx, args)
    local key = ctx:key_builder('sys.WLog', '', { Offset = args.Offset, Count = args.Count })
    local options = { reverse = args.Reverse }
    for _, name in ipairs { 'from', 'above', 'to', 'below', 'after' } do
        local offset = args[name]
        options[name] = offset and { Offset = offset }
    end
    local seen = {}
    ctx:read(key, options, function(key) seen[#seen + 1] = key.Offset end)
    return { Seen = heeus.array('i64', seen) }
end }
heeus.extension { kind = 'query', name = 'Bad', run = function(ctx, args)
    local key = ctx:key_builder('sys.WLog', '', {})
    ctx:read(key, { from = args }, function() end)
end }";

/// The questions, and the offsets of the answers in a log from 1 to 9.
fn cases() -> [(DynRecord, &'static [i64]); 14] {
    [
        (record! {}, &[1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (record! { Reverse: true, Count: 3i64 }, &[9, 8, 7]),
        (record! { from: 7i64 }, &[7, 8, 9]),
        (record! { above: 7i64 }, &[8, 9]),
        (record! { to: 3i64 }, &[1, 2, 3]),
        (record! { below: 3i64 }, &[1, 2]),
        (record! { from: 3i64, to: 5i64, Reverse: true }, &[5, 4, 3]),
        (record! { Offset: 4i64, to: 5i64 }, &[4, 5]),
        (record! { Offset: 4i64, from: 2i64, to: 5i64 }, &[4, 5]),
        (record! { after: 7i64 }, &[8, 9]),
        (record! { after: 3i64, Reverse: true }, &[2, 1]),
        (record! { from: 2i64, after: 4i64, Reverse: true }, &[3, 2]),
        (record! { from: 6i64, to: 5i64 }, &[]),
        (
            record! { above: i64::MAX, below: i64::MIN, after: i64::MIN, Reverse: true },
            &[],
        ),
    ]
}

fn offsets(row: &RecordBuf) -> Vec<i64> {
    match row.as_ref().get("Seen") {
        Some(Value::Array(seen)) => {
            let numbers = seen.iter().map(|offset| match offset {
                Value::I64(offset) => offset,
                other => panic!("{other:?}"),
            });
            numbers.collect()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn stored_events_are_read_in_ranges() {
    let app = App::in_memory(AppConfig::default()).expect("an app");
    let module = LuaModule::new("log.lua", SCRIPT.as_bytes(), &EngineConfig::default());
    let package = Package::new("s").module(module.expect("a script"));
    let package = package
        .command("Put", Lua)
        .query("Log", Lua)
        .query("Bad", Lua);
    app.deploy(package).expect("a good package");
    for number in 0..18 {
        // Each workspace has a log of its own.
        let put = Request::new("s", "Put", record! {}).workspace(1 + number % 2);
        app.command(put).expect("an event");
    }
    for (ask, wanted) in cases() {
        let answer = app.query(Request::new("s", "Log", ask.clone()).workspace(1));
        let results = answer.expect("a good key").results;
        assert_eq!(
            results.iter().map(offsets).collect::<Vec<_>>(),
            [wanted],
            "{ask:?}"
        );
    }
    for bad in [
        record! { Offset: 1i32 },
        record! { Count: 1i64 },
        record! {},
    ] {
        let answer = app.query(Request::new("s", "Bad", bad.clone()).workspace(1));
        let error = answer.expect_err("a bad bound").to_string();
        assert!(error.contains("the key is invalid"), "{bad:?}: {error}");
    }
}

#[test]
fn arranged_events_are_read_in_ranges() {
    let mut kit = Kit::lua_source("log.lua", SCRIPT);
    for offset in 1..=9_i64 {
        kit.wlog(offset, record! {});
    }
    for (ask, wanted) in cases() {
        let row = heeus_host_testkit::expect::result(record! { Seen: wanted.to_vec() });
        kit.run("Log", ask).expect_intents([row]);
    }
}
