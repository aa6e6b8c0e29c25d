//! Rebuilds in a process that ends, or whose storage fails: rows are the old ones or the new ones.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicBool, AtomicUsize};
use std::thread;

use heeus_host::storage::{
    Batch, FailingStorage, MemoryStorage, SharedStorage, Snapshot, Storage, StorageError, TableId,
};
use heeus_host::{App, AppConfig};

use super::history::History;
use super::sums::{Amounts, Sums, Version, expected, rows_of};

const WRONG: Version = Version::new(2);
const RIGHT: Version = Version::new(1).without(3);
const WORKSPACES: [i64; 3] = [1, 2, 3];

/// The rows in all workspaces, at one moment.
fn all(app: &App) -> Vec<Vec<(i32, i64)>> {
    let rows = app.with_state(1, |state| {
        WORKSPACES.map(|of| rows_of(state, of, "sums.Sum"))
    });
    rows.unwrap().into()
}

fn expected_of(puts: &Amounts, version: Version) -> Vec<Vec<(i32, i64)>> {
    let rows = WORKSPACES.map(|of| expected(puts, version, of));
    rows.into()
}

fn fill(sums: &mut Sums) {
    for amount in 1..=6 {
        for workspace in WORKSPACES {
            let key = i32::try_from(amount % 4).unwrap();
            sums.put(workspace, key, amount * workspace);
        }
    }
}

#[test]
fn whenever_the_process_ends_rows_are_the_old_or_the_new_ones() {
    for is_sync in [true, false] {
        let [wrong, right] = [WRONG, RIGHT].map(|of| Version { is_sync, ..of });
        let (history, states) = History::new();
        let storage = SharedStorage::new(Box::new(history));
        let mut sums = Sums::over(AppConfig::default(), vec![storage], Vec::new());
        sums.deploy(wrong);
        fill(&mut sums);
        sums.settle().unwrap();
        sums.deploy(right);
        sums.settle().unwrap();
        let puts = sums.puts().to_vec();
        let before = states.all().len();
        // The first one fills tables that have never had rows, the second one clears some first.
        for _ in 0..2 {
            sums.rebuild("sums.Totals").unwrap();
            sums.settle().unwrap();
        }
        sums.expect(right);
        let states = states.all().split_off(before);
        assert!(states.len() > 30, "{}", states.len());
        let [old, new] = [wrong, right].map(|of| expected_of(&puts, of));
        let mut seen = [0; 2];
        for (at, state) in states.into_iter().enumerate() {
            let storage = SharedStorage::new(Box::new(state));
            let mut sums = Sums::over(AppConfig::default(), vec![storage], puts.clone());
            let found = all(sums.app());
            assert!(found == old || found == new, "state {at}: {found:?}");
            seen[usize::from(found == new)] += 1;
            // It goes on with the version that the package has now, at an event that is new.
            sums.deploy(right);
            sums.put(1, 1, 100);
            sums.settle().unwrap();
            sums.expect(right);
            assert_eq!(sums.statuses()[0].rebuild, None, "state {at}");
            let offset = sums.statuses()[0].offset;
            assert_eq!(offset, 19, "state {at}");
        }
        assert!(seen.into_iter().all(|of| of > 10), "{seen:?}");
    }
}

/// Returns whether a failure is that of the storage, which extensions see as a code.
fn is_of_storage(stop: &str) -> bool {
    ["injected failure", "i/o error"]
        .iter()
        .any(|text| stop.contains(text))
}

/// Lets the `n`-th operation of the storage fail, from the request for a rebuild on. Returns
/// whether there were as many.
fn fails_at(n: u64) -> bool {
    let storage = SharedStorage::new(Box::new(MemoryStorage::new()));
    let (failing, failures) = FailingStorage::new(storage.clone());
    let failing = SharedStorage::new(Box::new(failing));
    let mut sums = Sums::over(AppConfig::default(), vec![failing], Vec::new());
    sums.deploy(WRONG);
    fill(&mut sums);
    sums.settle().unwrap();
    sums.deploy(RIGHT);
    let [old, new] = [WRONG, RIGHT].map(|of| expected_of(sums.puts(), of));
    failures.fail_at(n);
    let begun = sums.rebuild("sums.Totals");
    let settled = sums.settle();
    let has_failed = failures.operations() >= n;
    failures.fail_at(0);
    if settled.is_err() {
        // As after a crash.
        let puts = sums.puts().to_vec();
        drop(sums);
        sums = Sums::over(AppConfig::default(), vec![storage], puts);
        let found = all(sums.app());
        assert!(found == old || found == new, "operation {n}: {found:?}");
        sums.deploy(RIGHT);
        sums.settle().unwrap();
    }
    let found = all(sums.app());
    let stop = sums.statuses()[0].rebuild.take();
    let stop = stop.map(|rebuild| rebuild.stop.expect("it waits").to_string());
    match (found == new, &stop) {
        (true, None) => {}
        (false, Some(stop)) => assert!(is_of_storage(stop), "operation {n}: {stop}"),
        (false, None) => assert!(begun.is_err(), "operation {n}"),
        (true, Some(stop)) => panic!("operation {n}: {stop}"),
    }
    assert!(found == old || found == new, "operation {n}: {found:?}");
    // The old rows follow the log, and so does the rebuild.
    sums.put(1, 1, 100);
    if begun.is_err() {
        sums.rebuild("sums.Totals").unwrap();
    }
    sums.resume("sums.Totals").unwrap();
    sums.settle().unwrap();
    sums.expect(RIGHT);
    has_failed
}

