//! Syncs of several threads at once.

use std::sync::Barrier;

use heeus_host::storage::Storage;

use crate::support::{Folder, all, put_one};

const THREADS: usize = 4;
const ROUNDS: i64 = 200;

#[test]
fn syncs_at_once_are_one_after_the_other() {
    let folder = Folder::new();
    let mut storage = folder.open();
    let table = storage.table("a").expect("a table");
    for n in 0..ROUNDS {
        assert_eq!(
            put_one(&mut storage, table, &n.to_be_bytes(), n),
            Ok(()),
            "{n}"
        );
        let start = Barrier::new(THREADS);
        std::thread::scope(|scope| {
            for _ in 0..THREADS {
                scope.spawn(|| {
                    start.wait();
                    assert_eq!(storage.sync(), Ok(()), "{n}");
                });
            }
        });
    }
    drop(storage);
    let wanted: Vec<_> = (0..ROUNDS).map(|n| (n.to_be_bytes().to_vec(), n)).collect();
    assert_eq!(all(&folder.open(), table), wanted);
}
