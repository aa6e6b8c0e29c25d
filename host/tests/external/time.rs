//! The time that calls outside may take, and its difference to the time of a run.

use std::time::{Duration, Instant};

use heeus_abi::ExtensionKind;
use heeus_host::Args;
use heeus_host::engine::ExtEngineFactory;
use heeus_host::engine::{BuiltinModule, Call, EngineConfig, Module, RunReport};
use heeus_host::error::ErrorKind;
use heeus_host::error::Limit;
use heeus_host::external::{External, ExternalError, HttpClient, HttpRequest, HttpResponse};
use heeus_host::state::HostState;
use heeus_host_testkit::fixture::Fixture;
use heeus_host_testkit::record;
use heeus_sdk::prelude::*;
use heeus_sdk::sys;

const RUN_TIME: Duration = Duration::from_millis(40);
const SLOW: Duration = Duration::from_millis(100);

/// A server that answers late, whatever time it has.
struct Slow;

impl HttpClient for Slow {
    fn send(&self, _: &HttpRequest<'_>) -> Result<HttpResponse, ExternalError> {
        let begin = Instant::now();
        while begin.elapsed() < SLOW {
            std::hint::spin_loop();
        }
        HttpResponse::new(200, &[], b"").map_err(ExternalError::new)
    }
}

/// Two requests, as a module of each engine that sends them.
fn modules(factory: &ExtEngineFactory) -> [Module; 3] {
    let ask = |ctx: &QueryContext<'_>| -> Result<(), Error> {
        for _ in 0..2 {
            sys::HttpRequest::new("GET", "http://heeus.com").send(ctx)?;
        }
        Ok(())
    };
    let builtin = BuiltinModule::builder("ask").query("Ask", ask);
    let script = "heeus.extension { kind = 'query', name = 'Ask', run = function(ctx)
        for _ = 1, 2 do
            ctx:read(ctx:key_builder('sys.Http', nil, { Url = 'http://heeus.com' }), function() end)
        end
    end }";
    let guest = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/guests/typed");
    let file = Fixture::new(guest).wasm().unwrap();
    [
        builtin.build().unwrap().into(),
        factory.script("ask.lua", script).unwrap().into(),
        factory.compile("ask.wasm", file.bytes()).unwrap().into(),
    ]
}

fn factory() -> ExtEngineFactory {
    ExtEngineFactory::new(EngineConfig {
        run_time: RUN_TIME,
        ..EngineConfig::default()
    })
}

/// A state whose runs may wait for this long.
fn state(external_time: Duration) -> HostState {
    let mut state = HostState::new();
    state.set_external(External::default().http(Slow));
    let mut limits = *state.limits();
    limits.external_time = external_time;
    state.set_limits(limits);
    state
}

fn ask(factory: &ExtEngineFactory, module: &Module, state: &mut HostState) -> RunReport {
    let mut engine = factory.make(module).unwrap();
    let args: Args = record! { Url: "http://heeus.com" }.into();
    let call = Call::new("Ask", ExtensionKind::Query, args.record().unwrap());
    engine.invoke(state, &call)
}

#[test]
fn calls_outside_do_not_count_for_the_run() {
    let factory = factory();
    for module in modules(&factory) {
        let begin = Instant::now();
        let report = ask(&factory, &module, &mut state(Duration::from_secs(10)));
        assert_eq!(report.result, Ok(()), "{}", module.kind());
        assert!(begin.elapsed() >= 2 * SLOW, "{}", module.kind());
    }
}

#[test]
fn calls_outside_have_a_limit_of_their_own() {
    let factory = factory();
    for module in modules(&factory) {
        let report = ask(&factory, &module, &mut state(SLOW / 2));
        let error = report.result.unwrap_err().to_string();
        let text = "calls of a run outside of the host may take at most 50 ms together";
        assert!(error.contains(text), "{}: {error}", module.kind());
    }
}

#[test]
fn a_run_that_waited_is_still_stopped() {
    let script = "heeus.extension { kind = 'query', name = 'Ask', run = function(ctx)
        ctx:read(ctx:key_builder('sys.Http', nil, { Url = 'http://heeus.com' }), function() end)
        while true do end
    end }";
    let factory = factory();
    let module = factory.script("spin.lua", script).unwrap().into();
    let begin = Instant::now();
    let report = ask(&factory, &module, &mut state(Duration::from_secs(10)));
    let error = report.result.unwrap_err();
    let ErrorKind::Limit(limited) = &error.kind else {
        panic!("{error}")
    };
    assert_eq!(limited.limit, Limit::Time(RUN_TIME));
    assert!(begin.elapsed() < SLOW + 20 * RUN_TIME);
}
