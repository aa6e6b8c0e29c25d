//! Packages that run in the processor of a partition.

use std::sync::Arc;

use crate::partition::deployed::Deployed;
use crate::partition::engines::Engines;

/// A package and its engines.
pub(super) struct Running {
    pub(super) package: Arc<Deployed>,
    pub(super) engines: Engines,
}
