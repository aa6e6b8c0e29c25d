//! The apps of a machine.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::app::App;
use super::config::AppConfig;
use super::error::AppError;
use crate::error::Error;
use crate::storage::Storage;

/// The apps of a machine by name: creates and finishes them. The platform calls it HVM.
#[derive(Debug, Default)]
pub struct AppRegistry {
    apps: Mutex<BTreeMap<String, Arc<App>>>,
}

impl AppRegistry {
    /// Creates a registry without apps.
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates an app; `storage` returns the storage of each partition.
    ///
    /// # Errors
    /// [`AppError::Exists`] if an app of this name exists; otherwise as [`App::new`].
    pub fn create(
        &self,
        name: &str,
        config: AppConfig,
        storage: impl FnMut(usize) -> Box<dyn Storage>,
    ) -> Result<Arc<App>, AppError> {
        let exists = || AppError::Exists {
            name: name.to_owned(),
        };
        if self.apps().contains_key(name) {
            return Err(exists());
        }
        // The lock is not held here: opening the storage may take long, or ask for another app.
        let app = Arc::new(App::new(config, storage)?);
        match self.apps().entry(name.to_owned()) {
            Entry::Occupied(_) => Err(exists()),
            Entry::Vacant(place) => Ok(Arc::clone(place.insert(app))),
        }
    }

    /// The app of this name.
    pub fn app(&self, name: &str) -> Option<Arc<App>> {
        self.apps().get(name).cloned()
    }

    /// Finishes all apps; see [`App::finish`]. An app that others still hold finishes when they
    /// drop it.
    ///
    /// # Panics
    /// If a thread of an app panicked.
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
