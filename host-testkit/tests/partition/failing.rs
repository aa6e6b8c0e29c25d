//! Storages that fail: nothing is half done, and what was to follow does.

use heeus_abi::Storage;
use heeus_host_testkit::storage::{FailingStorage, Failures, MemoryStorage, SharedStorage};
use heeus_host_testkit::{App, AppConfig, InvokeError, Record};

use super::Shop;

const ORDERS: i64 = 4;

/// An app over this storage, and what lets an operation of it fail.
fn open(storage: &SharedStorage) -> (Shop, Failures) {
    let (failing, failures) = FailingStorage::new(storage.clone());
    let mut failing = Some(failing);
    let app = App::new(AppConfig::default(), |_| {
        Box::new(failing.take().expect("there is one partition"))
    });
    (Shop::of(app.unwrap()), failures)
}

/// All that the orders leave.
type All = [Vec<(Record, Record)>; 3];

fn all(shop: &Shop) -> All {
    shop.settle().unwrap();
    [
        shop.rows(Storage::Record, "shop.Order"),
        shop.rows(Storage::View, "shop.Day"),
        shop.rows(Storage::View, "shop.Seen"),
    ]
}

/// What placing all orders came to.
struct Placed {
    all: All,
    /// Whether an operation failed.
    failed: bool,
    /// Whether the app had to be created anew.
    reopened: bool,
}

/// Places all orders while the n-th operation fails, each until it is taken.
fn place(n: u64) -> Placed {
    let mut reopened = false;
    let storage = SharedStorage::new(Box::new(MemoryStorage::new()));
    let (mut shop, mut failures) = open(&storage);
    failures.fail_at(n);
    for id in 1..=ORDERS {
        loop {
            let last = |shop: &Shop| shop.with_state(1, heeus_host_testkit::HostState::last_event);
            match shop.order(id, 1, 10 * id) {
                Ok(done) => {
                    assert_eq!(done.offset, id, "operation {n}");
                    break;
                }
                Err(InvokeError::NotDurable(_)) => {
                    // As it is after a crash: the order may have been taken.
                    reopened = true;
                    shop.into_app().finish();
                    (shop, failures) = open(&storage);
                    failures.fail_at(0);
                    if last(&shop) == Ok(Ok(id)) {
                        break;
                    }
                }
                Err(error) => {
                    assert!(error.to_string().contains("was to fail"), "{error}");
                    assert_eq!(last(&shop), Ok(Ok(id - 1)), "operation {n} is half done");
                }
            }
        }
    }
    shop.settle().unwrap();
    for status in shop.projectors().unwrap() {
        if status.stop.is_some() {
            shop.resume(&status.name).unwrap();
        }
    }
    let failed = reopened || failures.operations() >= n;
    failures.fail_at(0);
    let all = all(&shop);
    Placed {
        all,
        failed,
        reopened,
    }
}

#[test]
fn whatever_operation_fails_the_end_is_the_same() {
    let expected = place(0).all;
    assert_eq!(expected.each_ref().map(Vec::len), [4, 1, 4]);
    let (mut n, mut reopened) = (0, 0);
    loop {
        n += 1;
        let placed = place(n);
        assert_eq!(placed.all, expected, "operation {n} failed");
        reopened += u32::from(placed.reopened);
        if !placed.failed {
            break;
        }
    }
    assert!(n > 40, "there were only {n} operations");
    // Each order has a sync of its own.
    assert!(reopened >= 4, "{reopened} syncs failed");
}
