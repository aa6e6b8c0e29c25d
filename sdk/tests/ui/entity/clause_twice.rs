use heeus_sdk::entity;

entity! {
    A = view "orders.A" {
        partition { Year: i32 }
        partition { Month: i32 }
        value { Amount: i64 }
        value { Count: i64 }
    }
}

fn main() {}
