//! The results of extensions of each kind.

use alloc::vec::Vec;

use heeus_sdk::prelude::*;
use heeus_sdk::sys::Response;

#[derive(Record)]
struct Row {
    number: i32,
}

#[derive(Record)]
struct Many {
    count: i32,
}

fn rows(many: &Many) -> impl Iterator<Item = Row> {
    (1..=many.count).map(|number| Row { number })
}

#[extension(kind = "command", name = "CommandNothing")]
fn command_nothing(_: &CommandContext<'_>) {}

#[extension(kind = "command", name = "CommandRow")]
fn command_row(_: &CommandContext<'_>, args: Many) -> Row {
    Row { number: args.count }
}

#[extension(kind = "query", name = "QueryOption")]
fn query_option(_: &QueryContext<'_>, args: Many) -> Option<Row> {
    rows(&args).last()
}

#[extension(kind = "query", name = "QueryVec")]
fn query_vec(_: &QueryContext<'_>, args: Many) -> Result<Vec<Row>, Error> {
    if args.count < 0 {
        return Err("fewer than none".into());
    }
    Ok(rows(&args).collect())
}

#[extension(kind = "query", name = "QueryStream")]
fn query_stream(ctx: &QueryContext<'_>, args: Many) -> Option<Row> {
    rows(&args).for_each(|row| ctx.result(&row));
    (args.count != 0).then_some(Row { number: 0 })
}

#[extension(kind = "query", name = "QueryRows")]
fn query_rows(_: &QueryContext<'_>, args: Many) -> Rows<Row> {
    let mut rows = Rows::from(rows(&args).collect::<Vec<_>>());
    // A row that was taken is not returned.
    rows.next();
    rows
}

#[derive(Record)]
struct Answer<'run> {
    code: i32,
    text: Option<&'run str>,
}

#[extension(kind = "command", name = "Respond")]
fn respond(ctx: &CommandContext<'_>, args: Answer<'_>) {
    let response = Response {
        status_code: args.code,
        error_message: args.text,
    };
    response.send(ctx);
}

#[extension(kind = "validator", name = "Accept")]
fn accept(_: &ValidatorContext<'_>, args: Many) -> Result<(), &'static str> {
    if args.count < 0 {
        return Err("fewer than none");
    }
    Ok(())
}
