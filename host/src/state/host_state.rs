//! The state of one partition.

use std::collections::HashMap;
use std::fmt;
use std::mem;
use std::sync::Arc;

use heeus_abi::manifest::Entity;
use heeus_abi::{Access, ExtensionKind, IntentRef, RecordBuf, Storage};

use super::context::Context;
use super::error::{Invalid, LimitKind, StateError};
use super::inputs::{NO_INPUTS, RunInputs};
use super::intents::{Intents, KEPT_ROOM};
use super::limits::StateLimits;
use super::log_tables::Log;
use super::new_ids::NewIds;
use super::next_ids;
use super::outputs::{LogRecord, Outputs, Response};
use super::pending::Pending;
use super::reader::{Place, Reader};
use super::readers::Readers;
use super::schema::Schema;
use super::writers::Writers;
use super::writes::add_write;
use crate::storage::{self, MemoryStorage};

/// The state of one partition: declared entities, stored elements, and the intents of a run.
pub struct HostState {
    pub(super) storage: Box<dyn storage::Storage>,
    pub(super) schema: Arc<Schema>,
    /// The last version of each entity that was kept.
    pub(super) last: HashMap<Box<str>, Entity>,
    /// The workspaces that were entered.
    pub(super) workspaces: HashMap<i64, Arc<Schema>>,
    pub(super) log: Option<Log>,
    pub(super) writers: Writers,
    pub(super) context: Arc<Context>,
    limits: StateLimits,
    pub(super) run: Option<Reader>,
    pub(super) readers: Readers,
    /// True if the writes of a run are added to the pending ones.
    joined: bool,
    pub(super) intents: Intents,
    /// Number of intents that count for the limit of the kind.
    counted: usize,
    pub(super) pending: Pending,
    pub(super) new_ids: NewIds,
    /// Room for an updated value.
    merged: Vec<u8>,
    pub(super) outputs: Outputs,
}

/// Counts of an apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Applied {
    /// Intents that were applied.
    pub intents: usize,
    /// Writes to views and records.
    pub written: usize,
    /// Results, responses, log records and mails.
    pub outputs: usize,
}

impl Default for HostState {
    fn default() -> Self {
        Self::new()
    }
}

impl HostState {
    /// An empty state, kept in memory.
    pub fn new() -> Self {
        Self::with_storage(Box::new(MemoryStorage::new()))
    }

    /// A state over the given storage.
    pub fn with_storage(storage: Box<dyn storage::Storage>) -> Self {
        Self {
            storage,
            schema: Arc::default(),
            last: HashMap::new(),
            workspaces: HashMap::new(),
            log: None,
            writers: Writers::default(),
            joined: false,
            context: Arc::default(),
            limits: StateLimits::default(),
            run: None,
            readers: Readers::default(),
            intents: Intents::default(),
            counted: 0,
            pending: Pending::default(),
            new_ids: NewIds::default(),
            merged: Vec::new(),
            outputs: Outputs::default(),
        }
    }

    /// Declares an entity. A run that has begun does not see it.
    ///
    /// # Errors
    /// [`StateError::Redeclared`] if it is already declared differently,
    /// [`StateError::Declaration`] if it cannot be declared in this way, [`StateError::Storage`] if
    /// the storage has no room for it.
    pub fn declare(&mut self, entity: &Entity) -> Result<(), StateError> {
        self.readers.release();
        Schema::declare(&mut self.schema, entity, &mut *self.storage)?;
        self.fill_indexes(&entity.name, false)
    }

    /// All declared entities, in the order in which they were declared.
    pub fn entities(&self) -> impl Iterator<Item = &Entity> {
        let tables = self.schema.entities();
        tables.map(|table| &table.declared.entity)
    }

    /// Limits of the runs that begin from now on.
    pub fn limits(&self) -> &StateLimits {
        &self.limits
    }

    /// Sets the limits of the runs that begin from now on.
    pub fn set_limits(&mut self, limits: StateLimits) {
        self.limits = limits;
    }

    /// Begins a run without inputs. Drops the pending intents and outputs of an earlier run. The
    /// reader sees the state of this moment, whatever happens later. If all readers are dropped
    /// before [`apply`](Self::apply), the storage need not copy what it changes.
    pub fn begin_run(&mut self, kind: ExtensionKind) -> Reader {
        self.begin_run_with(kind, &NO_INPUTS)
    }

    /// Begins a run with inputs, as [`begin_run`](Self::begin_run) does without.
    pub fn begin_run_with(&mut self, kind: ExtensionKind, inputs: &RunInputs) -> Reader {
        let reader = self.lend_reader(kind, inputs);
        self.run = Some(reader.clone());
        reader
    }

    /// Begins a run whose reader the caller gives back before it adds intents. This avoids the cost
    /// of counting its clones.
    #[inline]
    pub(crate) fn lend_reader(&mut self, kind: ExtensionKind, inputs: &RunInputs) -> Reader {
        if self.joined {
            self.join();
        } else {
            self.discard();
        }
        self.outputs.clear();
        if let Some(intercept) = &self.context.intercept {
            intercept.begin();
        }
        let (seen, storage) = ((&self.schema, &self.context), &*self.storage);
        let run = (kind, inputs);
        self.readers.begin(run, seen, &self.limits, storage)
    }

    /// Joins the runs from now on, until the next [`apply`](Self::apply) or
    /// [`discard`](Self::discard): their intents are applied in one step, and a run that fails
    /// drops the intents of all. The limits of a run apply to each, those of bytes also to all
    /// together. Pending writes of an earlier run are the base of updates of a later one, no more.
    pub fn join_runs(&mut self) {
        self.discard();
        self.joined = true;
    }

