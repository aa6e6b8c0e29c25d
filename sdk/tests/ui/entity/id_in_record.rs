use heeus_sdk::entity;

entity! {
    A = record "orders.A" { value { ID: id, Name: string } }
}

fn main() {}
