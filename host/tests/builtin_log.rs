//! Lines of the crate `log` on the builtin engine.

use std::sync::Arc;
use std::thread;

use heeus_host::storage::Element;
use heeus_host::storage::{
    Batch, MemoryStorage, ScanRange, Snapshot, Storage, StorageError, TableId, Visit,
};
use heeus_host_testkit::Outcome;
use heeus_host_testkit::prelude::*;
use heeus_sdk::untyped::{WasmState, WasmStateElement};
use heeus_sdk::{Error, LogLevel, entity, extension, log};

entity! {
    /// Numbers.
    NUMBERS = view "test.Numbers" {
        partition { Of: i32 }
        clustering { Number: i32 }
        value { Twice: i32 }
    }
}

/// The line at which [`log_everywhere`] begins to log.
const BEGINS: u32 = line!() + 6;

/// Logs from everywhere, and ends as the argument `End` says.
#[extension(kind = "query", name = "Log")]
fn log_everywhere(state: &WasmState<'_>, args: WasmStateElement<'_>) -> Result<(), Error> {
    let who: i32 = args.get("Who")?;
    log::info!("{who} begins");
    let mut numbers = state.key_builder(heeus_sdk::untyped::Storage::View, NUMBERS);
    numbers.put("Of", 1);
    state.read(&numbers, |key, _| {
        log::debug!(target: "read", "{who}: {:?}", key.get::<i32>("Number"));
        assert_ne!(args.get::<&str>("End"), Ok("read"), "in a read");
    })?;
    numbers.put("Number", 2);
    state.must_exist(&numbers)?;
    state.log(LogLevel::Warn, "by the state");
    match args.get("End")? {
        "panic" => panic!("at the end"),
        "error" => Err(Shown.to_string().into()),
        _ => Ok(()),
    }
}

struct Shown;

impl std::fmt::Display for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        log::trace!("shown");
        f.write_str("no more")
    }
}

/// A storage that logs too.
struct LoggingStorage(MemoryStorage);
struct LoggingSnapshot(Arc<dyn Snapshot>);

impl Storage for LoggingStorage {
    fn table(&mut self, name: &str) -> Result<TableId, StorageError> {
        self.0.table(name)
    }

    fn find(&self, name: &str) -> Option<TableId> {
        self.0.find(name)
    }

    fn snapshot(&self) -> Arc<dyn Snapshot> {
        Arc::new(LoggingSnapshot(self.0.snapshot()))
    }

    fn apply(&mut self, batch: &Batch) -> Result<(), StorageError> {
        self.0.apply(batch)
    }
}

impl Snapshot for LoggingSnapshot {
    fn get(&self, table: TableId, order: &[u8]) -> Result<Option<Element>, StorageError> {
        log::error!("the storage gets");
        self.0.get(table, order)
    }

    fn scan(
        &self,
        table: TableId,
        range: &ScanRange<'_>,
        visit: &mut Visit<'_>,
    ) -> Result<(), StorageError> {
        log::error!("the storage scans");
        self.0.scan(table, range, visit)?;
        log::error!("the storage has scanned");
        Ok(())
    }
}

fn kit() -> Kit {
    let mut kit = Kit::native("test");
    kit.storage(LoggingStorage(MemoryStorage::new()));
    for number in [1, 2] {
        let key = record! { Of: 1, Number: number };
        kit.view("test.Numbers", key, record! { Twice: number * 2 });
    }
    kit
}

/// Level, target and text of each line.
fn lines(outcome: &Outcome) -> Vec<(LogLevel, &str, &str)> {
    let lines = outcome.logs().iter();
    lines
        .map(|line| (line.level, line.target.as_str(), line.text.as_str()))
        .collect()
}

const FIRST: (LogLevel, &str, &str) = (LogLevel::Info, "builtin_log", "1 begins");
const READ: [(LogLevel, &str, &str); 2] = [
    (LogLevel::Debug, "read", "1: Ok(1)"),
    (LogLevel::Debug, "read", "1: Ok(2)"),
];
const LAST: (LogLevel, &str, &str) = (LogLevel::Warn, "", "by the state");

fn args(who: i32, end: &str) -> DynRecord {
    record! { Who: who, End: end }
}

#[test]
fn a_run_has_the_lines_of_the_extension_and_no_others() {
    let mut kit = kit();
    log::error!("before the run");
    for _ in 0..2 {
        let outcome = kit.run("Log", args(1, "fine")).expect_ok();
        assert_eq!(lines(&outcome), [FIRST, READ[0], READ[1], LAST]);
        let first = &outcome.logs()[0];
        assert!(first.file.ends_with("tests/builtin_log.rs"), "{first:?}");
        assert_eq!(first.line, BEGINS);
        log::error!("between runs");
    }
}

#[test]
fn lines_stay_where_the_run_fails() {
    let mut kit = kit();
    let shown = (LogLevel::Trace, "builtin_log", "shown");
    let failed = kit.run("Log", args(1, "error")).expect_error("no more");
    assert_eq!(lines(&failed), [FIRST, READ[0], READ[1], LAST, shown]);
    let failed = kit.run("Log", args(1, "panic")).expect_fault("at the end");
    assert_eq!(lines(&failed), [FIRST, READ[0], READ[1], LAST]);
    let failed = kit.run("Log", args(1, "read")).expect_fault("in a read");
    assert_eq!(lines(&failed), [FIRST, READ[0]]);
    log::error!("after a panic");
    let outcome = kit.run("Log", args(1, "fine")).expect_ok();
    assert_eq!(lines(&outcome), [FIRST, READ[0], READ[1], LAST]);
}

#[test]
fn each_thread_has_the_lines_of_its_own_runs() {
    let threads = [11, 12, 13, 14].map(|who| {
        thread::spawn(move || {
            let mut kit = kit();
            for _ in 0..100 {
                let outcome = kit.run("Log", args(who, "fine")).expect_ok();
                let begin = format!("{who} begins");
                let told = lines(&outcome);
                assert_eq!((told[0].2, told.len()), (begin.as_str(), 4));
            }
        })
    });
    for thread in threads {
        thread.join().expect("all have their own lines");
    }
}
