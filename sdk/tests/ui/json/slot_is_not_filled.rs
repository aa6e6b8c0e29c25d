use heeus_sdk::values::json::{JsonFilled, JsonSlot, ToJson};

struct Order;

impl ToJson for Order {
    fn to_json<'t>(&self, _: JsonSlot<'t>) -> JsonFilled<'t> {}
}

fn main() {}
