//! A flag for arranged answers and failures that were used.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

/// A flag that is set when a call meets an arranged answer or failure. All clones share it.
#[derive(Debug, Clone, Default)]
pub struct Used(Arc<AtomicBool>);

impl Used {
    /// Returns whether the flag is set.
    pub fn is_used(&self) -> bool {
        self.0.load(Relaxed)
    }

    pub(super) fn set(&self) {
        self.0.store(true, Relaxed);
    }
}
