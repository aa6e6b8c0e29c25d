//! The parts of a run's view besides its tables and its inputs.

use std::sync::Arc;

use super::intercept::Intercept;
use crate::external::External;

/// The parts of a run's view besides its tables and its inputs. Runs share it until it changes.
#[derive(Clone, Default)]
pub(super) struct Context {
    pub(super) external: External,
    pub(super) intercept: Option<Arc<dyn Intercept>>,
}
