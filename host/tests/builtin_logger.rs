//! The builtin engine and the logger of the program. One test: a program has only one logger.

use std::sync::Mutex;

use heeus_host_testkit::prelude::*;
use heeus_sdk::log::{self, LevelFilter, Log, Metadata, Record as Line};
use heeus_sdk::untyped::{WasmState, WasmStateElement};
use heeus_sdk::{LogLevel, extension};

static SEEN: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// The logger of the program.
struct ProgramLogger;

impl Log for ProgramLogger {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn log(&self, line: &Line<'_>) {
        if line.target() == "extension" {
            SEEN.lock().unwrap().push(line.args().to_string());
        }
    }

    fn flush(&self) {}
}

#[extension(kind = "command", name = "Logs")]
fn logs(state: &WasmState<'_>, _: WasmStateElement<'_>) {
    log::warn!(target: "extension", "by the crate {}", "log");
    log::info!(target: "extension", "below the level");
    state.log(LogLevel::Info, "by the state");
}

#[test]
fn the_logger_that_was_there_first_stays() {
    log::set_logger(&ProgramLogger).expect("the first");
    log::set_max_level(LevelFilter::Warn);
    let mut kit = Kit::native("test");
    for _ in 0..2 {
        let outcome = kit.run("Logs", record! {}).expect_ok();
        let texts: Vec<_> = outcome
            .logs()
            .iter()
            .map(|line| line.text.as_str())
            .collect();
        assert_eq!(texts, ["by the state"]);
        assert_eq!(*SEEN.lock().unwrap(), ["by the crate log"]);
        SEEN.lock().unwrap().clear();
    }
    assert_eq!(log::max_level(), LevelFilter::Warn);
}
