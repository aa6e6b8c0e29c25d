use heeus_sdk::Record;

#[derive(Record)]
#[record(rename_all = "camelcase")]
struct Article {
    name: String,
}

#[derive(Record)]
#[record(rename_all = "kebab-case")]
struct Customer {
    name: String,
}

fn main() {}
