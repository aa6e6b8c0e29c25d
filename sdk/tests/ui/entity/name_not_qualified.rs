use heeus_sdk::entity;

entity! {
    A = record "Article" { value { Name: string } }
    B = record ".Article" { value { Name: string } }
    C = record "orders." { value { Name: string } }
    D = record "" { value { Name: string } }
}

fn main() {}
