//! A package of all kinds of engines: each extension runs on its own.

use heeus_abi::Storage;
use heeus_host::engine::EngineKind::Builtin;
use heeus_host::engine::{BuiltinModule, CompiledModule, EngineConfig, EngineKind, LuaModule};
use heeus_host::external::External;
use heeus_host::{App, AppConfig, InvokeError, Package, Request};
use heeus_host_testkit::{DynRecord, Fakes, record};
use heeus_sdk::prelude::*;
use heeus_sdk::sys::secret;

use super::guest::Guest;

/// A validator that refuses if its arguments say so, and a projector that counts its runs.
const SCRIPT: &str = r#"
heeus.entity { view = "test.Seen", partition = { "All i32" }, value = { "Times i64" } }
heeus.extension {
  kind = "validator", name = "Check", checks = { "Test" }, args = { Bad = "bool?" },
  run = function(_, args)
    if args.Bad then heeus.fail("bad", 7) end
  end,
}
heeus.extension {
  kind = "projector", name = "Count", after = { "Test" }, sync = true,
  run = function(ctx)
    local key = ctx:key_builder("sys.View", "test.Seen", { All = 1 })
    local seen = ctx:can_exist(key)
    ctx:new_value(key, { Times = (seen and seen.Times or 0) + 1 })
  end,
}
"#;

#[derive(Record)]
struct Secret {
    secret: String,
}

fn wasm() -> CompiledModule {
    Guest::default()
        .try_compile(&EngineConfig::default())
        .unwrap()
}

fn lua() -> LuaModule {
    LuaModule::new("ext.lua", SCRIPT, &EngineConfig::default()).unwrap()
}

fn builtin() -> BuiltinModule {
    let tell = |ctx: &QueryContext<'_>| -> Result<Secret, Error> {
        let secret = secret(ctx, "word")?.ok_or("there is none")?.to_owned();
        Ok(Secret { secret })
    };
    BuiltinModule::builder("closures")
        .query("Tell", tell)
        .build()
        .unwrap()
}

fn app() -> App {
    app_with(External::default())
}

/// The app with this world outside.
fn app_with(external: External) -> App {
    let package = Package::new("test")
        .module(wasm())
        .module(lua())
        .module(builtin())
        .query("Tell", Builtin);
    let config = AppConfig {
        external,
        ..AppConfig::default()
    };
    let app = App::in_memory(config).unwrap();
    assert_eq!(app.deploy(package), Ok(Vec::new()));
    app
}

#[test]
fn a_command_goes_through_engines_of_several_kinds() {
    let app = app();
    for offset in 1..=3 {
        let done = app.command(Request::new("test", "Test", record! {}));
        assert_eq!(done.unwrap().offset, offset);
    }
    let error = app.command(Request::new("test", "Test", record! { Bad: true }));
    let Err(InvokeError::Extension(refusal)) = error else {
        panic!("{error:?}");
    };
    assert_eq!(refusal.extension, "test.Check");
    assert_eq!(
        refusal.error.to_string(),
        "Check in ext.lua: run: error 7: bad"
    );
    let rows = app.with_state(1, |state| state.rows(Storage::View, "test.Seen"));
    let rows = rows.unwrap().unwrap();
    let seen: Vec<DynRecord> = rows.into_iter().map(|(_, value)| value.into()).collect();
    assert_eq!(seen, [record! { Times: 3i64 }]);
    for kind in EngineKind::ALL {
        assert_eq!(app.metrics().engine("test", kind).instances(), 1, "{kind}");
    }
}

#[test]
fn a_closure_sees_what_was_arranged() {
    let fakes = Fakes::new();
    let app = app_with(fakes.external());
    let tell = || app.query(Request::new("test", "Tell", record! {}));
    assert!(tell().unwrap_err().to_string().ends_with("there is none"));
    fakes.secret("word", "hush");
    let told: Vec<DynRecord> = tell()
        .unwrap()
        .results
        .into_iter()
        .map(DynRecord::from)
        .collect();
    assert_eq!(told, [record! { Secret: "hush" }]);
}
