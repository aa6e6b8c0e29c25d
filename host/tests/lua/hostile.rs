//! Hostile scripts: they end, at the limit that they exceed, and leave nothing.

use std::time::Duration;

use heeus_host::error::{ErrorClass, ErrorKind};
use heeus_host_testkit::prelude::*;

use super::{kit, script};

/// Runs a body that must end at this limit, twice, with a good run in between. A clock decides only
/// if time is the limit.
#[track_caller]
pub(super) fn ends(body: &str, class: ErrorClass) {
    let mut kit = kit(&format!("if args.Good then return end {body}"));
    kit.engine_config(|config| {
        config.run_time = Duration::from_mins(1);
        match class {
            ErrorClass::TimeLimit => config.run_time = Duration::from_millis(100),
            ErrorClass::FuelLimit => config.fuel = Some(300_000),
            ErrorClass::MemoryLimit => config.mem_limit = 4 << 20,
            _ => {}
        }
    });
    for _ in 0..2 {
        let outcome = kit
            .run("Command", record! {})
            .ignore_failure()
            .ignore_intents();
        let found = outcome.error().map(heeus_host::error::Error::class);
        assert_eq!(found, Some(class), "{body}: {:?}", outcome.error());
        if class != ErrorClass::TimeLimit {
            kit.run("Command", record! { Good: true }).expect_ok();
        }
    }
}

#[track_caller]
pub(super) fn faults(body: &str, text: &str) {
    let mut kit = kit(body);
    let outcome = kit
        .run("Command", record! {})
        .ignore_failure()
        .ignore_intents();
    match outcome.error().map(|error| &error.kind) {
        Some(ErrorKind::Fault(fault)) => {
            assert!(fault.text.contains(text), "{body}: {fault:?}");
            assert_eq!(fault.file, "test.lua", "{body}");
            assert!(fault.line > 0, "{body}: {fault:?}");
        }
        other => panic!("{body}: {other:?}"),
    }
}

#[test]
fn loops_end_whatever_they_catch() {
    for body in [
        "while true do end",
        "local function f() while true do end end while true do pcall(f) end",
        "while true do pcall(pcall, pcall, error) end",
        "xpcall(function() while true do end end, function() while true do end end)",
        "while true do xpcall(error, function() error('again') end) end",
        "local t = setmetatable({}, { __index = function(t, k) while true do end end }) \
         pcall(function() return t.x end) ",
        "local t = setmetatable({}, { __close = function() while true do end end }) do local x \
         <close> = t error('x') end",
        "local t = setmetatable({}, { __close = function() error('mine') end }) pcall(function() \
         local x <close> = t while true do end end)",
        "table.sort({ 3, 2, 1 }, function() while true do end end)",
        "table.insert(setmetatable({}, { __len = function() return 1 << 60 end }), 1, 1)",
        "table.move({}, 1, math.maxinteger - 1, 2)",
        "string.gsub('x', 'x', function() while true do end end)",
        "for i = 1, math.huge do string.format('%s', setmetatable({}, \
         { __tostring = function() return 'x' end })) end",
    ] {
        ends(body, ErrorClass::FuelLimit);
    }
}

#[test]
fn what_takes_long_without_instructions_ends_at_the_run_time() {
    for body in [
        "while true do end",
        "local function f() while true do end end while true do pcall(f) end",
        "local s = string.rep('x', 1 << 18) while true do utf8.len(s) s:upper() local _ = s < s \
         end",
    ] {
        ends(body, ErrorClass::TimeLimit);
    }
}

#[test]
fn a_value_that_multiplies_at_each_level_ends() {
    let mut kit = kit(
        "local t = {} for i = 1, 8 do local n = {} for k = 1, 300 do n['k' .. k] = t end t = n end
        ctx:result(t)",
    );
    let outcome = kit.run("Command", record! {}).ignore_failure();
    let outcome = outcome.ignore_intents();
    let class = outcome.error().map(heeus_host::error::Error::class);
    // It depends on the machine which of the two it meets first.
    let limits = [ErrorClass::MemoryLimit, ErrorClass::TimeLimit];
    assert!(
        class.is_some_and(|class| limits.contains(&class)),
        "{class:?}"
    );
}

#[test]
fn fuel_ends_a_loop() {
    let mut kit = kit("if not args.Good then while true do pcall(error) end end");
    kit.engine_config(|config| config.fuel = Some(100_000));
    let outcome = kit
        .run("Query", record! {})
        .ignore_failure()
        .ignore_intents();
    let error = outcome.error().map(heeus_host::error::Error::class);
    assert_eq!(error, Some(ErrorClass::FuelLimit));
    assert!((100_000..110_000).contains(&outcome.stats().fuel));
    kit.run("Query", record! { Good: true }).expect_ok();
}

