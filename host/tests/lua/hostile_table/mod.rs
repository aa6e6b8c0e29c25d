//! A table of hostile scripts: each ends, at one of the configured limits.
//!
//! Each runs in a thread of its own, and a watchdog distinguishes a script that hangs from one that
//! is late on a busy machine.

mod scripts;

use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use heeus_host::engine::{Call, Engine, EngineConfig, LuaEngine, LuaModule};
use heeus_host::error::ErrorClass;
use heeus_host::state::HostState;
use heeus_host_testkit::prelude::ExtensionKind;

use scripts::{BIG, LONG, LOOPS, sources};

/// The time that a run may take.
const RUN_TIME: Duration = Duration::from_millis(200);
/// The time after which a run counts as hanging: far more than [`RUN_TIME`] becomes on a busy
/// machine.
const HANGS: Duration = Duration::from_mins(2);
/// The part of a script beside the hostile part.
const EXTENSION: &str = "\nheeus.extension { kind = 'job', name = 'J', run = function(ctx, args)";

/// The place of the hostile part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    Load,
    Run,
}

/// The configuration with limits of time, and, with `fuel`, with limits of fuel that are met first.
fn config(fuel: bool) -> EngineConfig {
    EngineConfig {
        run_time: if fuel { HANGS } else { RUN_TIME },
        fuel: fuel.then_some(300_000),
        ..EngineConfig::default()
    }
}

/// Loads and runs a script; returns the class of its error.
fn run(source: &str, config: &EngineConfig) -> Option<ErrorClass> {
    let module = match LuaModule::new("test.lua", source, config) {
        Ok(module) => module,
        Err(error) => return Some(error.class()),
    };
    let mut engine = LuaEngine::new(&module, config).expect("there is room");
    let (name, kind) = ("J", ExtensionKind::Job);
    let args = heeus_abi::RecordRef::empty();
    let report = engine.invoke(&mut HostState::new(), &Call::new(name, kind, args));
    report.result.err().map(|error| error.class())
}

/// The processor time of this thread, if the system reports it.
fn processor() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat");
    let nanos = told
        .ok()
        .and_then(|told| told.split(' ').next()?.parse().ok());
    Duration::from_nanos(nanos.unwrap_or(0))
}

/// Runs the script in a thread, and returns its outcome and processor time.
fn watched(source: String, config: EngineConfig) -> (Option<ErrorClass>, Duration) {
    let (send, receive) = mpsc::channel();
    let shown: String = source.chars().take(200).collect();
    let thread = thread::spawn(move || {
        // The receiver waits for the answer, or has failed already.
        let class = run(&source, &config);
        let _ = send.send((class, processor()));
    });
    match receive.recv_timeout(HANGS) {
        Ok(came_to) => came_to,
        Err(RecvTimeoutError::Timeout) => panic!("it hangs: {shown}"),
        Err(RecvTimeoutError::Disconnected) => {
            let _ = thread.join();
            panic!("it panics: {shown}");
        }
    }
}

/// Runs all scripts, and checks the outcome of each.
fn all(scripts: &[&str], at: At, fuel: bool, expected: impl Fn(Option<ErrorClass>) -> bool) {
    let mut failures = Vec::new();
    for script in scripts {
        let source = match at {
            At::Run => format!("{EXTENSION} {script} end }}"),
            At::Load => format!("(function() {script} end)() {EXTENSION} end }}"),
        };
        let (class, held) = watched(source, config(fuel));
        println!("{:>6} ms {at:?} {class:?} {script}", held.as_millis());
        if !expected(class) {
            failures.push(format!("{class:?}: {script}"));
        }
    }
    assert!(failures.is_empty(), "{at:?}:\n{}", failures.join("\n"));
}

const fn is_limit(class: Option<ErrorClass>) -> bool {
    matches!(
        class,
        Some(
            ErrorClass::TimeLimit
                | ErrorClass::FuelLimit
                | ErrorClass::MemoryLimit
                | ErrorClass::StackLimit
        )
    )
}

#[test]
fn loops_end_at_their_time() {
    let expected = |class| class == Some(ErrorClass::TimeLimit);
    all(LOOPS, At::Run, false, expected);
}

#[test]
fn loops_at_load_end_at_their_time() {
    let print = LOOPS
        .iter()
        .copied()
        .filter(|script| !script.starts_with("print"));
    let expected = |class| class == Some(ErrorClass::TimeLimit);
    all(&print.collect::<Vec<_>>(), At::Load, false, expected);
}

#[test]
fn loops_end_at_their_fuel() {
    let expected = |class| class == Some(ErrorClass::FuelLimit);
    all(LOOPS, At::Run, true, expected);
    let print = LOOPS
        .iter()
        .copied()
        .filter(|script| !script.starts_with("print"));
    all(&print.collect::<Vec<_>>(), At::Load, true, expected);
}

#[test]
fn long_instructions_end() {
    all(LONG, At::Run, false, is_limit);
    all(LONG, At::Load, false, is_limit);
}

#[test]
fn what_is_big_ends() {
    all(BIG, At::Run, false, |class| class.is_some());
    all(BIG, At::Load, false, |class| class.is_some());
}

#[test]
fn what_costs_the_compiler_much_is_refused() {
    let mut failures = Vec::new();
    for source in sources() {
        let shown: String = source.chars().take(40).collect();
        let config = EngineConfig {
            run_time: HANGS,
            ..EngineConfig::default()
        };
        let (class, held) = watched(format!("{source}\n{EXTENSION} end }}"), config);
        println!("{:>6} ms {class:?} {shown}", held.as_millis());
        if class != Some(ErrorClass::Load) {
            failures.push(format!("{class:?}: {shown}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
