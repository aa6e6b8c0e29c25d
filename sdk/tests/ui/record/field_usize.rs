use heeus_sdk::Record;

#[derive(Record)]
struct Article {
    count: usize,
    #[record(default)]
    letter: char,
    pair: (i32, i32),
}

fn main() {}
