//! Deployment of a package: it is prepared beside the running one, then replaces it between two
//! runs.

use std::sync::Arc;

use heeus_abi::manifest::Entity;

use super::Processor;
use super::job::Job;
use super::projector_task::ProjectorTask;
use super::running::Running;
use crate::error::Error;
use crate::partition::deployed::Deployed;
use crate::partition::engines::Engines;
use crate::partition::error::DeployError;
use crate::state::StateError;

impl Processor {
    /// Prepares a package to run. The running packages go on until [`switch`](Self::switch).
    pub(super) fn prepare(&mut self, package: Arc<Deployed>) -> Result<(), DeployError> {
        self.usable().map_err(|error| DeployError::State {
            package: package.name.clone(),
            error,
        })?;
        for entity in package.entities() {
            let checked = self.state.check_version(entity);
            let checked = checked.and_then(|()| self.check_others(&package.name, entity));
            checked.map_err(|error| DeployError::State {
                package: package.name.clone(),
                error,
            })?;
        }
        for (entity, fields) in package.uniques() {
            let checked = self.state.check_unique(entity, &fields);
            checked.map_err(|error| DeployError::State {
                package: package.name.clone(),
                error,
            })?;
        }
        let engines = Engines::make(&package, &self.maker).map_err(DeployError::Engine)?;
        self.staged = Some(Running { package, engines });
        Ok(())
    }

    /// Checks that the other running packages can read the rows of an entity that this one
    /// declares.
    fn check_others(&self, package: &str, entity: &Entity) -> Result<(), StateError> {
        let others = self.packages.iter().filter(|(name, _)| *name != package);
        let needed = others.flat_map(|(name, other)| {
            let same = other.package.entities().filter(|of| of.name == entity.name);
            let fields = same.flat_map(|of| &of.value);
            let needed = fields.filter(|field| !field.optional);
            needed.map(move |field| (name, &field.name))
        });
        for (other, needed) in needed {
            let mut optional = entity.value.iter().filter(|field| field.optional);
            if optional.any(|field| field.name == *needed) {
                return Err(StateError::Declaration {
                    entity: entity.name.clone(),
                    reason: format!(
                        "rows may lack {needed} according to this package, but the package {other} \
                         requires it: declare it in the same way in both"
                    ),
                });
            }
        }
        Ok(())
    }

    /// Replaces the package of the same name by the prepared one, or drops the prepared one.
    /// Returns the errors of the modules that ended.
    ///
    /// # Errors
    /// The error of the storage, if it fails; the earlier package then goes on.
    pub(super) fn switch(&mut self, commit: bool) -> Result<Vec<Error>, DeployError> {
        let Some(mut staged) = self.staged.take() else {
            return Ok(Vec::new());
        };
        if !commit {
            return Ok(staged.engines.finish());
        }
        let package = Arc::clone(&staged.package);
        let (projectors, jobs) = match self.settle_in(&package) {
            Ok(settled) => settled,
            Err(error) => {
                // The earlier package goes on.
                staged.engines.finish();
                let package = package.name.clone();
                return Err(DeployError::State { package, error });
            }
        };
        package.count_in(&self.maker.metrics);
        staged.engines.count_in(&package, &self.maker.metrics);
        self.set_projectors(&package.name, projectors);
        self.set_jobs(&package.name, jobs);
        let before = self.packages.insert(package.name.clone(), staged);
        self.publish();
        Ok(before.map_or_else(Vec::new, |before| before.engines.finish()))
    }

    /// Stores the declarations of a package, and loads the progress of its projectors and jobs.
    fn settle_in(
        &mut self,
        package: &Arc<Deployed>,
    ) -> Result<(Vec<ProjectorTask>, Vec<Job>), StateError> {
        // Unique fields come first, so that no crash leaves an entity without them.
        for (entity, fields) in package.uniques() {
            self.state.keep_unique(&entity.name, &fields)?;
        }
        for entity in package.entities() {
            self.state.keep(entity)?;
        }
        Ok((self.projectors_of(package)?, self.jobs_of(package)?))
    }
}
