//! Scripts that load, and scripts that are refused.

use heeus_host::engine::{EngineConfig, EngineKind, ExtEngineFactory, LuaModule, Module};
use heeus_host::error::ErrorClass;
use heeus_host::state::HostState;
use heeus_host_testkit::prelude::*;

const EXTENSION: &str = "heeus.extension { kind = 'job', name = 'A', run = print }";

#[test]
fn a_script_is_checked_when_it_is_loaded() {
    let broken = [
        ("x = = 1", "script line 1: found unexpected symbol near '='"),
        (
            "\n\nlocal x = nil + 1",
            "script line 3: found attempt to perform arithmetic",
        ),
        ("x = 1", "found no extension"),
        (
            "heeus.extension { kind = 'nope', name = 'A', run = print }",
            "kind of A: expected command, query",
        ),
        (
            "\nheeus.extension { kind = 'job', name = 'A' }",
            "script line 2: found run of A: expected a function",
        ),
        (
            "heeus.extension { name = 1 }",
            "name: expected a text, found integer",
        ),
        (
            "heeus.extension { name = 'A', x = 1 }",
            "a declaration may only have kind, name",
        ),
        (
            "heeus.entity { view = 'a.B', value = { 'X' } }",
            "expected a name and a type",
        ),
        (
            "heeus.entity { view = 'a.B', value = { 'X y' } }",
            "no type \"y\"",
        ),
        (
            "heeus.entity { }",
            "expected one of view, record or singleton",
        ),
        ("while true do end", "run time of"),
        ("heeus.fail('own')", "found own"),
        ("\x1bLua", "unexpected symbol near '<\\27>'"),
        ("print('x')", "outside of a run"),
    ];
    refused(&broken);
}

/// Expects that each of these scripts is refused with its text.
#[track_caller]
fn refused(broken: &[(&str, &str)]) {
    let config = EngineConfig::default();
    for (source, text) in broken {
        let error = LuaModule::new("bad.lua", *source, &config)
            .expect_err(source)
            .to_string();
        assert!(
            error.contains("bad.lua: load: ") && error.contains(text),
            "{source}: {error}"
        );
    }
}

#[test]
fn targets_are_lists_of_names_of_their_kinds() {
    refused(&[
        (
            "heeus.extension { kind = 'job', name = 'A', run = print, sync = false }",
            "sync of A: expected only in a projector, not in a job",
        ),
        (
            "heeus.extension { kind = 'validator', name = 'A', run = print, after = { 'B' } }",
            "after of A: expected only in a projector, not in a validator",
        ),
        (
            "heeus.extension { kind = 'projector', name = 'A', run = print, checks = { 'B' } }",
            "checks of A: expected only in a validator, not in a projector",
        ),
        (
            "heeus.extension { kind = 'projector', name = 'A', run = print, after = 'B' }",
            "after of A: expected a list of names",
        ),
        (
            "heeus.extension { kind = 'projector', name = 'A', run = print, after = { 1 } }",
            "after of A: expected a list of names",
        ),
        (
            "heeus.extension { kind = 'projector', name = 'A', run = print, after = { '\\xff' } }",
            "after of A: expected a list of names",
        ),
        (
            "heeus.extension { kind = 'projector', name = 'A', run = print, sync = 1 }",
            "sync of A: expected true or false, found integer",
        ),
    ]);
}

#[test]
fn declarations_are_checked() {
    let (extension, config) = (EXTENSION, EngineConfig::default());
    for (more, text) in [
        (extension, "two of this name, a job and a job"),
        ("heeus.entity { view = 'nodot' }", "a qualified name"),
        (
            "heeus.entity { view = 'a.B', partition = { 'X i32?' } }",
            "key fields that no row may lack",
        ),
        (
            "heeus.entity { singleton = 'a.B' } heeus.entity { view = 'a.B', partition = \
             { 'X i32' } }",
            "each entity declared in one way",
        ),
        (
            "heeus.entity { singleton = 'a.B', value = { 'X i32' }, unique = { 'X' } }",
            "unique fields (X) of a.B: found a singleton, expected a record",
        ),
        (
            "heeus.entity { record = 'a.B', value = { 'X record' }, unique = { 'X' } }",
            "unique fields (X) of a.B: found X: record, expected value fields, no records",
        ),
        (
            "heeus.entity { record = 'a.B', value = { 'X i32' }, unique = { 'Y' } }",
            "unique fields (Y) of a.B: found no field Y",
        ),
        (
            "heeus.entity { record = 'a.B', value = { 'X i32' }, unique = { 'X', 'X' } }",
            "each unique field once",
        ),
        (
            "heeus.extension { kind = 'job', name = 'WasmA', run = print }",
            "a name that does not begin with Wasm",
        ),
        (
            "heeus.extension { kind = 'validator', name = 'B', run = print, checks = {'A', 'A'} }",
            "each target once",
        ),
        (
            "heeus.extension { kind = 'projector', name = 'B', run = print, after = { 'a.' } }",
            "names of commands of the package, or of events",
        ),
    ] {
        let error = LuaModule::new("bad.lua", format!("{extension} {more}"), &config)
            .expect_err(more)
            .to_string();
        assert!(error.contains(text), "{more}: {error}");
    }
    LuaModule::new("good.lua", extension, &config).expect("it is good");
}

