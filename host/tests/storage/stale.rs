//! Old bytes behind the frames of a log: none of them count, whatever they are.

use std::fs;

use heeus_host::storage::{Batch, Storage};

use crate::support::{Folder, all, key, put_one, value};

const PAYLOAD: usize = 4000;
/// The byte that fills old payloads.
const FILL: u8 = 0xAA;
/// The bytes in front of a frame's payload: length, checksum, number.
const HEAD: usize = 8 + 4 + 8;

/// A storage whose log had a frame with this payload, which the database took over, and then has a
/// smaller frame over the front of the old one. Returns the offset of the old payload in the log,
/// the end of the smaller frame, and the number of that frame.
fn used_twice(folder: &Folder, payload: &[u8]) -> (usize, usize, u64) {
    let _none_yet = fs::remove_dir_all(folder.path());
    let log = folder.path().join("log");
    let mut storage = folder.open();
    let table = storage.table("a").expect("a table");
    let (key, number) = (key(payload), value(1));
    let mut batch = Batch::new();
    batch.put(
        table,
        key.as_ref().as_bytes(),
        number.as_ref().as_bytes(),
        b"large",
    );
    assert_eq!(storage.apply(&batch), Ok(()));
    drop(storage);
    let bytes = fs::read(&log).expect("a log");
    let start = bytes.windows(payload.len()).position(|at| at == payload);
    let mut storage = folder.open();
    assert_eq!(put_one(&mut storage, table, &[7; 400], 7), Ok(()));
    drop(storage);
    let bytes = fs::read(&log).expect("a log");
    let u64_at = |at: usize| {
        bytes[at..]
            .first_chunk()
            .map(|&part| u64::from_le_bytes(part))
    };
    let len = usize::try_from(u64_at(0).expect("a length")).expect("a length");
    let number = u64_at(HEAD - 8).expect("a number");
    (start.expect("what was stored"), len + HEAD, number)
}

/// A frame that clears the first table, with a checksum of all that is known about it.
fn forged(number: u64) -> Vec<u8> {
    let mut checked = number.to_le_bytes().to_vec();
    checked.push(1);
    checked.extend_from_slice(&0u32.to_le_bytes());
    let mut frame = 5u64.to_le_bytes().to_vec();
    frame.extend_from_slice(&crc32fast::hash(&checked).to_le_bytes());
    frame.extend_from_slice(&checked);
    frame
}

#[test]
fn a_frame_that_was_stored_as_a_value_is_none_of_the_log() {
    let folder = Folder::new();
    let mut payload = vec![FILL; PAYLOAD];
    let (start, end, number) = used_twice(&folder, &payload);
    let forged = forged(number + 1);
    let place = end - start..end - start + forged.len();
    payload[place].copy_from_slice(&forged);
    assert_eq!(used_twice(&folder, &payload), (start, end, number));
    let log = fs::read(folder.path().join("log")).expect("a log");
    assert!(log[end..].starts_with(&forged), "it follows the last frame");
    let mut storage = folder.open();
    let table = storage.table("a").expect("a table");
    let found = all(&storage, table);
    assert_eq!(found, [(vec![7; 400], 7), (payload, 1)]);
}

#[test]
fn a_log_that_was_moved_counts_no_more() {
    let folder = Folder::new();
    let mut storage = folder.open();
    let table = storage.table("a").expect("a table");
    for n in 1..=3 {
        assert_eq!(put_one(&mut storage, table, b"k", n), Ok(()));
        assert_eq!(storage.sync(), Ok(()));
    }
    drop(storage);
    let path = folder.path().join("log");
    let moved = fs::read(&path).expect("a log");
    // Moves the frames; then the process ends before it writes anything, or in the middle of the
    // first frame.
    drop(folder.open());
    let before = fs::read(&path).expect("a log");
    assert!(before == moved, "it is written over, not cut");
    for torn in [0, 3, 8, 12, 17, 20] {
        let mut storage = folder.open();
        let mut batch = Batch::new();
        batch.clear_table(table);
        assert_eq!(storage.apply(&batch), Ok(()));
        let file = fs::read(folder.path().join("heeus-storage")).expect("a file");
        let base = fs::read(folder.path().join("base")).expect("a database");
        drop(storage);
        let frame = fs::read(&path).expect("a log");
        let mut log = moved.clone();
        log[..torn].copy_from_slice(&frame[..torn]);
        fs::write(&path, log).expect("written");
        fs::write(folder.path().join("heeus-storage"), file).expect("written");
        fs::write(folder.path().join("base"), base).expect("written");
        let found = all(&folder.open(), table);
        assert_eq!(found, [(b"k".to_vec(), 3)], "{torn}");
    }
}
