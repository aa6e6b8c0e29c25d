use heeus_sdk::entity;

entity! {
    A = record "orders.A" { value { "": i32, "a\0b": i32, 5: i32, "fine too": i32 } }
}

fn main() {}