#[test]
fn an_engine_is_made_by_the_factory_and_refuses_what_every_engine_does() {
    let factory = ExtEngineFactory::default();
    let source =
        "heeus.extension { kind = 'job', name = 'A', doc = 'Does a.', run = function() end }";
    let module = Module::from(factory.script("a.lua", source).expect("it is good"));
    assert_eq!((module.kind(), module.name()), (EngineKind::Lua, "a.lua"));
    assert_eq!(module.manifest().extensions[0].doc, "Does a.");
    let mut engine = factory.make(&module).expect("there is room");
    let mut state = HostState::new();
    let mut class = |kind, name: &str, finish| {
        if finish {
            engine.finish().expect("it ends");
        }
        let args = heeus_abi::RecordRef::empty();
        let report = engine.invoke(&mut state, &heeus_host::engine::Call::new(name, kind, args));
        report.result.err().map(|error| error.class())
    };
    assert_eq!(class(ExtensionKind::Job, "A", false), None);
    assert_eq!(
        class(ExtensionKind::Job, "B", false),
        Some(ErrorClass::UnknownExtension)
    );
    assert_eq!(
        class(ExtensionKind::Query, "A", false),
        Some(ErrorClass::WrongKind)
    );
    assert_eq!(class(ExtensionKind::Job, "", false), Some(ErrorClass::Call));
    assert_eq!(class(ExtensionKind::Job, "A", true), Some(ErrorClass::Call));
}

#[test]
fn a_script_may_have_any_name() {
    let long = "x".repeat(300);
    for name in ["[heeus]", "heeus", "a:b", "", "t\u{e4}xt.lua", &long] {
        let source =
            "\nheeus.extension { kind = 'job', name = 'A', run = function()\nstring.rep() end }";
        let mut kit = Kit::lua_source(name, source);
        let outcome = kit
            .run("A", record! {})
            .expect_fault("bad argument #1 to 'rep'");
        outcome.expect_fault_at(&format!("{name}:3"));
    }
}

#[test]
#[should_panic(expected = "nowhere/ext.lua: ")]
fn a_script_that_is_not_there_is_named() {
    let _ = Kit::lua("nowhere/ext.lua");
}

#[test]
#[should_panic(expected = "bad.lua: load: refused: script line 2: found ")]
fn a_script_that_is_wrong_fails_the_test_with_its_line() {
    let _ = Kit::lua_source("bad.lua", "\nx =");
}

#[test]
fn limits_of_a_kit_hold_for_its_script() {
    let source =
        "heeus.extension { kind = 'job', name = 'A', run = function() while true do end end }";
    let mut kit = Kit::lua_source("loop.lua", source);
    kit.engine_config(|config| config.fuel = Some(5000));
    kit.run("A", record! {}).expect_limit("fuel of 5000");
    kit.engine_config(|config| config.fuel = Some(9000));
    kit.run("A", record! {}).expect_limit("fuel of 9000");
}

#[test]
fn parts_may_be_as_deep_as_in_plain_lua() {
    let lua = mlua::Lua::new();
    let config = EngineConfig::default();
    let deep = |open: &str, close: &str, depth: usize| {
        format!(
            "local a = 1 local b = {}a{}",
            open.repeat(depth),
            close.repeat(depth)
        )
    };
    for (open, close) in [
        ("a .. ", ""),
        ("(", ")"),
        ("- ", ""),
        ("a ^ ", ""),
        ("{", "}"),
    ] {
        let plain = |depth: &usize| lua.load(deep(open, close, *depth)).into_function().is_ok();
        let most = (1..300).take_while(plain).last().unwrap_or(0);
        assert!(most > 90, "{open}");
        let source = |depth| {
            let deep = deep(open, close, depth);
            format!("if false then {deep} end {EXTENSION}")
        };
        // The condition around it counts too, and so does the host's call.
        LuaModule::new("test.lua", source(most - 4), &config).expect("plain Lua takes it");
        let error = LuaModule::new("test.lua", source(most + 1), &config).expect_err("it is deep");
        assert_eq!(error.class(), ErrorClass::Load, "{open}: {error}");
        assert!(
            error
                .to_string()
                .contains("deeper than Lua's compiler allows"),
            "{error}"
        );
    }
}
