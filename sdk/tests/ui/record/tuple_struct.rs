use heeus_sdk::Record;

#[derive(Record)]
struct Year(i32);

fn main() {}
