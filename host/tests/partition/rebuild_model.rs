//! Amounts, versions, rebuilds, failures and restarts in any order, compared with the rows that a
//! version computes from all amounts.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::AtomicU8;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

use heeus_host::AppConfig;

use super::random::{Random, Stored};
use super::sums::{FAILS, Sums, Version, WORKS};

const PARTITIONS: usize = 2;

/// An app, and what is known about its rows.
struct Tried {
    random: Random,
    stored: Vec<Stored>,
    sums: Sums,
    version: Version,
    /// The version that has computed all rows, if it is one.
    rows_of: Option<Version>,
    /// True if a rebuild was asked for, and nobody has waited for it.
    is_rebuilding: bool,
    mode: Arc<AtomicU8>,
}

fn open(config: &AppConfig, stored: &[Stored], sums: Option<&Sums>) -> Sums {
    let storages = stored.iter().map(Stored::shared).collect();
    let puts = sums.map_or_else(Vec::new, |sums| sums.puts().to_vec());
    Sums::over(config.clone(), storages, puts)
}

impl Tried {
    fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let mut some = || usize::try_from(1 + random.below(4)).unwrap();
        let config = AppConfig {
            partitions: NonZeroUsize::new(PARTITIONS).unwrap(),
            batch: some(),
            group: some(),
            ..AppConfig::default()
        };
        let stored: Vec<_> = (0..PARTITIONS).map(|_| Stored::default()).collect();
        let version = Version::new(1);
        let mut tried = Self {
            sums: open(&config, &stored, None),
            random,
            stored,
            version,
            rows_of: Some(version),
            is_rebuilding: false,
            mode: Arc::default(),
        };
        tried.deploy();
        tried
    }

    fn step(&mut self) {
        match self.random.below(16) {
            0..=6 => self.put(),
            7 | 8 => self.change(),
            9..=11 => {
                self.sums.rebuild("sums.Totals").unwrap();
                self.is_rebuilding = true;
            }
            12 => {
                self.sums.cancel_rebuild("sums.Totals").unwrap();
                self.lose();
            }
            13 => self.fail(),
            14 => self.restart(),
            _ => self.check(),
        }
    }

    fn put(&mut self) {
        for _ in 0..=self.random.below(6) {
            let workspace = 1 + i64::try_from(self.random.below(4)).unwrap();
            let key = i32::try_from(self.random.below(4)).unwrap();
            let amount = i64::try_from(self.random.below(100)).unwrap();
            self.sums.put(workspace, key, amount);
        }
    }

    /// Nobody knows whether a rebuild that was under way has ended.
    fn lose(&mut self) {
        if self.is_rebuilding && self.rows_of != Some(self.version) {
            self.rows_of = None;
        }
        self.is_rebuilding = false;
    }

    /// Deploys another version, and often rebuilds its rows.
    fn change(&mut self) {
        self.lose();
        let mut version = Version::new(i64::try_from(1 + self.random.below(3)).unwrap());
        if self.random.below(2) == 0 {
            version = version.without(i32::try_from(self.random.below(4)).unwrap());
        }
        if self.random.below(4) == 0 {
            version = version.into_other();
        }
        version.is_sync = self.random.below(2) == 0;
        self.version = version;
        self.deploy();
        // Events that the earlier version has not seen yet are projected by this one.
        self.rows_of = None;
        if self.random.below(3) > 0 {
            self.sums.rebuild("sums.Totals").unwrap();
            self.is_rebuilding = true;
        }
    }

    fn deploy(&mut self) {
        self.sums.deploy_in(self.version, &self.mode);
    }

    fn fail(&mut self) {
        let mode = self.mode.load(Relaxed);
        let other = if mode == FAILS { WORKS } else { FAILS };
        self.mode.store(other, Relaxed);
    }

    /// Opens the state that is stored now, whatever the app does.
    fn restart(&mut self) {
        self.stored = self.stored.iter().map(Stored::copy).collect();
        let config = self.sums.config().clone();
        self.sums = open(&config, &self.stored, Some(&self.sums));
        self.deploy();
    }

    fn check(&mut self) {
        if self.mode.load(Relaxed) == FAILS {
            return;
        }
        self.sums.advance(Duration::from_hours(1)).unwrap();
        self.sums.settle().unwrap();
        for status in self.sums.statuses() {
            assert_eq!((status.rebuild, status.offset), (None, status.last_event));
        }
        if self.is_rebuilding {
            (self.is_rebuilding, self.rows_of) = (false, Some(self.version));
        }
        if let Some(version) = self.rows_of {
            self.sums.expect(version);
        }
    }
}

#[test]
fn whatever_comes_in_whatever_order_a_rebuild_equals_the_version() {
    for seed in 0..40 {
        let mut tried = Tried::new(seed);
        for _ in 0..60 {
            tried.step();
        }
        tried.mode.store(WORKS, Relaxed);
        tried.sums.rebuild("sums.Totals").unwrap();
        tried.is_rebuilding = true;
        tried.check();
    }
}
