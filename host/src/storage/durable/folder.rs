//! The directory of a storage: its lock, its format, and the number of its last sync.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// The file that makes a directory a storage. It is locked while the storage is open. It begins
/// with [`HEADER`]; the number of the last sync and its complement follow, little-endian. 0 means
/// that the creation of the storage is not finished: its first open did not return.
const FILE: &str = "heeus-storage";
const BASE: &str = "base";
const LOG: &str = "log";
const NAME: &[u8] = b"heeus storage ";
const HEADER: &[u8; 16] = b"heeus storage 1\n";
/// Bytes of the file.
const LEN: usize = HEADER.len() + 16;

/// A locked directory.
pub(super) struct Folder {
    path: PathBuf,
    file: File,
    is_new: bool,
    synced: AtomicU64,
}

/// The content of the file.
enum Content {
    /// Length of a header that was cut off.
    Part(usize),
    Synced(u64),
}

impl Folder {
    /// Opens and locks the directory at this path, and creates it if nothing is there.
    pub(super) fn open(path: &Path) -> Result<Self, String> {
        // For the system an empty path is nothing at all, but a path joined to it is in the current
        // directory.
        if path.as_os_str().is_empty() {
            return Err("expected the path of a directory, not an empty one".into());
        }
        match fs::metadata(path) {
            Ok(found) if !found.is_dir() => return Err("expected a directory, not a file".into()),
            Ok(_) => only_storage(path)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if fs::symlink_metadata(path).is_ok() {
                    return Err("expected a directory, not a link to nothing".into());
                }
                make_directory(path)?;
            }
            Err(error) => return Err(io_text("check it", &error)),
        }
        // The absolute path stays valid when the current directory changes.
        let path = &fs::canonicalize(path).map_err(|error| io_text("check it", &error))?;
        let mut file = open_file(&path.join(FILE))?;
        file.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => "in use: another handle or process has it open".to_owned(),
            TryLockError::Error(error) => io_text("lock it", &error),
        })?;
        let content = read(&mut file)?;
        let number = match content {
            Content::Synced(number) => number,
            Content::Part(_) => 0,
        };
        let folder = Self {
            path: path.into(),
            file,
            is_new: number == 0,
            synced: AtomicU64::new(number),
        };
        if let Content::Part(len) = content {
            folder.begin(len)?;
        }
        Ok(folder)
    }

    /// Writes the header, of which `len` bytes exist already.
    fn begin(&self, len: usize) -> Result<(), String> {
        for path in [self.base(), self.log()] {
            if is_there(&path)? {
                return Err(damaged(len));
            }
        }
        // A file of this name may be among other files by chance.
        let entries = fs::read_dir(&self.path).map_err(|error| io_text("list it", &error))?;
        for entry in entries {
            let name = entry.map_err(|error| io_text("list it", &error))?;
            let name = name.file_name();
            if name != FILE {
                let name = name.display();
                return Err(format!("expected nothing but its {FILE}, found {name} too"));
            }
        }
        self.write(0, &[HEADER, &record(0)[..]].concat())?;
        self.sync_record()
    }

    /// Makes the names of its files survive a crash of the machine.
    pub(super) fn sync(&self) -> Result<(), String> {
        sync_directory(&self.path)
    }

    /// Records that this sync was done. The record itself is not synced: after a power cut the file
    /// may hold an older one, which is true as well.
    pub(super) fn record(&self, number: u64) -> Result<(), String> {
        self.write(HEADER.len() as u64, &record(number))?;
        self.set_synced(number);
        Ok(())
    }

    /// Makes the record survive a crash of the machine. The record of the first sync needs this,
    /// since 0 alone means that there is nothing to lose.
    pub(super) fn sync_record(&self) -> Result<(), String> {
        let synced = self.file.sync_all();
        synced.map_err(|error| io_text("sync its header", &error))
    }

    fn write(&self, at: u64, bytes: &[u8]) -> Result<(), String> {
        let written = (&self.file)
            .seek(SeekFrom::Start(at))
            .and_then(|_| (&self.file).write_all(bytes));
        written.map_err(|error| io_text("write the number of the sync", &error))
    }

    pub(super) fn set_synced(&self, number: u64) {
        self.synced.store(number, Relaxed);
    }

    /// The number of the last sync, 0 if there was none.
    pub(super) fn synced(&self) -> u64 {
        self.synced.load(Relaxed)
    }

    /// Returns whether the creation of the storage is not finished.
    pub(super) fn is_new(&self) -> bool {
        self.is_new
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The path of the database.
    pub(super) fn base(&self) -> PathBuf {
        self.path.join(BASE)
    }

    /// The path of the log.
    pub(super) fn log(&self) -> PathBuf {
        self.path.join(LOG)
    }
}