#[test]
fn recursion_ends_at_the_stack() {
    for body in [
        "local function f(n) return 1 + f(n) end f(1)",
        "local function f() return (pcall(f)) end f()",
        "local function f() pcall(function() f() end) end f()",
        "local function f() pcall(f) while true do end end f()",
        "local t = setmetatable({}, {}) getmetatable(t).__index = function(t, k) return t[k + 1] \
         end return t[1]",
    ] {
        ends(body, ErrorClass::StackLimit);
    }
}

#[test]
fn memory_ends_at_its_limit() {
    for body in [
        "local t = {} while true do t[#t + 1] = { #t } end",
        "local s = 'x' while true do s = s .. s end",
        "pcall(string.rep, 'x', 1 << 30) ",
        "while true do pcall(string.rep, 'x', 1 << 30) end",
        "string.rep('', 10, string.rep('x', 1 << 22))",
        "local t = {} for i = 1, 1000 do t[i] = ctx:key_builder('sys.View', 'test.Days', \
         { Note = string.rep('x', 1 << 20) }) end",
        "for i = 1, 1000 do ctx:log('info', string.rep('x', 1 << 20)) end",
        "for i = 1, 1000 do ctx:result { Text = string.rep('x', 1 << 20) } end",
        "local t = {} for i = 1, 1000 do t[i] = heeus.bytes(string.rep('x', 1 << 20)) end",
        "local t = {} for i = 1, 30000 do t[i] = ctx:record_builder { A = i } end",
        "local kept = {} local c = setmetatable({}, { __close = function(_, e) kept[#kept + 1] = e end })
        for i = 1, 1 << 20 do pcall(function() local x <close> = c heeus.fail(('x'):rep(1000)) end) end",
        "local t = {} for i = 1, 1 << 22 do t[i] = 'x' end table.concat(t, string.rep('x', 1000))",
    ] {
        ends(body, ErrorClass::MemoryLimit);
    }
}

#[test]
fn what_is_let_go_does_not_count() {
    kit("for i = 1, 200 do heeus.bytes(string.rep('x', 1 << 20)) end")
        .engine_config(|config| config.run_time = Duration::from_secs(20))
        .run("Command", record! {})
        .expect_ok();
}

#[test]
fn functions_of_c_are_bounded() {
    kit(
        "assert(string.rep('', 1 << 60) == '') assert(('x'):rep(3, ',') == 'x,x,x')
        assert(('2026-01-02'):match('^(%d+)%-(%d+)%-(%d+)$') == '2026')
        assert(('a,b'):gsub(',', ';') == 'a;b')",
    )
    .run("Command", record! {})
    .expect_ok();
    faults("string.rep('x', 1 << 40)", "resulting string too large");
    faults(
        "pcall(string.rep, 'x', 1 << 40) error(select(2, pcall(string.rep, 'x', 1 << 40)), 0)",
        "resulting string too large",
    );
    faults("table.unpack({}, 1, 1 << 30)", "too many results");
}

#[test]
fn what_is_not_there_is_nil() {
    let absent = [
        "load",
        "loadstring",
        "loadfile",
        "dofile",
        "require",
        "collectgarbage",
        "rawset",
        "next",
        "os",
        "io",
        "package",
        "debug",
        "coroutine",
        "string.dump",
        "string.pack",
        "string.unpack",
        "string.packsize",
        "math.random",
        "math.randomseed",
        "_G",
        "warn",
        "ctx.run",
    ];
    for name in absent {
        kit(&format!("assert({name} == nil, '{name}')"))
            .run("Command", record! {})
            .expect_ok();
    }
}

#[test]
fn what_is_shared_cannot_be_changed() {
    faults("string.rep = 1", "string cannot be changed");
    faults("heeus.fail = 1", "heeus cannot be changed");
    faults("table.x = 1", "table cannot be changed");
    faults("ctx.log = 1", "the context cannot be changed");
    faults(
        "getmetatable('').__index = {}",
        "attempt to index a boolean",
    );
    faults(
        "setmetatable(string, {})",
        "cannot change a protected metatable",
    );
    faults(
        "setmetatable(_ENV, {})",
        "cannot change a protected metatable",
    );
    faults(
        "setmetatable({}, { __gc = function() end })",
        "__gc is not available",
    );
    faults("table.insert(string, 1, 1)", "string cannot be changed");
    faults("('x').rep.y = 1", "attempt to index a function");
    faults("getmetatable(args).x = 1", "attempt to index a boolean");
    faults("args.Amount = 1", "");
}

