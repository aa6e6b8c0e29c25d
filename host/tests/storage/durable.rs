//! The properties of durable storages: they persist, belong to one process at a time, and report
//! errors.

use std::fs;

use heeus_host::storage::{Batch, DurableStorage, Storage, TableId};

use crate::subject::refused;
use crate::support::{Folder, all, put_one, scan};

#[test]
fn what_was_applied_is_there_again() {
    let folder = Folder::new();
    let names: Vec<String> = (0..2000_i64)
        .map(|n| format!("w{}/e{}", n % 40, n))
        .collect();
    let mut storage = folder.open();
    assert!(storage.is_durable());
    let tables: Vec<TableId> = names
        .iter()
        .map(|name| storage.table(name).expect("a table"))
        .collect();
    for (n, &table) in (0..).zip(&tables) {
        assert_eq!(put_one(&mut storage, table, b"k", n), Ok(()));
    }
    assert_eq!(storage.sync(), Ok(()));
    assert_eq!(storage.sync(), Ok(()), "with nothing to do");
    drop(storage);
    let mut storage = folder.open();
    // In another order.
    let expected = (0..).zip(names.iter().zip(&tables));
    for (n, (name, &table)) in expected.collect::<Vec<_>>().into_iter().rev() {
        assert_eq!(storage.table(name), Ok(table));
        assert_eq!(all(&storage, table), [(b"k".to_vec(), n)]);
    }
    let next = storage.table("another").expect("a table");
    assert_eq!(next, TableId(2000));
    assert_eq!(all(&storage, next), []);
}

#[test]
fn it_belongs_to_one_handle_and_its_snapshots() {
    let folder = Folder::new();
    let mut storage = folder.open();
    let table = storage.table("a").expect("a table");
    assert_eq!(put_one(&mut storage, table, b"k", 1), Ok(()));
    assert_eq!(
        refused(&folder),
        "in use: another handle or process has it open"
    );
    let snapshot = storage.snapshot();
    drop(storage);
    assert_eq!(refused(&folder), "in use: a snapshot has it open");
    assert!(snapshot.get(table, b"k").expect("a get").is_some());
    drop(snapshot);
    assert_eq!(all(&folder.open(), table), [(b"k".to_vec(), 1)]);
}

#[test]
fn what_is_more_than_the_log_holds_is_moved() {
    const ROOM: u64 = 64 << 10;
    let folder = Folder::new();
    let open = || DurableStorage::open_with_room(folder.path(), ROOM).expect("a storage");
    let mut storage = open();
    let [table, other] = ["a", "b"].map(|name| storage.table(name).expect("a table"));
    let order = |n: i64| [&n.to_be_bytes()[..], &[7; 200]].concat();
    let (mut kept, mut expected) = (Vec::new(), Vec::new());
    for n in 0..450 {
        // Each element is put twice, and the other table is cleared now and then.
        for number in [-n, n] {
            assert_eq!(put_one(&mut storage, table, &order(n / 2), number), Ok(()));
        }
        assert_eq!(put_one(&mut storage, other, &order(n), n), Ok(()));
        if n % 20 == 0 {
            let mut batch = Batch::new();
            batch.clear_table(other);
            assert_eq!(storage.apply(&batch), Ok(()));
            kept.push((storage.snapshot(), n));
        }
        if n % 2 == 1 {
            expected.push((order(n / 2), n));
        }
    }
    let log = fs::metadata(folder.path().join("log")).expect("a log");
    assert!(
        (ROOM..ROOM * 5 / 4).contains(&log.len()),
        "moved, {} bytes",
        log.len()
    );
    for (snapshot, n) in kept {
        let found = scan(&*snapshot, table, b"").expect("a scan");
        let numbers: Vec<i64> = found.into_iter().map(|(_, n)| n).collect();
        let odd = (0..n).filter(|n| n % 2 == 1);
        assert_eq!(numbers, odd.chain([n]).collect::<Vec<_>>());
        assert_eq!(scan(&*snapshot, other, b""), Ok(vec![]));
    }
    for _ in 0..2 {
        assert!(all(&storage, table) == expected);
        assert_eq!(all(&storage, other).len(), 9);
        drop(storage);
        storage = open();
    }
}

#[test]
fn an_empty_batch_is_none() {
    let folder = Folder::new();
    let mut storage = folder.open();
    assert_eq!(storage.apply(&Batch::new()), Ok(()));
    let table = storage.table("a").expect("a table");
    let mut batch = Batch::new();
    batch.clear_table(table);
    assert_eq!(storage.apply(&batch), Ok(()));
    assert_eq!(storage.sync(), Ok(()));
}

#[test]
fn a_place_that_is_not_there_is_made() {
    let folder = Folder::new();
    let deep = folder.path().join("some/where");
    let storage = DurableStorage::open(&deep).expect("a storage");
    assert!(format!("{storage:?}").contains("where"), "{storage:?}");
    drop(storage);
    // An empty directory becomes a storage too.
    fs::remove_dir_all(&deep).expect("removed");
    fs::create_dir(&deep).expect("made");
    drop(DurableStorage::open(&deep).expect("a storage"));
}

#[test]
fn other_things_are_refused_and_stay() {
    let folder = Folder::new();
    fs::write(folder.path(), "a text").expect("written");
    assert_eq!(refused(&folder), "expected a directory, not a file");
    fs::remove_file(folder.path()).expect("removed");

    fs::create_dir(folder.path()).expect("made");
    let text = folder.path().join("a.txt");
    fs::write(&text, "a text").expect("written");
    assert_eq!(
        refused(&folder),
        "expected an empty directory or that of a storage, which has a file heeus-storage"
    );
    let names = fs::read_dir(folder.path()).expect("a directory");
    assert_eq!(names.count(), 1, "nothing was added");

    let file = folder.path().join("heeus-storage");
    for (content, wanted) in [
        (
            "a text that is there, and is somewhat longer",
            "expected a storage, but its heeus-storage belongs to something else",
        ),
        (
            "heeus storage 2\nand what there is in format 2",
            "expected a storage of format 1, not \"2\"",
        ),
    ] {
        fs::write(&file, content).expect("written");
        assert_eq!(refused(&folder), wanted);
        assert_eq!(fs::read_to_string(&file).expect("a text"), content);
    }
}
