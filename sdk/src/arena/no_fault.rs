//! Faults in a host that has no fault block.

use heeus_abi::FaultCause;

/// Does nothing: the host does not ask for the size of a failed allocation.
pub(crate) const fn failed_alloc(_: usize) {}

/// Does nothing: the host keeps no log lines of a run that traps.
pub(crate) const fn logs(_: &[u8]) {}

/// Ends a run for which there is no memory.
pub(super) fn trap(_: FaultCause) -> ! {
    super::host::out_of_memory()
}
