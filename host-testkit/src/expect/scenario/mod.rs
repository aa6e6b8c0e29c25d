//! Scenarios: an app over days, with a clock of the test.

mod expectations;
mod outside;

use heeus_host::state::{HostState, StateError};
use heeus_host::{
    App, AppConfig, AppError, Args, Clock, CommandOutput, InvokeError, JobRun, Package,
    ProjectorStatus, ProjectorStop, QueryOutput, Request,
};
use heeus_sdk::values::Timestamp;

use super::now::RunTime;
use crate::fakes::Fakes;

/// An app over days: commands, time that passes, jobs and projectors, and expectations of the state
/// in between. The app is in memory and has one partition. Its clock moves only when the test moves
/// it, and nothing reaches a network.
///
/// ```
/// use std::time::Duration;
///
/// use heeus_host_testkit::host::Package;
/// use heeus_host_testkit::host::engine::{BuiltinModule, EngineKind};
/// use heeus_host_testkit::prelude::*;
/// use heeus_sdk::prelude::*;
///
/// /// The stock of an article.
/// #[derive(Entity, Clone)]
/// #[entity(view = "shop.Stock")]
/// struct Stock {
///     #[entity(partition)]
///     article: i32,
///     left: i64,
/// }
///
/// /// What is sold.
/// #[derive(Record)]
/// struct Sale {
///     article: i32,
/// }
///
/// fn count(ctx: &ProjectorContext<'_>, event: Event<'_, Sale>) -> Result<(), Error> {
///     let stock = Stock::must_get(ctx, event.argument.article)?;
///     stock.update(ctx, |stock| stock.left -= 1)?;
///     Ok(())
/// }
///
/// fn refill(ctx: &JobContext<'_>) -> Result<(), Error> {
///     Stock { article: 1, left: 10 }.insert(ctx);
///     Ok(())
/// }
///
/// # fn main() -> Result<(), Box<dyn core::error::Error>> {
/// let module = BuiltinModule::builder("shop")
///     .entity::<Stock>()
///     .command("Sell", |_: &CommandContext<'_>, _: Sale| ())
///     .projector("Count", count)
///     .after(["Sell"])
///     .job("Refill", refill)
///     .build()?;
/// let day = Duration::from_hours(24);
/// let package = Package::new("shop")
///     .module(module)
///     .job("Refill", EngineKind::Builtin, day, 1);
///
/// let mut scenario = Scenario::at("2026-11-30T09:00:00Z");
/// scenario.deploy(package);
/// scenario.until("2026-12-01T09:00:00Z");
/// scenario.command("Sell", &Sale { article: 1 })?;
/// scenario.expect_stored(&Stock { article: 1, left: 9 });
/// # Ok(())
/// # }
/// ```
///
/// Each call returns after the projectors have followed all events and the mails are sent. A
/// projector or a job that fails on the way fails the test, at the line of the call, unless the
/// test [allows](Self::allow_failures) it.
#[derive(Debug)]
pub struct Scenario {
    app: App,
    fakes: Fakes,
    /// The first package. Its extensions can be named without it.
    package: Option<String>,
    workspace: i64,
    /// Projectors and jobs that may fail, with their packages.
    may_fail: Vec<String>,
}

impl Scenario {
    /// Begins a scenario at this time: a [`Timestamp`], a `Date`, a text such as
    /// `2026-11-30T09:00:00Z`, or milliseconds since 1970.
    ///
    /// # Panics
    /// If the text is no time.
    #[track_caller]
    pub fn at(time: impl Into<RunTime>) -> Self {
        let fakes = Fakes::new();
        let config = AppConfig {
            clock: Clock::at(time.into().millis()),
            missed_runs: u32::MAX,
            external: fakes.external(),
            ..AppConfig::default()
        };
        Self {
            app: need(App::in_memory(config)),
            fakes,
            package: None,
            workspace: 1,
            may_fail: Vec::new(),
        }
    }

    /// Deploys a package, at the present time of the scenario. A job has its first turn when its
    /// period has passed. Extensions of the first package can be named without it: `NewOrder` in
    /// place of `orders.NewOrder`.
    ///
    /// # Panics
    /// If the package is refused.
    #[track_caller]
    pub fn deploy(&mut self, package: Package) -> &mut Self {
        let name = package.name().to_owned();
        match self.app.deploy(package) {
            Ok(faults) => {
                if let Some(fault) = faults.first() {
                    panic!("{name}: the end of its earlier version: {fault}");
                }
            }
            Err(refused) => panic!("{name}: {refused}"),
        }
        self.package.get_or_insert(name);
        self.follow();
        self
    }

    /// Moves to another workspace: the calls and expectations that follow are about it. A scenario
    /// begins in workspace 1.
    pub fn workspace(&mut self, workspace: i64) -> &mut Self {
        self.workspace = workspace;
        self
    }

