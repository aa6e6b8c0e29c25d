use heeus_sdk::Record;

#[derive(Record)]
union Number {
    int: i32,
    float: f32,
}

fn main() {}
