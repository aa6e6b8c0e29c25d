//! The view that a run has of the state.

use std::fmt;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Duration;

use heeus_abi::manifest::FieldDecl;
use heeus_abi::{Access, ExtensionKind, KeyRef, Storage, allowed};

use super::builtin::{self, Fixed};
use super::context::Context;
use super::counts::Counts;
use super::declared::Declared;
use super::error::{Forbidden, Invalid, LimitBroken, LimitKind, Part, ReadError};
use super::fields::Want;
use super::inputs::RunInputs;
use super::limits::StateLimits;
use super::outside::Outside;
use super::range::{RangeError, Span};
use super::schema::{Schema, Table, Unique};
use super::sort_key::SortKey;
use super::unique_look_up;
use super::wlog::WLog;
use crate::storage::{Element, Snapshot, Visit};

const NO_RANGES: &str = "this host reads in key order and without bounds: StateLimits::ranges is \
                         off (ABI.md, section 6)";

/// The state at the beginning of a run, for a run of one kind. Cheap to clone, borrows nothing; its
/// clones share the counters of reads.
#[derive(Clone)]
pub struct Reader {
    // Nothing else: a run moves its reader several times.
    run: Arc<Run>,
}

struct Run {
    kind: ExtensionKind,
    inputs: RunInputs,
    schema: Arc<Schema>,
    context: Arc<Context>,
    snapshot: Arc<dyn Snapshot>,
    limits: StateLimits,
    counts: Counts,
}

/// The visitor of a read: gets the bytes of the records of key and value of each element.
pub type VisitRecords<'a> = dyn FnMut(&[u8], &[u8]) -> ControlFlow<()> + 'a;

