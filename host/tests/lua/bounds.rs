//! Scripts near the limits: the host's copies, single long steps, memory after the end, and
//! differences from run to run.

use std::time::Duration;

use heeus_host::engine::{Call, Engine, EngineConfig, LuaEngine, LuaModule};
use heeus_host::error::{Error, ErrorClass, ErrorKind, Limit};
use heeus_host::state::HostState;
use heeus_host_testkit::prelude::*;

use super::hostile::{ends, faults};
use super::kit;

const MUCH: &str = "local s = string.rep('x', 1 << 20)";
/// Takes long in one call, and is accepted.
const LONG: &str = "string.find(('a'):rep(1 << 18), ('[a]'):rep(200) .. 'b')";

fn class(error: Option<&Error>) -> Option<ErrorClass> {
    error.map(Error::class)
}

#[test]
fn an_anchor_is_none_where_many_matches_are_looked_for() {
    kit("assert(('^a^b'):gmatch('^%a')() == '^a')")
        .run("Command", record! {})
        .expect_ok();
}

#[test]
fn steps_of_patterns_are_counted() {
    for body in [
        "string.find(('a'):rep(5000), ('a*'):rep(20) .. 'b')",
        "string.match(('a'):rep(5000), ('a-'):rep(20) .. 'b')",
        "string.gsub(('a'):rep(5000), ('a?'):rep(40) .. 'b', '')",
        "string.gmatch(('a'):rep(50000), '.-b')()",
        "string.match(('x'):rep(1 << 20), '(x*)%1b')",
        "string.find(('a'):rep(1 << 20), ('[a]'):rep(60) .. 'b')",
        "string.gsub(('a'):rep(1 << 20), '[' .. ('xyz'):rep(60) .. ']', '')",
        "string.find(('a'):rep(1 << 20), ('a'):rep(1 << 19) .. 'b', 1, true)",
    ] {
        ends(body, ErrorClass::FuelLimit);
    }
    kit("assert(('a'):rep(1 << 20):find('[xyz]') == nil)")
        .engine_config(|config| config.run_time = Duration::from_mins(1))
        .run("Command", record! {})
        .expect_ok();
}

#[test]
fn a_name_that_no_entity_has_makes_no_key() {
    kit("ctx:key_builder('sys.View', ('x'):rep(256))")
        .run("Command", record! {})
        .expect_failure("the key is invalid");
}

#[test]
fn what_the_host_copies_counts_while_it_does() {
    for body in [
        "local t = { s, s, s, 1 } heeus.array('string', t)",
        "ctx:result { A = s, B = { A = s, B = s, C = print } }",
        "ctx:result { A = s, B = { A = s, B = { A = s, C = print } } }",
    ] {
        ends(&format!("{MUCH} {body}"), ErrorClass::MemoryLimit);
    }
    let source = format!(
        "{MUCH} heeus.entity {{ view = 'a.B', value = {{ s .. ' i32', s .. ' i32', s .. ' i32', \
         'x' }} }}"
    );
    let config = EngineConfig {
        mem_limit: 6 << 20,
        ..EngineConfig::default()
    };
    let loaded = LuaModule::new("test.lua", source, &config);
    assert_eq!(
        class(loaded.as_ref().err()),
        Some(ErrorClass::MemoryLimit),
        "{loaded:?}"
    );
}

#[test]
fn keys_of_reads_inside_of_reads_count() {
    let mut kit = kit(
        "local key = ctx:key_builder('sys.Http', nil, { Url = 'u', Method = 'POST', Body = string.rep('x', 1 << 20) })
        local function again(deep)
            ctx:read(key, function() if deep > 1 then again(deep - 1) end end)
        end
        again(6)",
    );
    kit.http("POST", "u", HttpAnswer::new(200).body("done"));
    kit.limits(|limits| {
        limits.request_bytes = 16 << 20;
        limits.open_key_bytes = 16 << 20;
    });
    for (limit, class) in [(16 << 20, None), (6 << 20, Some(ErrorClass::MemoryLimit))] {
        kit.engine_config(|config| {
            config.mem_limit = limit;
            config.run_time = Duration::from_mins(1);
        });
        let outcome = kit.run("Job", record! {}).ignore_failure().ignore_intents();
        assert_eq!(
            outcome.error().map(Error::class),
            class,
            "{:?}",
            outcome.error()
        );
    }
}

