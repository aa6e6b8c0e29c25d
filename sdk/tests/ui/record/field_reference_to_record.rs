use heeus_sdk::Record;

#[derive(Record)]
struct Money {
    cents: i64,
}

#[derive(Record)]
struct Article<'run> {
    price: &'run Money,
    count: &'run i32,
}

fn main() {}
