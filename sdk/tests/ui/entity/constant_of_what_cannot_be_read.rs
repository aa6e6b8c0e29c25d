use heeus_sdk::entity;

entity! {
    A = view shop.A { partition { Day: i32 } value { Sum: i64 } }
    B view "shop.B" { partition { Day: i32 } value { Sum: i64 } }
    C = record "shop.C" { value { Sum: i64 } }
}

fn main() {
    let _: [&str; 3] = [A, B, C];
}
