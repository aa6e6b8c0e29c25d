//! Events of several commands, as an enum.

use alloc::string::String;

use heeus_sdk::prelude::*;

#[derive(Record)]
struct Placed<'run> {
    number: i32,
    note: Option<&'run str>,
}

#[derive(Record)]
struct Cancelled {
    reason: String,
}

#[derive(Events)]
enum Followed<'run> {
    #[event("Cancel")]
    Cancelled(Cancelled),
    #[event("typed.Place")]
    Placed(Placed<'run>),
    #[event("crm.Cancel")]
    Left,
}

/// Logs the events of an enum.
#[extension(
    kind = "projector",
    name = "FollowSeveral",
    after("typed.Place", "Cancel", "crm.Cancel")
)]
fn follow_several<'run>(
    ctx: &ProjectorContext<'run>,
    event: Event<'run, Followed<'run>>,
) -> Result<(), Error> {
    let line = match event.argument {
        Followed::Placed(Placed { number, note }) => {
            text!("placed {number} {}", note.unwrap_or("-"))
        }
        Followed::Cancelled(Cancelled { reason }) => text!("cancelled: {reason}"),
        Followed::Left => text!("left, {}", event.workspace()?),
    };
    ctx.log(LogLevel::Info, &line);
    Ok(())
}

#[derive(Events)]
enum Few {
    #[event("Cancel")]
    Cancelled(Cancelled),
    #[event(other)]
    Other,
}

/// Logs the events of an enum, and others.
#[extension(
    kind = "projector",
    name = "FollowOthers",
    after("Cancel", "typed.Item")
)]
fn follow_others(ctx: &ProjectorContext<'_>, event: Event<'_, Few>) {
    match event.argument {
        Few::Cancelled(Cancelled { reason }) => ctx.log(LogLevel::Info, &reason),
        Few::Other => ctx.log(LogLevel::Info, "another event"),
    }
}
