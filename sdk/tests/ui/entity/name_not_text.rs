use heeus_sdk::entity;

entity! {
    A = record orders.Article { value { Name: string } }
}

fn main() {}
