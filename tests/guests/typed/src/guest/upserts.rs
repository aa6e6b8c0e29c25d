//! Rows that are begun or changed in one step.

use alloc::string::String;
use alloc::vec::Vec;

use heeus_sdk::prelude::*;

/// A bill's total, by table.
#[derive(Entity)]
#[entity(view = "typed.Tab")]
struct Tab<'run> {
    #[entity(partition)]
    table: &'run str,
    #[entity(default)]
    sum: i64,
    #[entity(default)]
    lines: Vec<Line<'run>>,
    guest: Option<String>,
    #[entity(default = "open")]
    state: &'run str,
}

#[derive(Record)]
struct Line<'run> {
    name: &'run str,
    price: i64,
    parts: Option<Vec<Part<'run>>>,
}

#[derive(Record)]
struct Part<'run> {
    name: &'run str,
}

/// The last number that was given.
#[derive(Entity)]
#[entity(singleton = "typed.LastNumber")]
struct LastNumber {
    #[entity(default)]
    number: i64,
}

#[derive(Record)]
struct Change<'run> {
    table: &'run str,
    #[record(default)]
    lines: Vec<Line<'run>>,
    #[record(default)]
    guest: Option<&'run str>,
    #[record(default)]
    what: &'run str,
}

/// Adds lines to a tab, or does something else to it.
#[extension(kind = "projector", name = "UpsertTab")]
fn upsert_tab<'run>(
    ctx: &ProjectorContext<'run>,
    event: Event<'run, Change<'run>>,
) -> Result<(), Error> {
    let Change {
        table,
        lines,
        guest,
        what,
    } = event.argument;
    let tab = Tab::try_upsert(ctx, table, |tab| -> Result<(), Error> {
        for line in lines {
            let sum = tab.sum.checked_add(line.price);
            tab.sum = sum.ok_or("the sum is too large")?;
            tab.lines.push(line);
        }
        if let Some(guest) = guest {
            tab.guest = Some(guest.into());
        }
        match what {
            "another key" => tab.table = "another",
            "no guest" => tab.guest = None,
            "close" => tab.state = "closed",
            "fail" => return Err("refused".into()),
            _ => {}
        }
        Ok(())
    })?;
    ctx.log(LogLevel::Info, tab.state);
    Ok(())
}

/// Gives the next number.
#[extension(kind = "command", name = "NextNumber")]
fn next_number(ctx: &CommandContext<'_>) -> Result<(), Error> {
    let last = LastNumber::upsert(ctx, |last| last.number = last.number.wrapping_add(1))?;
    ctx.log(LogLevel::Info, &alloc::format!("{}", last.number));
    Ok(())
}
