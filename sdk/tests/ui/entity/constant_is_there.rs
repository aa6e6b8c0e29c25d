use heeus_sdk::entity;

entity! {
    pub A = record "orders.A" { value { Name: str } }
}

pub const THE_ONLY_ERROR_IS_THE_TYPE: &str = A;

fn main() {}
