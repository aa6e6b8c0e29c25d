//! Tests that run in processes of their own.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Blocks other tests: a process that is about to start inherits the open files of this one, locks
/// included.
pub fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The variable that has a test run in a process of its own; its value is the path to use.
const CHILD: &str = "HEEUS_STORAGE_CHILD";

/// The path to use, if a test has started this process.
pub fn in_child() -> Option<PathBuf> {
    std::env::var_os(CHILD).map(PathBuf::from)
}

/// Starts a test in a process of its own, whose output can be read from the child. `shell` runs
/// before it.
pub fn spawn(test: &str, path: &Path, shell: &str) -> Child {
    let this = std::env::current_exe().expect("this test has a path");
    Command::new("sh")
        .args(["-c", &format!("{shell} exec \"$0\" \"$@\"")])
        .arg(this)
        .args(["--exact", test, "--nocapture", "--test-threads=1"])
        .env(CHILD, path)
        .stdout(Stdio::piped())
        .spawn()
        .expect("a process")
}
