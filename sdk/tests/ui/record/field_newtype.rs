use heeus_sdk::Record;

struct Cents(i64);

#[derive(Record)]
struct Order {
    price: Cents,
}

fn main() {}
