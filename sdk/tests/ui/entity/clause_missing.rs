use heeus_sdk::entity;

entity! {
    A = view "orders.A" { clustering { Month: i32 } }
    B = record "orders.B" {}
    C = singleton "orders.C" {}
}

fn main() {}
