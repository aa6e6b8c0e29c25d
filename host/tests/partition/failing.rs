//! Storages that fail: nothing is half done, and all that should follow does.

use std::sync::Arc;

use heeus_abi::Storage;
use heeus_host::storage::{
    self, Batch, FailingStorage, Failures, MemoryStorage, SharedStorage, Snapshot, StorageError,
    TableId,
};
use heeus_host::{AppConfig, InvokeError};
use heeus_host_testkit::DynRecord;

use super::Shop;

const ORDERS: i64 = 4;

/// An app over this storage, and the switch that makes an operation of it fail.
fn open(storage: &SharedStorage) -> (Shop, Failures) {
    let (failing, failures) = FailingStorage::new(storage.clone());
    let mut failing = Some(failing);
    let shop = Shop::over(AppConfig::default(), |_| {
        Box::new(failing.take().expect("there is one partition"))
    });
    (shop, failures)
}

/// All rows that the orders leave.
type All = [Vec<(DynRecord, DynRecord)>; 3];

fn all(shop: &Shop) -> All {
    shop.settle().unwrap();
    [
        shop.rows(Storage::Record, "shop.Order"),
        shop.rows(Storage::View, "shop.Day"),
        shop.rows(Storage::View, "shop.Seen"),
    ]
}

/// The outcome of placing all orders.
struct Placed {
    all: All,
    /// True if an operation failed.
    failed: bool,
    /// True if the app had to be created again.
    reopened: bool,
}

/// Places all orders while the n-th operation fails; repeats each until it is accepted.
fn place(n: u64) -> Placed {
    let mut reopened = false;
    let storage = SharedStorage::new(Box::new(MemoryStorage::new()));
    let (mut shop, mut failures) = open(&storage);
    failures.fail_at(n);
    for id in 1..=ORDERS {
        loop {
            let last = |shop: &Shop| shop.with_state(1, heeus_host::state::HostState::last_event);
            match shop.order(id, 1, 10 * id) {
                Ok(done) => {
                    assert_eq!(done.offset, id, "operation {n}");
                    break;
                }
                Err(InvokeError::NotDurable(_)) => {
                    // As after a crash: the order may have been accepted.
                    reopened = true;
                    shop.into_app().finish();
                    (shop, failures) = open(&storage);
                    failures.fail_at(0);
                    if last(&shop) == Ok(Ok(id)) {
                        break;
                    }
                }
                Err(error) => {
                    assert!(error.to_string().contains("injected failure"), "{error}");
                    assert_eq!(last(&shop), Ok(Ok(id - 1)), "operation {n} is half done");
                }
            }
        }
    }
    if shop.settle().is_err() {
        reopened = true;
        shop.into_app().finish();
        (shop, failures) = open(&storage);
        failures.fail_at(0);
        shop.settle().unwrap();
    }
    for status in shop.projectors().unwrap() {
        if status.stop.is_some() || !status.behind.is_empty() {
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

/// A storage that claims to be durable.
struct ClaimsDurable(FailingStorage<MemoryStorage>);

impl storage::Storage for ClaimsDurable {
    fn table(&mut self, name: &str) -> Result<TableId, StorageError> {
        self.0.table(name)
    }

    fn find(&self, name: &str) -> Option<TableId> {
        self.0.find(name)
    }

    fn snapshot(&self) -> Arc<dyn Snapshot> {
        self.0.snapshot()
    }

    fn apply(&mut self, batch: &Batch) -> Result<(), StorageError> {
        self.0.apply(batch)
    }

    fn is_durable(&self) -> bool {
        true
    }

    fn sync(&self) -> Result<(), StorageError> {
        self.0.sync()
    }
}

#[test]
fn what_is_not_durable_is_shown_to_nobody() {
    let mut seen = 0;
    for n in 1..40 {
        let (failing, failures) = FailingStorage::new(MemoryStorage::new());
        let mut lasting = Some(ClaimsDurable(failing));
        let shop = Shop::over(AppConfig::default(), |_| {
            Box::new(lasting.take().expect("there is one partition"))
        });
        shop.order(1, 1, 10).unwrap();
        shop.settle().unwrap();
        failures.fail_at(n);
        let ordered = shop.order(2, 1, 10);
        failures.fail_at(0);
        if let Err(InvokeError::NotDurable(_)) = ordered {
            assert_eq!((shop.of_day(1), shop.events()), (10, 1));
            let error = shop.order(3, 1, 10).unwrap_err();
            assert!(matches!(error, InvokeError::NotDurable(_)), "{error}");
            seen += 1;
        }
    }
    assert_eq!(seen, 1, "an order has one sync");
}

#[test]
fn a_deployment_that_fails_leaves_the_package_whole() {
    let mut refused = 0;
    for n in 1..60 {
        let storage = SharedStorage::new(Box::new(MemoryStorage::new()));
        let (shop, failures) = open(&storage);
        shop.order(1, 1, 10).unwrap();
        shop.settle().unwrap();
        failures.fail_at(n);
        let deployed = shop.deploy(super::guest::package());
        failures.fail_at(0);
        refused += u32::from(deployed.is_err());
        match shop.order(2, 1, 10) {
            Ok(done) => assert_eq!((done.stopped, shop.of_day(1)), (Vec::new(), 20), "{n}"),
            // The sync of the deployment itself.
            Err(error) => assert!(matches!(error, InvokeError::NotDurable(_)), "{error}"),
        }
    }
    assert!(refused > 0, "no operation failed the deployment");
}

/// Otherwise an order of two projectors would have two more writes.
#[test]
fn the_writer_of_a_view_is_stored_with_its_first_write_alone() {
    let storage = SharedStorage::new(Box::new(MemoryStorage::new()));
    let (shop, failures) = open(&storage);
    shop.order(1, 1, 10).unwrap();
    shop.settle().unwrap();
    for id in 2..=4 {
        failures.fail_at(0);
        shop.order(id, 1, 10).unwrap();
        shop.settle().unwrap();
        assert_eq!(failures.operations(), 15);
    }
    // It is in memory in a later process too.
    shop.into_app().finish();
    let (shop, failures) = open(&storage);
    shop.order(5, 1, 10).unwrap();
    shop.settle().unwrap();
    failures.fail_at(0);
    shop.order(6, 1, 10).unwrap();
    shop.settle().unwrap();
    assert_eq!(failures.operations(), 15);
}
