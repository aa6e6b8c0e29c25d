use std::cell::Cell;

use heeus_sdk::values::json::{self, JsonFilled, JsonSlot, ToJson};

struct Outer<'o>(Cell<Option<JsonFilled<'o>>>);

impl<'o> ToJson for Outer<'o> {
    fn to_json<'t>(&self, _: JsonSlot<'t>) -> JsonFilled<'t> {
        self.0.take().unwrap()
    }
}

fn main() {
    json::of(&Outer(Cell::new(None)));
}
