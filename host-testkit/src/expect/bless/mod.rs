//! Writes the actual texts in place of the expected ones, if `UPDATE_EXPECT` is set.
//!
//! The tests of a crate may each have a process of their own, and all of them write to one source.
//! So each change is made under a lock, on the current content of the file.

mod literal;
mod patches;

use std::path::{Path, PathBuf};
use std::time::SystemTime;
use std::{env, fs, io};

use serde_json::{Value, json};

pub use literal::Place;
pub(super) use literal::text_of;
pub(super) use patches::inline;

use crate::fixture::{of_this_test, shared};

/// The variable that has the actual texts written in place of the expected ones.
pub(super) const BLESS_VAR: &str = "UPDATE_EXPECT";
/// The directory of locks and notes in a target directory.
const NOTES: &str = "heeus-expect";

/// Returns whether the actual texts are to be written in place of the expected ones.
pub(super) fn blessing() -> bool {
    env::var_os(BLESS_VAR).is_some()
}

/// The first of two different texts that one run of the tests would write to the same place.
#[derive(Debug)]
pub(super) struct TwoTexts(pub String);

/// The reason why a text was not written.
#[derive(Debug)]
pub(super) enum BlessError {
    TwoTexts(TwoTexts),
    Other(String),
}

impl BlessError {
    fn io(path: &Path, error: &io::Error) -> Self {
        Self::Other(format!("{}: {error}", path.display()))
    }
}

/// A locked file that is to be changed, and the notes of earlier changes to it.
struct Locked {
    file: PathBuf,
    notes: PathBuf,
    _held: shared::FileLock,
}

impl Locked {
    fn new(file: &Path) -> Result<Self, BlessError> {
        let (notes, lock) = (beside(file, "json"), lock_of(file));
        let held = shared::lock(&lock).map_err(|error| BlessError::io(&lock, &error))?;
        Ok(Self {
            file: file.to_owned(),
            notes,
            _held: held,
        })
    }

    /// The notes; `Null` if there are none, or none that can be read.
    fn noted(&self) -> Value {
        let text = fs::read(&self.notes).unwrap_or_default();
        serde_json::from_slice(&text).unwrap_or_default()
    }

    /// The time by the clock of the file system, which also sets the build time of this program.
    fn time(&self) -> Result<u64, BlessError> {
        let written = fs::write(&self.notes, "").and_then(|()| fs::metadata(&self.notes));
        let modified = written.and_then(|notes| notes.modified());
        let modified = modified.map_err(|error| BlessError::io(&self.notes, &error))?;
        Ok(nanos(Some(modified)))
    }

    fn note(&self, notes: &Value) -> Result<(), BlessError> {
        let text = notes.to_string();
        shared::replace(&self.notes, text.as_bytes())
            .map_err(|error| BlessError::io(&self.notes, &error))
    }

    fn write(&self, text: &str) -> Result<(), BlessError> {
        shared::replace(&self.file, text.as_bytes())
            .map_err(|error| BlessError::io(&self.file, &error))
    }
}

/// Takes the lock of a file that the kit writes; it is held until the result is dropped.
pub(super) fn lock(file: &Path) -> io::Result<shared::FileLock> {
    shared::lock(&lock_of(file))
}

/// The path of the lock of a file that the kit writes.
pub(super) fn lock_of(file: &Path) -> PathBuf {
    beside(file, "lock")
}

/// The path of an auxiliary file for a file, in the target directory of this test.
fn beside(file: &Path, ending: &str) -> PathBuf {
    use std::hash::{DefaultHasher, Hash, Hasher};

    let mut hasher = DefaultHasher::new();
    canonical(file).hash(&mut hasher);
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let dir = of_this_test().unwrap_or_else(env::temp_dir).join(NOTES);
    dir.join(format!("{name}-{:016x}.{ending}", hasher.finish()))
}

/// The one path that stands for all paths of a file, whether it exists or not.
fn canonical(file: &Path) -> PathBuf {
    let absolute = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    let path = absolute.ancestors().find_map(|there| {
        let rest = absolute.strip_prefix(there).ok()?;
        let there = fs::canonicalize(there).ok()?;
        Some(if rest.as_os_str().is_empty() {
            there
        } else {
            there.join(rest)
        })
    });
    path.unwrap_or(absolute)
}

/// Writes this text as the whole file.
pub(super) fn whole(file: &Path, text: &str) -> Result<(), BlessError> {
    let locked = Locked::new(file)?;
    let session = session();
    let noted = locked.noted();
    if noted["session"] == *session
        && let Some(before) = noted["text"].as_str()
    {
        if before == text {
            return Ok(());
        }
        return Err(BlessError::TwoTexts(TwoTexts(before.to_owned())));
    }
    locked.write(text)?;
    locked.note(&json!({ "session": session, "text": text }))
}

/// An identifier of the test run that this process is part of. All processes of a run have the same
/// parent: the program that runs the tests.
fn session() -> String {
    if let Ok(run) = env::var("NEXTEST_RUN_ID") {
        return run;
    }
    let under_cargo = env::var_os("CARGO_MANIFEST_DIR").is_some();
    let process = if under_cargo {
        runner()
    } else {
        std::process::id()
    };
    format!("{process} {}", built())
}

/// The id of the process that runs the tests, as far as the system knows it.
#[cfg(unix)]
fn runner() -> u32 {
    std::os::unix::process::parent_id()
}

/// The id of the process that runs the tests, as far as the system knows it.
#[cfg(not(unix))]
fn runner() -> u32 {
    std::process::id()
}

/// The time when this program was built, in nanoseconds; 0 if it is not known.
fn built() -> u64 {
    let program = env::current_exe().and_then(fs::metadata);
    nanos(program.and_then(|program| program.modified()).ok())
}

fn nanos(time: Option<SystemTime>) -> u64 {
    let since = time.and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
    since.map_or(0, |since| {
        u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
    })
}
