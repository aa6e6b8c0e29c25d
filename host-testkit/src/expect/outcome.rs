//! The outcome of a run, and expectations of its intents.

use std::fmt;
use std::panic::Location;
use std::thread;

use super::bounds::{LINE, MOST, shown};
use super::diff::{LEGEND, diff, marked};
use super::expectation::Expectation;
use super::intent::Intent;
use heeus_host::engine::{LogEntry, ResetCheck, RunStats};
use heeus_host::error::{Error, ErrorKind};
use heeus_host::shown::{Neutral, bounded};
use heeus_host::state::NewId;
use heeus_host::trace::HostCall;

/// The most host calls that a failure shows.
const SHOWN_CALLS: usize = 12;
/// The explanation of a reset that cannot be judged.
const UNKNOWN_MEMORY: &str = "some memory has changed, and the module does not say whether it is \
                              free, or its code drops segments";

/// The outcome of a run. Each `expect_..` fails the test at the line that calls it.
///
/// A failure shows at most 64 KiB of each text (an error, intents, a difference), and the last 64
/// KiB of the log. It says how much is left out.
///
/// The test fails too if an error or an intent that nobody expected is left when the outcome is
/// dropped. [`done`](Self::done) checks this at once, and fails at the line that calls it. A test
/// that leaves a part unchecked says which: [`ignore_intents`](Self::ignore_intents),
/// [`ignore_failure`](Self::ignore_failure).
///
/// An expectation that is stated twice, or that contradicts another one, fails the test, because
/// one of the two would check nothing. Several parts of one text may be expected, each by a call of
/// its own.
#[derive(Debug)]
pub struct Outcome {
    pub(super) extension: String,
    pub(super) at: &'static Location<'static>,
    pub(super) result: Result<(), Error>,
    pub(super) intents: Vec<Intent>,
    pub(super) new_ids: Vec<NewId>,
    pub(super) logs: Vec<LogEntry>,
    pub(super) calls: Vec<HostCall>,
    /// The number of calls that were not recorded.
    pub(super) calls_left_out: u64,
    pub(super) stats: RunStats,
    /// The intents that nobody has expected yet, by their index.
    pub(super) left: Vec<usize>,
    /// The log lines that an expectation has found, by their index.
    pub(super) found_logs: Vec<usize>,
    /// The expectations that the test has stated so far.
    pub(super) expectations: Vec<Expectation>,
    /// The parts of texts that the test has stated.
    pub(super) parts: Vec<(Expectation, String)>,
}

impl Outcome {
    /// Expects that the extension ended well and that its intents could be applied.
    ///
    /// # Panics
    /// If it failed.
    #[track_caller]
    pub fn expect_ok(mut self) -> Self {
        self.state_once(Expectation::Ok);
        self.need_ok();
        self
    }

    /// Expects this intent, with just these fields, among those that no earlier call expected.
    ///
    /// # Panics
    /// If there is no such intent.
    #[track_caller]
    pub fn expect_intent(mut self, expected: Intent) -> Self {
        self.need_ok();
        let expected = expected.normal();
        match self.find(|intent| *intent == expected) {
            Some(place) => {
                self.left.remove(place);
                self
            }
            None => self.fail(&self.missing(&expected)),
        }
    }

    /// Expects these intents in this order, and no others besides those that earlier calls
    /// expected.
    ///
    /// # Panics
    /// If there are others, or another order.
    #[track_caller]
    pub fn expect_intents(mut self, expected: impl IntoIterator<Item = Intent>) -> Self {
        self.state_once(Expectation::AllIntents);
        self.need_ok();
        let expected: Vec<Intent> = expected.into_iter().map(Intent::normal).collect();
        if !self.unexpected().eq(&expected) {
            let expected = all(expected.iter());
            let diff = diff(&expected, &all(self.unexpected()));
            self.fail(&format!("other intents {LEGEND}\n{diff}"));
        }
        self.left.clear();
        self
    }

    /// Expects no intents besides those that earlier calls expected.
    ///
    /// # Panics
    /// If there are some left.
    #[track_caller]
    pub fn expect_no_intents(mut self) -> Self {
        self.state_once(Expectation::AllIntents);
        self.need_ok();
        if let Some(text) = self.unexpected_intents() {
            self.fail(&text);
        }
        self
    }

