use heeus_sdk::entity;

entity! {
    A = view "orders.A" { partition (Year: i32) value { Amount: i64 } }
    B = record "orders.B" { value: string }
}

fn main() {}
