//! Tests that run in processes of their own.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Keeps other tests away: a process that is about to start has what is open in this one, locks included.
pub fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Says to a test that it runs in a process of its own, and on which path.
const CHILD: &str = "HEEUS_STORAGE_CHILD";

/// The path to work on, where this process is one that a test started.
pub fn in_child() -> Option<PathBuf> {
    std::env::var_os(CHILD).map(PathBuf::from)
}

/// Starts a test in a process of its own. What it prints can be read from the child. `shell` is run before it.
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
