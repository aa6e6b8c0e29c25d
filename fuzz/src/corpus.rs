//! The kept inputs.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// The directory with the kept inputs of a target.
pub fn directory(target: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("corpus")
        .join(target)
}

/// The kept inputs of a target, in the order of their paths.
///
/// # Errors
/// [`io::Error`] if they cannot be read.
pub fn inputs(target: &str) -> io::Result<Vec<(PathBuf, Vec<u8>)>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(directory(target))? {
        paths.push(entry?.path());
    }
    paths.sort_unstable();
    let read = |path: PathBuf| fs::read(&path).map(|bytes| (path, bytes));
    paths.into_iter().map(read).collect()
}
