use heeus_sdk::entity;

entity! {
    A = record "orders.A" { value { Name: String, Count: u32, When: timestamp } }
}

fn main() {}
