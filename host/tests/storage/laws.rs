//! The laws of every kind of storage, by example.

use std::ops::ControlFlow;

use heeus_host::storage::{Batch, ScanRange, TableId};

use crate::subject::{KINDS, Subject};
use crate::support::{all, put, put_one, scan};

#[test]
fn a_batch_with_a_table_that_is_not_there_writes_nothing() {
    for kind in KINDS {
        let mut subject = Subject::new(kind);
        let storage = subject.storage();
        let table = storage.table("a").expect("a table");
        for id in [1, u32::MAX - 1, u32::MAX] {
            let mut batch = Batch::new();
            put(&mut batch, table, b"k", 1);
            batch.clear_table(TableId(id));
            let error = storage.apply(&batch).expect_err("no table");
            let text = format!("storage failed to apply: there is no table {id}");
            assert_eq!(error.to_string(), text, "{kind:?}");
            let snapshot = storage.snapshot();
            assert_eq!(snapshot.get(TableId(id), b""), Ok(None), "{kind:?}");
            assert_eq!(scan(&*snapshot, TableId(id), b""), Ok(vec![]), "{kind:?}");
        }
        assert_eq!(all(storage, table), []);
        // The batch was wrong, not the storage.
        assert_eq!(put_one(storage, table, b"k", 2), Ok(()));
        assert_eq!(all(storage, table), [(b"k".to_vec(), 2)]);
    }
}

#[test]
fn writes_of_a_batch_count_in_their_order() {
    for kind in KINDS {
        let mut subject = Subject::new(kind);
        let [table, other] = ["a", "b"].map(|name| subject.storage().table(name).expect("a table"));
        let mut batch = Batch::new();
        for (order, number) in [(b"x", 1), (b"y", 2)] {
            put(&mut batch, table, order, number);
            put(&mut batch, other, order, number);
        }
        assert_eq!(subject.storage().apply(&batch), Ok(()));
        let mut batch = Batch::new();
        put(&mut batch, table, b"x", 3);
        put(&mut batch, table, b"gone", 4);
        batch.clear_table(table);
        put(&mut batch, table, b"z", 5);
        put(&mut batch, table, b"z", 6);
        assert_eq!(subject.storage().apply(&batch), Ok(()));
        for _ in 0..2 {
            let storage = subject.storage();
            assert_eq!(all(storage, table), [(b"z".to_vec(), 6)], "{kind:?}");
            let untouched = [(b"x".to_vec(), 1), (b"y".to_vec(), 2)];
            assert_eq!(all(storage, other), untouched, "{kind:?}");
            subject.reopen();
        }
    }
}

#[test]
fn a_scan_ends_where_its_visitor_breaks() {
    for kind in KINDS {
        let mut subject = Subject::new(kind);
        let storage = subject.storage();
        let table = storage.table("a").expect("a table");
        let mut batch = Batch::new();
        for order in 0..9u8 {
            put(&mut batch, table, &[order], i64::from(order));
        }
        assert_eq!(storage.apply(&batch), Ok(()));
        let mut seen = 0;
        let scanned = storage.snapshot().scan(table, &ScanRange::ALL, &mut |_| {
            seen += 1;
            if seen == 3 {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        });
        assert_eq!((scanned, seen), (Ok(()), 3), "{kind:?}");
    }
}
