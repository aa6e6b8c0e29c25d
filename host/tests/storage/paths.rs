//! Paths of storages: those that are opened or created, and those that are refused without a trace.

use std::path::{Component, Path, PathBuf};
use std::{env, fs};

use heeus_host::storage::DurableStorage;

use crate::support::Folder;

/// The reason why a path is refused.
#[track_caller]
fn refused(path: impl AsRef<Path>) -> String {
    match DurableStorage::open(path) {
        Ok(_) => panic!("it is opened"),
        Err(error) => error.to_string(),
    }
}

/// The names in a directory.
fn names(path: &Path) -> Vec<String> {
    let entries = fs::read_dir(path).expect("a directory");
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<_> = names.map(|name| name.to_string_lossy().into()).collect();
    names.sort_unstable();
    names
}

const STORAGE: [&str; 3] = ["base", "heeus-storage", "log"];

/// The path as seen from the current directory.
fn relative(path: &Path) -> PathBuf {
    let here = env::current_dir().expect("a current directory");
    let up = here.components().skip(1).map(|_| Component::ParentDir);
    up.chain(path.components().skip(1)).collect()
}

#[test]
fn an_empty_path_is_refused() {
    let here = env::current_dir().expect("a current directory");
    let before = names(&here);
    assert_eq!(
        refused(""),
        "storage failed to open: expected the path of a directory, not an empty one"
    );
    assert_eq!(names(&here), before);
}

#[test]
fn a_directory_with_other_files_is_refused() {
    let folder = Folder::new();
    fs::create_dir(folder.path()).expect("made");
    let foreign = folder.path().join("thesis.txt");
    fs::write(&foreign, "years of work").expect("written");
    let expected =
        "expected an empty directory or that of a storage, which has a file heeus-storage";
    for path in [
        folder.path().to_owned(),
        relative(folder.path()),
        folder.path().join("."),
    ] {
        let text = refused(&path);
        assert!(text.ends_with(expected), "{text}");
        assert!(text.contains(&path.display().to_string()), "{text}");
        assert_eq!(names(folder.path()), ["thesis.txt"]);
    }
    // Also if an empty file has the name of a storage's file.
    let mark = folder.path().join("heeus-storage");
    for content in [&b""[..], &[0; 32], b"heeus sto"] {
        fs::write(&mark, content).expect("written");
        let text = refused(folder.path());
        assert!(text.ends_with("found thesis.txt too"), "{text}");
        assert_eq!(fs::read(&mark).expect("a file"), content);
        assert_eq!(names(folder.path()), ["heeus-storage", "thesis.txt"]);
    }
    // Or a directory has that name.
    fs::remove_file(&mark).expect("removed");
    fs::create_dir(&mark).expect("made");
    let text = refused(folder.path());
    assert!(text.contains("cannot open its heeus-storage"), "{text}");
    assert_eq!(names(folder.path()), ["heeus-storage", "thesis.txt"]);
}

#[test]
fn a_file_is_no_directory_and_leads_to_none() {
    let folder = Folder::new();
    fs::create_dir(folder.path()).expect("made");
    let file = folder.path().join("file");
    fs::write(&file, "text").expect("written");
    let text = refused(&file);
    assert!(text.ends_with("expected a directory, not a file"), "{text}");
    for below in ["below", "below/it"] {
        let text = refused(file.join(below));
        assert!(text.contains("cannot"), "{text}");
        assert!(text.contains(below), "{text}");
    }
    assert_eq!(names(folder.path()), ["file"]);
    assert_eq!(fs::read(&file).expect("a file"), b"text");
}

#[test]
fn directories_that_lead_to_a_storage_are_made() {
    let folder = Folder::new();
    let deep = folder.path().join("a/b/c");
    drop(DurableStorage::open(&deep).expect("it is made"));
    assert_eq!(names(&deep), STORAGE);
    // A relative path leads to the same storage, and creates missing directories.
    drop(DurableStorage::open(relative(&deep)).expect("it is there"));
    let other = folder.path().join("a/d");
    drop(DurableStorage::open(relative(&other)).expect("it is made"));
    assert_eq!(names(&other), STORAGE);
    // An empty directory is the same as none.
    let empty = folder.path().join("empty");
    fs::create_dir(&empty).expect("made");
    drop(DurableStorage::open(empty.join("")).expect("it is made"));
    assert_eq!(names(&empty), STORAGE);
}

#[test]
fn a_storage_is_the_same_one_however_its_path_is_spelt() {
    let folder = Folder::new();
    let path = folder.path().join("here");
    let open = DurableStorage::open(&path).expect("it is made");
    let mut spellings = vec![
        path.clone(),
        path.join("."),
        path.join(""),
        path.join("../here"),
        relative(&path),
    ];
    if cfg!(unix) {
        spellings.push(folder.path().join("link"));
        link(&path, &folder.path().join("link"));
    }
    for spelling in &spellings {
        let text = refused(spelling);
        assert!(
            text.ends_with("another handle or process has it open"),
            "{text}"
        );
    }
    drop(open);
    for spelling in &spellings {
        drop(DurableStorage::open(spelling).expect("it is free"));
    }
    assert_eq!(names(&path), STORAGE);
}

#[test]
fn a_link_leads_to_a_directory_or_is_refused() {
    if !cfg!(unix) {
        return;
    }
    let folder = Folder::new();
    fs::create_dir_all(folder.path()).expect("made");
    let at = |name: &str| folder.path().join(name);
    link(&at("nothing"), &at("dangling"));
    let text = refused(at("dangling"));
    assert!(
        text.ends_with("expected a directory, not a link to nothing"),
        "{text}"
    );
    assert!(!at("nothing").exists());
    fs::write(at("file"), "text").expect("written");
    link(&at("file"), &at("to file"));
    let text = refused(at("to file"));
    assert!(text.ends_with("expected a directory, not a file"), "{text}");
    link(&at("round"), &at("round"));
    let text = refused(at("round"));
    assert!(text.contains("round: cannot check it"), "{text}");
}

#[cfg(unix)]
fn link(to: &Path, at: &Path) {
    std::os::unix::fs::symlink(to, at).expect("a link");
}

#[cfg(not(unix))]
fn link(_: &Path, _: &Path) {}

/// Even root cannot create anything there.
#[cfg(target_os = "linux")]
#[test]
fn where_nothing_can_be_made_it_is_reported() {
    for path in ["/proc/heeus", "/proc/heeus/storage"] {
        let text = refused(path);
        assert!(
            text.contains(&format!("{path}: cannot create it")),
            "{text}"
        );
    }
    let text = refused("/proc");
    assert!(
        text.contains("/proc: expected an empty directory"),
        "{text}"
    );
}