/// The place that a key leads to.
pub(super) enum Place<'a> {
    /// A table.
    Entity(Table<'a>),
    /// A storage with fixed fields.
    Fixed(&'static Fixed),
}

impl Reader {
    pub(super) fn new(
        (kind, inputs): (ExtensionKind, &RunInputs),
        (schema, context): (&Arc<Schema>, &Arc<Context>),
        snapshot: Arc<dyn Snapshot>,
        limits: StateLimits,
    ) -> Self {
        Self {
            run: Arc::new(Run {
                kind,
                inputs: inputs.clone(),
                schema: Arc::clone(schema),
                context: Arc::clone(context),
                snapshot,
                limits,
                counts: Counts::default(),
            }),
        }
    }

    /// Makes this the reader of a new run on the same snapshot; `None` if a clone of it is still in
    /// use, or if anything else has changed.
    #[inline]
    pub(super) fn renew(
        mut self,
        (kind, inputs): (ExtensionKind, &RunInputs),
        (schema, context): (&Arc<Schema>, &Arc<Context>),
        limits: &StateLimits,
    ) -> Option<Self> {
        let run = Arc::get_mut(&mut self.run)?;
        let same = Arc::ptr_eq(&run.schema, schema)
            && Arc::ptr_eq(&run.context, context)
            && run.limits == *limits;
        if !same {
            return None;
        }
        run.counts = Counts::default();
        run.kind = kind;
        run.inputs.clone_from(inputs);
        Some(self)
    }

    /// The kind of the run.
    pub fn kind(&self) -> ExtensionKind {
        self.run.kind
    }

    /// Number of gets and reads so far.
    pub fn reads(&self) -> u64 {
        self.run.counts.reads.get()
    }

    /// Bytes that gets and reads delivered so far.
    pub fn read_bytes(&self) -> u64 {
        self.run.counts.read_bytes.get()
    }

    /// The time that calls of the run outside of the host took so far.
    pub fn waited(&self) -> Duration {
        self.run.counts.waited()
    }

    /// Returns the element of a whole key.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn get(&self, key: &KeyRef<'_>) -> Result<Option<Element>, ReadError> {
        self.allow(key.storage, Access::Get)?;
        self.count_read()?;
        let found = match &self.run.context.intercept {
            None => self.find(key)?,
            Some(intercept) => intercept.get(key, &|| self.find(key))?,
        };
        if let Some(element) = &found {
            self.count_bytes(element.len())?;
        }
        Ok(found)
    }

    #[inline]
    fn find(&self, key: &KeyRef<'_>) -> Result<Option<Element>, ReadError> {
        match self.place(key.storage, key.entity)? {
            Place::Entity(declared) => {
                let mut sort_key = SortKey::new();
                declared.write_sort_key(key.record, Want::Whole, &mut sort_key)?;
                Ok(self.run.snapshot.get(declared.id, &sort_key)?)
            }
            Place::Fixed(fixed) => self.find_fixed(fixed, key),
        }
    }

    fn find_fixed(&self, fixed: &Fixed, key: &KeyRef<'_>) -> Result<Option<Element>, ReadError> {
        let run = &*self.run;
        match fixed.storage {
            Storage::Uniq => return unique_look_up::find(key, &run.schema, &*run.snapshot),
            Storage::WLog => return self.wlog(fixed).get(key),
            _ => fixed.check_key(key.entity, key.record)?,
        }
        match fixed.storage {
            Storage::Http | Storage::FederationCommand | Storage::AppSecret => {
                self.outside().get(fixed, key.record)
            }
            storage => Ok(self.run.inputs.get(storage).cloned()),
        }
    }

    /// Visits every element under a partial key, in key order, until the visitor breaks. The
    /// visitor gets the bytes of the records of key and value.
    ///
    /// # Errors
    /// [`ReadError`]; some elements may have been visited before.
    pub fn read(&self, key: &KeyRef<'_>, visit: &mut VisitRecords<'_>) -> Result<(), ReadError> {
        self.read_elements(key, &mut |element| visit(element.key().as_bytes(), element))
    }

    /// Visits as [`read`](Self::read) does, but passes whole elements: a page takes
    /// [`Element::records`].
    ///
    /// # Errors
    /// [`ReadError`]; some elements may have been visited before.
    pub fn read_elements(&self, key: &KeyRef<'_>, visit: &mut Visit<'_>) -> Result<(), ReadError> {
        self.allow(key.storage, Access::Read)?;
        self.count_read()?;
        if !key.range.is_all() && !self.run.limits.ranges {
            return Err(ReadError::NoRanges(NO_RANGES.into()));
        }
        let around = self.open(key)?;
        let mut counted = Ok(());
        let mut counting = |element: &Element| {
            counted = self.count_bytes(element.records().len());
            match counted {
                Ok(()) => visit(element),
                Err(_) => ControlFlow::Break(()),
            }
        };
        let read = match &self.run.context.intercept {
            None => self.deliver(key, &mut counting),
            Some(intercept) => {
                intercept.read(key, &mut counting, &|visit| self.deliver(key, visit))
            }
        };
        self.run.counts.open_keys.set(around);
        read?;
        Ok(counted?)
    }

    /// Counts the key of a read as long as it is open. Returns the count of the reads around it.
    #[inline]
    fn open(&self, key: &KeyRef<'_>) -> Result<u64, LimitBroken> {
        let open = &self.run.counts.open_keys;
        let around = open.get();
        let bytes = key.record.as_bytes().len() + key.range.bound_bytes();
        let all = around.saturating_add(bytes as u64);
        let limit = self.run.limits.open_key_bytes;
        if around != 0 && all > limit {
            return Err(self.broken(LimitKind::OpenKeyBytes, limit));
        }
        open.set(all);
        Ok(around)
    }

    fn deliver(&self, key: &KeyRef<'_>, visit: &mut Visit<'_>) -> Result<(), ReadError> {
        match self.place(key.storage, key.entity)? {
            Place::Entity(declared) => {
                let least = self.least(&declared);
                if let Some(span) = Span::of(&declared, key, least)? {
                    let range = span.range();
                    self.run.snapshot.scan(declared.id, &range, visit)?;
                }
            }
            Place::Fixed(fixed) if fixed.storage == Storage::WLog => {
                self.wlog(fixed).read(key, visit)?;
            }
            Place::Fixed(fixed) if !key.range.is_all() => {
                return Err(RangeError::NoOrder(fixed.storage).into());
            }
            Place::Fixed(fixed) => {
                if let Some(element) = self.find_fixed(fixed, key)? {
                    // It is the last one, so the answer of the visitor does not matter.
                    let (ControlFlow::Continue(()) | ControlFlow::Break(())) = visit(&element);
                }
            }
        }
        Ok(())
    }

    /// The fewest key fields that a read of this entity may have.
    fn least(&self, declared: &Declared) -> usize {
        if self.run.limits.reads_across_partitions {
            0
        } else {
            declared.entity.partition_fields.into()
        }
    }

    fn wlog<'a>(&'a self, fixed: &'a Fixed) -> WLog<'a> {
        WLog {
            fixed,
            tables: self.run.schema.log(),
            snapshot: &*self.run.snapshot,
        }
    }

    fn outside(&self) -> Outside<'_> {
        Outside {
            external: &self.run.context.external,
            limits: &self.run.limits,
            counts: &self.run.counts,
            kind: self.run.kind,
            workspace: self.run.schema.workspace(),
            id: self.run.inputs.id(),
        }
    }

    /// Checks that the run may use the storage in this way.
    #[inline]
    pub(super) fn allow(&self, storage: Storage, access: Access) -> Result<(), Forbidden> {
        let kind = self.run.kind;
        let allowed = allowed(kind, storage);
        if allowed.contains(access) {
            return Ok(());
        }
        Err(Forbidden {
            kind,
            storage,
            access,
            allowed,
        })
    }

    /// Finds the place that a key leads to; the name of the entity is ignored for a storage with
    /// fixed fields.
    #[inline]
    pub(super) fn place(&self, storage: Storage, entity: &str) -> Result<Place<'_>, Invalid> {
        place(&self.run.schema, storage, entity)
    }

    /// The fields that keys or values of an entity of sys.View or sys.Record may have.
    pub(crate) fn fields(
        &self,
        part: Part,
        storage: Storage,
        entity: &str,
    ) -> Option<&[FieldDecl]> {
        let table = self.run.schema.find(storage, entity).ok()?;
        Some(table.declared.fields(part))
    }

    /// The fields of a record entity that are unique together, set by set.
    pub(super) fn uniques(&self, entity: &str) -> impl Iterator<Item = Unique<'_>> {
        self.run.schema.uniques(entity)
    }

    pub(super) fn snapshot(&self) -> &dyn Snapshot {
        &*self.run.snapshot
    }

    pub(super) fn limits(&self) -> &StateLimits {
        &self.run.limits
    }

    /// Checks that `amount` is within a limit of this run.
    #[inline]
    pub(super) fn within(
        &self,
        what: LimitKind,
        amount: usize,
        limit: u64,
    ) -> Result<(), LimitBroken> {
        if amount as u64 <= limit {
            return Ok(());
        }
        Err(self.broken(what, limit))
    }

    fn broken(&self, what: LimitKind, limit: u64) -> LimitBroken {
        let kind = self.run.kind;
        LimitBroken { what, kind, limit }
    }

    #[inline]
    fn count_read(&self) -> Result<(), LimitBroken> {
        let limit = self.run.limits.reads;
        let counted = self.run.counts.reads.add(1, limit);
        counted.ok_or_else(|| self.broken(LimitKind::Reads, limit))
    }

    #[inline]
    fn count_bytes(&self, bytes: usize) -> Result<(), LimitBroken> {
        let limit = self.run.limits.read_bytes;
        let counted = self.run.counts.read_bytes.add(bytes as u64, limit);
        counted.ok_or_else(|| self.broken(LimitKind::ReadBytes, limit))
    }
}

/// Finds the place that a key leads to; the name of the entity is ignored for a storage with fixed
/// fields.
#[inline]
pub(super) fn place<'a>(
    schema: &'a Schema,
    storage: Storage,
    entity: &str,
) -> Result<Place<'a>, Invalid> {
    match storage {
        Storage::View | Storage::Record => schema.find(storage, entity).map(Place::Entity),
        _ => match builtin::fixed(storage) {
            Some(fixed) => Ok(Place::Fixed(fixed)),
            None => schema.find(storage, entity).map(Place::Entity),
        },
    }
}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Reader");
        out.field("kind", &self.kind()).finish_non_exhaustive()
    }
}