    /// Leaves the intents unchecked that no earlier call expected, whatever they are. Errors are
    /// still checked.
    ///
    /// # Panics
    /// If the run failed, unless [`ignore_failure`](Self::ignore_failure) was called before.
    #[track_caller]
    pub fn ignore_intents(mut self) -> Self {
        self.state_once(Expectation::AnyIntents);
        if !self.expectations.contains(&Expectation::AnyEnding) {
            self.need_ok();
        }
        self.left.clear();
        self
    }

    /// Leaves unchecked how the run ended: it may have failed, in any way. It is for tests that
    /// check [`error`](Self::error) themselves, or whose run may end either way. Intents are still
    /// checked.
    ///
    /// # Panics
    /// If the test has stated how the run ends.
    #[track_caller]
    pub fn ignore_failure(mut self) -> Self {
        self.state_once(Expectation::AnyEnding);
        self
    }

    /// Ends the expectations, and checks that nothing is left.
    ///
    /// # Panics
    /// If an error or an intent is left that nobody expected.
    #[track_caller]
    pub fn done(self) {
        if let Some(text) = self.leftover() {
            self.fail(&text);
        }
    }

    /// The error of the run, also if it failed only as its intents were applied.
    pub const fn error(&self) -> Option<&Error> {
        match &self.result {
            Ok(()) => None,
            Err(error) => Some(error),
        }
    }

    /// All intents in their order; none if the run failed. New records have the raw ids that the
    /// extension has for them. Intents for sys.Logger are among the [`logs`](Self::logs) instead.
    pub fn intents(&self) -> &[Intent] {
        &self.intents
    }

    /// The lines that the extension logged, in order.
    pub fn logs(&self) -> &[LogEntry] {
        &self.logs
    }

    /// Its calls to the host, in order; only the first ones if some were [left
    /// out](Self::host_calls_left_out).
    pub fn host_calls(&self) -> &[HostCall] {
        &self.calls
    }

    /// The number of calls to the host that were not recorded, for want of
    /// [room](heeus_host::engine::KeptLimits::call_bytes). They are the last ones. Expectations of
    /// calls fail then.
    pub const fn host_calls_left_out(&self) -> u64 {
        self.calls_left_out
    }

    /// The resources that the run used.
    pub const fn stats(&self) -> &RunStats {
        &self.stats
    }

    /// Fails the test if the run failed.
    #[track_caller]
    pub(super) fn need_ok(&self) {
        if let Some(text) = self.unexpected_error() {
            self.fail(&text);
        }
        if let Err(error) = &self.result {
            self.fail(&format!(
                "failed, as the test expects; so it has no results and no intents to expect\n+ \
                 {error}"
            ));
        }
    }

    /// Fails the test with the run's name, the problem, and the context that may explain it.
    #[track_caller]
    pub(super) fn fail(&self, what: &str) -> ! {
        panic!("{}: {}{}", self.extension, shown(what), self.context());
    }

    fn find(&self, wanted: impl Fn(&Intent) -> bool) -> Option<usize> {
        self.unexpected().position(wanted)
    }

    /// The intents that nobody has expected yet.
    pub(super) fn unexpected(&self) -> impl Iterator<Item = &Intent> {
        self.left
            .iter()
            .filter_map(|&place| self.intents.get(place))
    }

    fn unexpected_error(&self) -> Option<String> {
        let error = self.result.as_ref().err()?;
        (!self.may_fail()).then(|| format!("failed, which the test does not expect\n+ {error}"))
    }

    fn unexpected_intents(&self) -> Option<String> {
        let made = all(self.unexpected());
        (!made.is_empty()).then(|| {
            format!(
                "intents that the test does not expect\n{}",
                marked("+", &made)
            )
        })
    }

    fn leftover(&self) -> Option<String> {
        self.unexpected_error()
            .or_else(|| self.unexpected_intents())
    }

