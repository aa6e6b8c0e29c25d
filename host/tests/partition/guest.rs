//! The extensions of a shop, and a package of them.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use heeus_host::Package;
use heeus_host::engine::BuiltinModule;
use heeus_host::engine::EngineKind::Builtin;
use heeus_sdk::prelude::*;
use heeus_sdk::sys::{self, LoggedEvent, Mail};

/// An order.
#[derive(Entity, Clone, Debug, PartialEq)]
#[entity(record = "shop.Order")]
pub struct Order {
    #[entity(id)]
    pub id: RecordId,
    pub day: i32,
    pub amount: i64,
}

/// The orders of a day.
#[derive(Entity, Clone, Debug, PartialEq)]
#[entity(view = "shop.Day")]
pub struct Day {
    #[entity(partition)]
    pub number: i32,
    pub orders: i64,
    pub amount: i64,
}

/// The events that were seen.
#[derive(Entity, Clone, Debug, PartialEq)]
#[entity(view = "shop.Seen")]
pub struct Seen {
    #[entity(partition)]
    pub all: i32,
    #[entity(clustering)]
    pub offset: i64,
    pub times: i32,
}

/// The runs of the job.
#[derive(Entity, Clone, Debug, PartialEq)]
#[entity(view = "shop.Swept")]
pub struct Swept {
    #[entity(partition)]
    pub started_at: i64,
    pub times: i32,
}

/// A voucher; no two have the same code.
#[derive(Entity, Clone, Debug, PartialEq)]
#[entity(record = "shop.Voucher")]
pub struct Voucher {
    #[entity(id)]
    pub id: RecordId,
    pub code: i32,
    pub value: i64,
}

/// A code to look up.
#[derive(Record)]
pub struct Code {
    pub code: i32,
}

/// An order to place.
#[derive(Record, Clone)]
pub struct NewOrder {
    pub id: i64,
    pub day: i32,
    pub amount: i64,
}

#[derive(Record, Debug, PartialEq)]
pub struct Total {
    pub total: i64,
}

#[derive(Record)]
pub struct OfDay {
    pub day: i32,
}

