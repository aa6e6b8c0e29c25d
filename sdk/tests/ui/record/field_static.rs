use heeus_sdk::Record;

#[derive(Record)]
struct Article {
    name: &'static str,
    notes: Vec<&'static [u8]>,
}

fn uses_article(value: &Article) -> usize {
    heeus_sdk::field::ToRecord::to_bytes(value).len()
}

fn main() {}
