use heeus_sdk::Record;

#[derive(Record)]
struct Article<'run> {
    prices: &'run [i64],
    tags: &'run [&'run str],
}

fn main() {}
