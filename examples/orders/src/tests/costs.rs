//! The costs of runs, and a full snapshot of one of them.

use std::println;

use super::*;

/// A busy month, and one or more runs of each extension in it.
#[test]
fn costs_change_only_where_somebody_says_so() {
    let mut kit = kit!(World::Wasm);
    for day in 1..=28 {
        kit.given(&row([2026, 1, day], 7));
    }
    let of_ten = order([(); 10].map(|()| item(1, 100)));
    kit.event(ordered(&of_ten));

    kit.label("10 items").run("CheckOrder", &of_ten);
    kit.label("10 items")
        .run("NewOrder", &of_ten)
        .expect_result(&Total { total: 1000 });
    kit.label("refused")
        .run("NewOrder", &order([]))
        .expect_error("negative order amount");
    kit.label("10 items")
        .run("CalcOrderedItems", record! {})
        .expect_intents([inserted(&row([2026, 1, 2], 1007))]);
    kit.label("28 days")
        .run("OrderedItems", &Year { year: 2026 })
        .expect_result(&YearTotal {
            days: 28,
            amount: 1196,
        });
    println!("{}", kit.expect_golden_costs("golden/costs.json"));
}

two_worlds!(a_projection_in_full, a_refusal_in_full);

fn a_projection_in_full(kit: &mut Kit) {
    kit.given(&row([2026, 1, 2], 200))
        .event(ordered(&order([item(2, 50)])))
        .run("CalcOrderedItems", record! {})
        .expect_snapshot(expect![[r#"
            CalcOrderedItems: ok
            intents:
              insert_view("orders.OrderedItems", record! { Day: 2, Month: 1, Year: 2026 })
                  .with("Amount", 300i64)
            host calls:
              HostGetElem(sys.Event {}) -> exists {ArgumentObject: {Day: 2, Items: [{Quantity: 2, SinglePrice: 50i64}], Month: 1, Year: 2026}, QName: QName("orders.Ordered")}
              HostGetElem(sys.View orders.OrderedItems {Day: 2, Month: 1, Year: 2026}) -> exists {Amount: 200i64}
        "#]]);
}

fn a_refusal_in_full(kit: &mut Kit) {
    kit.run("NewOrder", &order([item(1, -1)]))
        .expect_snapshot(expect![[r#"
            NewOrder: error 400: negative order amount
        "#]]);
}
