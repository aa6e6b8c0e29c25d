//! Orders, failures, time and restarts in any order, compared with a model of the orders sent to
//! each workspace.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use heeus_host::storage::{
    Batch, MemoryStorage, SharedStorage, Snapshot, Storage, StorageError, TableId,
};
use heeus_host::{AppConfig, ProjectorStatus};

use super::Shop;
use super::projectors::{once, seen_in};

const WORKSPACES: std::ops::RangeInclusive<i64> = 1..=5;
const AUDIT: &str = "shop.Audit";
const DAYS: &str = "shop.Days";

/// Pseudo-random numbers, the same in every run.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, most: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    fn workspace(&mut self) -> i64 {
        1 + i64::try_from(self.below(5)).unwrap()
    }
}

/// The orders that a workspace was sent, and the least that has become of them.
#[derive(Default, Clone, Copy)]
struct Sent {
    events: i64,
    amount: i64,
    orders: i64,
    seen: i64,
}

/// An app, and its expected state.
struct Tried {
    random: Random,
    config: AppConfig,
    stored: Stored,
    shop: Shop,
    sent: [Sent; 5],
    /// Workspaces in which each projector fails.
    failing: [BTreeSet<i64>; 2],
}

/// A storage whose current state can be copied.
#[derive(Default, Clone)]
pub struct Stored(Arc<Mutex<MemoryStorage>>);

impl Stored {
    pub fn shared(&self) -> SharedStorage {
        SharedStorage::new(Box::new(self.clone()))
    }

    pub fn copy(&self) -> Self {
        Self(Arc::new(Mutex::new(self.0.lock().unwrap().clone())))
    }
}

impl Storage for Stored {
    fn table(&mut self, name: &str) -> Result<TableId, StorageError> {
        self.0.lock().unwrap().table(name)
    }

    fn find(&self, name: &str) -> Option<TableId> {
        self.0.lock().unwrap().find(name)
    }

    fn snapshot(&self) -> Arc<dyn Snapshot> {
        self.0.lock().unwrap().snapshot()
    }

    fn apply(&mut self, batch: &Batch) -> Result<(), StorageError> {
        self.0.lock().unwrap().apply(batch)
    }
}

fn open(config: &AppConfig, stored: &Stored) -> Shop {
    Shop::over(config.clone(), |_| Box::new(stored.clone()))
}

impl Tried {
    fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let some = |random: &mut Random| usize::try_from(1 + random.below(4)).unwrap();
        let config = AppConfig {
            batch: some(&mut random),
            behind: some(&mut random),
            group: some(&mut random),
            retry_first: Duration::from_millis(random.below(1000)),
            retry_most: Duration::from_millis(random.below(4000)),
            ..AppConfig::default()
        };
        let stored = Stored::default();
        Self {
            shop: open(&config, &stored),
            random,
            config,
            stored,
            sent: [Sent::default(); 5],
            failing: [BTreeSet::new(), BTreeSet::new()],
        }
    }

    fn step(&mut self) {
        match self.random.below(12) {
            0..=5 => self.send(),
            6 | 7 => self.fail(),
            8 | 9 => {
                let passed = Duration::from_millis(self.random.below(3000));
                self.shop.advance(passed).unwrap();
            }
            10 => {
                let of = [AUDIT, DAYS][usize::try_from(self.random.below(2)).unwrap()];
                self.shop.resume(of).unwrap();
            }
            _ => self.restart(),
        }
    }

    fn send(&mut self) {
        for _ in 0..=self.random.below(4) {
            let (workspace, amount) = (self.random.workspace(), 1 + self.random.below(100));
            let amount = i64::try_from(amount).unwrap();
            let sent = &mut self.sent[usize::try_from(workspace - 1).unwrap()];
            self.shop.enter(workspace);
            if self.random.below(3) == 0 {
                self.shop.command(self.shop.ping()).unwrap();
            } else {
                sent.orders += 1;
                sent.amount += amount;
                self.shop.order(sent.orders, 1, amount).unwrap();
            }
            sent.events += 1;
        }
    }

    /// Makes a projector fail in some workspaces, or in none.
    fn fail(&mut self) {
        let which = usize::try_from(self.random.below(2)).unwrap();
        let count = self.random.below(4);
        self.failing[which] = (0..count).map(|_| self.random.workspace()).collect();
        self.arrange();
    }

    fn arrange(&self) {
        // This removes all of the secrets.
        self.shop.secret("", None);
        for (which, of) in ["fail audit", "fail days"].into_iter().enumerate() {
            let only: Vec<_> = self.failing[which].iter().map(i64::to_string).collect();
            if !only.is_empty() {
                let only = format!("only {}", only.join(" "));
                self.shop.secret(of, Some(&only));
            }
        }
    }

    /// Opens the currently stored state.
    fn restart(&mut self) {
        self.stored = self.stored.copy();
        self.shop = open(&self.config, &self.stored);
        self.failing = [BTreeSet::new(), BTreeSet::new()];
    }

    fn check(&mut self) {
        self.shop.settle().unwrap();
        let (audit, days) = (self.shop.projector(AUDIT), self.shop.projector(DAYS));
        for workspace in WORKSPACES {
            let sent = &mut self.sent[usize::try_from(workspace - 1).unwrap()];
            let seen = seen_in(&self.shop, workspace);
            let count = i64::try_from(seen.len()).unwrap();
            assert_eq!(seen, once(1..=count), "{workspace}: each once and in order");
            assert!((sent.seen..=sent.events).contains(&count), "{workspace}");
            sent.seen = count;
            if goes_on(&audit, workspace) {
                assert_eq!(count, sent.events, "{workspace}: {audit:?}");
            }
            self.shop.enter(workspace);
            let total = self.shop.of_day(1);
            assert!(total <= sent.amount, "{workspace}: {total}");
            if goes_on(&days, workspace) {
                assert_eq!(total, sent.amount, "{workspace}: {days:?}");
            }
        }
    }
}

/// Returns whether a projector has done all that it can in a workspace.
fn goes_on(status: &ProjectorStatus, workspace: i64) -> bool {
    let mut behind = status.behind.iter();
    status.stop.is_none() && !behind.any(|stop| stop.workspace == Some(workspace))
}

#[test]
fn whatever_comes_in_whatever_order_each_event_is_projected_once() {
    for seed in 0..25 {
        let mut tried = Tried::new(seed);
        for _ in 0..40 {
            tried.step();
            tried.check();
        }
        tried.failing = [BTreeSet::new(), BTreeSet::new()];
        tried.arrange();
        tried.shop.advance(Duration::from_secs(10)).unwrap();
        tried.check();
        for of in [AUDIT, DAYS] {
            let status = tried.shop.projector(of);
            assert_eq!((status.stop, status.behind), (None, Vec::new()), "{seed}");
            assert_eq!(status.offset, status.last_event, "{seed}");
        }
    }
}
