//! An app whose projector has several versions, and a model of its rows.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::AtomicU8;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

use heeus_abi::Storage;
use heeus_host::engine::BuiltinModule;
use heeus_host::engine::EngineKind::Builtin;
use heeus_host::state::HostState;
use heeus_host::storage::{MemoryStorage, SharedStorage};
use heeus_host::{App, AppConfig, Package, ProjectorStatus, QueryOutput, Request};
use heeus_host_testkit::Content;
use heeus_host_testkit::DynRecord;
use heeus_sdk::prelude::*;

use super::guest::gate;

/// The sum of the amounts of a key.
#[derive(Entity, Clone)]
#[entity(view = "sums.Sum")]
pub struct Sum {
    #[entity(partition)]
    key: i32,
    total: i64,
}

/// The same, as an earlier version called it.
#[derive(Entity, Clone)]
#[entity(view = "sums.Other")]
pub struct Other {
    #[entity(partition)]
    key: i32,
    total: i64,
}

/// The number of amounts of a key.
#[derive(Entity, Clone)]
#[entity(view = "sums.Count")]
pub struct Count {
    #[entity(partition)]
    key: i32,
    total: i64,
}

/// An amount of a key.
#[derive(Record, Clone, Copy)]
struct Amount {
    key: i32,
    amount: i64,
}

#[derive(Record)]
struct Key {
    key: i32,
}

#[derive(Record)]
pub struct Total {
    total: i64,
}

/// Modes of a projector.
pub const WORKS: u8 = 0;
/// It fails at key 2.
pub const FAILS: u8 = 1;
/// It writes another view than its version.
pub const WRITES_OTHER: u8 = 2;

/// Amounts, each of a key in a workspace.
pub type Amounts = [(i64, i32, i64)];

/// A version of the package.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Version {
    /// Amounts are multiplied by this.
    pub factor: i64,
    /// A key that is not summed up.
    pub without: Option<i32>,
    pub is_sync: bool,
    /// The sums are in another view.
    pub into_other: bool,
    /// The sums are those of the counts, which another projector keeps.
    pub of_counts: bool,
    /// The workspace of a job that writes a row too.
    pub job: Option<i64>,
}

impl Version {
    pub const fn new(factor: i64) -> Self {
        Self {
            factor,
            without: None,
            is_sync: false,
            into_other: false,
            of_counts: false,
            job: None,
        }
    }

    pub const fn without(mut self, key: i32) -> Self {
        self.without = Some(key);
        self
    }

    pub const fn into_other(mut self) -> Self {
        self.into_other = true;
        self
    }

    pub const fn of_counts(mut self) -> Self {
        self.of_counts = true;
        self
    }

    pub const fn with_job(mut self, workspace: i64) -> Self {
        self.job = Some(workspace);
        self
    }

    /// What an amount adds to its sum.
    fn of(self, key: i32, amount: i64) -> Option<i64> {
        (self.without != Some(key)).then_some(self.factor * amount)
    }

    fn project(self, ctx: &ProjectorContext<'_>, put: Amount) -> Result<(), Error> {
        let Amount { key, amount } = put;
        let Some(amount) = self.of(key, amount) else {
            return Ok(());
        };
        if self.of_counts {
            let total = Count::must_get(ctx, key)?.total;
            Sum { key, total }.insert(ctx);
        } else if self.into_other {
            let before = Other::get(ctx, key)?.map_or(0, |other| other.total);
            let total = before + amount;
            Other { key, total }.insert(ctx);
        } else if let Some(before) = Sum::get(ctx, key)? {
            before.update(ctx, |sum| sum.total += amount)?;
        } else {
            Sum { key, total: amount }.insert(ctx);
        }
        Ok(())
    }

    fn package(self, name: &str, mode: &Arc<AtomicU8>) -> Package {
        let mode = Arc::clone(mode);
        let totals =
            move |ctx: &ProjectorContext<'_>, event: Event<'_, Amount>| -> Result<(), Error> {
                let put = event.argument;
                match mode.load(Relaxed) {
                    FAILS if put.key == 2 => Err("key 2 is unknown".into()),
                    WRITES_OTHER => self.into_other().project(ctx, put),
                    _ => self.project(ctx, put),
                }
            };
        let counts =
            move |ctx: &ProjectorContext<'_>, event: Event<'_, Amount>| -> Result<(), Error> {
                let key = event.argument.key;
                let before = Count::get(ctx, key)?.map_or(0, |count| count.total);
                let total = before + self.factor;
                Count { key, total }.insert(ctx);
                Ok(())
            };
        let total = |ctx: &QueryContext<'_>, key: Key| -> Result<Total, Error> {
            let total = Sum::get(ctx, key.key)?.map_or(0, |sum| sum.total);
            Ok(Total { total })
        };
        let twice = move |ctx: &QueryContext<'_>, key: Key| -> Result<Vec<Total>, Error> {
            let first = total(ctx, Key { key: key.key })?;
            gate(9).pass();
            Ok(vec![first, total(ctx, key)?])
        };
        let mut module = BuiltinModule::builder(name)
            .entity::<Sum>()
            .entity::<Other>()
            .entity::<Count>()
            .command("Put", |_: &CommandContext<'_>, _: Amount| ())
            .projector("Totals", totals)
            .projector("Counts", counts)
            .query("Total", total)
            .query("Twice", twice);
        let events = |of: &[&str]| -> Vec<String> { of.iter().copied().map(Into::into).collect() };
        let puts = || events(&["sums.Put"]);
        let counted = events(if name == "sums" {
            &["sums.Put"]
        } else {
            &["sums.None"]
        });
        let mut package = Package::new(name)
            .command("Put", Builtin)
            .async_projector("Counts", Builtin, counted)
            .query("Total", Builtin)
            .query("Twice", Builtin);
        package = if self.is_sync {
            package.sync_projector("Totals", Builtin, puts())
        } else {
            package.async_projector("Totals", Builtin, puts())
        };
        if let Some(workspace) = self.job {
            module = module.job("Job", |ctx: &JobContext<'_>| {
                Sum { key: 0, total: -1 }.insert(ctx);
            });
            package = package.job_in("Job", Builtin, Duration::from_mins(1), [workspace]);
        }
        package.module(module.build().unwrap_or_else(|error| panic!("{error}")))
    }
}

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

    pub fn puts(&self) -> &Amounts {
        &self.puts
    }

    pub fn asked(&self, workspace: i64, key: i32) -> i64 {
        let total = Request::new("sums", "Total", &Key { key }).workspace(workspace);
        let [total] = *totals(&self.query(total).unwrap()) else {
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
