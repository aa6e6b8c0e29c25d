use heeus_sdk::prelude::*;

#[derive(Record)]
struct Row<'run> {
    name: &'run str,
}

#[extension(kind = "query")]
fn row(_: &QueryContext<'_>, args: Row<'_>) -> Result<Row<'_>, Error> {
    Ok(args)
}

#[extension(kind = "command")]
fn text(_: &CommandContext<'_>, args: Row<'_>) -> &str {
    args.name
}

fn main() {}
