//! Taking over a package: made ready beside the one that runs, then put in its place between two runs.

use std::sync::Arc;

use super::{Processor, Running};
use crate::error::Error;
use crate::partition::deployed::Deployed;
use crate::partition::engines::Engines;
use crate::partition::error::DeployError;
use crate::state::StateError;

impl Processor {
    /// Makes a package ready to run. What runs now goes on until [`switch`](Self::switch).
    pub(super) fn prepare(&mut self, package: Arc<Deployed>) -> Result<(), DeployError> {
        for entity in package.entities() {
            let checked = self.state.check_wider(entity);
            checked.map_err(|error| DeployError::State {
                package: package.name.clone(),
                error,
            })?;
        }
        let engines = Engines::make(&package, &self.maker).map_err(DeployError::Engine)?;
        self.staged = Some(Running { package, engines });
        Ok(())
    }

    /// Puts the package that is ready in the place of the one of its name, or forgets it. Returns what went wrong in the
    /// modules that ended.
    ///
    /// # Errors
    /// Where the storage fails; the package is then there without all that it has in the state.
    pub(super) fn switch(&mut self, commit: bool) -> Result<Vec<Error>, DeployError> {
        let Some(staged) = self.staged.take() else {
            return Ok(Vec::new());
        };
        if !commit {
            return Ok(staged.engines.finish());
        }
        let package = Arc::clone(&staged.package);
        self.drop_followers(&package.name);
        self.drop_jobs(&package.name);
        let before = self.packages.insert(package.name.clone(), staged);
        let faults = before.map_or_else(Vec::new, |before| before.engines.finish());
        let settled = self.settle_in(&package);
        self.publish();
        match settled {
            Ok(()) => Ok(faults),
            Err(error) => Err(DeployError::State {
                package: package.name.clone(),
                error,
            }),
        }
    }

    /// Gives a package what it has in the state.
    fn settle_in(&mut self, package: &Arc<Deployed>) -> Result<(), StateError> {
        for entity in package.entities() {
            self.state.widen(entity)?;
        }
        self.add_followers(package)?;
        self.add_jobs(package)
    }
}
