//! A durable storage: a log, the writes of the log in memory, and a database that these are moved
//! to.

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

/// Bytes that the log may have before its content is moved to the database. It limits the memory
/// for recent writes, and the bytes of the log that an open reads.
const ROOM: u64 = 32 << 20;
/// The least and the most bytes that the log grows by at once; in between, an eighth of its room.
const GROWTH: RangeInclusive<usize> = 4 << 10..=4 << 20;

/// Tables in a directory. Applied writes show in snapshots at once and are safe after
/// [`sync`](Storage::sync) has returned. After a crash the storage is in the state of its last sync
/// or, if that was cut off, of the one before. A storage that is dropped syncs, but reports no
/// failure of that sync.
///
/// If a sync or an apply fails on the disk, the stored state is unknown: all later ones fail too,
/// until the storage is opened anew. Once in 32 MiB, or in the room that it was [opened
/// with](Self::open_with_room), an apply syncs and moves the recent writes to a database, which may
/// take some tenths of a second.
pub struct DurableStorage {
    base: Base,
    layers: Layers,
    log: Mutex<Log>,
    room: u64,
    names: HashMap<Box<str>, TableId>,
    /// Number of tables that the database has.
    based: usize,
    /// The first failure of a write.
    failed: OnceLock<StorageError>,
    // The last field: the directory is unlocked after all else is closed.
    folder: Folder,
}

impl DurableStorage {
    /// Opens the storage in the directory at this path. If there is nothing, or an empty directory,
    /// the storage is created, with the directories that lead there. An empty path, and a directory
    /// that holds anything else, are refused. The storage belongs to this handle and its snapshots
    /// until they are dropped. All of it is read and checked.
    ///
    /// # Errors
    /// [`StorageError`] if another handle or process has it open, if the path holds something else
    /// or a storage of another format, if it is damaged, or if it cannot be read or written. The
    /// error names the path.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StorageError> {
        Self::open_with_room(path, ROOM)
    }

    /// Opens the storage with room for this many bytes of recent writes. They are kept in memory
    /// and in a log until an apply finds that there are more. The room is for this handle; the next
    /// one may choose another.
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
                base: Arc::new(base.snapshot()?),
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

    /// Finishes the creation: the next open finds a created storage with a sync. `synced` is the
    /// number of syncs that this open found.
    fn make(&self, synced: u64) -> Result<(), String> {
        self.folder.sync()?;
        if synced == 0 {
            self.write_frame(&mut self.lock_log())?;
        } else {
            self.folder.record(synced)?;
        }
        self.folder.sync_record()
    }

    /// Applies the frames of the log after the last sync in the database; returns the number of the
    /// last one.
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

    /// Returns an error if a write has failed before.
    fn usable(&self, doing: &'static str) -> Result<(), StorageError> {
        let Some(error) = self.failed.get() else {
            return Ok(());
        };
        let reason = format!(
            "its content is unknown since it failed to {} ({}): open it again",
            error.doing, error.reason
        );
        Err(StorageError { doing, reason })
    }

    /// Records the error of a write, after which the storage is not used again.
    fn fail(&self, doing: &'static str, reason: String) -> StorageError {
        let error = StorageError { doing, reason };
        self.failed.get_or_init(|| error.clone());
        error
    }

    /// A frame that a panic cut off is never read: the checksum covers the whole frame.
    fn lock_log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn log_mut(&mut self) -> &mut Log {
        let log = self.log.get_mut();
        log.unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes the next frame. The lock on the log makes sure that each sync has its own number.
    fn write_frame(&self, log: &mut Log) -> Result<(), String> {
        let number = self.folder.synced() + 1;
        let written = log.sync(number);
        written.map_err(|error| format!("cannot write its log: {error}"))?;
        self.folder.record(number)
    }

    /// Moves the content of the log to the database, together with the salt of the next frames.
    /// This one step makes the old frames of the log invalid and the frames of the new log valid.
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
            base: Arc::new(self.base.snapshot()?),
        };
        self.log_mut().empty(mark.salt);
        Ok(())
    }
}

impl Storage for DurableStorage {
    fn table(&mut self, name: &str) -> Result<TableId, StorageError> {
        const DOING: &str = "create a table";
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
        // Another sync may have failed while this one waited.
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
