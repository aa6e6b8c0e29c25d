use heeus_sdk::prelude::*;

#[derive(Record)]
struct Order {
    amount: i64,
}

#[extension(kind = "query")]
fn f(_: &QueryContext<'_>) -> Result<Vec<i64>, Error> {
    todo!()
}

fn main() {}
