use heeus_sdk::Record;

#[derive(Record)]
enum Payment {
    Cash,
    Card { number: i64 },
}

fn main() {}