#[test]
fn a_run_leaves_nothing_to_the_next() {
    let source = script(
        "kept_global = (kept_global or 0) + 1
        heeus.count()
        ctx:log('info', kept_global .. ' ' .. tostring(kept_ctx))
        kept_ctx, string_key = ctx, ctx:key_builder('sys.View', 'test.Days')
        string.kept = nil",
    );
    assert!(source.contains("heeus.count()"));
    let source = source.replace(
        "heeus.count()",
        "kept_local = kept_local + 1 print(kept_local)",
    );
    let source = source.replace("string.kept = nil", "").replace(
        "local function body",
        "local kept_local = 0 local function body",
    );
    let mut kit = Kit::lua_source("test.lua", source);
    for _ in 0..3 {
        kit.run("Command", record! {})
            .expect_log(LogLevel::Info, "1")
            .expect_log(LogLevel::Info, "1 nil")
            .expect_ok();
    }
}

#[test]
fn errors_of_any_sort_are_faults() {
    faults("error('text')", "text");
    faults(
        "local t = nil; return t.x",
        "attempt to index a nil value (local 't')",
    );
    faults(
        "return 1 + nil",
        "attempt to perform arithmetic on a nil value",
    );
    faults("return 1 // 0", "attempt to divide by zero");
    for (error, text) in [
        ("{}", "an error that is a table"),
        (
            "setmetatable({}, { __tostring = function() while true do end end })",
            "an error that is a table",
        ),
        ("nil", "an error without a value"),
        ("42", "42"),
        ("function() end", "an error that is a function"),
        ("args", "an error that is userdata"),
        ("'text'", "text"),
        ("string.rep('x', 1 << 20)", "xxx"),
    ] {
        let outcome = kit(&format!("error({error}, 0)"))
            .run("Command", record! {})
            .ignore_failure()
            .ignore_intents();
        match outcome.error().map(|error| &error.kind) {
            Some(ErrorKind::Fault(fault)) => {
                assert!(fault.text.contains(text), "{fault:?}");
                assert_eq!(fault.line, 2, "{fault:?}");
                assert!(fault.text.len() <= 4096);
            }
            other => panic!("{error}: {other:?}"),
        }
    }
}

#[test]
fn values_that_are_none_are_reported() {
    faults(
        "local t = {} t.t = t ctx:result(t)",
        "records are nested deeper than 8",
    );
    faults(
        "local t = {} t[1] = t ctx:result { List = t }",
        "item 1 of a list",
    );
    faults("ctx:result { [1.5] = 1 }", "found a number as a name");
    faults("ctx:result { [true] = 1 }", "found a boolean as a name");
    faults("ctx:result { ['\\xff'] = 1 }", "found a string as a name");
    faults(
        "ctx:result { Text = '\\xff' }",
        "a text is not UTF-8; use heeus.bytes for bytes",
    );
    faults(
        "ctx:result { F = print }",
        "a field cannot be filled with a function",
    );
    faults(
        "ctx:result { F = { 1, 'a' } }",
        "item 2 of a list is string, expected i64",
    );
    faults(
        "ctx:result { F = { 1, a = 2 } }",
        "a table is either a list or has field names, not both",
    );
    faults(
        "return { [0/0 == 0 and 1 or 2.5] = 1 }",
        "found a number as a name",
    );
    faults("return 42", "run returned a integer");
    faults("ctx:key_builder('sys.Nope')", "no storage \"sys.Nope\"");
    faults(
        "ctx:update_value(ctx:key_builder('sys.View', 'test.Days'), {})",
        "argument 2",
    );
    faults("ctx.log('info', 'x')", "argument");
    faults(
        "heeus.extension { kind = 'job', name = 'X', run = print }",
        "declarations must be at the top level",
    );
    faults("heeus.i32(1 << 40)", "expected i32, found i64");
    faults("heeus.i32('1')", "expected i32, found string");
}

#[test]
fn what_does_not_fit_a_block_fails_the_run() {
    for (body, text) in [
        (
            "for i = 1, 2000 do t['k' .. i] = 1 end",
            "a record has too many fields",
        ),
        (
            "local row = ctx:result {} for i = 1, 3000 do row:put('k' .. i, 1) end",
            "a record has too many fields",
        ),
        ("t[''] = 1", "a name is empty"),
        ("t[('x'):rep(300)] = 1", "longer than 255 bytes"),
        ("t.A = heeus.qname('nodot')", "a qualified name is not"),
    ] {
        kit(&format!("local t = {{}} {body} ctx:result(t)"))
            .run("Command", record! {})
            .expect_failure(text);
    }
}

#[test]
fn a_limit_ends_a_run_that_it_is_in_the_middle_of_for_good() {
    let mut kit = kit(
        "pcall(function() ctx:read(ctx:key_builder('sys.Http', nil, { Url = 'x' }), print) end) \
         return { A = 1 }",
    );
    kit.run("Command", record! {})
        .expect_failure("a command may not read from sys.Http");
}
