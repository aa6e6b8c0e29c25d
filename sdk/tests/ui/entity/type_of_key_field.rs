use heeus_sdk::entity;

entity! {
    A = view "orders.A" {
        partition { Year: record }
        clustering { Month: array, Day: money }
        value { Lines: array }
    }
}

fn main() {}
