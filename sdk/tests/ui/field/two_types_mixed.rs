use heeus_sdk::prelude::*;

#[derive(Field)]
struct Cents(i64);

#[derive(Field)]
struct Points(i64);

#[derive(Record)]
struct Bill {
    sum: Cents,
}

fn bill(points: Points) -> Bill {
    Bill { sum: points }
}

fn main() {}