/// Returns an error if a directory has entries but is no storage.
fn only_storage(path: &Path) -> Result<(), String> {
    if is_there(&path.join(FILE))? {
        return Ok(());
    }
    let mut entries = fs::read_dir(path).map_err(|error| io_text("list it", &error))?;
    match entries.next() {
        None => Ok(()),
        Some(_) => Err(format!(
            "expected an empty directory or that of a storage, which has a file {FILE}"
        )),
    }
}

fn open_file(path: &Path) -> Result<File, String> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    let opened = options.open(path);
    opened.map_err(|error| io_text(&format!("open its {FILE}"), &error))
}

fn record(number: u64) -> [u8; 16] {
    let mut record = [0; 16];
    let (low, high) = record.split_at_mut(8);
    low.copy_from_slice(&number.to_le_bytes());
    high.copy_from_slice(&(!number).to_le_bytes());
    record
}

fn read(file: &mut File) -> Result<Content, String> {
    let mut bytes = Vec::new();
    // Reads one byte more than expected, to notice a longer file.
    let read = file.take(LEN as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|error| io_text(&format!("read its {FILE}"), &error))?;
    // A power cut may keep the length and lose the bytes.
    let is_zero = bytes.len() <= LEN && bytes.iter().all(|&byte| byte == 0);
    if is_zero || HEADER.starts_with(&bytes) {
        return Ok(Content::Part(bytes.len()));
    }
    let Some(rest) = bytes.strip_prefix(HEADER) else {
        let version = bytes.strip_prefix(NAME).and_then(|rest| {
            let line = rest.split(|&byte| byte == b'\n').next()?;
            str::from_utf8(line).ok()
        });
        return Err(match version {
            Some(version) => format!("expected a storage of format 1, not {version:?}"),
            None => format!("expected a storage, but its {FILE} belongs to something else"),
        });
    };
    let number = rest.first_chunk().map(|&low| u64::from_le_bytes(low));
    match number.filter(|&number| rest == record(number)) {
        Some(number) => Ok(Content::Synced(number)),
        None if bytes.len() < LEN => Ok(Content::Part(bytes.len())),
        None => Err(damaged(bytes.len())),
    }
}

fn damaged(len: usize) -> String {
    format!(
        "damaged: expected its {FILE} to end with the number of a sync, found {len} bytes which do \
         not"
    )
}

/// Creates a directory and its missing parents, durably.
fn make_directory(path: &Path) -> Result<(), String> {
    let all = path.ancestors();
    let made = all.take_while(|path| path.try_exists().is_ok_and(|is_there| !is_there));
    let made: Vec<_> = made.collect();
    fs::create_dir_all(path).map_err(|error| io_text("create it", &error))?;
    let mut parents = made.into_iter().filter_map(Path::parent);
    parents.try_for_each(sync_directory)
}

pub(super) fn is_there(path: &Path) -> Result<bool, String> {
    let is_there = path.try_exists();
    is_there.map_err(|error| io_text("check it", &error))
}

/// Makes the names in a directory survive a crash of the machine, on systems where this takes a
/// call.
fn sync_directory(path: &Path) -> Result<(), String> {
    if cfg!(unix) {
        let path = if path.as_os_str().is_empty() {
            Path::new(".")
        } else {
            path
        };
        let synced = File::open(path).and_then(|directory| directory.sync_all());
        synced.map_err(|error| io_text("sync its directory", &error))?;
    }
    Ok(())
}

fn io_text(doing: &str, error: &io::Error) -> String {
    format!("cannot {doing}: {error}")
}
