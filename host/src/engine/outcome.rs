//! Turning a result block into pending intents, log lines and errors.

use std::fmt::{self, Display, Formatter};

use heeus_abi::limits::{MAX_BLOCK, MAX_NAME};
use heeus_abi::manifest::Manifest;
use heeus_abi::{IntentRef, KeyRef, Malformed, OutcomeRef, RecordRef, Status, export, layout};

use super::kept::no_name;
use super::{Call, KeptLimits, RunReport};
use crate::error::{Breach, ErrorKind};
use crate::state::HostState;

/// A part of a result block that is malformed.
pub(super) struct Bad {
    /// The part that has the bytes: "intent 2, key", "log line 0"; empty for the block itself.
    pub(super) whose: String,
    pub(super) error: Malformed,
}

impl Display for Bad {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.whose.as_str() {
            "" => self.error.fmt(f),
            whose => write!(f, "{whose}: {}", self.error),
        }
    }
}

/// Takes log lines and intents out of the result block of a run. Checks all of the block, whatever
/// its status is.
///
/// # Errors
/// The error that the block reports, an intent that the state refuses, or the error that
/// `malformed` returns for a malformed block.
pub(super) fn take(
    block: &[u8],
    malformed: impl Fn(&Bad) -> ErrorKind,
    (manifest, call, kept): (&Manifest, &Call<'_>, &KeptLimits),
    state: &mut HostState,
    report: &mut RunReport,
) -> Result<(), ErrorKind> {
    let outcome = OutcomeRef::check(block).map_err(|error| {
        let whose = String::new();
        malformed(&Bad { whose, error })
    })?;
    if !outcome.log_bytes.is_empty() || outcome.log_count != 0 {
        let (mut at, mut bad) = (0, None);
        report.logs = kept.lines(outcome.logs().map_while(|line| match line {
            Ok(line) => {
                at += 1;
                Some(line)
            }
            Err(error) => {
                bad = Some(error);
                None
            }
        }));
        if let Some(error) = bad {
            return Err(malformed(&in_line(at, error)));
        }
    }
    if outcome.status != Status::Ok {
        let mut intents = outcome.intents().enumerate();
        let unsound = intents.find_map(|(at, intent)| Some((at, intent.err()?)));
        return Err(match unsound {
            Some((at, error)) => malformed(&in_intent(block, &outcome, at, error)),
            None => refusal(&outcome, (manifest, call, kept)),
        });
    }
    let given = state.give_ids(outcome.intent_bytes, outcome.new_ids());
    given.map_err(ErrorKind::State)?;
    for (at, intent) in outcome.intents().enumerate() {
        let intent: IntentRef<'_> =
            intent.map_err(|error| malformed(&in_intent(block, &outcome, at, error)))?;
        let added = state.add_intent(&intent);
        added.map_err(|error| ErrorKind::Intent { at, error })?;
    }
    report.stats.bytes_written = outcome.intent_bytes.len() as u64;
    Ok(())
}

/// Returns the error of a log line, or of the number of log lines.
#[cold]
fn in_line(at: usize, error: Malformed) -> Bad {
    let whose = match error.part {
        "result log count" => String::new(),
        _ => format!("log line {at}"),
    };
    Bad { whose, error }
}

/// Returns the error of an intent, with the part of it that is malformed.
#[cold]
fn in_intent(block: &[u8], outcome: &OutcomeRef<'_>, at: usize, error: Malformed) -> Bad {
    let before = outcome.intents().take(at).filter_map(Result::ok);
    let start = layout::outcome::INTENTS + before.map(|intent| intent.size()).sum::<usize>();
    let key = start + layout::intent::KEY;
    let key_size = block.get(key..).and_then(KeyRef::stated_size);
    let value = key.saturating_add(key_size.unwrap_or(0));
    let whose = if error.part == "result intent count" {
        String::new()
    } else if error.at < key || value <= key {
        format!("intent {at}")
    } else if error.at < value {
        format!("intent {at}, key")
    } else {
        format!("intent {at}, value")
    };
    Bad { whose, error }
}

#[cold]
fn refusal(
    outcome: &OutcomeRef<'_>,
    (manifest, call, kept): (&Manifest, &Call<'_>, &KeptLimits),
) -> ErrorKind {
    let text = || kept.text(outcome.text);
    match outcome.status {
        Status::Ok | Status::Error => ErrorKind::Extension {
            code: outcome.code,
            text: text(),
        },
        Status::UnknownExtension => unknown(manifest),
        Status::WrongKind => wrong_kind(manifest, call),
        Status::BadIntent => ErrorKind::BadIntent(text()),
    }
}

/// Returns the error of a call by a name that no extension has.
#[cold]
pub(super) fn unknown(manifest: &Manifest) -> ErrorKind {
    let names = manifest.extensions.iter();
    let mut known: Vec<String> = names.map(|extension| extension.name.clone()).collect();
    known.sort_unstable();
    ErrorKind::UnknownExtension { known }
}

/// Returns the error of a call as another kind than the extension's own.
#[cold]
pub(super) fn wrong_kind(manifest: &Manifest, call: &Call<'_>) -> ErrorKind {
    let mut extensions = manifest.extensions.iter();
    let declared = extensions.find(|extension| extension.name == call.name);
    ErrorKind::WrongKind {
        called: call.kind,
        declared: declared.map(|extension| extension.kind),
    }
}

/// Checks the arguments of a call before a guest gets them: they must be a record of the contract,
/// or no bytes, which stand for a record without fields.
///
/// # Errors
/// [`ErrorKind::Call`] for all other bytes.
#[inline]
pub(super) fn check_args(args: RecordRef<'_>) -> Result<(), ErrorKind> {
    let bytes = args.as_bytes();
    if bytes.is_empty() {
        return Ok(());
    }
    match RecordRef::check(bytes) {
        Ok(_) => Ok(()),
        Err(error) => Err(bad_args(bytes, error)),
    }
}

#[cold]
fn bad_args(bytes: &[u8], error: Malformed) -> ErrorKind {
    let size = bytes.len();
    ErrorKind::Call(if size > MAX_BLOCK {
        format!("arguments of {size} bytes: expected at most {MAX_BLOCK}")
    } else {
        format!("arguments: {error}")
    })
}

/// Checks a call in the way that all engines share.
///
/// # Errors
/// [`ErrorKind::Call`] if no engine can make the call.
pub(super) fn check(call: &Call<'_>) -> Result<(), ErrorKind> {
    check_args(call.args)?;
    check_name(call.name)
}

/// Checks the name of an extension.
///
/// # Errors
/// [`ErrorKind::Call`] if no extension can have it.
pub(super) fn check_name(name: &str) -> Result<(), ErrorKind> {
    if name.is_empty() || name.len() > MAX_NAME || name.contains('\0') {
        return Err(no_name(name));
    }
    Ok(())
}

/// Returns the error of a result block that is too large.
#[cold]
pub(super) fn too_large(bytes: usize) -> ErrorKind {
    breach(format!(
        "result block of {bytes} bytes: expected at most {MAX_BLOCK}"
    ))
}

/// Returns the error of a result block that is malformed.
#[cold]
pub(super) fn malformed(bad: &Bad) -> ErrorKind {
    breach(format!("result block: {bad}"))
}

fn breach(what: String) -> ErrorKind {
    let function = export::RUN.name;
    ErrorKind::Abi(Breach { function, what })
}
