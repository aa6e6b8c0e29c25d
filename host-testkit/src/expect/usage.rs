//! What a test expects of what a run logged, asked and used.

use heeus_abi::LogLevel;

use super::diff::{LEGEND, diff};
use super::outcome::Outcome;
use crate::engine::LogEntry;

impl Outcome {
    /// Expects a log line of this level with this in its text.
    ///
    /// # Panics
    /// Where there is none.
    #[track_caller]
    pub fn expect_log(self, level: LogLevel, text: &str) -> Self {
        let wanted = |line: &LogEntry| line.level == level && line.text.contains(text);
        if !self.logs.iter().any(wanted) {
            let others = if self.logs.is_empty() {
                "; it logged nothing"
            } else {
                ""
            };
            self.fail(&format!(
                "no log line of level {level} with {text:?} in it{others}"
            ));
        }
        self
    }

    /// Expects that it logged nothing.
    ///
    /// # Panics
    /// Where it did.
    #[track_caller]
    pub fn expect_no_logs(self) -> Self {
        if !self.logs.is_empty() {
            self.fail("logged, which the test does not expect");
        }
        self
    }

    /// Expects just these host calls in this order. Each is what [`HostCall`](crate::trace::HostCall) shows, with
    /// or without the arrow and the answer: `HostGetElem(sys.View orders.Daily {Day: 2})`.
    ///
    /// # Panics
    /// Where there are others.
    #[track_caller]
    pub fn expect_host_calls<I: IntoIterator<Item: AsRef<str>>>(self, expected: I) -> Self {
        let mut actual: Vec<String> = self.calls.iter().map(ToString::to_string).collect();
        let expected: Vec<String> = expected
            .into_iter()
            .map(|line| line.as_ref().to_owned())
            .collect();
        for (actual, expected) in actual.iter_mut().zip(&expected) {
            if let Some((call, _)) = actual.split_once(ARROW)
                && !expected.contains(ARROW)
            {
                *actual = call.to_owned();
            }
        }
        if actual != expected {
            let diff = diff(&expected.join("\n"), &actual.join("\n"));
            self.fail(&format!("other host calls {LEGEND}\n{diff}"));
        }
        self
    }

    /// Expects that it used at most this much fuel, about one unit for each instruction of the guest.
    ///
    /// # Panics
    /// Where it used more.
    #[track_caller]
    pub fn expect_fuel_at_most(self, most: u64) -> Self {
        let used = self.stats.fuel;
        self.at_most("fuel", used, most)
    }

    /// Expects that it had at most these bytes of its arena in use at any time.
    ///
    /// # Panics
    /// Where it had more, or the guest does not tell (it exports no `WasmArena`).
    #[track_caller]
    pub fn expect_arena_at_most(self, most: u32) -> Self {
        match self.stats.arena_bytes {
            Some(used) => self.at_most("bytes of arena", used.into(), most.into()),
            None => self.fail("the guest does not tell what it uses of its arena"),
        }
    }

    /// Expects that the guest had at most these bytes of memory after the run.
    ///
    /// # Panics
    /// Where it had more.
    #[track_caller]
    pub fn expect_memory_at_most(self, most: usize) -> Self {
        let used = self.stats.memory_bytes as u64;
        self.at_most("bytes of memory", used, most as u64)
    }

    #[track_caller]
    fn at_most(self, what: &str, used: u64, most: u64) -> Self {
        if used > most {
            self.fail(&format!("used {used} {what}, expected at most {most}"));
        }
        self
    }
}

/// What stands between a host call and its answer.
const ARROW: &str = " -> ";
