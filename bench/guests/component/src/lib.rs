//! The guest of the benchmarks, as a component.

wit_bindgen::generate!({ path: "wit", world: "peer" });

struct Component;

impl Guest for Component {
    fn noop(args: Vec<u8>) {
        assert!(!args.is_empty(), "no arguments");
    }

    fn add(year: i32, day: i32) -> Change {
        let stock = get(year, day);
        Change {
            amount: stock.amount.wrapping_add(stock.price),
            quantity: stock.quantity.wrapping_add(1),
        }
    }
}

export!(Component);
