use heeus_sdk::entity;

entity! {
    A = view "orders.A" { partitions { Year: i32 } value { Amount: i64 } }
    B = record "orders.B" { fields { Name: string } }
}

fn main() {}
