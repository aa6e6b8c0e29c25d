//! A storage that can no longer write, since its process may write no larger files.

use std::io::Read;
use std::path::Path;

use heeus_host::storage::{DurableStorage, Storage, StorageError};

use crate::process::{alone, in_child, spawn};
use crate::support::{Folder, all, put_one};

const TEST: &str = "unwritable::a_write_that_fails_is_the_last_one";
const DONE: &str = "everything was refused";

/// A long key, so that the limit is soon reached.
fn order(n: i64) -> Vec<u8> {
    [&n.to_be_bytes()[..], &vec![7; 40_000]].concat()
}

/// Writes until it fails.
fn write(path: &Path) {
    let mut storage = DurableStorage::open(path).expect("a storage");
    let table = storage.table("a").expect("a table");
    let mut n = 2;
    let first = loop {
        let written = put_one(&mut storage, table, &order(n), n).and_then(|()| storage.sync());
        match written {
            Ok(()) => n += 1,
            Err(error) => break error,
        }
        assert!(n < 10_000, "nothing failed");
    };
    let StorageError { doing, reason } = &first;
    let text =
        format!("its content is unknown since it failed to {doing} ({reason}): open it again");
    let is_refused = |result: Result<(), StorageError>, doing| {
        let error = result.expect_err("it cannot be relied on");
        assert_eq!((error.doing, &error.reason), (doing, &text));
    };
    for _ in 0..2 {
        is_refused(put_one(&mut storage, table, &order(n), n), "apply");
        is_refused(storage.sync(), "sync");
        is_refused(storage.table("b").map(|_| ()), "create a table");
    }
    assert_eq!(storage.table("a"), Ok(table));
    let found = storage.snapshot().get(table, &order(1)).expect("a get");
    assert!(found.is_some(), "what is there can be read");
    println!("{DONE} {n}");
}

#[test]
fn a_write_that_fails_is_the_last_one() {
    if let Some(path) = in_child() {
        return write(&path);
    }
    let _alone = alone();
    let folder = Folder::new();
    let mut storage = folder.open();
    let table = storage.table("a").expect("a table");
    assert_eq!(put_one(&mut storage, table, &order(1), 1), Ok(()));
    drop(storage);

    let mut child = spawn(TEST, folder.path(), "trap '' XFSZ; ulimit -f 2000;");
    let mut text = String::new();
    let mut pipe = child.stdout.take().expect("a pipe");
    pipe.read_to_string(&mut text).expect("a text");
    assert!(child.wait().expect("ended").success(), "{text}");
    let failed = text.lines().find_map(|line| Some(line.split_once(DONE)?.1));
    let failed: i64 = failed.expect("a number").trim().parse().expect("a number");
    assert!(failed > 2, "something was written before");

    let found = all(&folder.open(), table);
    let wanted: Vec<_> = (1..).map(|n| (order(n), n)).take(found.len()).collect();
    assert!(found == wanted, "the first ones");
    assert!(
        found.len() >= usize::try_from(failed - 1).expect("a count"),
        "all that was synced"
    );
}
