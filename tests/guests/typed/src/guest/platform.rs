//! The call of an extension, the event, the log of events.

use alloc::string::String;
use core::fmt::Write as _;
use core::ops::ControlFlow;

use heeus_sdk::prelude::*;
use heeus_sdk::sys::{self, CommandCall, Cud, JobCall, LoggedEvent, QueryCall, Subject};

#[derive(Record)]
struct Order<'run> {
    number: i32,
    note: Option<&'run str>,
}

#[derive(Record)]
struct Called<'run> {
    workspace: i64,
    offset: i64,
    origin: &'run str,
    number: Option<i32>,
    unlogged: bool,
    by: &'run str,
    kind: i32,
    profile: i64,
    token: &'run str,
}

#[extension(kind = "command", name = "CommandCall")]
fn command_call<'run>(ctx: &CommandContext<'run>) -> Result<Called<'run>, Error> {
    let call = ctx.call()?;
    let CommandCall {
        argument_object, ..
    } = CommandCall::get(ctx)?;
    let order = argument_object.map(|order| Order::from_record(order.record()));
    let subject = Subject::get(ctx)?;
    Ok(Called {
        workspace: call.workspace,
        offset: call.wlog_offset,
        origin: call.origin,
        number: order.transpose()?.map(|order| order.number),
        unlogged: call.argument_unlogged_object.is_some(),
        by: subject.name,
        kind: subject.kind,
        profile: subject.profile_wsid,
        token: subject.token,
    })
}

#[derive(Record)]
struct Workspace {
    workspace: i64,
    has_argument: bool,
}

#[extension(kind = "query", name = "QueryCall")]
fn query_call(ctx: &QueryContext<'_>) -> Result<Workspace, Error> {
    let call: QueryCall<'_> = ctx.call()?;
    Ok(Workspace {
        workspace: call.workspace,
        has_argument: call.argument_object.is_some(),
    })
}

#[extension(kind = "job", name = "JobCall")]
fn job_call(ctx: &JobContext<'_>) -> Result<(), Error> {
    let JobCall { workspace } = ctx.call()?;
    ctx.log(LogLevel::Info, &alloc::format!("{workspace}"));
    sys::log(ctx, LogLevel::Warn, "with the other intents");
    Ok(())
}

#[derive(Entity)]
#[entity(record = "typed.Item")]
struct Item {
    #[entity(id)]
    id: RecordId,
    size: i32,
}

#[derive(Record)]
struct Size {
    size: i32,
}

#[derive(Entity)]
#[entity(view = "typed.Followed")]
struct Followed {
    #[entity(partition)]
    number: i32,
    told: String,
}

/// Logs the items among the changes of an event.
#[extension(kind = "projector", name = "FollowItems", after("typed.Item"))]
fn follow_items(ctx: &ProjectorContext<'_>, event: Event<'_, ()>) -> Result<(), Error> {
    for cud in event.cuds::<Item>(ctx)? {
        let line = match cud? {
            Cud::New(item) => text!("new {} of size {}", item.id, item.size),
            Cud::Changed(change) => {
                let size: Option<i32> = change.element().find("Size")?;
                text!("changed {}, sized {}", change.id()?, size.is_some())
            }
        };
        ctx.log(LogLevel::Info, &line);
    }
    Ok(())
}

/// Stores all that an event has, as text.
#[extension(kind = "projector", name = "Follow")]
fn follow<'run>(
    ctx: &ProjectorContext<'run>,
    event: Event<'run, Order<'run>>,
) -> Result<(), Error> {
    let mut told = String::new();
    let mut tell =
        |text: core::fmt::Arguments<'_>| told.write_fmt(text).map_err(|_| Error::from("no room"));
    tell(format_args!("{}", event.qname()?.0))?;
    tell(format_args!(
        " {} {} {} {} {} {}",
        event.wlog_offset()?,
        event.workspace()?,
        event.registered_at()?.millis(),
        event.device_id()?,
        event.synced_at()?.millis(),
        event.synced()?,
    ))?;
    tell(format_args!(" {:?}", event.argument.note))?;
    for change in event.changes()? {
        let is_item = change.is_of::<Item>()?;
        tell(format_args!(
            "; {} {} {}",
            change.qname()?.0,
            change.id()?.0,
            change.is_new()?
        ))?;
        if is_item {
            let Size { size } = change.read()?;
            tell(format_args!(" size {size}"))?;
        }
    }
    if event.error()?.is_some() {
        tell(format_args!("; invalid"))?;
    }
    let followed = Followed {
        number: event.argument.number,
        told,
    };
    followed.insert(ctx);
    Ok(())
}

/// Follows events of any argument, or none.
#[extension(kind = "projector", name = "FollowAny")]
fn follow_any(ctx: &ProjectorContext<'_>, event: Event<'_, ()>) -> Result<(), Error> {
    ctx.log(LogLevel::Info, event.qname()?.0);
    Ok(())
}

#[derive(Record)]
struct From {
    offset: i64,
    count: Option<i64>,
    stop_at: Option<i64>,
}

#[derive(Record)]
struct Logged {
    first: Option<i32>,
    told: String,
}

#[extension(kind = "query", name = "ReadLog")]
fn read_log(ctx: &QueryContext<'_>, args: From) -> Result<Logged, Error> {
    let first = LoggedEvent::get(ctx, args.offset)?;
    let order = first
        .map(|event| event.argument::<Order<'_>>())
        .transpose()?;
    let mut told = String::new();
    LoggedEvent::for_each(ctx, args.offset, args.count, |event| {
        let offset = event.offset().unwrap_or(-1);
        told.push_str(event.qname().map_or("?", |name| name.0));
        if Some(offset) == args.stop_at {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })?;
    LoggedEvent::try_for_each(ctx, args.offset, args.count, |event| {
        event.qname().map(drop)
    })?;
    Ok(Logged {
        first: order.flatten().map(|order| order.number),
        told,
    })
}

/// Gets an item by its id, which an event names.
#[extension(kind = "query", name = "ItemSize")]
fn item_size(ctx: &QueryContext<'_>) -> Result<Size, Error> {
    let item = Item::must_get(ctx, RecordId(65_536))?;
    Ok(Size {
        size: item.size + i32::from(item.id != RecordId(65_536)),
    })
}

/// Does not read its argument.
#[extension(kind = "query", name = "Offsets")]
fn offsets(ctx: &QueryContext<'_>) -> Result<Logged, Error> {
    let mut told = String::new();
    LoggedEvent::for_each(ctx, 1, None, |event| {
        told.push_str(
            event
                .element()
                .get::<QName<'_>>("QName")
                .map_or("", |q| q.0),
        );
    })?;
    Ok(Logged { first: None, told })
}
