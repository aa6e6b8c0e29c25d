//! The place of a state: in one workspace of a partition, beside other states of the partition.

use std::sync::Arc;

use heeus_abi::manifest::Entity;

use super::context::Context;
use super::declared::Declarations;
use super::error::StateError;
use super::host_state::HostState;
use super::limits::StateLimits;
use super::schema::Schema;
use crate::storage::Batch;

/// Number of workspaces whose tables are remembered.
pub(super) const KEPT_WORKSPACES: usize = 4096;

/// The common parts of the states of one partition besides the storage: declarations, unique
/// fields, the world outside, and limits. Cheap to clone.
#[derive(Clone)]
pub struct SharedContext {
    declared: Arc<Declarations>,
    context: Arc<Context>,
    limits: StateLimits,
}

impl HostState {
    /// Enters a workspace: from now on runs read its elements and events, and write there. A state
    /// that was never in one has elements without a workspace, and no log. The first write to a
    /// workspace creates it: entering and reading leave nothing.
    ///
    /// # Errors
    /// None yet.
    pub fn enter(&mut self, workspace: i64) -> Result<(), StateError> {
        if self.schema.workspace() == Some(workspace) && self.schema.is_whole() {
            return Ok(());
        }
        let declared = self.schema.declarations();
        let known = self.workspaces.get(&workspace);
        if let Some(known) = known.filter(|known| Arc::ptr_eq(known.declarations(), declared)) {
            self.schema = Arc::clone(known);
            return Ok(());
        }
        self.readers.release();
        let found = Schema::of_workspace(declared, workspace, &*self.storage);
        self.schema = Arc::new(found);
        self.keep_workspace();
        Ok(())
    }

    /// Remembers the tables of the workspace for the next entry, if all exist.
    fn keep_workspace(&mut self) {
        let Some(workspace) = self.schema.workspace() else {
            return;
        };
        if self.schema.is_whole() {
            if self.workspaces.len() >= KEPT_WORKSPACES {
                self.workspaces.clear();
            }
            let entered = Arc::clone(&self.schema);
            self.workspaces.insert(workspace, entered);
        }
    }

    /// Creates the missing tables of the workspace, if a batch writes to it.
    pub(super) fn make_tables(&mut self, batch: &mut Batch) -> Result<(), StateError> {
        if self.schema.is_whole() || !batch.iter().any(|write| self.schema.has(write.table())) {
            return Ok(());
        }
        let made = Arc::make_mut(&mut self.schema).make_tables(&mut *self.storage)?;
        batch.move_tables(|table| made.get(&table).copied().unwrap_or(table));
        self.keep_workspace();
        Ok(())
    }

    /// The workspace that the state is in.
    pub fn workspace(&self) -> Option<i64> {
        self.schema.workspace()
    }

    /// Checks that [`evolve`](Self::evolve) accepts an entity.
    ///
    /// # Errors
    /// [`StateError::Redeclared`], [`StateError::Declaration`].
    pub fn check_evolution(&self, entity: &Entity) -> Result<(), StateError> {
        self.schema
            .declarations()
            .check_evolution(entity)
            .map(|_| ())
    }

    /// Declares an entity, as [`declare`](Self::declare) does, or extends a known one: new value
    /// fields are added, and value fields that it no longer has are kept. So a new version of a
    /// package may add fields, and an old one may return. A run that has begun does not see it.
    ///
    /// # Errors
    /// [`StateError::Redeclared`] if anything else differs; otherwise as
    /// [`declare`](Self::declare).
    pub fn evolve(&mut self, entity: &Entity) -> Result<(), StateError> {
        self.readers.release();
        Schema::evolve(&mut self.schema, entity, &mut *self.storage)?;
        self.fill_indexes(&entity.name, false)
    }

    /// The data that other states over the same storage need to see what this one sees.
    pub fn shared_context(&self) -> SharedContext {
        SharedContext {
            declared: Arc::clone(self.schema.declarations()),
            context: Arc::clone(&self.context),
            limits: *self.limits(),
        }
    }

    /// Drops the view of the last run, which otherwise stays for the next one.
    pub fn release_snapshot(&mut self) {
        self.discard();
        self.readers.release();
    }

    /// Takes over the view of another state over the same storage, and reads the storage anew.
    ///
    /// # Errors
    /// [`StateError::Storage`] if the storage has no room for the workspace.
    pub fn attach(&mut self, seen: &SharedContext) -> Result<(), StateError> {
        self.release_snapshot();
        self.context = Arc::clone(&seen.context);
        self.set_limits(seen.limits);
        if Arc::ptr_eq(self.schema.declarations(), &seen.declared) {
            return Ok(());
        }
        self.workspaces.clear();
        self.schema = self.schema_of(&seen.declared)?;
        Ok(())
    }

    /// The schema of these declarations, where the state is now.
    pub(super) fn schema_of(
        &mut self,
        declared: &Arc<Declarations>,
    ) -> Result<Arc<Schema>, StateError> {
        Ok(Arc::new(match self.schema.workspace() {
            None => Schema::declared(declared, &mut *self.storage)?,
            Some(workspace) => Schema::of_workspace(declared, workspace, &*self.storage),
        }))
    }
}

impl std::fmt::Debug for SharedContext {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Surroundings").finish_non_exhaustive()
    }
}
