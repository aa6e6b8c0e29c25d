//! Taking over a package: made ready beside the one that runs, then put in its place between two runs.

use std::sync::Arc;

use super::{Processor, Running};
use crate::error::{Error, ErrorKind, Phase};
use crate::partition::deployed::Deployed;
use crate::partition::engines::Engines;
use crate::partition::error::DeployError;
use crate::state::StateError;

impl Processor {
    /// Makes a package ready to run. What runs now goes on until [`switch`](Self::switch).
    pub(super) fn prepare(&mut self, package: Arc<Deployed>) -> Result<(), DeployError> {
        for entity in package.entities() {
            let checked = self.state.check_declaration(entity);
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
    /// modules that ended, or with what the package has in the state.
    pub(super) fn switch(&mut self, commit: bool) -> Vec<Error> {
        let Some(staged) = self.staged.take() else {
            return Vec::new();
        };
        if !commit {
            return staged.engines.finish();
        }
        let package = Arc::clone(&staged.package);
        self.drop_followers(&package.name);
        self.drop_jobs(&package.name);
        let before = self.packages.insert(package.name.clone(), staged);
        let mut faults = before.map_or_else(Vec::new, |before| before.engines.finish());
        faults.extend(self.settle_in(&package).err().map(|error| Error {
            module: package.name.clone(),
            extension: None,
            phase: Phase::Link,
            kind: ErrorKind::State(error),
        }));
        self.publish();
        faults
    }

    /// Gives a package what it has in the state.
    fn settle_in(&mut self, package: &Arc<Deployed>) -> Result<(), StateError> {
        for entity in package.entities() {
            self.state.declare(entity)?;
        }
        self.add_followers(package)?;
        self.add_jobs(package)
    }
}
