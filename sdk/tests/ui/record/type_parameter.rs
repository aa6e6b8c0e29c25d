use heeus_sdk::Record;

#[derive(Record)]
struct Page<T> {
    rows: Vec<T>,
}

fn uses_page(value: &Page<i32>) -> usize {
    heeus_sdk::field::ToRecord::to_bytes(value).len()
}

#[heeus_sdk::extension(kind = "command")]
fn takes_page(_: &heeus_sdk::CommandContext<'_>, _: Page<i32>) {}

fn main() {}
