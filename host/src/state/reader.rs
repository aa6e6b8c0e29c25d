//! The view that a run has of the state.

use std::fmt;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use heeus_abi::manifest::FieldDecl;
use heeus_abi::{Access, KeyRef, Kind, Storage, allowed};

use super::builtin::{self, Fixed};
use super::declared::Declared;
use super::error::{Forbidden, Invalid, LimitBroken, LimitKind, Part, ReadError};
use super::failures::Hits;
use super::fields::Want;
use super::limits::StateLimits;
use super::order::OrderedKey;
use super::schema::{Schema, Table};
use super::standins::{Around, Arranged, Made};
use crate::storage::{Element, Snapshot, Visit};

/// The state at the beginning of a run, for a run of one kind. Cheap to clone, borrows nothing; its
/// clones share the counters of reads.
#[derive(Clone)]
pub struct Reader {
    kind: Kind,
    run: Arc<Run>,
}

struct Run {
    schema: Arc<Schema>,
    snapshot: Arc<dyn Snapshot>,
    arranged: Arc<Arranged>,
    made: Arc<Made>,
    hits: Hits,
    limits: StateLimits,
    reads: AtomicU64,
    read_bytes: AtomicU64,
    request_bytes: AtomicU64,
    /// Bytes of the keys of the reads that are open.
    open_keys: AtomicU64,
}

/// Bytes that a request counts for in addition to its key.
const EACH_REQUEST: usize = 128;

/// The parts of a reader besides the storage: declarations, stand-ins, and the list of its
/// requests.
#[derive(Clone, Copy)]
pub(super) struct Seen<'a> {
    schema: &'a Arc<Schema>,
    arranged: &'a Arc<Arranged>,
    made: &'a Arc<Made>,
}

