use heeus_sdk::values::json::{JsonFilled, JsonSlot, ToJson};

struct Order;

impl ToJson for Order {
    fn to_json<'t>(&self, slot: JsonSlot<'t>) -> JsonFilled<'t> {
        slot.put(1);
        slot.put(2)
    }
}

fn main() {}
