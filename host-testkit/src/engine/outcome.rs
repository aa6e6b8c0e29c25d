//! From a result block to pending intents, log lines and errors.

use heeus_abi::manifest::Manifest;
use heeus_abi::{IntentRef, LogLine, Malformed, OutcomeRef, Status};

use super::{Call, LogEntry, RunReport};
use crate::error::ErrorKind;
use crate::state::HostState;

/// Takes over what a run left in its result block.
///
/// # Errors
/// What the block says, what the state does not take, or what `malformed` makes of what is wrong with the block.
pub(super) fn take(
    block: &[u8],
    malformed: impl Fn(Malformed) -> ErrorKind,
    (manifest, call): (&Manifest, &Call<'_>),
    state: &mut HostState,
    report: &mut RunReport,
) -> Result<(), ErrorKind> {
    let outcome = OutcomeRef::check(block).map_err(&malformed)?;
    for line in outcome.logs() {
        let line: LogLine<'_> = line.map_err(&malformed)?;
        report.logs.push(LogEntry::from(line));
    }
    if outcome.status != Status::Ok {
        return Err(refusal(&outcome, manifest, call));
    }
    for intent in outcome.intents() {
        let intent: IntentRef<'_> = intent.map_err(&malformed)?;
        state.add_intent(&intent).map_err(ErrorKind::State)?;
    }
    report.stats.bytes_written = outcome.intent_bytes.len() as u64;
    Ok(())
}

#[cold]
fn refusal(outcome: &OutcomeRef<'_>, manifest: &Manifest, call: &Call<'_>) -> ErrorKind {
    let text = || outcome.text.to_owned();
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

/// The error of a call by a name that no extension has.
#[cold]
pub(super) fn unknown(manifest: &Manifest) -> ErrorKind {
    let names = manifest.extensions.iter();
    let mut known: Vec<String> = names.map(|extension| extension.name.clone()).collect();
    known.sort_unstable();
    ErrorKind::UnknownExtension { known }
}

/// The error of a call as a kind that the extension is not of.
#[cold]
pub(super) fn wrong_kind(manifest: &Manifest, call: &Call<'_>) -> ErrorKind {
    let mut extensions = manifest.extensions.iter();
    let declared = extensions.find(|extension| extension.name == call.name);
    ErrorKind::WrongKind {
        called: call.kind,
        declared: declared.map(|extension| extension.kind),
    }
}