    /// Allows that a projector or a job fails from now on. A projector that failed tries again
    /// while time passes, by the rules of the app ([`AppConfig::retry_first`]).
    ///
    /// # Panics
    /// If the name has no package, and none is deployed yet.
    #[track_caller]
    pub fn allow_failures(&mut self, extension: &str) -> &mut Self {
        let (package, name) = self.named(extension);
        assert!(!package.is_empty(), "{extension}: no package is deployed");
        self.may_fail.push(format!("{package}.{name}"));
        self
    }

    /// Runs a command, and lets the projectors follow its event.
    ///
    /// # Errors
    /// [`InvokeError`]; nothing remains of the command then.
    ///
    /// # Panics
    /// If a projector fails.
    #[track_caller]
    pub fn command(
        &mut self,
        name: &str,
        args: impl Into<Args>,
    ) -> Result<CommandOutput, InvokeError> {
        let done = self.app.command(self.request(name, args.into()));
        self.follow();
        done
    }

    /// Runs a query.
    ///
    /// # Errors
    /// [`InvokeError`].
    pub fn query(&self, name: &str, args: impl Into<Args>) -> Result<QueryOutput, InvokeError> {
        self.app.query(self.request(name, args.into()))
    }

    /// Lets time pass until this time, and returns the runs of jobs on the way. Each job runs at
    /// each time at which it is due, in the order of these times. In the same way, projectors that
    /// failed and mails that were not delivered are tried again at their times.
    ///
    /// # Panics
    /// If the time is in the past; if a job or a projector fails.
    #[track_caller]
    pub fn until(&mut self, time: impl Into<RunTime>) -> Vec<JobRun> {
        let (now, end) = (self.app.clock().millis(), time.into().millis());
        assert!(
            now <= end,
            "{} is before the present time of the scenario, {}",
            text(end),
            text(now)
        );
        let mut runs = Vec::new();
        loop {
            let next = self.next_try().map_or(end, |at| at.min(end));
            let ran = need(self.app.set_clock(next));
            for run in &ran {
                if let Err(error) = &run.result
                    && !self.may_fail.contains(&run.name)
                {
                    let (workspace, due) = (run.workspace, text(run.due));
                    panic!("{} in workspace {workspace} at {due}: {error}", run.name);
                }
            }
            runs.extend(ran);
            self.follow();
            if next == end {
                return runs;
            }
        }
    }

    /// The app, for all that a scenario has no words for: requests with a subject, rebuilds, the
    /// progress of projectors.
    pub const fn app(&self) -> &App {
        &self.app
    }

    /// Waits for projectors and mails, and fails the test if a projector has failed.
    #[track_caller]
    fn follow(&self) {
        need(self.app.settle());
        for status in need(self.app.projectors()) {
            if self.may_fail.contains(&status.name) {
                continue;
            }
            if let Some(stop) = stops(&status).next() {
                panic!("{stop}");
            }
        }
    }

    /// The next time at which a projector or a mail that failed is tried again.
    #[track_caller]
    fn next_try(&self) -> Option<i64> {
        let now = self.app.clock().millis();
        let (projectors, outbox) = (need(self.app.projectors()), need(self.app.outbox()));
        let projectors = projectors.iter().flat_map(stops).map(|stop| stop.retry_at);
        let mails = outbox.iter().flat_map(|outbox| &outbox.failed);
        let tries = projectors.chain(mails.filter_map(|mail| mail.retry_at));
        tries.filter(|&at| at > now).min()
    }

    fn request(&self, name: &str, args: Args) -> Request {
        let (package, name) = self.named(name);
        Request::new(package, name, args).workspace(self.workspace)
    }

    /// The package of an extension, and its own name.
    fn named<'a>(&'a self, name: &'a str) -> (&'a str, &'a str) {
        let first = self.package.as_deref().unwrap_or_default();
        name.split_once('.').unwrap_or((first, name))
    }

    /// Calls `work` with the state of the workspace.
    #[track_caller]
    fn with_state<R: Send + 'static>(
        &self,
        work: impl FnOnce(&mut HostState) -> Result<R, StateError> + Send + 'static,
    ) -> R {
        match need(self.app.with_state(self.workspace, work)) {
            Ok(done) => done,
            Err(error) => panic!("workspace {}: {error}", self.workspace),
        }
    }
}

/// The failures of a projector.
fn stops(status: &ProjectorStatus) -> impl Iterator<Item = &ProjectorStop> {
    let rebuild = status.rebuild.as_ref();
    let rebuild = rebuild.and_then(|rebuild| rebuild.stop.as_ref());
    status.stop.iter().chain(&status.behind).chain(rebuild)
}

#[track_caller]
fn need<T>(result: Result<T, AppError>) -> T {
    match result {
        Ok(done) => done,
        Err(error) => panic!("{error}"),
    }
}

/// A time as a test would write it.
fn text(millis: i64) -> String {
    let time = Timestamp::from_millis(millis);
    time.map_or_else(|| millis.to_string(), Timestamp::to_text)
}
