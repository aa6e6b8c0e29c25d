use heeus_sdk::entity;

entity! {
    A = record "orders.A" { value { Name: string } }
    A = record "orders.B" { value { Name: string } }
}

fn main() {}
