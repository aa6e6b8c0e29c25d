use heeus_sdk::entity;

entity! {
    A = view "orders.A" {
        partition { Year: i32 }
        clustering { Month: i32, Month: i32 }
        value { Amount: i64, Year: i32, "Amount": i64 }
    }
}

fn main() {}