#[test]
fn whatever_operation_fails_the_rows_are_whole() {
    let mut count = 0;
    while fails_at(count + 1) {
        count += 1;
    }
    assert!(count > 60, "{count}");
}

/// A storage that counts the batches between two syncs.
struct Unsynced {
    inner: MemoryStorage,
    batches: AtomicUsize,
    most: Arc<AtomicUsize>,
}

impl Unsynced {
    /// A storage, and the most batches that it counts.
    fn counted() -> (SharedStorage, Arc<AtomicUsize>) {
        let most = Arc::<AtomicUsize>::default();
        let storage = Self {
            inner: MemoryStorage::new(),
            batches: AtomicUsize::new(0),
            most: Arc::clone(&most),
        };
        (SharedStorage::new(Box::new(storage)), most)
    }
}

impl Storage for Unsynced {
    fn table(&mut self, name: &str) -> Result<TableId, StorageError> {
        self.inner.table(name)
    }

    fn find(&self, name: &str) -> Option<TableId> {
        self.inner.find(name)
    }

    fn snapshot(&self) -> Arc<dyn Snapshot> {
        self.inner.snapshot()
    }

    fn apply(&mut self, batch: &Batch) -> Result<(), StorageError> {
        let batches = self.batches.fetch_add(1, Relaxed) + 1;
        self.most.fetch_max(batches, Relaxed);
        self.inner.apply(batch)
    }

    /// Readers see a group when it is synced.
    fn is_durable(&self) -> bool {
        true
    }

    fn sync(&self) -> Result<(), StorageError> {
        self.batches.store(0, Relaxed);
        Ok(())
    }
}

/// A storage keeps what is not synced in memory, and commands wait for the end of a turn.
#[test]
fn a_long_rebuild_has_many_short_turns() {
    let (storage, most) = Unsynced::counted();
    let config = AppConfig {
        batch: 3,
        group: 5,
        ..AppConfig::default()
    };
    let mut sums = Sums::over(config, vec![storage], Vec::new());
    sums.deploy(WRONG);
    for _ in 0..20 {
        fill(&mut sums);
    }
    sums.settle().unwrap();
    sums.deploy(WRONG);
    most.store(0, Relaxed);
    sums.rebuild("sums.Totals").unwrap();
    sums.settle().unwrap();
    sums.expect(WRONG);
    assert_eq!(sums.statuses()[0].last_event, 360);
    let most = most.load(Relaxed);
    assert!((10..=12).contains(&most), "{most}");
}

#[test]
fn queries_beside_commands_and_rebuilds_see_each_event_and_its_row() {
    let config = AppConfig {
        readers: NonZeroUsize::new(2).unwrap(),
        ..AppConfig::default()
    };
    let mut sums = Sums::over(config, vec![Unsynced::counted().0], Vec::new());
    let version = Version::new(1);
    sums.deploy(Version {
        is_sync: true,
        ..version
    });
    let ends = AtomicBool::new(false);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while !ends.load(Relaxed) {
                    assert_eq!(sums.missing(1, 1), 0);
                }
            });
        }
        scope.spawn(|| {
            while !ends.load(Relaxed) {
                sums.rebuild("sums.Totals").unwrap();
                sums.settle().unwrap();
            }
        });
        for _ in 0..200 {
            sums.send_one(1, 1);
        }
        ends.store(true, Relaxed);
    });
    sums.settle().unwrap();
    assert_eq!((sums.missing(1, 1), sums.asked(1, 1)), (0, 200));
}
