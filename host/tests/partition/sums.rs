//! An app whose projector has several versions, and a model of its rows.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::AtomicU8;

use heeus_abi::Storage;
use heeus_host::state::HostState;
use heeus_host::storage::{MemoryStorage, SharedStorage};
use heeus_host::{App, AppConfig, ProjectorStatus, QueryOutput, Request};
use heeus_host_testkit::Content;
use heeus_host_testkit::DynRecord;

use super::sums_guest::{Amount, Key, Total};
pub use super::sums_guest::{FAILS, Version, WORKS, WRITES_OTHER};

/// Amounts, each of a key in a workspace.
pub type Amounts = [(i64, i32, i64)];

/// An app, and the amounts that were put.
pub struct Sums {
    config: AppConfig,
    storages: Vec<SharedStorage>,
    app: Option<App>,
    puts: Vec<(i64, i32, i64)>,
}

impl Deref for Sums {
    type Target = App;

    fn deref(&self) -> &App {
        self.app()
    }
}

impl Sums {
    pub fn new(config: AppConfig) -> Self {
        let new = || SharedStorage::new(Box::new(MemoryStorage::new()));
        let storages = (0..config.partitions.get()).map(|_| new()).collect();
        Self::over(config, storages, Vec::new())
    }

    /// An app over these storages, after these amounts of keys in workspaces.
    pub fn over(
        config: AppConfig,
        storages: Vec<SharedStorage>,
        puts: Vec<(i64, i32, i64)>,
    ) -> Self {
        let mut sums = Self {
            config,
            storages,
            app: None,
            puts,
        };
        sums.restart();
        sums
    }

    pub fn app(&self) -> &App {
        self.app.as_ref().expect("the app is open")
    }

    /// Ends the app, and creates it again without packages.
    pub fn restart(&mut self) {
        self.app = None;
        let storages = &self.storages;
        let app = App::new(self.config.clone(), |at| Box::new(storages[at].clone()));
        self.app = Some(app.unwrap_or_else(|error| panic!("{error}")));
    }

    pub fn deploy(&mut self, version: Version) {
        self.deploy_in(version, &Arc::default());
    }

    /// Deploys a version that works in a mode.
    pub fn deploy_in(&mut self, version: Version, mode: &Arc<AtomicU8>) {
        let deployed = self.app().deploy(version.package("sums", mode));
        assert_eq!(deployed, Ok(Vec::new()));
    }

    /// Deploys the same projector in a second package.
    pub fn deploy_second(&mut self, version: Version) {
        let package = version.package("second", &Arc::default());
        assert_eq!(self.app().deploy(package), Ok(Vec::new()));
    }

    pub fn put(&mut self, workspace: i64, key: i32, amount: i64) {
        let put = Request::new("sums", "Put", &Amount { key, amount });
        self.app().command(put.workspace(workspace)).unwrap();
        self.puts.push((workspace, key, amount));
    }

    /// Puts the amount 1, which no expectation knows.
    pub fn send_one(&self, workspace: i64, key: i32) {
        let put = Request::new("sums", "Put", &Amount { key, amount: 1 });
        self.app().command(put.workspace(workspace)).unwrap();
    }

    pub fn puts(&self) -> &Amounts {
        &self.puts
    }

    pub fn asked(&self, workspace: i64, key: i32) -> i64 {
        self.ask("Total", workspace, key)
    }

    /// The events of a workspace that are not in the sum of a key: each must have the amount 1.
    pub fn missing(&self, workspace: i64, key: i32) -> i64 {
        self.ask("Missing", workspace, key)
    }

    fn ask(&self, name: &str, workspace: i64, key: i32) -> i64 {
        let request = Request::new("sums", name, &Key { key });
        let answer = self.query(request.workspace(workspace)).unwrap();
        let [total] = *totals(&answer) else {
            panic!("one result is expected");
        };
        total
    }

    /// A query that reads twice, and waits at gate 9 in between.
    pub fn twice(workspace: i64, key: i32) -> Request {
        Request::new("sums", "Twice", &Key { key }).workspace(workspace)
    }

    /// The sum of the amounts of a key.
    pub fn sum(&self, workspace: i64, key: i32) -> i64 {
        let of = |put: &&(i64, i32, i64)| (put.0, put.1) == (workspace, key);
        self.puts.iter().filter(of).map(|put| put.2).sum()
    }

    /// The statuses of the projector with several versions, by partition.
    pub fn statuses(&self) -> Vec<ProjectorStatus> {
        let all = self.projectors().unwrap().into_iter();
        all.filter(|status| status.name == "sums.Totals").collect()
    }

    /// Expects the rows that this version computes, in all workspaces.
    #[track_caller]
    pub fn expect(&self, version: Version) {
        let none = Vec::new;
        for workspace in 1..=6 {
            let expected = expected(&self.puts, version, workspace);
            let [sums, others] = if version.into_other {
                [none(), expected]
            } else {
                [expected, none()]
            };
            for (view, expected) in [("sums.Sum", sums), ("sums.Other", others)] {
                let rows = rows(self.app(), workspace, view);
                assert_eq!(
                    rows, expected,
                    "{view} of workspace {workspace}, {version:?}"
                );
            }
        }
    }
}

/// The rows that a version computes of these amounts.
pub fn expected(puts: &Amounts, version: Version, workspace: i64) -> Vec<(i32, i64)> {
    let mut sums = BTreeMap::new();
    for &(of, key, amount) in puts {
        if let (true, Some(amount)) = (of == workspace, version.of(key, amount)) {
            *sums.entry(key).or_default() += amount;
        }
    }
    sums.into_iter().collect()
}

pub fn totals(output: &QueryOutput) -> Vec<i64> {
    let totals = output.results::<Total>().unwrap().into_iter();
    totals.map(|total| total.total).collect()
}

/// The rows of one of the views.
pub fn rows(app: &App, workspace: i64, view: &'static str) -> Vec<(i32, i64)> {
    let rows = app.with_state(workspace, move |state| rows_of(state, workspace, view));
    rows.unwrap()
}

/// The same, in the processor of the partition.
pub fn rows_of(state: &mut HostState, workspace: i64, view: &str) -> Vec<(i32, i64)> {
    state.enter(workspace).unwrap();
    let rows = state.rows(Storage::View, view);
    let rows = rows.unwrap().into_iter();
    let row = |(key, value): (DynRecord, DynRecord)| match (key.get("Key"), value.get("Total")) {
        (Some(Content::I32(key)), Some(Content::I64(total))) => (*key, *total),
        other => panic!("{other:?}"),
    };
    rows.map(|(key, value)| row((key.into(), value.into())))
        .collect()
}
