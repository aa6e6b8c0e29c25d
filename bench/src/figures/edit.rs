//! The time that an author waits: from an edit of the example to the verdict of its tests.

use std::fs::File;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Instant, SystemTime};
use std::{env, io};

use crate::Error;
use crate::figure::{Amount, Figure, Threshold};

/// The edited crate, by its path from the root of the repository.
const CRATE: &str = "examples/orders";
/// The number of edits of each sort.
const EDITS: usize = 5;

/// Prefixes of variables from this program's own cargo, which an author's shell does not have.
const LEFT: [&str; 5] = [
    "CARGO_BIN_",
    "CARGO_CRATE_",
    "CARGO_MANIFEST_",
    "CARGO_PKG_",
    "CARGO_PRIMARY_",
];
/// Names of such variables, and of those that change the work of tests.
const LEFT_NAMES: [&str; 5] = [
    "CARGO",
    "HEEUS_COSTS",
    "LD_LIBRARY_PATH",
    "OUT_DIR",
    "UPDATE_EXPECT",
];

/// The seconds of `cargo test` after an edit of a test, and after one of the source, which is built
/// to wasm anew. An edit sets the time of the file, without changing its content; the old time is
/// restored.
///
/// # Errors
/// If the tests fail or the files do not exist.
pub fn figures() -> Result<[Figure; 2], Error> {
    // Builds everything first, so that it does not count in an edit's time.
    test()?;
    let (mut of_test, mut of_source) = (Vec::new(), Vec::new());
    for _ in 0..EDITS {
        of_test.push(after_edit("src/tests/new_order.rs")?);
        of_source.push(after_edit("src/lib.rs")?);
    }
    Ok([
        figure("edit_test_seconds", 3.0, of_test),
        figure("edit_source_seconds", 8.0, of_source),
    ])
}

fn figure(name: &'static str, threshold: f64, mut seconds: Vec<f64>) -> Figure {
    seconds.sort_unstable_by(f64::total_cmp);
    let median = seconds.get(seconds.len() / 2).copied();
    let each: Vec<String> = seconds.iter().map(|time| format!("{time:.2}")).collect();
    Figure {
        name,
        value: Amount::Seconds(median.unwrap_or(f64::NAN)),
        threshold: Threshold::AtMost(Amount::Seconds(threshold)),
        notes: vec![format!("cargo test in {CRATE}: {} s", each.join(", "))],
    }
}

/// The seconds of the tests after an edit of this file.
fn after_edit(file: &str) -> Result<f64, Error> {
    let edited = Edited::new(directory().join(file))?;
    let start = Instant::now();
    test()?;
    let seconds = start.elapsed().as_secs_f64();
    edited.restore()?;
    Ok(seconds)
}

fn directory() -> PathBuf {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    root.join(CRATE)
}

/// Runs the tests of the crate as its author does.
fn test() -> Result<(), Error> {
    let mut command = Command::new("cargo");
    command.arg("test").current_dir(directory());
    for (name, _) in env::vars_os() {
        let left = |name: &str| {
            LEFT_NAMES.contains(&name) || LEFT.iter().any(|begin| name.starts_with(begin))
        };
        if name.to_str().is_some_and(left) {
            command.env_remove(name);
        }
    }
    let output = command.output()?;
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    Err(format!("cargo test in {CRATE}: {}\n{said}", output.status).into())
}

/// A file whose time is the present, until this is dropped.
struct Edited {
    file: File,
    before: SystemTime,
}

impl Edited {
    #[expect(
        clippy::disallowed_methods,
        reason = "files go by the machine's clock, and no run sees it"
    )]
    fn new(path: PathBuf) -> io::Result<Self> {
        let file = File::options().append(true).open(path)?;
        let before = file.metadata()?.modified()?;
        let edited = Self { file, before };
        edited.file.set_modified(SystemTime::now())?;
        Ok(edited)
    }

    /// Restores the time, and reports a failure.
    fn restore(self) -> io::Result<()> {
        self.file.set_modified(self.before)
    }
}

impl Drop for Edited {
    fn drop(&mut self) {
        // Dropped without `restore` only after another error, which is reported already.
        let _untold = self.file.set_modified(self.before);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;
    use std::{fs, process};

    use super::*;

    #[test]
    fn a_figure_is_the_median_and_shows_all() {
        let figure = figure("wait", 3.0, vec![2.0, 9.0, 1.0]);
        assert_eq!(figure.value, Amount::Seconds(2.0));
        assert!(figure.holds());
        assert!(figure.notes[0].ends_with("1.00, 2.00, 9.00 s"));
    }

    #[test]
    fn an_edited_file_gets_its_time_back_and_keeps_its_content() -> io::Result<()> {
        let path = env::temp_dir().join(format!("heeus-bench-edit-{}", process::id()));
        fs::write(&path, "content")?;
        let modified = || fs::metadata(&path)?.modified();
        let before = modified()? - Duration::from_hours(1);
        File::options()
            .append(true)
            .open(&path)?
            .set_modified(before)?;
        for restore in [true, false] {
            let edited = Edited::new(path.clone())?;
            assert!(modified()? > before);
            if restore {
                edited.restore()?;
            } else {
                drop(edited);
            }
            assert_eq!(modified()?, before);
        }
        assert_eq!(fs::read_to_string(&path)?, "content");
        fs::remove_file(&path)
    }
}
