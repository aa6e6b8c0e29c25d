use heeus_sdk::entity;

entity! {
    A = record "orders.A" { value { Name: string } }
    B = record "orders.A" { value { Name: bytes } }
}

fn main() {}
