//! Damage is reported when a storage is opened, or when the damaged part is read; no synced element
//! is lost silently.

use std::fs;
use std::path::Path;

use heeus_host::storage::Storage;

use crate::subject::refused;
use crate::support::{Folder, all, put_one};

const SYNCED: i64 = 40;

/// A storage with synced elements, closed.
fn storage() -> Folder {
    let folder = Folder::new();
    let mut storage = folder.open();
    let table = storage.table("a").expect("a table");
    for n in 0..SYNCED {
        assert_eq!(
            put_one(&mut storage, table, &n.to_be_bytes(), n),
            Ok(()),
            "{n}"
        );
        if n % 10 == 9 {
            assert_eq!(storage.sync(), Ok(()));
        }
    }
    drop(storage);
    folder
}

/// The log up to the room behind its last frame.
fn frames(path: &Path) -> Vec<u8> {
    let mut frames = fs::read(path).expect("a log");
    let end = frames.iter().rposition(|&byte| byte != 0);
    frames.truncate(end.map_or(0, |end| end + 1));
    frames
}

#[test]
fn a_log_that_ends_early_is_refused() {
    let folder = storage();
    let path = folder.path().join("log");
    let whole = frames(&path);
    for part in [0, 1, 3, 6, 7] {
        fs::write(&path, &whole[..whole.len() * part / 8]).expect("written");
        let reason = refused(&folder);
        assert!(
            reason.starts_with("damaged: it ends with sync "),
            "{reason}"
        );
        assert!(reason.ends_with(", expected 5 or a later one"), "{reason}");
    }
    fs::write(&path, &whole).expect("written");
    drop(folder.open());
}

#[test]
fn a_byte_of_the_log_that_changed_is_refused() {
    let folder = storage();
    let path = folder.path().join("log");
    let whole = frames(&path);
    for at in (0..whole.len()).step_by(97) {
        let mut changed = whole.clone();
        changed[at] ^= 0x10;
        fs::write(&path, &changed).expect("written");
        let reason = refused(&folder);
        assert!(reason.starts_with("damaged: "), "{at}: {reason}");
    }
    // A refused storage is left unchanged.
    fs::write(&path, &whole).expect("written");
    holds_all(&folder);
}

#[test]
fn what_follows_the_last_sync_may_be_anything() {
    let folder = storage();
    let path = folder.path().join("log");
    let whole = frames(&path);
    let frame = &whole[whole.len() / 2..];
    for tail in [&[0; 100][..], &[255; 9], frame] {
        fs::write(&path, [&whole, tail].concat()).expect("written");
        holds_all(&folder);
        fs::write(&path, &whole).expect("written");
    }
}

#[test]
fn a_byte_of_the_database_that_changed_is_refused() {
    let folder = storage();
    // Opening moves the content of the log to the database.
    drop(folder.open());
    let path = folder.path().join("base");
    let whole = fs::read(&path).expect("a database");
    let name = whole.windows(5).position(|bytes| bytes == b"Value");
    let name = name.expect("an element");
    for at in [0, 3, name, name + 5] {
        let mut changed = whole.clone();
        changed[at] ^= 0x10;
        fs::write(&path, &changed).expect("written");
        let reason = refused(&folder);
        assert!(reason.starts_with("damaged"), "{at}: {reason}");
    }
    fs::write(&path, &whole[..whole.len() / 2]).expect("written");
    let reason = refused(&folder);
    assert!(reason.starts_with("damaged"), "{reason}");
    fs::write(&path, &whole).expect("written");
    holds_all(&folder);
}

#[test]
fn what_is_missing_is_refused() {
    let folder = storage();
    let file = folder.path().join("heeus-storage");
    let whole = fs::read(&file).expect("a file");
    for len in [0, 9, 16, 25, 31, 33] {
        let mut other = whole.clone();
        other.resize(len, 0);
        fs::write(&file, &other).expect("written");
        let reason = refused(&folder);
        assert!(
            reason.starts_with("damaged: expected its heeus-storage"),
            "{len}: {reason}"
        );
    }
    fs::write(&file, &whole).expect("written");
    for name in ["base", "log"] {
        let (file, away) = (folder.path().join(name), folder.path().join("away"));
        fs::rename(&file, &away).expect("renamed");
        let reason = refused(&folder);
        assert!(reason.starts_with("damaged"), "{name}: {reason}");
        assert!(!file.exists(), "{name} was made anew");
        fs::rename(&away, &file).expect("renamed");
    }
    holds_all(&folder);
}

fn holds_all(folder: &Folder) {
    let mut storage = folder.open();
    let table = storage.table("a").expect("a table");
    let wanted: Vec<_> = (0..SYNCED).map(|n| (n.to_be_bytes().to_vec(), n)).collect();
    assert_eq!(all(&storage, table), wanted);
}
