//! The storage that outlasts the process: a log, what it says in memory, and a database that this is moved to.

mod base;
mod folder;
mod log;
mod over;
mod snapshot;

use std::collections::HashMap;
use std::fmt;
use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use self::base::{Base, Mark, new_salt};
use self::folder::Folder;
use self::log::{Frame, Log};
use self::over::Over;
use self::snapshot::Layers;
use super::{Batch, Put, Snapshot, Storage, StorageError, TableId, Write};

/// Bytes that the log may have before the database takes over what it says: the memory for what was written lately, and
/// what an open reads of it.
const ROOM: u64 = 32 << 20;
/// The least and the most bytes that the log grows by at once, an eighth of its room.
const GROWTH: RangeInclusive<usize> = 4 << 10..=4 << 20;

/// Tables in a directory. What is applied shows in snapshots at once and is safe once [`sync`](Storage::sync) returned.
/// After a crash the storage is as some sync left it, the last one or, where that was cut off, the one before; a
/// storage that is dropped syncs, but tells nobody where that fails.
///
/// Where a sync or an apply fails on the disk, nothing is known of what was written: all later ones fail too, until the
/// storage is opened anew. Once in 32 MiB, or what else it was [opened with](Self::open_with_room), an apply syncs and
/// moves what was written to a database, which may take some tenths of a second.
pub struct DurableStorage {
    base: Base,
    layers: Layers,
    log: Mutex<Log>,
    room: u64,
    names: HashMap<Box<str>, TableId>,
    /// Tables that the database knows.
    based: usize,
    /// The first failure of a write.
    failed: OnceLock<StorageError>,
    // Lets others in after all is closed.
    folder: Folder,
}

impl DurableStorage {
    /// Opens the storage in the directory at this path; where there is nothing, or an empty directory, it is made, with the
    /// directories that lead there. An empty path, and a directory that holds anything else, are refused.
    /// It belongs to this handle, and to the snapshots of it, until they are gone. All of it is read, to be checked.
    ///
    /// # Errors
    /// [`StorageError`] where another handle or process has it open, where the path holds something else or a storage of
    /// another format, where it is damaged, or where it cannot be read or written. It names the path.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StorageError> {
        Self::open_with_room(path, ROOM)
    }

    /// Opens the storage with room for so many bytes of what was written lately: that is kept in memory and in a log until
    /// an apply finds that there are more. It holds for this handle and may be another one for the next.
    ///
    /// # Errors
    /// Those of [`open`](Self::open).
    pub fn open_with_room(path: impl AsRef<Path>, room: u64) -> Result<Self, StorageError> {
        let path = path.as_ref();
        Self::try_open(path, room).map_err(|reason| StorageError {
            doing: "open",
            reason: if path.as_os_str().is_empty() {
                reason
            } else {
                format!("{}: {reason}", path.display())
            },
        })
    }

    fn try_open(path: &Path, room: u64) -> Result<Self, String> {
        let folder = Folder::open(path)?;
        let base = if folder.is_new() {
            Base::make(&folder.base(), &folder.log())?
        } else {
            Base::open(&folder.base(), false)?
        };
        let mark = base.mark()?;
        let growth = usize::try_from(room / 8).unwrap_or(usize::MAX);
        let growth = growth.clamp(*GROWTH.start(), *GROWTH.end());
        let may_make = folder.is_new() && mark.synced == 0;
        let (log, frames) = Log::open(&folder.log(), may_make, mark.salt, growth)?;
        let names = base.tables()?;
        let mut storage = Self {
            layers: Layers {
                over: Arc::new(Over::new(names.len())),
                seen: Arc::new(base.seen()?),
            },
            log: Mutex::new(log),
            room,
            based: names.len(),
            names,
            failed: OnceLock::new(),
            base,
            folder,
        };
        let synced = storage.replay(mark.synced, frames)?;
        let expected = storage.folder.synced();
        if synced < expected {
            return Err(format!(
                "damaged: it ends with sync {synced}, expected {expected} or a later one"
            ));
        }
        storage.folder.set_synced(synced);
        storage.log_mut().sync_read()?;
        if storage.folder.is_new() {
            storage.make(synced)?;
        }
        if synced > 0 {
            storage.settle()?;
        }
        Ok(storage)
    }

    /// Makes sure that the next open finds a storage which is made, with a sync; this one found so many.
    fn make(&self, synced: u64) -> Result<(), String> {
        self.folder.sync()?;
        if synced == 0 {
            self.write_frame(&mut self.lock_log())?;
        } else {
            self.folder.record(synced)?;
        }
        self.folder.sync_record()
    }

    /// Takes over what the log says, after the last sync in the database; returns the number of the last one.
    fn replay(&mut self, mut synced: u64, frames: Vec<Frame>) -> Result<u64, String> {
        let over = Arc::make_mut(&mut self.layers.over);
        for frame in frames {
            synced += 1;
            if frame.number != synced {
                let found = frame.number;
                return Err(format!(
                    "damaged: expected sync {synced} in its log, not {found}"
                ));
            }
            for name in frame.made {
                self.names.insert(name, over.add_table()?);
            }
            for write in frame.writes.iter() {
                let written = over.write(write);
                written
                    .map_err(|error| format!("damaged: {error}, but its log has writes to it"))?;
            }
        }
        Ok(synced)
    }

    /// An error where a write has failed before.
    fn usable(&self, doing: &'static str) -> Result<(), StorageError> {
        let Some(error) = self.failed.get() else {
            return Ok(());
        };
        let reason = format!(
            "what was written is unknown since it failed to {} ({}): open it anew",
            error.doing, error.reason
        );
        Err(StorageError { doing, reason })
    }

    /// The error of a write, after which the storage is not used again.
    fn fail(&self, doing: &'static str, reason: String) -> StorageError {
        let error = StorageError { doing, reason };
        self.failed.get_or_init(|| error.clone());
        error
    }

    /// What a panic leaves of a frame is never read: its checksum is that of all of it.
    fn lock_log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn log_mut(&mut self) -> &mut Log {
        let log = self.log.get_mut();
        log.unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes the next frame. Who holds the log is the only one that numbers a sync.
    fn write_frame(&self, log: &mut Log) -> Result<(), String> {
        let number = self.folder.synced() + 1;
        let written = log.sync(number);
        written.map_err(|error| format!("cannot write its log: {error}"))?;
        self.folder.record(number)
    }

    /// Moves all that is in the log to the database. With it goes the salt of the frames to come, so that from then on
    /// none that is in the log counts, and none of a new one does before.
    fn settle(&mut self) -> Result<(), String> {
        let mut log = self.lock_log();
        if log.is_begun() {
            self.write_frame(&mut log)?;
        }
        if log.is_empty() {
            return Ok(());
        }
        drop(log);
        let names = self.names.iter().map(|(name, &table)| (&**name, table));
        let made = names.filter(|(_, table)| table.0 as usize >= self.based);
        let mark = Mark {
            synced: self.folder.synced(),
            salt: new_salt(),
        };
        self.base.write(&self.layers.over, made, mark)?;
        self.based = self.names.len();
        self.layers = Layers {
            over: Arc::new(Over::new(self.based)),
            seen: Arc::new(self.base.seen()?),
        };
        self.log_mut().empty(mark.salt);
        Ok(())
    }
}