#[test]
fn a_field_that_is_replaced_does_not_count() {
    let mut kit = kit("local key = ctx:key_builder('sys.View', 'test.Days')
        for i = 1, 100 do key:put('Note', string.rep('x', 1 << 20)) end");
    kit.engine_config(|config| {
        config.mem_limit = 6 << 20;
        config.run_time = Duration::from_mins(1);
    });
    kit.run("Command", record! {}).expect_ok();
}

#[test]
fn a_run_that_comes_back_late_is_late() {
    let mut kit = kit(LONG);
    kit.engine_config(|config| config.run_time = Duration::from_millis(20));
    let outcome = kit
        .run("Command", record! {})
        .ignore_failure()
        .ignore_intents();
    assert_eq!(class(outcome.error()), Some(ErrorClass::TimeLimit));
    let config = EngineConfig {
        run_time: Duration::from_millis(20),
        ..EngineConfig::default()
    };
    let source = format!("heeus.extension {{ kind = 'job', name = 'A', run = print }} {LONG}");
    let loaded = LuaModule::new("test.lua", source, &config);
    assert_eq!(class(loaded.err().as_ref()), Some(ErrorClass::TimeLimit));
}

#[test]
fn compiling_is_bounded() {
    const EXTENSION: &str = "heeus.extension { kind = 'job', name = 'A', run = print }";
    let config = EngineConfig::default();
    let fits = EXTENSION.to_owned() + &" ".repeat((256 << 10) - EXTENSION.len());
    let module = LuaModule::new("test.lua", &fits, &config).expect("it is good");
    let error = LuaModule::new("test.lua", format!("{fits} "), &config).expect_err("too large");
    assert_eq!(error.class(), ErrorClass::Load);
    let error = error.to_string();
    assert!(error.contains("found 262145 bytes"), "{error}");
    let none = EngineConfig {
        run_time: Duration::ZERO,
        ..config
    };
    let made = LuaEngine::new(&module, &none);
    assert_eq!(class(made.err().as_ref()), Some(ErrorClass::TimeLimit));
}

#[test]
fn nothing_runs_after_the_end() {
    let closes =
        "local c = setmetatable({}, { __close = function() ctx:log('info', 'closed') end })
        local x <close>, f = c, function() ";
    for (body, class) in [
        ("while true do end", ErrorClass::FuelLimit),
        (
            "for i = 1, 100 do ctx:result { A = heeus.bytes(string.rep('x', 1 << 20)) } end",
            ErrorClass::MemoryLimit,
        ),
    ] {
        let mut kit = kit(&format!(
            "if args.Good then return end {closes} {body} end f()"
        ));
        kit.engine_config(|config| {
            config.run_time = Duration::from_mins(1);
            config.fuel = Some(2_000_000);
        });
        let outcome = kit
            .run("Command", record! {})
            .ignore_failure()
            .ignore_intents();
        assert_eq!(outcome.error().map(Error::class), Some(class), "{body}");
        assert_eq!(outcome.logs().len(), 0, "{body}: {:?}", outcome.logs());
        kit.run("Command", record! { Good: true }).expect_ok();
    }
}

#[test]
fn the_order_of_a_table_is_not_seen() {
    faults("pairs(0)", "(table expected, got number)");
    faults("pairs(args)", "(table expected, got userdata)");
    kit(
        "local hidden = setmetatable({ b = 1, a = 2 }, { __metatable = { __pairs = true } })
        assert(pairs(hidden)() == 'a')
        local own = setmetatable({}, { __pairs = function(of)
            return function(_, last) if not last then return 1, 2 end end, of, nil
        end })
        local sum = 0
        for key, value in pairs(own) do sum = sum + key + value end
        assert(sum == 3)",
    )
    .run("Command", record! {})
    .expect_ok();
}

#[test]
fn the_first_name_decides_which_mistake_is_reported() {
    let functions = ('b'..='z').map(|name| format!("{name} = print"));
    let functions = functions.collect::<Vec<_>>().join(", ");
    for _ in 0..4 {
        faults(
            &format!("ctx:result {{ R = {{ {functions}, a = '\\xff' }} }}"),
            "a text is not UTF-8",
        );
        for inside in [
            "[1.5] = 1, [true] = 1, ['\\xff'] = 1",
            "['\\xff'] = 1, [true] = 1, [1.5] = 1",
        ] {
            faults(
                &format!("ctx:result {{ R = {{ {functions}, {inside} }} }}"),
                "found a boolean as a name",
            );
        }
    }
}

#[test]
fn neither_the_collector_nor_addresses_are_seen() {
    faults(
        "setmetatable({}, { __mode = 'k' })",
        "__mode is not available",
    );
    kit(
        "local named = setmetatable({}, { __name = string.rep('x', 300) })
        assert(tostring(named) == string.rep('x', 300))
        assert(string.format('%s', named) == string.rep('x', 300))
        assert(tostring({}) == 'table' and tostring(print) == 'function')",
    )
    .run("Command", record! {})
    .expect_ok();
}

#[test]
fn an_error_of_the_script_is_no_limit_whatever_it_says() {
    for (body, text) in [
        ("error('not enough memory', 0)", "not enough memory"),
        ("error('stack overflow', 0)", "stack overflow"),
        ("error('stack overflow')", "stack overflow"),
        (
            "error('error in error handling')",
            "error in error handling",
        ),
        ("error('a C stack overflow')", "a C stack overflow"),
        ("assert(false, 'not enough memory')", "not enough memory"),
        ("assert(nil, 'stack overflow')", "stack overflow"),
        ("assert(false)", "assertion failed!"),
        ("assert()", "bad argument #1 to 'assert'"),
        (
            "error(select(2, pcall(error, 'not enough memory')))",
            "not enough memory",
        ),
    ] {
        faults(body, text);
    }
    kit(
        "local _, told = pcall(error, 'stack overflow') assert(told:sub(-14) == 'stack overflow', told)
        local function f() error('mine', 2) end
        local _, told = pcall(function()
            f()
        end)
        assert(told == 'test.lua:5: mine', told)
        local _, told = pcall(function() error('mine') end) assert(told == 'test.lua:8: mine', told)
        local _, told = pcall(error, 'mine', 0) assert(told == 'mine', told)
        assert(select('#', assert(1, 2, 3)) == 3)",
    )
    .run("Command", record! {})
    .expect_ok();
}

#[test]
fn machines_are_counted() {
    let source = "heeus.extension { kind = 'job', name = 'Good', run = function() end }
        heeus.extension { kind = 'job', name = 'Bad', run = error }";
    let config = EngineConfig::default();
    let module = LuaModule::new("test.lua", source, &config).expect("it is good");
    let mut engine = LuaEngine::new(&module, &config).expect("there is room");
    let mut state = HostState::new();
    let (args, kind) = (heeus_abi::RecordRef::empty(), ExtensionKind::Job);
    for (name, made) in [("Good", 1), ("Bad", 1), ("Good", 2), ("Good", 2)] {
        let report = engine.invoke(&mut state, &Call::new(name, kind, args));
        assert_eq!(report.result.is_ok(), name == "Good");
        assert_eq!(engine.instances_made(), made);
    }
}

/// A text of a mebibyte is quoted in one call, which costs more than the fuel that is left.
#[test]
fn fuel_ends_a_long_quotation() {
    for (format, texts) in [
        ("%q", "s"),
        ("%q%s%q", "s, 1, s"),
        (&"%q".repeat(40), "s, 's'"),
    ] {
        let mut kit = kit(&format!(
            "local s = string.rep('\\0', 1 << 20) string.format('{format}', {texts})"
        ));
        kit.engine_config(|config| {
            config.fuel = Some(30_000);
            config.run_time = Duration::from_mins(1);
        });
        let outcome = kit.run("Command", record! {}).ignore_failure();
        let outcome = outcome.ignore_intents();
        let found = class(outcome.error());
        assert_eq!(found, Some(ErrorClass::FuelLimit), "{format}");
        let fuel = outcome.stats().fuel;
        assert!((30_000..32_000).contains(&fuel), "{format}: {fuel}");
    }
}

#[test]
fn a_small_memory_refuses_the_engine() {
    let mut kit = kit("");
    kit.engine_config(|config| config.mem_limit = 1000);
    let outcome = kit
        .run("Command", record! {})
        .ignore_failure()
        .ignore_intents();
    let limit = outcome.error().map(|error| error.kind.clone());
    assert!(
        matches!(&limit, Some(ErrorKind::Limit(limited))
            if matches!(limited.limit, Limit::Memory { .. })),
        "{limit:?}"
    );
}
