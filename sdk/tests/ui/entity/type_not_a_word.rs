use heeus_sdk::entity;

entity! {
    A = record "orders.A" { value { Lines: Vec<u8>, Bytes: [u8], Whole: core::i32 } }
}

fn main() {}