impl Storage for DurableStorage {
    fn table(&mut self, name: &str) -> Result<TableId, StorageError> {
        const DOING: &str = "make a table";
        if let Some(&table) = self.names.get(name) {
            return Ok(table);
        }
        self.usable(DOING)?;
        let made = Arc::make_mut(&mut self.layers.over).add_table();
        let table = made.map_err(|reason| StorageError {
            doing: DOING,
            reason,
        })?;
        self.log_mut().add_table(name);
        self.names.insert(name.into(), table);
        Ok(table)
    }

    fn find(&self, name: &str) -> Option<TableId> {
        self.names.get(name).copied()
    }

    fn snapshot(&self) -> Arc<dyn Snapshot> {
        Arc::new(self.layers.clone())
    }

    fn apply(&mut self, batch: &Batch) -> Result<(), StorageError> {
        const DOING: &str = "apply";
        self.usable(DOING)?;
        let wrong = |reason| StorageError {
            doing: DOING,
            reason,
        };
        for write in batch.iter() {
            let (Write::Put(Put { table, .. }) | Write::Clear(table)) = write;
            self.layers.over.check(table).map_err(wrong)?;
        }
        if self.log_mut().len() > self.room {
            let settled = self.settle();
            settled.map_err(|reason| self.fail(DOING, reason))?;
        }
        self.log_mut().add(batch);
        let over = Arc::make_mut(&mut self.layers.over);
        for write in batch.iter() {
            over.write(write).map_err(wrong)?;
        }
        Ok(())
    }

    fn is_durable(&self) -> bool {
        true
    }

    fn sync(&self) -> Result<(), StorageError> {
        const DOING: &str = "sync";
        let mut log = self.lock_log();
        // Another one may have failed while this one waited.
        self.usable(DOING)?;
        if !log.is_begun() {
            return Ok(());
        }
        let synced = self.write_frame(&mut log);
        synced.map_err(|reason| self.fail(DOING, reason))
    }
}

impl Drop for DurableStorage {
    fn drop(&mut self) {
        let _synced_or_not = self.sync();
    }
}

impl fmt::Debug for DurableStorage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("DurableStorage");
        out.field("path", &self.folder.path())
            .field("tables", &self.names.len())
            .field("synced", &self.folder.synced())
            .finish_non_exhaustive()
    }
}
