//! Taking the result block out of a guest's memory.

use heeus_abi::export;

use super::data::breach;
use super::memory::block;
use super::module::Inner;
use crate::engine::{Call, KeptLimits, RunReport, outcome};
use crate::error::ErrorKind;
use crate::state::HostState;

const WHAT: &str = "result block";

/// Takes log lines and intents out of the result block at `addr`. The guest does not run meanwhile,
/// so the block is read in its place.
///
/// # Errors
/// The error that the block reports, a rule that the block breaks, or an intent that the state
/// refuses.
pub(super) fn take(
    memory: &[u8],
    addr: u32,
    (module, call, kept): (&Inner, &Call<'_>, &KeptLimits),
    state: &mut HostState,
    report: &mut RunReport,
) -> Result<(), ErrorKind> {
    let function = export::RUN.name;
    let bad = |bad: &outcome::Bad| breach(function, format!("{WHAT} at address {addr}: {bad}"));
    let bytes = block(memory, addr, WHAT).map_err(|what| breach(function, what))?;
    outcome::take(
        bytes,
        bad,
        (&module.report.manifest, call, kept),
        state,
        report,
    )
}
