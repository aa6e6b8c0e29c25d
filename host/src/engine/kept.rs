//! Data of a run that the host keeps, and limits on its size.

use std::fmt::{self, Display};

use heeus_abi::limits::MAX_NAME;
use heeus_abi::{LogLevel, LogLine};

use super::LogEntry;
use crate::error::ErrorKind;
use crate::shown::{Quoted, SHORT, bounded, cut, neutrally};
use crate::trace::HostCall;

const _: () = assert!(size_of::<HostCall>() <= EACH_CALL);
const _: () = assert!(size_of::<LogEntry>() <= EACH);

/// Bytes that a log line counts for, besides its texts.
const EACH: usize = 128;
/// Bytes that a recorded call counts for, besides its key, its element and its refusal.
const EACH_CALL: usize = 256;
/// Most refusals that are kept of a run.
const REFUSALS: usize = 16;
/// Most bytes of one refusal.
const REFUSAL: usize = 4_096;
/// Text in the place of a refusal for which there is no room.
const LEFT_OUT: &str = "the reason is not kept";
/// Target of the log line that reports omitted log lines.
const TARGET: &str = "heeus";

/// Limits on the data that a host keeps of one run, except intents and requests, which have
/// [`StateLimits`](crate::state::StateLimits). Data beyond a limit is cut, and a note gives the
/// size of the missing part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptLimits {
    /// Bytes of all log lines, with 128 more for each line; a last line gives the number of omitted
    /// ones. Default: 2 MiB, which has room for one line of any size.
    pub log_bytes: usize,
    /// Bytes of the text of an error. Default: 64 KiB.
    pub error_text: usize,
    /// Bytes of recorded calls to the host: keys, elements and refusals, with 256 more for each
    /// call; [`RunReport::calls_left_out`](super::RunReport::calls_left_out) is the number of
    /// omitted calls. Default: 2 MiB.
    pub call_bytes: usize,
}

impl Default for KeptLimits {
    fn default() -> Self {
        Self {
            log_bytes: 2 << 20,
            error_text: 64 << 10,
            call_bytes: 2 << 20,
        }
    }
}

impl KeptLimits {
    /// Returns the log lines that fit, and one more line if some do not.
    pub(super) fn lines<'l>(&self, lines: impl Iterator<Item = LogLine<'l>>) -> Vec<LogEntry> {
        let (mut kept, mut bytes, mut left_out) = (Vec::new(), 0_usize, 0_u64);
        for line in lines {
            let texts = line.target.len() + line.file.len() + line.text.len();
            bytes = bytes.saturating_add(texts + EACH);
            if bytes <= self.log_bytes && left_out == 0 {
                kept.push(LogEntry::from(line));
            } else {
                left_out += 1;
            }
        }
        if left_out > 0 {
            kept.push(LogEntry {
                level: LogLevel::Warn,
                target: TARGET.to_owned(),
                file: String::new(),
                line: 0,
                text: format!(
                    "{left_out} more log lines are left out: the host keeps {} bytes of a run",
                    self.log_bytes
                ),
            });
        }
        kept
    }

    /// Cuts the text of an error that was not cut yet.
    pub(super) fn cut(&self, kind: ErrorKind) -> ErrorKind {
        match kind {
            ErrorKind::Extension { code, text } => ErrorKind::Extension {
                code,
                text: self.text(&text),
            },
            other => other,
        }
    }

    /// Cuts the text of an error.
    pub(super) fn text(&self, text: &str) -> String {
        cut(text, self.error_text).into_owned()
    }
}

/// Returns the error for a name that no extension can have.
#[cold]
pub(super) fn no_name(name: &str) -> ErrorKind {
    let name = called(name);
    ErrorKind::Call(format!(
        "extension {}: expected a name of 1 to {MAX_NAME} bytes without NUL",
        Quoted(&name)
    ))
}

/// Returns the name that an extension was called by, cut for an error.
pub(super) fn called(name: &str) -> String {
    cut(name, SHORT).into_owned()
}

/// The first refusals of a run.
#[derive(Debug, Default)]
pub(super) struct Refusals(Vec<String>);

impl Refusals {
    /// Keeps the reason of a refusal and its place: a function of the host, or a place in the
    /// extension.
    pub(super) fn push(&mut self, place: &str, why: &str) {
        if self.0.len() < REFUSALS {
            self.0.push(refusal(format_args!("{place}: {why}")));
        }
    }

    /// Returns whether there are no refusals.
    #[inline]
    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes all refusals out.
    pub(super) fn take(&mut self) -> Vec<String> {
        std::mem::take(&mut self.0)
    }
}

/// Returns the reason of a refusal, neutral and cut.
fn refusal(why: impl Display) -> String {
    bounded(REFUSAL, fmt::from_fn(|f| neutrally(f, &why)))
}

/// Recorded calls to the host, as many as fit.
#[derive(Debug)]
pub(super) struct Recorded {
    calls: Vec<HostCall>,
    /// Bytes that are still free.
    room: usize,
    left_out: u64,
}

impl Recorded {
    pub(super) fn new(kept: &KeptLimits) -> Self {
        Self {
            calls: Vec::new(),
            room: kept.call_bytes,
            left_out: 0,
        }
    }

    /// Records a call. Returns its index, or `usize::MAX` if the call does not fit.
    pub(super) fn push(&mut self, call: HostCall) -> usize {
        let key = &call.key;
        let bytes = EACH_CALL + key.entity.len() + key.fields.as_ref().as_bytes().len();
        if self.left_out > 0 || bytes > self.room {
            self.left_out += 1;
            return usize::MAX;
        }
        self.room -= bytes;
        self.calls.push(call);
        self.calls.len() - 1
    }

    /// Returns the call at this index.
    pub(super) fn get_mut(&mut self, at: usize) -> Option<&mut HostCall> {
        self.calls.get_mut(at)
    }

    /// Takes room for an element of `bytes` bytes in the answer at this index. Returns whether it
    /// fits; if not, the call gets a note.
    pub(super) fn element(&mut self, at: usize, bytes: usize) -> bool {
        let fits = bytes <= self.room;
        if fits {
            self.room -= bytes;
        } else if let Some(call) = self.calls.get_mut(at) {
            call.refusal = format!("an element of {bytes} bytes is left out here");
        }
        fits
    }

    /// Keeps the reason for which the call at this index was refused, if it fits.
    #[cold]
    pub(super) fn refuse(&mut self, at: usize, why: &str) {
        let Some(call) = self.calls.get_mut(at) else {
            return;
        };
        let why = refusal(why);
        let fits = why.len() <= self.room;
        call.refusal = if fits {
            self.room -= why.len();
            why
        } else {
            LEFT_OUT.to_owned()
        };
    }

    /// Takes the calls out, with the number of omitted ones.
    pub(super) fn take(&mut self, kept: &KeptLimits) -> (Vec<HostCall>, u64) {
        let Self {
            mut calls,
            left_out,
            ..
        } = std::mem::replace(self, Self::new(kept));
        calls.shrink_to_fit();
        (calls, left_out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_beyond_the_limit_are_counted() {
        let line = LogLine {
            level: LogLevel::Info,
            target: "",
            file: "",
            line: 1,
            text: "0123456789",
        };
        let kept = KeptLimits {
            log_bytes: 3 * (10 + EACH),
            ..KeptLimits::default()
        };
        assert_eq!(kept.lines(std::iter::repeat_n(line, 3)).len(), 3);
        let lines = kept.lines(std::iter::repeat_n(line, 1_000));
        assert_eq!(lines.len(), 4);
        assert!(lines[3].text.starts_with("997 more log lines are left out"));
    }
}
