//! The directory of a storage: whose it is, of what format, and up to where it was synced.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// The file that makes a directory a storage. It is locked while the storage is open, and begins with [`HEADER`]; the
/// number of the last sync follows, and its complement, little-endian. 0 says that the storage is not made yet: its first
/// open did not return.
const FILE: &str = "heeus-storage";
const BASE: &str = "base";
const LOG: &str = "log";
const NAME: &[u8] = b"heeus storage ";
const HEADER: &[u8; 16] = b"heeus storage 1\n";
/// Bytes of the file.
const LEN: usize = HEADER.len() + 16;

/// A directory that is locked.
pub(super) struct Folder {
    path: PathBuf,
    file: File,
    is_new: bool,
    synced: AtomicU64,
}

/// What the file holds.
enum Content {
    /// So many bytes of a header that was cut off.
    Part(usize),
    Synced(u64),
}

impl Folder {
    /// Takes the directory at this path, which is made where there is nothing.
    pub(super) fn open(path: &Path) -> Result<Self, String> {
        // The system takes an empty path for nothing at all, and what is joined to it for the current directory.
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
            Err(error) => return Err(io_text("look at it", &error)),
        }
        // It stays the same one when the current directory changes.
        let path = &fs::canonicalize(path).map_err(|error| io_text("look at it", &error))?;
        let mut file = open_file(&path.join(FILE))?;
        file.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => {
                "expected to be the only one: another handle or process has it open".to_owned()
            }
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

    /// Writes the header where so many bytes of it are there.
    fn begin(&self, len: usize) -> Result<(), String> {
        for path in [self.base(), self.log()] {
            if is_there(&path)? {
                return Err(damaged(len));
            }
        }
        // A file of this name may lie among others by chance.
        let entries = fs::read_dir(&self.path).map_err(|error| io_text("look into it", &error))?;
        for entry in entries {
            let name = entry.map_err(|error| io_text("look into it", &error))?;
            let name = name.file_name();
            if name != FILE {
                let name = name.display();
                return Err(format!("expected nothing but its {FILE}, found {name} too"));
            }
        }
        self.write(0, &[HEADER, &record(0)[..]].concat())?;
        self.sync_record()
    }

    /// Makes the names of its files outlast a crash of the machine.
    pub(super) fn sync(&self) -> Result<(), String> {
        sync_directory(&self.path)
    }

    /// Notes that this sync was done. The note itself is not synced: after a power cut an older one may be there, which
    /// is true as well.
    pub(super) fn record(&self, number: u64) -> Result<(), String> {
        self.write(HEADER.len() as u64, &record(number))?;
        self.set_synced(number);
        Ok(())
    }

    /// Makes the note outlast a crash of the machine, as that of the first sync must: none but 0 says that there is
    /// nothing to lose.
    pub(super) fn sync_record(&self) -> Result<(), String> {
        let synced = self.file.sync_all();
        synced.map_err(|error| io_text("sync its header", &error))
    }

    fn write(&self, at: u64, bytes: &[u8]) -> Result<(), String> {
        let written = (&self.file)
            .seek(SeekFrom::Start(at))
            .and_then(|_| (&self.file).write_all(bytes));
        written.map_err(|error| io_text("note the sync", &error))
    }

    pub(super) fn set_synced(&self, number: u64) {
        self.synced.store(number, Relaxed);
    }

    /// The number of the last sync, 0 where there was none.
    pub(super) fn synced(&self) -> u64 {
        self.synced.load(Relaxed)
    }

    /// Whether the storage is yet to be made.
    pub(super) fn is_new(&self) -> bool {
        self.is_new
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Where the database is.
    pub(super) fn base(&self) -> PathBuf {
        self.path.join(BASE)
    }

    /// Where the log is.
    pub(super) fn log(&self) -> PathBuf {
        self.path.join(LOG)
    }
}

/// An error where a directory holds something, but no storage.
fn only_storage(path: &Path) -> Result<(), String> {
    if is_there(&path.join(FILE))? {
        return Ok(());
    }
    let mut entries = fs::read_dir(path).map_err(|error| io_text("look into it", &error))?;
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
    // One byte more than there should be.
    let read = file.take(LEN as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|error| io_text(&format!("read its {FILE}"), &error))?;
    // A power cut may leave the length alone.
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
            None => format!("expected a storage, but its {FILE} is that of something else"),
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
        "damaged: expected its {FILE} to end with the number of a sync, found {len} bytes which do not"
    )
}

/// Makes a directory, and the ones that lead to it, for good.
fn make_directory(path: &Path) -> Result<(), String> {
    let all = path.ancestors();
    let made = all.take_while(|path| path.try_exists().is_ok_and(|is_there| !is_there));
    let made: Vec<_> = made.collect();
    fs::create_dir_all(path).map_err(|error| io_text("make it", &error))?;
    let mut parents = made.into_iter().filter_map(Path::parent);
    parents.try_for_each(sync_directory)
}

pub(super) fn is_there(path: &Path) -> Result<bool, String> {
    let is_there = path.try_exists();
    is_there.map_err(|error| io_text("look at it", &error))
}

/// Makes the names in a directory outlast a crash of the machine, where that has to be asked for.
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
