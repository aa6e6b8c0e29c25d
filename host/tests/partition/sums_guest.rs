//! A projector in several versions, and packages of it.

use std::sync::Arc;
use std::sync::atomic::AtomicU8;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

use heeus_host::Package;
use heeus_host::engine::BuiltinModule;
use heeus_host::engine::EngineKind::Builtin;
use heeus_sdk::prelude::*;
use heeus_sdk::sys::LoggedEvent;

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
pub struct Amount {
    pub key: i32,
    pub amount: i64,
}

#[derive(Record, Clone, Copy)]
pub struct Key {
    pub key: i32,
}

#[derive(Record)]
pub struct Total {
    pub total: i64,
}

/// Modes of a projector.
pub const WORKS: u8 = 0;
/// It fails at key 2.
pub const FAILS: u8 = 1;
/// It writes another view than its version.
pub const WRITES_OTHER: u8 = 2;

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

    /// The number that an amount adds to its sum.
    pub fn of(self, key: i32, amount: i64) -> Option<i64> {
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

    pub fn package(self, name: &str, mode: &Arc<AtomicU8>) -> Package {
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
        let mut module = BuiltinModule::builder(name)
            .entity::<Sum>()
            .entity::<Other>()
            .entity::<Count>()
            .command("Put", |_: &CommandContext<'_>, _: Amount| ())
            .projector("Totals", totals)
            .projector("Counts", counts)
            .query("Total", total)
            .query("Missing", missing)
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
            .query("Missing", Builtin)
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

fn total(ctx: &QueryContext<'_>, key: Key) -> Result<Total, Error> {
    let total = Sum::get(ctx, key.key)?.map_or(0, |sum| sum.total);
    Ok(Total { total })
}

/// Reads twice, and waits at gate 9 in between.
fn twice(ctx: &QueryContext<'_>, key: Key) -> Result<Vec<Total>, Error> {
    let first = total(ctx, key)?;
    gate(9).pass();
    Ok(vec![first, total(ctx, key)?])
}

/// The events that are not in the sum, if each has the amount 1.
fn missing(ctx: &QueryContext<'_>, key: Key) -> Result<Total, Error> {
    let mut missing = 0;
    LoggedEvent::for_each(ctx, 1, None, |_| missing += 1)?;
    let total = missing - total(ctx, key)?.total;
    Ok(Total { total })
}
