use heeus_sdk::entity;

entity! {
    A = record "orders.A" { partition { Year: i32 } value { Name: string } }
}

fn main() {}
