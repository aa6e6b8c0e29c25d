//! A folder on the disk that this program is on, gone when it is dropped.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::Error;

/// Syncs that tell what one takes.
const SYNCS: u32 = 32;

/// The folder.
pub struct Folder(PathBuf);

impl Folder {
    /// A new one, beside this program.
    ///
    /// # Errors
    /// Where it cannot be made.
    pub fn new() -> Result<Self, Error> {
        let program = std::env::current_exe()?;
        let name = format!("bench-{}", std::process::id());
        let path = program.with_file_name(name);
        fs::create_dir_all(&path)?;
        Ok(Self(path.join("storage")))
    }

    /// A path in it, where nothing is yet.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The median of what it takes to make a page outlast a crash, in microseconds.
    ///
    /// # Errors
    /// Where the disk cannot be written.
    pub fn sync_us(&self) -> Result<f64, Error> {
        let mut file = File::create(self.0.with_file_name("sync"))?;
        let mut took = Vec::new();
        for _ in 0..SYNCS {
            file.write_all(&[0; 4096])?;
            let start = Instant::now();
            file.sync_data()?;
            took.push(start.elapsed());
        }
        took.sort_unstable();
        let median = took.get(took.len() / 2).copied().unwrap_or_default();
        Ok(median.as_secs_f64() * 1e6)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = self.0.parent().map(fs::remove_dir_all);
    }
}
