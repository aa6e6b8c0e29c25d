//! Views that are computed again, beside the rows that are in use.
//!
//! A view has two tables in each workspace. While a projector fills the one that is not in use,
//! runs read the other one. At the end they change places, in one step for all workspaces.

use std::collections::{BTreeSet, HashMap};
use std::mem;
use std::sync::Arc;

use heeus_abi::Storage;

use super::checkpoints::{Behind, add_behind, add_checkpoint};
use super::declared::Declarations;
use super::error::StateError;
use super::host_state::HostState;
use super::schema::Schema;
use super::writers::add_writer;
use crate::storage::{Batch, is_empty};

/// Beginning of the names of the checkpoints that say which table of a view is in use: 0 or 1.
pub(super) const TURN: &str = "turn/";

/// The rows of some views while they are computed again.
pub(crate) struct Rebuilding {
    views: BTreeSet<Box<str>>,
    /// Those of them that have got a row.
    written: BTreeSet<Box<str>>,
    /// The declarations that are in use.
    base: Arc<Declarations>,
    /// The schema with the other tables of the views.
    schema: Arc<Schema>,
    workspaces: HashMap<i64, Arc<Schema>>,
}

/// The end of a rebuild, for the projector that did it.
pub(crate) struct RebuildEnd<'a> {
    /// The name of the projector's checkpoint.
    pub(crate) projector: &'a str,
    /// The name of the checkpoint that says that a rebuild is wanted.
    pub(crate) wanted: &'a str,
    /// Offset of the last event.
    pub(crate) last_event: i64,
    /// The workspaces that the projector had left behind.
    pub(crate) behind: &'a [Behind<'a>],
}

impl Rebuilding {
    /// Returns whether the rebuild is one of these views, and of no others.
    pub(crate) fn is_of<'a>(&self, views: impl Iterator<Item = &'a str>) -> bool {
        views.eq(self.views.iter().map(|view| &**view))
    }
}

impl HostState {
    /// Begins to compute again the views that a projector has written.
    pub(crate) fn begin_rebuilding(&self, projector: &str) -> Rebuilding {
        let views: BTreeSet<Box<str>> = self.views_of(projector).map(Box::from).collect();
        let (base, schema) = self.flipped(&views);
        Rebuilding {
            views,
            written: BTreeSet::new(),
            base,
            schema,
            workspaces: HashMap::new(),
        }
    }

    /// The declarations that are in use, and a schema in which the views have their other tables.
    fn flipped(&self, views: &BTreeSet<Box<str>>) -> (Arc<Declarations>, Arc<Schema>) {
        let base = Arc::clone(self.schema.declarations());
        let mut declared = (*base).clone();
        declared.flip(views);
        let workspace = self.schema.workspace().unwrap_or_default();
        let schema = Schema::of_workspace(&Arc::new(declared), workspace, &*self.storage);
        (base, Arc::new(schema))
    }

    /// Runs a projector in a workspace for the new rows: `run` leaves its intents pending, and
    /// those for views are applied. Returns views that it writes and that are not part of the
    /// rebuild; nothing is applied then.
    pub(crate) fn rebuild_rows<E>(
        &mut self,
        rebuilding: &mut Rebuilding,
        workspace: i64,
        run: impl FnOnce(&mut Self) -> Result<(), E>,
    ) -> Result<Result<Vec<Box<str>>, E>, StateError> {
        self.discard();
        self.follow_declarations(rebuilding);
        self.exchange(rebuilding);
        let entered = self.enter(workspace);
        let done = entered.and_then(|()| match run(self) {
            Ok(()) => self.apply_rows(rebuilding).map(Ok),
            Err(error) => Ok(Err(error)),
        });
        self.discard();
        self.exchange(rebuilding);
        done
    }

    /// Takes the declarations of packages that were deployed since the last run.
    fn follow_declarations(&self, rebuilding: &mut Rebuilding) {
        if !Arc::ptr_eq(&rebuilding.base, self.schema.declarations()) {
            (rebuilding.base, rebuilding.schema) = self.flipped(&rebuilding.views);
            rebuilding.workspaces.clear();
        }
    }

    fn exchange(&mut self, rebuilding: &mut Rebuilding) {
        mem::swap(&mut self.schema, &mut rebuilding.schema);
        mem::swap(&mut self.workspaces, &mut rebuilding.workspaces);
    }

    fn apply_rows(&mut self, rebuilding: &mut Rebuilding) -> Result<Vec<Box<str>>, StateError> {
        let mut others = Vec::new();
        for intent in self.pending().of(Storage::View) {
            let view = intent.key.entity;
            if !rebuilding.views.contains(view) {
                others.push(view.into());
            } else if !rebuilding.written.contains(view) {
                rebuilding.written.insert(view.into());
            }
        }
        if others.is_empty() {
            // Nothing is committed with them: the first run has sent its mails.
            self.apply()?;
        }
        Ok(others)
    }

    /// Removes the rows that an earlier rebuild has left in a workspace, in the tables that are not
    /// in use.
    pub(crate) fn clear_rows(
        &mut self,
        rebuilding: &mut Rebuilding,
        workspace: i64,
    ) -> Result<(), StateError> {
        self.follow_declarations(rebuilding);
        let snapshot = self.storage.snapshot();
        let mut batch = Batch::new();
        for view in &rebuilding.views {
            if let Some(table) = rebuilding.schema.view_in(workspace, view, &*self.storage)
                && !is_empty(&*snapshot, table)?
            {
                batch.clear_table(table);
            }
        }
        drop(snapshot);
        if batch.is_empty() {
            return Ok(());
        }
        self.release_snapshot();
        Ok(self.storage.apply(&batch)?)
    }

    /// Lets the new rows take the place of those that were in use, in all workspaces.
    pub(crate) fn end_rebuilding(
        &mut self,
        rebuilding: &Rebuilding,
        end: &RebuildEnd<'_>,
    ) -> Result<(), StateError> {
        let log = self.log()?;
        let mut declared = (**self.schema.declarations()).clone();
        declared.flip(&rebuilding.views);
        let mut batch = Batch::new();
        for view in &rebuilding.views {
            let turn = i64::from(declared.second.contains(view));
            add_checkpoint(&mut batch, log.checkpoints, &format!("{TURN}{view}"), turn)?;
            if !rebuilding.written.contains(view) {
                add_writer(&mut batch, log.checkpoints, (view, end.projector), false)?;
            }
        }
        add_checkpoint(&mut batch, log.checkpoints, end.projector, end.last_event)?;
        add_checkpoint(&mut batch, log.checkpoints, end.wanted, 0)?;
        for behind in end.behind {
            add_behind(&mut batch, log.behind, behind)?;
        }
        self.release_snapshot();
        let schema = self.schema_of(&Arc::new(declared))?;
        self.storage.apply(&batch)?;
        self.workspaces.clear();
        self.schema = schema;
        for view in rebuilding.views.difference(&rebuilding.written) {
            self.writers.remove(end.projector, view);
        }
        Ok(())
    }
}
