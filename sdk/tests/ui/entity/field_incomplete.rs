use heeus_sdk::entity;

entity! {
    A = record "orders.A" { value { Name string, Count:, Price: i64 Amount: i64, #[serde] Last: i32 } }
}

fn main() {}
