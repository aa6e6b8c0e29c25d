use heeus_sdk::entity;

entity! {
    A = singleton "orders.A" { clustering { Year: i32 } value { Name: string } }
}

fn main() {}
