//! The creation of a storage, cut off at any moment. It is created anew if nothing was synced;
//! otherwise nothing is removed.

use std::fs;
use std::path::PathBuf;

use heeus_host::storage::{Storage, TableId};

use crate::subject::refused;
use crate::support::{Folder, all, put_one};

const SYNCED: i64 = 5;

/// The note file of a storage with this number of syncs.
fn note(number: u64) -> Vec<u8> {
    let mut file = b"heeus storage 1\n".to_vec();
    file.extend_from_slice(&number.to_le_bytes());
    file.extend_from_slice(&(!number).to_le_bytes());
    file
}

/// Paths of the note, the database and the log.
fn files(folder: &Folder) -> [PathBuf; 3] {
    ["heeus-storage", "base", "log"].map(|name| folder.path().join(name))
}

/// A storage with synced elements and the note that it had before its first sync.
fn without_a_note() -> Folder {
    let folder = Folder::new();
    let mut storage = folder.open();
    let table = storage.table("a").expect("a table");
    for n in 0..SYNCED {
        assert_eq!(
            put_one(&mut storage, table, &n.to_be_bytes(), n),
            Ok(()),
            "{n}"
        );
        assert_eq!(storage.sync(), Ok(()));
    }
    drop(storage);
    let [file, ..] = files(&folder);
    fs::write(file, note(0)).expect("written");
    folder
}

fn holds_all(folder: &Folder) {
    let wanted: Vec<_> = (0..SYNCED).map(|n| (n.to_be_bytes().to_vec(), n)).collect();
    assert_eq!(all(&folder.open(), TableId(0)), wanted);
}

/// Checks that the storage is empty and usable.
#[track_caller]
fn is_new(folder: &Folder) {
    let mut storage = folder.open();
    assert_eq!(storage.find("a"), None);
    assert_eq!(storage.table("a"), Ok(TableId(0)));
    assert_eq!(put_one(&mut storage, TableId(0), b"k", 1), Ok(()));
    drop(storage);
    assert_eq!(all(&folder.open(), TableId(0)), [(b"k".to_vec(), 1)]);
}

#[test]
fn what_was_synced_is_used_without_a_note() {
    let folder = without_a_note();
    holds_all(&folder);
    let [file, _, log] = files(&folder);
    assert_ne!(fs::read(&file).expect("a file"), note(0), "it has one");
    // Moved to the database, with an empty log.
    fs::write(&file, note(0)).expect("written");
    holds_all(&folder);
    fs::write(&file, note(0)).expect("written");
    fs::write(log, []).expect("written");
    holds_all(&folder);
}

#[test]
fn what_was_synced_is_not_removed_without_a_note() {
    let folder = without_a_note();
    let [file, base, log] = files(&folder);
    let whole = [&base, &log].map(|path| fs::read(path).expect("a file"));
    let restore = || {
        for (path, bytes) in [&base, &log].into_iter().zip(&whole) {
            fs::write(path, bytes).expect("written");
        }
        fs::write(&file, note(0)).expect("written");
    };
    fs::write(&base, b"half").expect("written");
    assert!(refused(&folder).starts_with("damaged"));
    assert_eq!(fs::read(&base).expect("a file"), b"half");
    fs::remove_file(&base).expect("removed");
    assert_eq!(
        refused(&folder),
        "damaged: expected a database beside its log"
    );
    assert!(!base.exists());
    assert!(fs::read(&log).expect("a log") == whole[1]);
    restore();
    holds_all(&folder);
    // Now the database has all elements.
    fs::write(&file, note(0)).expect("written");
    fs::remove_file(&log).expect("removed");
    let reason = refused(&folder);
    assert!(
        reason.starts_with("damaged, or cannot be read: expected its log"),
        "{reason}"
    );
    restore();
    holds_all(&folder);
}

#[test]
fn a_part_of_a_header_is_nothing() {
    let whole = note(0);
    for len in 0..whole.len() {
        let folder = Folder::new();
        fs::create_dir(folder.path()).expect("made");
        let [file, ..] = files(&folder);
        fs::write(&file, &whole[..len]).expect("written");
        is_new(&folder);
        fs::remove_dir_all(folder.path()).expect("removed");
        fs::create_dir(folder.path()).expect("made");
        fs::write(&file, vec![0; len]).expect("written");
        drop(folder.open());
    }
}

#[test]
fn a_storage_that_was_cut_off_in_the_making_is_made() {
    let folder = Folder::new();
    drop(folder.open());
    let [file, base, log] = files(&folder);
    let whole = [&base, &log].map(|path| fs::read(path).expect("a file"));
    let half = &whole[0][..whole[0].len() / 2];
    let (zeros, torn) = (vec![0; 5000], &whole[1][..11]);
    let states: [[Option<&[u8]>; 2]; 9] = [
        [None, None],
        [Some(b""), None],
        [Some(b"half"), None],
        [Some(half), None],
        [Some(&whole[0]), None],
        [Some(&whole[0]), Some(b"")],
        [Some(&whole[0]), Some(&zeros)],
        [Some(&whole[0]), Some(torn)],
        [Some(&whole[0]), Some(&whole[1])],
    ];
    for (n, state) in states.into_iter().enumerate() {
        fs::remove_dir_all(folder.path()).expect("removed");
        fs::create_dir(folder.path()).expect("made");
        fs::write(&file, note(0)).expect("written");
        for (path, content) in [&base, &log].into_iter().zip(state) {
            if let Some(content) = content {
                fs::write(path, content).expect("written");
            }
        }
        println!("state {n}");
        is_new(&folder);
    }
}