#[extension(kind = "validator", name = "CheckOrder", checks("NewOrder"))]
fn check_order(_: &ValidatorContext<'_>, order: NewOrder) -> Result<(), &'static str> {
    if order.amount < 0 {
        return Err("negative amount");
    }
    Ok(())
}

#[extension(kind = "command", name = "NewOrder")]
fn new_order(ctx: &CommandContext<'_>, order: NewOrder) -> Result<Total, Error> {
    ctx.log(LogLevel::Info, "ordering");
    let NewOrder { id, day, amount } = order;
    let id = RecordId(id);
    Order { id, day, amount }.insert(ctx);
    assert!(amount != 666, "666 is not sold");
    if amount == 0 {
        return Err("nothing is ordered".into());
    }
    Ok(Total { total: amount })
}

/// Makes an event and nothing else.
#[extension(kind = "command", name = "Ping")]
fn ping(_: &CommandContext<'_>) {}

/// Answers with the time of the run.
#[extension(kind = "command", name = "CommandTime")]
fn command_time(ctx: &CommandContext<'_>) -> Result<Total, Error> {
    Ok(Total {
        total: ctx.now()?.millis(),
    })
}

/// Answers with the time of the run.
#[extension(kind = "query", name = "QueryTime")]
fn query_time(ctx: &QueryContext<'_>) -> Result<Total, Error> {
    Ok(Total {
        total: ctx.now()?.millis(),
    })
}

/// Issues a voucher, or changes the code of one.
#[extension(kind = "command", name = "Issue")]
fn issue(ctx: &CommandContext<'_>, args: NewVoucher) -> Result<(), Error> {
    let NewVoucher { id, code, value } = args;
    let id = RecordId(id);
    if let Some(voucher) = Voucher::get(ctx, id)? {
        voucher.update(ctx, |voucher| voucher.code = code)?;
    } else {
        Voucher { id, code, value }.insert(ctx);
    }
    Ok(())
}

/// Issues a voucher whose code nobody has.
#[extension(kind = "command", name = "IssueOnce")]
fn issue_once(ctx: &CommandContext<'_>, args: NewVoucher) -> Result<(), Error> {
    if let Some(other) = sys::unique::<Voucher, _>(ctx, &Code { code: args.code })? {
        return Err(format!("voucher {other} has this code").into());
    }
    issue(ctx, args)
}

/// A voucher to issue.
#[derive(Record)]
pub struct NewVoucher {
    pub id: i64,
    pub code: i32,
    pub value: i64,
}

/// The number of a gate.
#[derive(Record)]
pub struct AtGate {
    pub gate: i32,
}

/// Returns when its gate is open.
#[extension(kind = "command", name = "Wait")]
fn wait(_: &CommandContext<'_>, args: AtGate) {
    gate(args.gate).pass();
}

/// Refuses while the secret exists; with a secret `only 2 3`, only in these workspaces.
fn may_fail(secret: Option<&str>, workspace: i64) -> Result<(), Error> {
    let Some(secret) = secret else {
        return Ok(());
    };
    let number = workspace.to_string();
    match secret.strip_prefix("only ") {
        Some(others) if !others.split(' ').any(|other| other == number) => Ok(()),
        _ => Err(format!("failing: {secret}").into()),
    }
}

#[extension(kind = "projector", name = "Days", after("NewOrder"), sync)]
fn days(ctx: &ProjectorContext<'_>, event: Event<'_, NewOrder>) -> Result<(), Error> {
    may_fail(sys::secret(ctx, "fail days")?, event.workspace()?)?;
    let NewOrder { day, amount, .. } = event.argument;
    let before = Day::get(ctx, day)?;
    if let Some(of_day) = before {
        of_day.update(ctx, |of_day| {
            of_day.orders += 1;
            of_day.amount += amount;
        })?;
    } else {
        let orders = 1;
        Day {
            number: day,
            orders,
            amount,
        }
        .insert(ctx);
    }
    Ok(())
}

#[extension(kind = "projector", name = "Audit")]
fn audit(ctx: &ProjectorContext<'_>, event: Event<'_, ()>) -> Result<(), Error> {
    may_fail(sys::secret(ctx, "fail audit")?, event.workspace()?)?;
    let offset = event.wlog_offset()?;
    let before = Seen::get(ctx, (1, offset))?;
    let times = before.map_or(0, |seen| seen.times) + 1;
    Seen {
        all: 1,
        offset,
        times,
    }
    .insert(ctx);
    if sys::secret(ctx, "mail")?.is_some() {
        Mail::new(("host", 25), "shop@x", "ann@x")
            .subject("seen")
            .send(ctx);
    }
    Ok(())
}

#[extension(kind = "query", name = "OfDay")]
fn of_day(ctx: &QueryContext<'_>, args: OfDay) -> Result<Total, Error> {
    let day = Day::get(ctx, args.day)?;
    Ok(Total {
        total: day.map_or(0, |day| day.amount),
    })
}

/// Returns when its gate is open.
#[extension(kind = "query", name = "Hold")]
fn hold(_: &QueryContext<'_>, args: AtGate) {
    gate(args.gate).pass();
}

/// An offset of the log.
#[derive(Record)]
pub struct From {
    pub offset: i64,
}

/// Counts the events of the workspace from an offset on.
#[extension(kind = "query", name = "EventsFrom")]
fn events_from(ctx: &QueryContext<'_>, from: From) -> Result<Total, Error> {
    let mut total = 0;
    LoggedEvent::for_each(ctx, from.offset, None, |_| total += 1)?;
    Ok(Total { total })
}

/// Counts the events of the workspace by its log.
#[extension(kind = "query", name = "Events")]
fn events(ctx: &QueryContext<'_>) -> Result<Total, Error> {
    let mut total = 0;
    LoggedEvent::try_for_each(ctx, 1, None, |event| {
        total += 1;
        match event.offset()? {
            offset if offset == total => Ok(()),
            offset => Err(Error::from(format!("event {total} is at {offset}"))),
        }
    })?;
    Ok(Total { total })
}

#[extension(kind = "job", name = "Sweep")]
fn sweep(ctx: &JobContext<'_>) -> Result<(), Error> {
    let call = ctx.call()?;
    may_fail(sys::secret(ctx, "fail sweep")?, call.workspace)?;
    let started_at = ctx.now()?.millis();
    let before = Swept::get(ctx, started_at)?;
    let times = before.map_or(0, |swept| swept.times) + 1;
    Swept { started_at, times }.insert(ctx);
    Ok(())
}

/// The gates that commands wait for: one for each test that uses any.
static GATES: [Gate; 10] = [const { Gate::new() }; 10];

pub fn gate(number: i32) -> &'static Gate {
    &GATES[usize::try_from(number).unwrap()]
}

/// A gate that is open or closed.
pub struct Gate {
    /// True if it is closed, and the number of waiting threads.
    state: Mutex<(bool, usize)>,
    changed: Condvar,
}

impl Gate {
    const fn new() -> Self {
        Self {
            state: Mutex::new((false, 0)),
            changed: Condvar::new(),
        }
    }

    pub fn close(&self) {
        self.lock().0 = true;
    }

    pub fn open(&self) {
        self.lock().0 = false;
        self.changed.notify_all();
    }

    /// Waits until this many threads wait at the gate.
    pub fn wait_for(&self, waiting: usize) {
        let mut state = self.lock();
        while state.1 < waiting {
            state = self.changed.wait(state).unwrap();
        }
    }

    pub fn pass(&self) {
        let mut state = self.lock();
        state.1 += 1;
        self.changed.notify_all();
        while state.0 {
            state = self.changed.wait(state).unwrap();
        }
        state.1 -= 1;
        self.changed.notify_all();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, (bool, usize)> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub fn module() -> BuiltinModule {
    BuiltinModule::linked("shop").unwrap_or_else(|error| panic!("{error}"))
}

/// A package of all extensions under this name.
pub fn package_named(name: &str) -> Package {
    package_auditing(name, &[])
}

/// The same package, in which the asynchronous projector follows these events.
pub fn package_auditing(name: &str, events: &[&str]) -> Package {
    package_of(name, events, &[1])
}

/// The package of the shop, where the job runs in these workspaces.
pub fn package_sweeping(workspaces: &[i64]) -> Package {
    package_of("shop", &[], workspaces)
}

fn package_of(name: &str, events: &[&str], swept: &[i64]) -> Package {
    Package::new(name)
        .module(module())
        .async_projector("Audit", Builtin, events.iter().copied())
        .job_in(
            "Sweep",
            Builtin,
            Duration::from_mins(1),
            swept.iter().copied(),
        )
}

pub fn package() -> Package {
    package_named("shop")
}
