//! Extensions whose texts and failures are tested in the runtime of Voedger.
#![no_std]

extern crate alloc;

use alloc::string::String;
use alloc::vec::Vec;
use core::hint::black_box;

use heeus_sdk::prelude::*;

/// Rows by partition.
#[derive(Entity, Clone)]
#[entity(view = "example.com/packages/probe.Rows")]
struct Row<'run> {
    #[entity(partition)]
    part: i32,
    #[entity(clustering)]
    at: i64,
    text: &'run str,
}

/// One value of each type that both sides have.
#[derive(Record)]
struct Values<'run> {
    text: &'run str,
    bytes: &'run [u8],
    int: i32,
    long: i64,
    float: f32,
    double: f64,
    flag: bool,
    name: QName<'run>,
    absent: Option<&'run str>,
}

/// A text.
#[derive(Record)]
struct Text<'run> {
    text: &'run str,
}

/// A partition.
#[derive(Record)]
struct Part {
    part: i32,
}

/// The first row of each of two reads, one inside of the other.
#[derive(Record)]
struct Pair<'run> {
    outer: i64,
    inner: &'run str,
}

/// Returns its arguments.
#[extension(kind = "command", name = "Echo")]
fn echo<'run>(_: &CommandContext<'run>, args: Values<'run>) -> Values<'run> {
    args
}

/// Panics with a text, in a function that needs much of the stack.
#[extension(kind = "command", name = "Panic")]
fn panic(_: &CommandContext<'_>, args: Text<'_>) {
    let frame = black_box([0_u8; 4096]);
    assert!(frame[args.text.len()] != 0, "stopped: {}", args.text);
}

/// Takes all memory.
#[extension(kind = "command", name = "Fill")]
fn fill(ctx: &CommandContext<'_>) {
    ctx.result(&Text { text: "before" });
    let mut all = Vec::new();
    loop {
        all.push(black_box(alloc::vec![1_u8; 1 << 20]));
    }
}

/// Fails.
#[extension(kind = "projector", name = "Refuse")]
fn refuse(ctx: &ProjectorContext<'_>, event: Event<'_, Text<'_>>) -> Result<(), Error> {
    let (part, at, text) = (1, 1, event.argument.text);
    Row { part, at, text }.insert(ctx);
    Err("not this event")?
}

/// Writes a row for each record that the event changed, unless the event is not valid.
#[extension(kind = "projector", name = "Changes")]
fn changes(ctx: &ProjectorContext<'_>, event: Event<'_, ()>) -> Result<(), Error> {
    if let Some(error) = event.error()? {
        return Err(String::from(error.get::<&str>("ErrStr")?).into());
    }
    for change in event.changes()? {
        let (part, at, text) = (
            i32::from(change.is_new()?),
            change.id()?.0,
            change.qname()?.0,
        );
        Row { part, at, text }.insert(ctx);
    }
    Ok(())
}

/// Reads inside of a read, and stops both.
#[extension(kind = "query", name = "Nested")]
fn nested(ctx: &QueryContext<'_>, args: Part) -> Result<(), Error> {
    Row::try_for_each(ctx, args.part, |outer| {
        let mut stop = false;
        Row::try_for_each(ctx, args.part + 1, |inner| {
            if !stop {
                let (outer, inner) = (outer.at, inner.text);
                ctx.result(&Pair { outer, inner });
            }
            stop = true;
            Ok::<(), Error>(())
        })
    })
}
