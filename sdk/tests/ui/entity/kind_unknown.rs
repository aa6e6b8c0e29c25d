use heeus_sdk::entity;

entity! {
    A = vew "orders.A" { partition { Year: i32 } value { Amount: i64 } }
    B = table "orders.B" { value { Amount: i64 } }
}

fn main() {}
