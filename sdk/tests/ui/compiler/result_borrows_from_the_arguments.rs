use heeus_sdk::prelude::*;

#[derive(Record)]
struct Search {
    name: String,
}

#[derive(Record)]
struct Found<'run> {
    name: &'run str,
}

#[extension(kind = "query")]
fn find<'run>(_: &QueryContext<'run>, search: Search) -> Result<Found<'run>, Error> {
    Ok(Found { name: &search.name })
}

fn main() {}
