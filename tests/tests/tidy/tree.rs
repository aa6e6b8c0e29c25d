//! The files of the project.

use std::fs;
use std::path::{Path, PathBuf};

use super::source::Source;

/// Directories of build results and downloads.
const SKIPPED: [&str; 3] = ["target", ".git", ".mirror"];

/// The root of the project.
pub fn root() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    root.canonicalize().expect("the project is there")
}

/// Paths of all files, from the root, in order.
pub fn paths() -> Vec<String> {
    let (root, mut paths) = (root(), Vec::new());
    walk(&root, &mut paths);
    let relative = |path: PathBuf| {
        let path = path.strip_prefix(&root).map(Path::to_owned).unwrap_or(path);
        path.to_string_lossy().replace('\\', "/")
    };
    let mut paths: Vec<String> = paths.into_iter().map(relative).collect();
    paths.sort_unstable();
    paths
}

fn walk(dir: &Path, paths: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(dir).unwrap_or_else(|error| panic!("{}: {error}", dir.display()));
    for entry in entries.flatten() {
        let name = entry.file_name();
        // Another process may create and remove files meanwhile.
        match entry.file_type() {
            Ok(ty) if ty.is_dir() => {
                if !SKIPPED.iter().any(|skipped| name == *skipped) {
                    walk(&entry.path(), paths);
                }
            }
            Ok(_) => paths.push(entry.path()),
            Err(_) => {}
        }
    }
}

/// Returns whether a file has this ending, given without the dot.
pub fn has_ending(path: &str, ending: &str) -> bool {
    Path::new(path).extension().is_some_and(|own| own == ending)
}

/// The text of a file.
pub fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// All Rust sources whose path `wanted` accepts.
pub fn sources(wanted: impl Fn(&str) -> bool) -> Vec<Source> {
    let paths = paths().into_iter();
    let sources: Vec<Source> = paths
        .filter(|path| has_ending(path, "rs") && wanted(path))
        .map(|path| Source::new(&read(&path), &path))
        .collect();
    assert!(
        !sources.is_empty(),
        "the rule is about files that are not there"
    );
    sources
}

/// Returns whether a file is in one of these places; directories end with a slash.
pub fn is_in(path: &str, places: &[&str]) -> bool {
    places
        .iter()
        .any(|place| path == *place || (place.ends_with('/') && path.starts_with(place)))
}

/// Returns whether a file is shipped, rather than part of tests.
pub fn is_shipped(path: &str) -> bool {
    let test = ["tests", "examples", "benches", "fuzz"];
    let mut parts = path.split('/');
    // Examples of the project are crates of their own.
    let example = path.starts_with("examples/") && path.contains("/src/");
    (example || !parts.any(|part| test.contains(&part)))
        && !path.ends_with("/tests.rs")
        && !path.contains("/src/tests/")
        && !path.ends_with("/testing.rs")
}