    /// Ends a run and keeps its intents for the next one.
    #[cold]
    fn join(&mut self) {
        self.counted = 0;
        self.new_ids.begin_run();
        if let Some(run) = self.run.take() {
            self.readers.keep(run);
        }
    }

    /// Takes back the reader that [`lend_reader`](Self::lend_reader) gave; the run goes on.
    #[inline]
    pub(crate) fn take_back(&mut self, reader: Reader) {
        self.run = Some(reader);
    }

    /// Checks an intent and keeps it until [`apply`](Self::apply). The check assumes that the
    /// earlier intents of the run were applied: an update may follow the insert of the same key,
    /// a second new record of the same key is an error.
    ///
    /// A new record may leave its key empty and have a raw id in its value as `sys.ID` instead: the
    /// host gives it an id, and puts this id in place of the raw id in this intent and later ones.
    ///
    /// # Errors
    /// [`StateError`]. The run then ends and all its intents are dropped.
    pub fn add_intent(&mut self, intent: &IntentRef<'_>) -> Result<(), StateError> {
        let added = self.add_with_ids(intent);
        if added.is_err() {
            self.discard();
        }
        added
    }

    /// The intents of the current run.
    pub fn pending(&self) -> &Intents {
        &self.intents
    }

    /// Applies the intents of the run, all or none, and ends it. In both cases nothing remains
    /// pending.
    ///
    /// # Errors
    /// [`StateError::Storage`] if the storage fails, [`StateError::NoRun`].
    pub fn apply(&mut self) -> Result<Applied, StateError> {
        // The reader is dropped first: a storage without readers need not copy.
        let Some(run) = self.run.take() else {
            self.discard();
            return Err(StateError::NoRun);
        };
        self.readers.keep(run);
        let mut written = Ok(());
        if !self.pending.batch().is_empty() {
            self.readers.release();
            written = self.write();
        }
        let applied = written.map(|()| {
            self.outputs.collect(&self.intents);
            self.outputs.new_ids = self.new_ids.all();
            Applied {
                intents: self.intents.len(),
                written: self.pending.written(),
                outputs: self.outputs.len(),
            }
        });
        self.discard();
        applied
    }

    /// Writes the pending batch.
    fn write(&mut self) -> Result<(), StateError> {
        let mut batch = mem::take(self.pending.batch_mut());
        let written = self.make_tables(&mut batch);
        let written = written.and_then(|()| match self.new_ids.next() {
            None => Ok(()),
            Some(next) => {
                let next = (self.schema.workspace(), next);
                next_ids::add(&mut batch, &mut *self.storage, next)
            }
        });
        let written = written.and_then(|()| Ok(self.storage.apply(&batch)?));
        *self.pending.batch_mut() = batch;
        written
    }

    /// Ends the run and drops its intents.
    pub fn discard(&mut self) {
        self.joined = false;
        if let Some(run) = self.run.take() {
            self.readers.keep(run);
        }
        if self.intents.is_empty() && self.pending.batch().is_empty() && self.new_ids.is_empty() {
            return;
        }
        self.counted = 0;
        self.intents.clear();
        self.pending.clear();
        self.new_ids.clear();
        self.merged.clear();
        self.merged.shrink_to(KEPT_ROOM);
    }

    /// Rows that the last applied run put into sys.Result, in order.
    pub fn results(&self) -> &[RecordBuf] {
        &self.outputs.results
    }

    /// Responses that the last applied run put into sys.Response, in order.
    pub fn responses(&self) -> &[Response] {
        &self.outputs.responses
    }

    /// Log records that the last applied run put into sys.Logger, in order.
    pub fn logs(&self) -> &[LogRecord] {
        &self.outputs.logs
    }

    pub(super) fn try_add(&mut self, intent: &IntentRef<'_>) -> Result<(), StateError> {
        let run = self.run.as_ref().ok_or(StateError::NoRun)?;
        let storage = intent.key.storage;
        run.allow(storage, Access::from(intent.op))?;
        let bytes = self.intents.as_bytes().len() + intent.size();
        let limit = run.limits().intent_bytes;
        run.within(LimitKind::IntentBytes, bytes, limit)?;
        match run.place(storage, intent.key.entity)? {
            Place::Fixed(fixed) => {
                let counted = self.counted + usize::from(fixed.counts());
                let limit = run.limits().intents.of(run.kind());
                if fixed.counts() {
                    run.within(LimitKind::Intents, counted, limit)?;
                }
                fixed.check_key(intent.key.entity, intent.key.record)?;
                fixed.check_value(intent.value)?;
                if storage == Storage::Response && self.intents.of(storage).next().is_some() {
                    return Err(Invalid::SecondResponse.into());
                }
                self.counted = counted;
            }
            Place::Entity(declared) => {
                let limit = run.limits().intents.of(run.kind());
                run.within(LimitKind::Intents, self.counted + 1, limit)?;
                let (intents, pending) = (&self.intents, &mut self.pending);
                add_write(run, declared, intent, intents, pending, &mut self.merged)?;
                let limit = run.limits().write_bytes;
                run.within(LimitKind::WriteBytes, self.pending.bytes(), limit)?;
                self.counted += 1;
            }
        }
        self.intents.push(intent);
        Ok(())
    }
}

impl fmt::Debug for HostState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("HostState");
        out.field("entities", &self.entities().count())
            .field("run", &self.run)
            .field("pending", &self.intents.len())
            .field("workspaces", &self.workspaces.len())
            .finish_non_exhaustive()
    }
}
