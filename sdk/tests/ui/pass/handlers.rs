//! Forms that extensions of each kind may have.
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs)]
#![allow(
    clippy::pedantic,
    unused_qualifications,
    reason = "what may be written is the point, not style"
)]

extern crate alloc;

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use heeus_sdk::prelude::*;

/// A record without fields.
#[derive(Record)]
struct Nothing;

/// A row.
#[derive(Record)]
struct Line {
    quantity: i32,
}

/// Arguments that borrow.
#[derive(Record)]
struct Told<'run> {
    note: &'run str,
}

/// A view.
#[derive(Entity, Clone)]
#[entity(view = "shop.Calls")]
struct Calls<'run> {
    #[entity(partition)]
    name: &'run str,
    note: Option<&'run str>,
}

/// A singleton that is also a record inside other records.
#[derive(Entity, Record, Clone)]
#[entity(singleton = "shop.Limits")]
struct Limits {
    #[entity(rename = "Max", default = 7)]
    #[record(rename = "Max", default = 7)]
    limit: i64,
}

/// The error of an extension.
pub struct Refused;

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("refused")
    }
}

impl ExtensionError for Refused {}

impl From<Error> for Refused {
    fn from(_: Error) -> Self {
        Self
    }
}

#[extension(kind = "command")]
fn command_without_arguments(_: &CommandContext<'_>) {}

#[extension(kind = "command")]
fn command_that_returns_a_record(_: &CommandContext<'_>, line: Line) -> Line {
    line
}

#[extension(kind = "command")]
fn command_that_may_fail(_: &CommandContext<'_>, _: Told<'_>) -> Result<Line, Refused> {
    Err(Refused)
}

#[extension(kind = "command")]
fn command_with_lifetimes<'s, 'run: 's>(
    ctx: &'s CommandContext<'run>,
    told: Told<'run>,
) -> Result<(), &'static str> {
    let _ = (ctx.call(), told.note);
    Err("a text")
}

#[extension(kind = "query")]
fn query_of_one(ctx: &QueryContext<'_>, limits: Limits) -> Result<Limits, Error> {
    if limits.limit == 0 {
        return Limits::must_get(ctx);
    }
    Ok(limits)
}

#[extension(kind = "query")]
fn query_of_one_or_none(ctx: &QueryContext<'_>) -> Result<Option<Limits>, Error> {
    Limits::get(ctx)
}

#[extension(kind = "query")]
fn query_of_many(_: &QueryContext<'_>, line: Line) -> Vec<Line> {
    Vec::from([line])
}

#[extension(kind = "query")]
fn query_of_rows(_: &QueryContext<'_>) -> Result<Rows<Line>, String> {
    Ok(Vec::new().into())
}

#[extension(kind = "query")]
fn query_that_streams(ctx: &QueryContext<'_>, _: Nothing) -> Result<(), core::convert::Infallible> {
    ctx.result(&Nothing);
    Ok(())
}

#[extension(kind = "validator")]
fn validator_that_accepts(_: &ValidatorContext<'_>) {}

#[extension(kind = "validator")]
fn validator_that_refuses(
    _: &ValidatorContext<'_>,
    _: WasmStateElement<'_>,
) -> core::result::Result<(), impl ExtensionError> {
    Err("no")
}

#[extension(kind = "projector")]
fn projector_without_event(_: &ProjectorContext<'_>) {}

#[extension(kind = "projector")]
fn projector_of_any_event(_: &ProjectorContext<'_>, event: Event<'_, ()>) -> Result<(), Error> {
    event.qname().map(drop)
}

#[extension(kind = "projector")]
fn projector_of_an_event<'run>(
    ctx: &ProjectorContext<'run>,
    event: Event<'run, Told<'run>>,
) -> Result<(), Refused> {
    let name = event.argument.note;
    let call = Calls { name, note: None };
    call.insert(ctx);
    call.update(ctx, |call| call.note = Some("note"))?;
    Ok(())
}

#[extension(kind = "projector")]
fn projector_of_an_element(_: &ProjectorContext<'_>, _: Event<'_>) {}

#[extension(kind = "job")]
fn job(ctx: &JobContext<'_>) -> Result<(), Error> {
    ctx.call().map(drop)
}

#[extension(kind = "job")]
fn job_with_arguments(_: &JobContext<'_>, _: Line) {}

type Fallible<T> = Result<T, Refused>;

#[extension(kind = "job")]
fn fails_by_an_alias(_: &JobContext<'_>) -> Fallible<()> {
    Ok(())
}

/// Uses the items that the macros generate.
pub fn main() {
    assert_eq!(alloc::format!("{Refused}"), "refused");
    // Extensions can be called like any other function.
    let _: fn(&JobContext<'_>, Line) = job_with_arguments;
    let Line { quantity } = Line { quantity: 1 };
    assert_eq!(quantity, 1);
}
