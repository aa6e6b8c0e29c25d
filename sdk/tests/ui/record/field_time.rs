use heeus_sdk::Record;

/// Stands for the crate of this name.
mod chrono {
    pub struct Utc;
    pub struct DateTime<Zone>(Zone);
    pub struct NaiveDate;
}

#[derive(Record)]
struct Order {
    ordered: chrono::DateTime<chrono::Utc>,
    delivered: Option<chrono::NaiveDate>,
    took: std::time::Duration,
}

fn uses_order(value: &Order) -> usize {
    heeus_sdk::field::ToRecord::to_bytes(value).len()
}

#[heeus_sdk::extension(kind = "command")]
fn takes_order(_: &heeus_sdk::CommandContext<'_>, _: Order) {}

fn main() {}
