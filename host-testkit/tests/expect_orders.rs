//! The kit on a real extension crate: the story of the orders example.

use std::path::Path;

use heeus_host_testkit::prelude::*;

fn kit() -> Kit {
    Kit::build(Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/orders"))
}

fn order(prices: [i64; 2]) -> DynRecord {
    let [first, second] = prices;
    record! {
        Year: 2026,
        Month: 1,
        Day: 2,
        Items: [
            record! { Quantity: 1, SinglePrice: first },
            record! { Quantity: 2, SinglePrice: second },
        ],
    }
}

#[test]
fn orders_add_up_to_the_amount_of_their_day() {
    let day = || record! { Year: 2026, Month: 1, Day: 2 };
    let amount = |amount: i64| record! { Amount: amount };
    let mut kit = kit();

    kit.run("CheckOrder", order([100, 50])).expect_ok();
    kit.run("NewOrder", order([100, 50]))
        .expect_intents([result(record! { Total: 200i64 })]);
    kit.event(record! { QName: QName("orders.Ordered"), ArgumentObject: order([100, 50]) });
    kit.run("CalcOrderedItems", record! {})
        .expect_intents([insert_view("orders.OrderedItems", day()).with("Amount", 200i64)]);
    kit.run("CalcOrderedItems", record! {})
        .expect_host_calls([
            "HostGetElem(sys.Event {})",
            "HostGetElem(sys.View orders.OrderedItems {Day: 2, Month: 1, Year: 2026})",
        ])
        .expect_intent(insert_view("orders.OrderedItems", day()).with("Amount", 400i64));
    kit.expect_rows("orders.OrderedItems", [(day(), amount(400))]);

    kit.run("OrderedItems", record! { Year: 2026 })
        .expect_intents([result(record! { Days: 1, Amount: 400i64 })]);
    kit.run("NewOrder", order([100, -50]))
        .expect_error("negative order amount");
    kit.expect_rows("orders.OrderedItems", [(day(), amount(400))]);
}
