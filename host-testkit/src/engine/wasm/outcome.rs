//! From a result block to pending intents, log lines and errors.

use heeus_abi::{IntentRef, Kind, LogLine, Malformed, OutcomeRef, Status, export};

use super::data::breach;
use super::memory::{block, malformed};
use super::module::Inner;
use crate::engine::{Call, LogEntry, RunReport};
use crate::error::ErrorKind;
use crate::state::HostState;

const WHAT: &str = "result block";

/// Takes over what a run left in the result block at `addr`. The guest does not run meanwhile, so the block is read
/// where it stands.
///
/// # Errors
/// What the block says, what is wrong with it, or what the state does not take.
pub(super) fn take(
    memory: &[u8],
    addr: u32,
    (module, call): (&Inner, &Call<'_>),
    state: &mut HostState,
    report: &mut RunReport,
) -> Result<(), ErrorKind> {
    let function = export::RUN.name;
    let bad = |error: Malformed| breach(function, malformed(WHAT, addr, &error));
    let bytes = block(memory, addr, WHAT).map_err(|what| breach(function, what))?;
    let outcome = OutcomeRef::check(bytes).map_err(bad)?;
    for line in outcome.logs() {
        report
            .logs
            .push(LogEntry::from(line.map_err(bad)? as LogLine<'_>));
    }
    if outcome.status != Status::Ok {
        return Err(refusal(&outcome, module, call));
    }
    for intent in outcome.intents() {
        let intent: IntentRef<'_> = intent.map_err(bad)?;
        state.add_intent(&intent).map_err(ErrorKind::State)?;
    }
    report.stats.bytes_written = outcome.intent_bytes.len() as u64;
    Ok(())
}

#[cold]
fn refusal(outcome: &OutcomeRef<'_>, module: &Inner, call: &Call<'_>) -> ErrorKind {
    let text = || outcome.text.to_owned();
    match outcome.status {
        Status::Ok | Status::Error => ErrorKind::Extension {
            code: outcome.code,
            text: text(),
        },
        Status::UnknownExtension => ErrorKind::UnknownExtension {
            known: module.pinned.names(),
        },
        Status::WrongKind => ErrorKind::WrongKind {
            called: call.kind,
            declared: declared(module, call.name),
        },
        Status::BadIntent => ErrorKind::BadIntent(text()),
    }
}

fn declared(module: &Inner, name: &str) -> Option<Kind> {
    let mut extensions = module.report.manifest.extensions.iter();
    extensions
        .find(|extension| extension.name == name)
        .map(|extension| extension.kind)
}
