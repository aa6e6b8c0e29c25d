use heeus_sdk::entity;

entity! {
    A record "orders.A" { value { Name: string } }
    = record "orders.B" { value { Name: string } }
    C = record { value { Name: string } }
    D = record "orders.D" { value { Name: str } }
    E = record "orders.E"
}

fn main() {}