impl<'a> Seen<'a> {
    pub(super) const fn of(
        schema: &'a Arc<Schema>,
        arranged: &'a Arc<Arranged>,
        made: &'a Arc<Made>,
    ) -> Self {
        Self {
            schema,
            arranged,
            made,
        }
    }
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
        kind: Kind,
        seen: Seen<'_>,
        snapshot: Arc<dyn Snapshot>,
        limits: StateLimits,
    ) -> Self {
        Self {
            kind,
            run: Arc::new(Run {
                schema: Arc::clone(seen.schema),
                snapshot,
                arranged: Arc::clone(seen.arranged),
                made: Arc::clone(seen.made),
                hits: Hits::new(seen.arranged.failures()),
                limits,
                reads: AtomicU64::new(0),
                read_bytes: AtomicU64::new(0),
                request_bytes: AtomicU64::new(0),
                open_keys: AtomicU64::new(0),
            }),
        }
    }

    /// Makes this the reader of a new run on the same snapshot; `None` if a clone of it is still in
    /// use, or if anything else has changed. Changes only the counters behind the reference count,
    /// which costs no atomic exchange.
    #[inline]
    pub(super) fn renew(
        mut self,
        kind: Kind,
        seen: Seen<'_>,
        limits: &StateLimits,
    ) -> Option<Self> {
        let run = &*self.run;
        let same = Arc::ptr_eq(&run.schema, seen.schema)
            && Arc::ptr_eq(&run.arranged, seen.arranged)
            && Arc::ptr_eq(&run.made, seen.made)
            && run.limits == *limits;
        if !same || Arc::strong_count(&self.run) != 1 {
            return None;
        }
        run.reads.store(0, Relaxed);
        run.read_bytes.store(0, Relaxed);
        run.request_bytes.store(0, Relaxed);
        run.open_keys.store(0, Relaxed);
        run.hits.forget();
        self.kind = kind;
        Some(self)
    }

    /// The kind of the run.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Number of gets and reads so far.
    pub fn reads(&self) -> u64 {
        self.run.reads.load(Relaxed)
    }

    /// Bytes that gets and reads delivered so far.
    pub fn read_bytes(&self) -> u64 {
        self.run.read_bytes.load(Relaxed)
    }

    /// Returns the element of a whole key.
    ///
    /// # Errors
    /// [`ReadError`].
    pub fn get(&self, key: &KeyRef<'_>) -> Result<Option<Element>, ReadError> {
        self.allow(key.storage, Access::Get)?;
        self.count_read()?;
        self.run
            .hits
            .get(self.run.arranged.failures(), key.storage)?;
        let found = match self.place(key.storage, key.entity)? {
            Place::Entity(declared) => {
                let mut order = OrderedKey::new();
                declared.order(key.record, Want::Whole, &mut order)?;
                self.run.snapshot.get(declared.id, &order)?
            }
            Place::Fixed(fixed) => {
                self.count_request(key)?;
                self.run.arranged.get(fixed, key, &self.around())?
            }
        };
        if let Some(element) = &found {
            self.count_bytes(element.len())?;
        }
        Ok(found)
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
    /// [`Element::both`].
    ///
    /// # Errors
    /// [`ReadError`]; some elements may have been visited before.
    pub fn read_elements(&self, key: &KeyRef<'_>, visit: &mut Visit<'_>) -> Result<(), ReadError> {
        self.allow(key.storage, Access::Read)?;
        self.count_read()?;
        let around = self.open(key)?;
        let read = match self
            .run
            .hits
            .read(self.run.arranged.failures(), key.storage)
        {
            None => self.deliver(key, visit),
            Some(failure) => failure.read_with(visit, |visit| self.deliver(key, visit)),
        };
        self.run.open_keys.store(around, Relaxed);
        read
    }

    /// Counts the key of a read as long as it is open. Returns the count of the reads around it.
    #[inline]
    fn open(&self, key: &KeyRef<'_>) -> Result<u64, LimitBroken> {
        let around = self.run.open_keys.load(Relaxed);
        let all = around.saturating_add(key.record.as_bytes().len() as u64);
        let limit = self.run.limits.open_key_bytes;
        if around != 0 && all > limit {
            return Err(self.broken(LimitKind::OpenKeyBytes, limit));
        }
        self.run.open_keys.store(all, Relaxed);
        Ok(around)
    }

    fn deliver(&self, key: &KeyRef<'_>, visit: &mut Visit<'_>) -> Result<(), ReadError> {
        let mut counted = Ok(());
        let mut counting = |element: &Element| {
            counted = self.count_bytes(element.both().len());
            match counted {
                Ok(()) => visit(element),
                Err(_) => ControlFlow::Break(()),
            }
        };
        match self.place(key.storage, key.entity)? {
            Place::Entity(declared) => {
                let mut prefix = OrderedKey::new();
                let least = self.least(&declared);
                declared.order(key.record, Want::Leading(least), &mut prefix)?;
                let snapshot = &self.run.snapshot;
                snapshot.scan(declared.id, &prefix, &mut counting)?;
            }
            Place::Fixed(fixed) => {
                self.count_request(key)?;
                let arranged = &self.run.arranged;
                arranged.read(fixed, key, &self.around(), &mut counting)?;
            }
        }
        Ok(counted?)
    }

    /// The fewest key fields that a read of this entity may have.
    fn least(&self, declared: &Declared) -> usize {
        if self.run.limits.reads_across_partitions {
            0
        } else {
            declared.entity.partition_fields.into()
        }
    }

    fn around(&self) -> Around<'_> {
        Around {
            schema: &self.run.schema,
            snapshot: &*self.run.snapshot,
            log: self.run.schema.log(),
            made: &self.run.made,
        }
    }

    /// Counts the bytes of a request, which the state keeps.
    #[inline]
    fn count_request(&self, key: &KeyRef<'_>) -> Result<(), LimitBroken> {
        match key.storage {
            Storage::Http | Storage::FederationCommand => {
                let bytes = key.record.as_bytes().len() + EACH_REQUEST;
                let limit = self.run.limits.request_bytes;
                count(&self.run.request_bytes, bytes as u64, limit)
                    .ok_or_else(|| self.broken(LimitKind::RequestBytes, limit))
            }
            _ => Ok(()),
        }
    }

    /// Checks that the run may use the storage in this way.
    #[inline]
    pub(super) fn allow(&self, storage: Storage, access: Access) -> Result<(), Forbidden> {
        let kind = self.kind;
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
    pub(super) fn uniques(&self, entity: &str) -> impl Iterator<Item = &Vec<String>> {
        self.run.arranged.uniques(entity)
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
        let kind = self.kind;
        LimitBroken { what, kind, limit }
    }

    #[inline]
    fn count_read(&self) -> Result<(), LimitBroken> {
        let limit = self.run.limits.reads;
        count(&self.run.reads, 1, limit).ok_or_else(|| self.broken(LimitKind::Reads, limit))
    }

    #[inline]
    fn count_bytes(&self, bytes: usize) -> Result<(), LimitBroken> {
        let limit = self.run.limits.read_bytes;
        count(&self.run.read_bytes, bytes as u64, limit)
            .ok_or_else(|| self.broken(LimitKind::ReadBytes, limit))
    }
}

/// Adds to a counter of a run. A run is in one thread at a time, so a load and a store miss no
/// count.
#[inline]
fn count(counter: &AtomicU64, more: u64, limit: u64) -> Option<()> {
    let sum = counter.load(Relaxed).saturating_add(more);
    if sum > limit {
        return None;
    }
    counter.store(sum, Relaxed);
    Some(())
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
