use heeus_sdk::entity;

entity! {
    ORDERS = view "orders.Orders" {
        partition { Year: i32? }
        clustering { Day: i32 }
        value { Note: string?, Amount: i64?? }
    }
}

fn main() {}
