//! The data that a processor shares with the readers of its partition.

use std::sync::{Arc, Mutex, PoisonError};

use super::deployed::Packages;
use crate::state::{HostState, SharedContext};

/// The data that a processor shares with the readers of its partition.
pub(super) struct Published(Mutex<Arc<PublishedView>>);

/// The packages that are deployed in a partition, and everything else that its states have in
/// common.
pub(super) struct PublishedView {
    pub(super) packages: Packages,
    pub(super) seen: SharedContext,
}

impl Published {
    pub(super) fn new(state: &HostState) -> Self {
        Self(Mutex::new(Arc::new(PublishedView {
            packages: Packages::new(),
            seen: state.shared_context(),
        })))
    }

    pub(super) fn view(&self) -> Arc<PublishedView> {
        let view = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&view)
    }

    pub(super) fn set(&self, view: PublishedView) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(view);
    }
}
