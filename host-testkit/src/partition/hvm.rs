//! The machine that has all apps.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::app::App;
use super::config::AppConfig;
use super::error::AppError;
use crate::error::Error;
use crate::storage::Storage;

/// Creates apps and finishes them.
#[derive(Debug, Default)]
pub struct Hvm {
    apps: Mutex<BTreeMap<String, Arc<App>>>,
}

impl Hvm {
    /// A machine without apps.
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates an app whose partitions are stored in what `storage` gives for each.
    ///
    /// # Errors
    /// [`AppError::Exists`] where there is one of this name; otherwise as [`App::new`].
    pub fn create(
        &self,
        name: &str,
        config: AppConfig,
        storage: impl FnMut(usize) -> Box<dyn Storage>,
    ) -> Result<Arc<App>, AppError> {
        let mut apps = self.apps();
        if apps.contains_key(name) {
            let name = name.to_owned();
            return Err(AppError::Exists { name });
        }
        let app = Arc::new(App::new(config, storage)?);
        apps.insert(name.to_owned(), Arc::clone(&app));
        Ok(app)
    }

    /// The app of this name.
    pub fn app(&self, name: &str) -> Option<Arc<App>> {
        self.apps().get(name).cloned()
    }

    /// Finishes all apps; see [`App::finish`]. One that others still hold finishes when they let go of it.
    ///
    /// # Panics
    /// Where a thread of an app did.
    pub fn finish(self) -> Vec<Error> {
        let apps = self
            .apps
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        let apps = apps.into_values().filter_map(Arc::into_inner);
        apps.flat_map(App::finish).collect()
    }

    fn apps(&self) -> MutexGuard<'_, BTreeMap<String, Arc<App>>> {
        self.apps.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
