use heeus_sdk::Record;

#[derive(Record)]
struct Seat {
    row: char,
    place: (i32, i32),
    size: u128,
}

fn main() {}
