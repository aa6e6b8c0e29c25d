use heeus_sdk::Record;

enum Payment {
    Cash,
    Card,
}

#[derive(Record)]
struct Order {
    payment: Payment,
}

fn main() {}
