use heeus_sdk::Record;

#[derive(Record)]
struct Code<const N: usize> {
    code: i32,
}

fn main() {}
