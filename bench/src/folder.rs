//! A folder on the disk of this program, removed when it is dropped.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::Error;

/// The number of syncs for a median.
const SYNCS: u32 = 32;

/// The folder.
pub struct Folder(PathBuf);

impl Folder {
    /// Creates a folder beside this program.
    ///
    /// # Errors
    /// If it cannot be made.
    pub fn new() -> Result<Self, Error> {
        let program = std::env::current_exe()?;
        let name = format!("bench-{}", std::process::id());
        let path = program.with_file_name(name);
        fs::create_dir_all(&path)?;
        Ok(Self(path.join("storage")))
    }

    /// An unused path in the folder.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The median time to make a page outlast a crash, in microseconds.
    ///
    /// # Errors
    /// If the disk cannot be written.
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
