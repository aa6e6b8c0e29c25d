//! Expectations of the log, the host calls and the resources of a run.

use heeus_abi::LogLevel;

use super::diff::{LEGEND, diff};
use super::expectation::Expectation;
use super::outcome::Outcome;
use heeus_host::engine::LogEntry;

impl Outcome {
    /// Expects a log line of this level that contains this text, besides those that earlier calls
    /// expected.
    ///
    /// # Panics
    /// If there is none.
    #[track_caller]
    pub fn expect_log(mut self, level: LogLevel, text: &str) -> Self {
        self.need_text(text);
        let wanted = |line: &LogEntry| line.level == level && line.text.contains(text);
        let mut lines = self.logs.iter().enumerate();
        let found = lines.find(|(place, line)| wanted(line) && !self.found_logs.contains(place));
        let Some((place, _)) = found else {
            let other = match (self.logs.is_empty(), self.found_logs.is_empty()) {
                (true, _) => "; it logged nothing",
                (false, true) => "",
                (false, false) => " besides those that were expected before",
            };
            self.fail(&format!(
                "no log line of level {level} with {text:?} in it{other}"
            ));
        };
        self.found_logs.push(place);
        self
    }

    /// Expects that the run logged nothing.
    ///
    /// # Panics
    /// If it logged a line.
    #[track_caller]
    pub fn expect_no_logs(mut self) -> Self {
        self.state_once(Expectation::NoLogs);
        if !self.logs.is_empty() {
            self.fail("logged, which the test does not expect");
        }
        self
    }

    /// Expects just these host calls in this order. Each has the form that
    /// [`HostCall`](heeus_host::trace::HostCall) displays, with or without the arrow and the
    /// answer: `HostGetElem(sys.View orders.Daily {Day: 2})`.
    ///
    /// # Panics
    /// If there are others, or the engine did not record all of them.
    #[track_caller]
    pub fn expect_host_calls<I: IntoIterator<Item: AsRef<str>>>(mut self, expected: I) -> Self {
        self.state_once(Expectation::HostCalls);
        self.need_calls();
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

    /// Expects that the run used at most this much fuel, about one unit for each instruction of the
    /// guest.
    ///
    /// # Panics
    /// If it used more, or fuel is not counted: natively.
    #[track_caller]
    pub fn expect_fuel_at_most(mut self, most: u64) -> Self {
        self.state_once(Expectation::Fuel);
        let used = self.stats.fuel;
        self.need_counted("fuel", used);
        self.at_most("fuel", used, most)
    }

    /// Expects that the run had at most this many bytes of its arena in use at any time.
    ///
    /// # Panics
    /// If it had more, or the guest does not report it (it exports no `WasmArena`).
    #[track_caller]
    pub fn expect_arena_at_most(mut self, most: u32) -> Self {
        self.state_once(Expectation::Arena);
        match self.stats.arena_bytes {
            Some(used) => self.at_most("bytes of arena", used.into(), most.into()),
            None => self.fail("the guest does not report its use of the arena"),
        }
    }

    /// Expects that the guest had at most this many bytes of memory after the run.
    ///
    /// # Panics
    /// If it had more, or memory is not counted: natively.
    #[track_caller]
    pub fn expect_memory_at_most(mut self, most: usize) -> Self {
        self.state_once(Expectation::Memory);
        let used = self.stats.memory_bytes as u64;
        self.need_counted("memory", used);
        self.at_most("bytes of memory", used, most as u64)
    }

    /// Fails the test if a number is 0, that is, if nobody counted.
    #[track_caller]
    fn need_counted(&self, what: &str, used: u64) {
        if used == 0 {
            self.fail(&format!(
                "{what} is not counted in this world, so its bound cannot be checked"
            ));
        }
    }

    /// Fails the test if the run called the host, and the engine recorded none or not all of the
    /// calls.
    #[track_caller]
    pub(super) fn need_calls(&self) {
        if self.calls.is_empty() && self.stats.host_calls > 0 {
            self.fail(
                "host calls were made and not recorded, so they cannot be checked: the engine's \
                 `trace` is off",
            );
        }
        if let Some(text) = self.unrecorded() {
            self.fail(&format!(
                "{text}, so they cannot be checked: raise `kept.call_bytes` of the engine's config"
            ));
        }
    }

    #[track_caller]
    fn at_most(self, what: &str, used: u64, most: u64) -> Self {
        if used > most {
            self.fail(&format!("used {used} {what}, expected at most {most}"));
        }
        self
    }
}

/// The separator of a host call and its answer.
const ARROW: &str = " -> ";
