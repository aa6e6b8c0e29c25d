//! The durable storage, its files cut and damaged, compared with what was synced.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::{env, fs, process};

use arbitrary::{Result, Unstructured};
use heeus_host::storage::{Batch, DurableStorage, ScanRange, Storage};

use crate::generate;

/// The files of a storage: the count of syncs, the database, the log.
const FILES: [&str; 3] = ["heeus-storage", "base", "log"];
const TABLES: [&str; 3] = ["a", "b", "view/test.Orders"];
/// The most bytes of the log before they are moved to the database: a few syncs.
const ROOM: u64 = 400;

type Files = [Vec<u8>; 3];
/// The elements of all tables: the bytes of a value by table and key, where the bytes of a key are
/// ordered.
type State = BTreeMap<(&'static str, Vec<u8>), Vec<u8>>;

/// Runs the steps that an input describes.
pub fn run(data: &[u8]) {
    let mut disk = Disk::new();
    // An input that ends early describes nothing more.
    let _ = disk.steps(&mut Unstructured::new(data));
}

/// A directory that is removed when it is dropped.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let memory = Path::new("/dev/shm");
        let parent = if memory.is_dir() {
            memory.into()
        } else {
            env::temp_dir()
        };
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        Self(parent.join(format!("heeus-fuzz-{}-{number}", process::id())))
    }

    fn files(&self) -> Files {
        FILES.map(|name| fs::read(self.0.join(name)).expect("a file of a storage"))
    }

    fn of(files: &Files) -> Self {
        let folder = Self::new();
        fs::create_dir(&folder.0).expect("a new directory");
        for (name, content) in FILES.iter().zip(files) {
            fs::write(folder.0.join(name), content).expect("a new file");
        }
        folder
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A leftover directory does no harm.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A storage, its content, and the synced content.
struct Disk {
    // Closed before its directory is removed.
    storage: Option<DurableStorage>,
    folder: Folder,
    now: State,
    /// The content at the last sync, and after each batch since.
    since: Vec<State>,
    /// The count of syncs after each sync: after a power cut, an older one may be on the disk.
    notes: Vec<Vec<u8>>,
}

fn open(folder: &Folder) -> std::result::Result<DurableStorage, String> {
    DurableStorage::open_with_room(&folder.0, ROOM).map_err(|error| error.to_string())
}

/// All elements, as a new snapshot shows them.
fn all(storage: &DurableStorage) -> State {
    let snapshot = storage.snapshot();
    let mut state = State::new();
    for name in TABLES {
        let Some(table) = storage.find(name) else {
            continue;
        };
        let mut before: Option<Vec<u8>> = None;
        let scanned = snapshot.scan(table, &ScanRange::ALL, &mut |element| {
            let key = element.key().as_bytes().to_vec();
            assert!(before.as_ref() < Some(&key), "elements come in order");
            before = Some(key.clone());
            state.insert((name, key), element.value().as_bytes().into());
            ControlFlow::Continue(())
        });
        scanned.expect("a scan");
    }
    for ((name, key), value) in &state {
        let table = storage.find(name).expect("a table that was scanned");
        let found = snapshot.get(table, key).expect("a get");
        let found = found.map(|element| element.value().as_bytes().to_vec());
        assert_eq!(found.as_ref(), Some(value), "a get and a scan");
    }
    state
}

/// The content of a storage with these files, or the reason why it is refused.
fn left(files: &Files) -> std::result::Result<State, String> {
    let folder = Folder::of(files);
    let first = all(&open(&folder)?);
    let again = open(&folder).expect("what was opened once can be opened again");
    assert_eq!(all(&again), first, "opened once more");
    Ok(first)
}

impl Disk {
    fn new() -> Self {
        let folder = Folder::new();
        let storage = open(&folder).expect("a new storage");
        Self {
            notes: vec![folder.files()[0].clone()],
            storage: Some(storage),
            folder,
            now: State::new(),
            since: vec![State::new()],
        }
    }

    fn storage(&mut self) -> &mut DurableStorage {
        self.storage.as_mut().expect("open between two steps")
    }

    fn steps(&mut self, from: &mut Unstructured<'_>) -> Result<()> {
        while !from.is_empty() {
            match from.int_in_range(0..=7)? {
                0..=3 => self.write(from)?,
                4 => self.sync(),
                5 => self.reopen(),
                6 => self.cut(from)?,
                _ => self.damage(from)?,
            }
            let now = self.now.clone();
            assert_eq!(all(self.storage()), now);
        }
        Ok(())
    }

    /// Applies one batch.
    fn write(&mut self, from: &mut Unstructured<'_>) -> Result<()> {
        let mut batch = Batch::new();
        let mut next = self.now.clone();
        for _ in 0..from.int_in_range(0..=4)? {
            let name = *generate::one(from, &TABLES)?;
            let table = self.storage().table(name).expect("a table");
            if from.ratio(1, 8)? {
                batch.clear_table(table);
                next.retain(|(of, _), _| *of != name);
                continue;
            }
            let key = generate::some(from, 3, |from| Ok(*generate::one(from, &[0, 1, 255])?))?;
            let value = generate::bytes(from)?.repeat(from.int_in_range(1..=12)?);
            batch.put(table, &key, &value, &key);
            next.insert((name, key), value);
        }
        assert_eq!(self.storage().apply(&batch), Ok(()));
        self.since.push(next.clone());
        self.now = next;
        Ok(())
    }

    fn sync(&mut self) {
        assert_eq!(self.storage().sync(), Ok(()));
        self.since = vec![self.now.clone()];
        self.notes.push(self.folder.files()[0].clone());
    }

    fn reopen(&mut self) {
        // A storage syncs when it is dropped.
        self.storage = None;
        self.since = vec![self.now.clone()];
        self.storage = Some(open(&self.folder).expect("a storage that was closed"));
        self.notes.push(self.folder.files()[0].clone());
    }

    /// Cuts the power while a sync writes, and continues with the remaining bytes.
    fn cut(&mut self, from: &mut Unstructured<'_>) -> Result<()> {
        let files = self.folder.files();
        // Since the last sync, an apply may have moved earlier content to the database.
        let earlier = left(&files).expect("a storage at any time");
        assert!(
            self.since.contains(&earlier),
            "{earlier:?}, expected one of {:?}",
            self.since
        );
        let [_, base, before] = files;
        let note = generate::one(from, &self.notes)?.clone();
        self.sync();
        let [_, _, after] = self.folder.files();
        let log = torn(from, &before, &after)?;
        let is_whole = log == after;
        let files = [note, base, log];
        let found = left(&files).expect("a power cut damages nothing");
        assert!(
            found == self.now || (!is_whole && found == earlier),
            "{found:?}, expected {:?} or {earlier:?}",
            self.now
        );
        self.storage = None;
        self.folder = Folder::of(&files);
        self.storage = Some(open(&self.folder).expect("what was opened before"));
        self.since = vec![found.clone()];
        self.now = found;
        self.notes = vec![self.folder.files()[0].clone()];
        Ok(())
    }

    /// Changes a byte of a file at rest, or cuts the file: the storage is refused, or has its whole
    /// content.
    fn damage(&mut self, from: &mut Unstructured<'_>) -> Result<()> {
        self.sync();
        let mut files = self.folder.files();
        let file = from.int_in_range(0..=2)?;
        let len = files[file].len();
        if from.ratio(1, 4)? {
            let len = from.int_in_range(0..=len)?;
            files[file].truncate(len);
        } else if let Some(byte) = files[file].get_mut(from.int_in_range(0..=len)?) {
            *byte ^= from.int_in_range(1..=255)?;
        }
        if let Ok(found) = left(&files) {
            assert_eq!(found, self.now, "{} was damaged", FILES[file]);
        }
        Ok(())
    }
}

/// The log with a part of the changes: up to a byte, or in pages of some size.
fn torn(from: &mut Unstructured<'_>, before: &[u8], after: &[u8]) -> Result<Vec<u8>> {
    let mut log = before.to_vec();
    if from.arbitrary()? {
        log.resize(after.len(), 0);
    }
    let cut = if from.arbitrary()? {
        Some(from.int_in_range(0..=after.len())?)
    } else {
        None
    };
    let size = *generate::one(from, &[1, 16, 512])?;
    let pages = log.chunks_mut(size).zip(after.chunks(size));
    for (start, (page, after)) in (0..).step_by(size).zip(pages) {
        // For an exhausted input the answer is no.
        let is_written = match cut {
            Some(cut) => start < cut,
            None => from.arbitrary().unwrap_or(false),
        };
        if is_written {
            let len = page.len().min(after.len());
            page[..len].copy_from_slice(&after[..len]);
        }
    }
    Ok(log)
}
