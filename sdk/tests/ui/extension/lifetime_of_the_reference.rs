use heeus_sdk::prelude::*;

#[derive(Record)]
struct Row<'run> {
    name: &'run str,
}

#[extension(kind = "query")]
fn row<'a>(_: &'a QueryContext<'a>, args: Row<'a>) -> Result<Row<'a>, Error> {
    Ok(args)
}

fn main() {}
