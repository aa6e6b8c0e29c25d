use heeus_sdk::Record;

#[derive(Record)]
struct Page<T> {
    rows: Vec<T>,
}

fn main() {}
