//! The logger behind the macros of the crate `log`.

use core::cell::Cell;

use heeus_abi::{LogLevel, LogLine};
use log::{Level, LevelFilter, Log, Metadata, Record};

use super::logs;

/// The most bytes of a target or a file name in a line.
const MOST_NAME: usize = u16::MAX as usize;
/// The most bytes of a text that are kept: a result block has room for several such texts.
const MOST_TEXT: usize = 1 << 20;

struct Facade;

/// Passes on the flag for a line of this run that found no room.
fn dropped<R>(with: impl FnOnce(&Cell<bool>) -> R) -> R {
    #[cfg(target_arch = "wasm32")]
    {
        static DROPPED: crate::arena::global::Global<bool> =
            crate::arena::global::Global::new(false);
        with(&DROPPED)
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        std::thread_local! {
            static DROPPED: Cell<bool> = const { Cell::new(false) };
        }
        DROPPED.with(with)
    }
}

/// Returns whether a line of this run found no room, and forgets it.
pub(crate) fn take_dropped() -> bool {
    dropped(Cell::take)
}

/// Lets the macros create log lines, unless the program has a logger already: then that one stays.
pub(crate) fn install() {
    let set = || {
        if log::set_logger(&Facade).is_ok() {
            log::set_max_level(LevelFilter::Trace);
        }
    };
    #[cfg(target_arch = "wasm32")]
    set();
    // Other threads wait until the level is set, too.
    #[cfg(not(target_arch = "wasm32"))]
    {
        static SET: std::sync::Once = std::sync::Once::new();
        SET.call_once(set);
    }
}

impl Log for Facade {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        logs::in_run()
    }

    fn log(&self, record: &Record<'_>) {
        if !logs::in_run() {
            return;
        }
        let formatted;
        let text = if let Some(text) = record.args().as_str() {
            text
        } else {
            formatted = crate::arena::text::formatted(record.args(), MOST_TEXT);
            &formatted
        };
        let found_room = logs::push(&LogLine {
            level: level(record.level()),
            target: cut(record.target(), MOST_NAME),
            file: cut(record.file().unwrap_or_default(), MOST_NAME),
            line: record.line().unwrap_or_default(),
            text: cut(text, MOST_TEXT),
        });
        if !found_room {
            dropped(|dropped| dropped.set(true));
        }
    }

    fn flush(&self) {}
}

/// Returns the start of a text: at most `most` bytes, whole letters only.
fn cut(text: &str, most: usize) -> &str {
    text.get(..text.floor_char_boundary(most))
        .unwrap_or_default()
}

fn level(level: Level) -> LogLevel {
    match level {
        Level::Error => LogLevel::Error,
        Level::Warn => LogLevel::Warn,
        Level::Info => LogLevel::Info,
        Level::Debug => LogLevel::Debug,
        Level::Trace => LogLevel::Trace,
    }
}