    fn missing(&self, expected: &Intent) -> String {
        let mut near = self.unexpected().filter(|made| made.same_target(expected));
        if let Some(near) = near.next() {
            let diff = diff(&expected.to_string(), &near.to_string());
            return format!("an expected intent is another {LEGEND}\n{diff}");
        }
        let expected = marked("-", &expected.to_string());
        let made = marked("+", &all(self.unexpected()));
        let made = if made.is_empty() {
            "+ (no other intents)"
        } else {
            &made
        };
        format!("an expected intent is missing {LEGEND}\n{expected}\n{made}")
    }

    /// Functions of the guest that were running when it panicked.
    fn frames(&self) -> &[String] {
        match self.error().map(|error| &error.kind) {
            Some(ErrorKind::Fault(fault)) => &fault.frames,
            _ => &[],
        }
    }

    /// The note about calls that were not recorded, if there are some.
    pub(super) fn unrecorded(&self) -> Option<String> {
        let calls = self.calls_left_out;
        (calls > 0).then(|| format!("{calls} more host calls were not recorded"))
    }

    /// Fails the test if the reset cannot be judged, although the module exports where its free
    /// memory begins.
    #[track_caller]
    pub(super) fn need_reset(&self) {
        if self.stats.reset == ResetCheck::Unknown && self.stats.arena_bytes.is_some() {
            self.fail(&format!(
                "the reset is not known to restore the guest: {UNKNOWN_MEMORY}; if that is \
                 intended, switch off `check_reset` of the engine's config"
            ));
        }
    }

    /// The last log lines, as far as there is room.
    fn shown_logs(&self) -> String {
        let (mut shown, mut room) = (Vec::new(), MOST);
        for entry in self.logs.iter().rev() {
            let line = bounded(LINE, fmt::from_fn(|f| log_line(entry, f)));
            let Some(rest) = room.checked_sub(line.len()) else {
                break;
            };
            room = rest;
            shown.push(format!("\n  {line}"));
        }
        let hidden = self.logs.len() - shown.len();
        if hidden > 0 {
            shown.push(format!("\n  .. ({hidden} lines before these are left out)"));
        }
        if !shown.is_empty() {
            shown.push("\nlog:".to_owned());
        }
        shown.reverse();
        shown.concat()
    }

    /// Log lines, the guest's functions if it panicked, and host calls, as far as there are any.
    fn context(&self) -> String {
        let mut out = self.shown_logs();
        for frame in self.frames() {
            out.push_str("\n  in ");
            out.push_str(frame);
        }
        let hidden = self.calls.len().saturating_sub(SHOWN_CALLS);
        if !self.calls.is_empty() || self.calls_left_out > 0 {
            out.push_str("\nhost calls:");
        }
        if hidden > 0 {
            out.push_str("\n  ..");
        }
        for call in self.calls.iter().skip(hidden) {
            out.push_str("\n  ");
            out.push_str(&bounded(LINE, call));
        }
        if let Some(text) = self.unrecorded() {
            out.push_str("\n  ");
            out.push_str(&text);
        }
        if self.stats.reset == ResetCheck::Unknown {
            out.push_str("\nreset: ");
            out.push_str(UNKNOWN_MEMORY);
        }
        out
    }
}

/// Writes a log line with its place in the source.
fn log_line(entry: &LogEntry, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (level, text) = (entry.level, Neutral(&entry.text));
    match entry.file.as_str() {
        "" => write!(f, "{level} {text}"),
        file => write!(f, "{level} {}:{}: {text}", Neutral(file), entry.line),
    }
}

/// Intents as text, joined by line breaks.
fn all<'a>(intents: impl Iterator<Item = &'a Intent>) -> String {
    let texts: Vec<String> = intents.map(ToString::to_string).collect();
    texts.join("\n")
}

/// Fails the test if an error or an intent is left that nobody expected. The message names the line
/// of the run, since a drop has no caller's line of its own.
impl Drop for Outcome {
    fn drop(&mut self) {
        if thread::panicking() {
            return;
        }
        if let Some(text) = self.leftover() {
            let (at, name, text) = (self.at, &self.extension, shown(&text));
            panic!("{at}: {name}: {text}{}", self.context());
        }
    }
}
