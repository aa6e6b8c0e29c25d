//! The memory that a host keeps of one run, whatever the guest leaves. Each run is alone in a
//! process of its own, whose memory the kernel reports.
#![cfg(target_os = "linux")]

mod builtin;
#[path = "../engine/guest.rs"]
#[allow(dead_code, reason = "the engine's tests use all of it")]
mod guest;
mod lua;
mod wasm;

use std::collections::BTreeMap;
use std::process::Command;
use std::time::Duration;
use std::{env, fs};

use guest::record;
use heeus_abi::manifest::{Entity, FieldDecl};
use heeus_abi::{EntityKind, ExtensionKind, FieldType, RecordBuf, RecordRef, Storage, Value};
use heeus_host::engine::{Call, Engine, EngineConfig, RunReport};
use heeus_host::state::HostState;
use heeus_host_testkit::Fakes;

/// The most KiB that a host may keep in addition to its memory before the run.
const MOST: u64 = 8 << 10;
/// The most additional KiB that it may need during the run.
const MOST_MEANWHILE: u64 = 24 << 10;
/// The most bytes of an error's text.
const SHOWN: u64 = 1 << 20;
/// The bytes of a guest's memory.
const MEMORY: usize = 1 << 20;
/// The variable that has a process do one run.
const CASE: &str = "HEEUS_KEPT_MEMORY_OF";
/// The view with large rows.
const LARGE: &str = "test.Large";

/// A run that tries to have the host keep much memory.
struct Worst {
    engine: Box<dyn Engine>,
    state: HostState,
    kind: ExtensionKind,
    args: RecordBuf,
    /// A part of the error's text; empty for none.
    ends: &'static str,
}

/// The runs, by name; each is built in the process that runs it.
type Runs = BTreeMap<String, Box<dyn FnOnce() -> Worst>>;

impl Worst {
    /// A projector's run.
    fn new(engine: impl Engine + 'static, ends: &'static str) -> Self {
        Self {
            engine: Box::new(engine),
            state: guest::state(1),
            kind: ExtensionKind::Projector,
            args: RecordBuf::default(),
            ends,
        }
    }

    fn kind(self, kind: ExtensionKind) -> Self {
        Self { kind, ..self }
    }

    fn state(self, state: HostState) -> Self {
        Self { state, ..self }
    }

    fn invoke(&mut self, args: RecordRef<'_>) -> RunReport {
        let (name, kind) = ("Test", self.kind);
        let call = Call::new(name, kind, args);
        self.engine.invoke(&mut self.state, &call)
    }
}

fn config() -> EngineConfig {
    EngineConfig {
        mem_limit: MEMORY,
        trace: true,
        run_time: Duration::from_mins(1),
        ..EngineConfig::default()
    }
}

/// A state with this many rows, each with a text of this many bytes, that answers each request with
/// a short text.
fn large(rows: i32, bytes: usize) -> HostState {
    let mut state = guest::state(1);
    let entity = Entity {
        name: LARGE.into(),
        kind: EntityKind::View,
        partition_fields: 1,
        key: vec![FieldDecl::new("Year", FieldType::I32)],
        value: vec![
            FieldDecl::optional("Amount", FieldType::I64),
            FieldDecl::optional("Note", FieldType::Str),
        ],
    };
    state.declare(&entity).unwrap();
    let note = "x".repeat(bytes);
    for row in 0..rows {
        let key = record(&[("Year", Value::I32(row))]);
        let value = record(&[("Note", Value::Str(&note))]);
        let put = state.put(Storage::View, LARGE, key.as_ref(), value.as_ref());
        put.unwrap();
    }
    let (any, done) = (
        RecordRef::empty(),
        record(&[("Body", Value::Bytes(b"done"))]),
    );
    let fakes = Fakes::new();
    fakes.install(&mut state);
    let put = fakes.put(&state, (Storage::Http, ""), any, done.as_ref());
    put.unwrap();
    state
}

/// A number of KiB from the kernel's report on this process.
fn kernel(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let number = line.and_then(|line| line.split_whitespace().nth(1));
    number.unwrap().parse().unwrap()
}

fn runs() -> Runs {
    let mut runs = wasm::runs();
    runs.extend(lua::runs());
    runs.extend(builtin::runs());
    runs
}

/// Does a run and prints its memory: KiB kept with its intents, KiB kept after them, KiB during the
/// run, bytes shown.
fn child(name: &str) {
    let mut worst = runs().remove(name).unwrap()();
    // The memory for the first run of a process does not count for the guest.
    drop(guest::Guest::default().engine());
    // From here on, the kernel records the maximum.
    fs::write("/proc/self/clear_refs", "5").unwrap();
    let before = kernel("VmRSS");
    let args = std::mem::take(&mut worst.args);
    let report = worst.invoke(args.as_ref());
    let kept = kernel("VmRSS").saturating_sub(before);
    let meanwhile = kernel("VmHWM").saturating_sub(before);
    let shown = report.result.as_ref().err().map(ToString::to_string);
    let shown = shown.unwrap_or_default();
    let begin = shown.get(..shown.floor_char_boundary(300)).unwrap();
    assert!(shown.contains(worst.ends), "{begin}");
    assert_eq!(shown.is_empty(), worst.ends.is_empty(), "{begin}");
    worst.state.discard();
    let after = kernel("VmRSS").saturating_sub(before);
    println!("took {kept} {after} {meanwhile} {}", shown.len());
    drop(report);
}

#[test]
fn a_run_leaves_no_more_than_the_host_has_room_for() {
    if let Ok(name) = env::var(CASE) {
        child(&name);
        return;
    }
    let mut failed = Vec::new();
    for name in runs().into_keys() {
        let mut command = Command::new(env::current_exe().unwrap());
        command
            .args(["--nocapture", "--test-threads=1"])
            .env(CASE, &name)
            .env("RUST_BACKTRACE", "0");
        let output = command.output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        let took = text.lines().find_map(|line| line.split_once("took "));
        let Some((_, took)) = took.filter(|_| output.status.success()) else {
            let errors = String::from_utf8_lossy(&output.stderr);
            failed.push(format!("{name}: {text}{errors}"));
            continue;
        };
        println!("{name}: {took}");
        let numbers: Vec<u64> = took.split(' ').map(|part| part.parse().unwrap()).collect();
        let [kept, after, meanwhile, shown] = numbers[..] else {
            panic!("{took}");
        };
        // The writes of a run have a limit of their own, and are dropped once they are applied or
        // discarded.
        let writes = if name.contains("updates") {
            64 << 10
        } else {
            0
        };
        let within = kept <= MOST + writes && after <= MOST;
        if !within || meanwhile > MOST_MEANWHILE + 2 * writes || shown > SHOWN {
            failed.push(format!("{name}: {took}"));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
