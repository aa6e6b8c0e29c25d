use heeus_sdk::Record;

#[derive(Record)]
struct Article<'a, 'b> {
    name: &'a str,
    note: &'b str,
}

fn main() {}
