//! The limits that a host sets for a guest.

use std::time::{Duration, Instant};

use heeus_abi::{Storage, Value};
use heeus_host::engine::{EngineConfig, WasmEngine};
use heeus_host::error::{ErrorClass, Phase};
use heeus_host::external::{External, ExternalError, HttpClient, HttpRequest, HttpResponse};
use heeus_host::state::HostState;

use super::guest::{DATA, Guest, fails, key_of, run, state, works};

const LOOP: &str = "(loop $ever (br $ever))";

fn short() -> EngineConfig {
    EngineConfig {
        run_time: Duration::from_millis(20),
        ..EngineConfig::default()
    }
}

#[test]
fn a_run_ends_at_its_time() {
    let begun = Instant::now();
    let mut engine = Guest::failing(LOOP, &[]).engine_with(&short());
    let text = fails(&mut engine, &mut state(0), ErrorClass::TimeLimit);
    assert_eq!(text, "run: limit: run time of 20ms in WasmRun");
    assert!(
        begun.elapsed() < Duration::from_secs(20),
        "{:?}",
        begun.elapsed()
    );
}

/// A server that answers late.
struct Slow;

impl HttpClient for Slow {
    fn send(&self, _: &HttpRequest<'_>) -> Result<HttpResponse, ExternalError> {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_millis(60) {
            std::hint::spin_loop();
        }
        HttpResponse::new(200, &[], b"").map_err(ExternalError::new)
    }
}

#[test]
fn a_run_that_waited_outside_ends_at_its_own_time() {
    let request = key_of(
        Storage::Http,
        "",
        &[("Url", Value::Str("http://heeus.com"))],
    );
    let ask = format!("(drop (call $read (i32.const 128) (i32.const {DATA})))");
    let mut state = state(0);
    state.set_external(External::default().http(Slow));
    let mut engine = Guest::failing(&ask, &request).engine_with(&short());
    assert_eq!(
        run(&mut engine, &mut state).result,
        Ok(()),
        "60 ms are outside"
    );
    let begun = Instant::now();
    let mut engine = Guest::failing(&format!("{ask} {LOOP}"), &request).engine_with(&short());
    let text = fails(&mut engine, &mut state, ErrorClass::TimeLimit);
    assert_eq!(text, "run: limit: run time of 20ms in WasmRun");
    assert!(begun.elapsed() < Duration::from_secs(20));
}

#[test]
fn begin_and_reset_have_a_time_too() {
    let guest = Guest {
        init: LOOP.into(),
        ..Guest::default()
    };
    let error = guest.try_engine(&short()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "test.wasm: init: limit: run time of 20ms in WasmInit"
    );
    let guest = Guest::default().with(&format!("(func $start {LOOP}) (start $start)"));
    let error = guest.try_engine(&short()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "test.wasm: init: limit: run time of 20ms in the start function"
    );
    let mut engine = Guest {
        reset: LOOP.into(),
        ..Guest::default()
    }
    .engine_with(&short());
    let error = run(&mut engine, &mut state(0)).result.unwrap_err();
    assert_eq!(
        (error.phase, error.class()),
        (Phase::Reset, ErrorClass::TimeLimit)
    );
}

#[test]
fn recursion_ends_at_the_stack() {
    let mut engine = Guest::failing("(call $deep)", &[])
        .with("(func $deep (call $deep))")
        .engine();
    let text = fails(&mut engine, &mut state(0), ErrorClass::StackLimit);
    assert_eq!(
        text,
        "run: limit: stack exhausted (524288 bytes of the host's) in WasmRun"
    );
}

#[test]
fn the_stack_is_what_was_asked_for() {
    let guest = Guest::failing("(call $deep)", &[]).with("(func $deep (call $deep))");
    let config = EngineConfig {
        max_stack: 64 << 10,
        ..EngineConfig::default()
    };
    let text = fails(
        &mut guest.engine_with(&config),
        &mut state(0),
        ErrorClass::StackLimit,
    );
    assert_eq!(
        text,
        "run: limit: stack exhausted (65536 bytes of the host's) in WasmRun"
    );
    let module = guest.try_compile(&config).unwrap();
    let error = WasmEngine::new(&module, &EngineConfig::default()).unwrap_err();
    assert_eq!(error.class(), ErrorClass::Call);
}

/// Grows until the host refuses, then stops.
const BOMB: &str = "
    (loop $more (br_if $more (i32.ne (i32.const -1) (memory.grow (i32.const 1)))))
    unreachable";

#[test]
fn memory_ends_at_its_limit() {
    let config = EngineConfig {
        mem_limit: 4 << 20,
        ..EngineConfig::default()
    };
    let mut engine = Guest::failing(BOMB, &[]).engine_with(&config);
    let text = fails(&mut engine, &mut state(0), ErrorClass::MemoryLimit);
    let expected = "run: limit: memory of 4194304 bytes, 4259840 requested, in WasmRun";
    assert_eq!(text, expected);
}

#[test]
fn memory_that_a_guest_can_do_without_is_its_own_affair() {
    let refused = "(drop (memory.grow (i32.const 1000)))";
    let config = EngineConfig {
        mem_limit: 1 << 20,
        ..EngineConfig::default()
    };
    let mut engine = Guest::running(format!("{refused} (i32.const 0)"), &[]).engine_with(&config);
    works(&mut engine, &mut state(0));
    let divide = format!("{refused} (drop (i32.div_u (i32.const 1) (i32.const 0)))");
    let mut engine = Guest::failing(&divide, &[]).engine_with(&config);
    fails(&mut engine, &mut state(0), ErrorClass::Trap);
}

#[test]
fn a_memory_that_starts_too_large_is_refused() {
    let guest = Guest {
        memory: r#"(memory (export "memory") 17)"#.into(),
        ..Guest::default()
    };
    let config = EngineConfig {
        mem_limit: 1 << 20,
        ..EngineConfig::default()
    };
    let error = guest.try_compile(&config).unwrap_err();
    assert_eq!(
        error.to_string(),
        "test.wasm: load: refused: export memory: found 17 pages at the start, 1114112 bytes, \
         expected at most 1048576 bytes (ABI.md, section 13)"
    );
    let module = guest.try_compile(&EngineConfig::default()).unwrap();
    let error = WasmEngine::new(&module, &config).unwrap_err();
    assert_eq!(error.class(), ErrorClass::Link, "{error}");
}

#[test]
fn fuel_ends_a_run_the_same_way_each_time() {
    let guest = Guest::failing(LOOP, &[]);
    let config = EngineConfig {
        fuel: Some(10_000),
        ..EngineConfig::default()
    };
    let mut engine = guest.engine_with(&config);
    let text = fails(&mut engine, &mut state(0), ErrorClass::FuelLimit);
    assert_eq!(text, "run: limit: fuel of 10000 in WasmRun");
    let used = run(&mut engine, &mut HostState::new()).stats.fuel;
    assert!((10_000..10_010).contains(&used), "{used}");
}

#[test]
fn fuel_used_is_reported() {
    let count = "(local $i i32)
        (loop $next
            (local.set $i (i32.add (local.get $i) (i32.const 1)))
            (br_if $next (i32.lt_u (local.get $i) (i32.const 1000))))
        (i32.const 0)";
    let mut engine = Guest::running(count, &[]).engine();
    let used = [(); 3].map(|()| run(&mut engine, &mut state(0)).stats.fuel);
    assert!((7000..9000).contains(&used[1]), "{used:?}");
    assert_eq!(used[1], used[2]);
}
