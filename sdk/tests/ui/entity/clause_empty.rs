use heeus_sdk::entity;

entity! {
    A = view "orders.A" { partition {} clustering {} value {} }
    B = record "orders.B" { value {} }
}

fn main() {}
